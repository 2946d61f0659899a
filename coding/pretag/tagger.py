"""The tagger that needs no decisions: a framework in, suggestions with reasons out.

Nothing is fetched and nothing leaves the machine. The same framework, encoder and segments give
the same suggestions.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from coding.model import Suggestion
from coding.pretag.calibration import calibrate
from coding.pretag.classifier import Numbers
from coding.pretag.code_model import fit_code_model, read_passages, with_neighbours
from coding.pretag.codebook import Codebook, read_codebook
from coding.pretag.cues import cue_pipeline
from coding.pretag.encoder import Encoder, EncoderError, minilm_encoder
from coding.pretag.kept import FolderVectors, Learnt, kept_file, load_learnt, save_learnt
from coding.pretag.offers import (
    Limits,
    Reasons,
    best_first,
    chosen_codes,
    cue_evidence,
    telling_rows,
    twin_evidence,
    twins_alike,
)
from coding.pretag.passages import KeptVectors, Passages, Reader, Watch
from coding.pretag.segment_text import SegmentText
from coding.pretag.words import fit_words
from framework import library
from framework.model import Framework

VERSION = "1"
PREPARED = Path(__file__).with_name("prepared")
Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Ranking:
    """What the tagger makes of segments before anything is held back.

    `rows` are the numbers of the codable segments; `scores` has a row for each of them and a
    column for each of `code_ids`; `codable` is the probability that one bears on any code.
    """

    rows: tuple[int, ...]
    code_ids: tuple[str, ...]
    scores: Numbers
    codable: Numbers
    passages: Passages


class Tagger:
    """Suggests codes of one framework. Made by `fit_tagger`.

    `name` names tagger, version and encoder and goes into every suggestion; `notice` is empty,
    or says in the researcher's words why the tagger works with less than it could.
    """

    def __init__(self, codebook: Codebook, learnt: Learnt, reader: Reader, notice: str) -> None:
        encoders = [reader.encoder.name] if reader.encoder else []
        self.name = f"framework {VERSION} ({' + '.join([*encoders, 'words'])})"
        self.notice = notice
        self._codebook = codebook
        self._learnt = learnt
        self._reader = reader
        self._reasons = Reasons(codebook, learnt.vectors)

    def suggest(
        self,
        segments: Sequence[SegmentText],
        *,
        kept: KeptVectors | None = None,
        all_codes: bool = False,
        limits: Limits | None = None,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> tuple[tuple[Suggestion, ...], ...]:
        """Return each segment's suggestions, best first; () where the tagger keeps silent.

        Args:
            segments: All segments of one or more documents, in their order: neighbours help.
                Those that are not codable (interviewers') get nothing.
            kept: Where vectors are kept between runs, so that stopped work is resumed.
            all_codes: Rank every code that may be suggested, for every codable segment.
            limits: When to speak; see `Limits`.
            progress: Is told codable segments done and in all.
            cancelled: Is asked now and then whether to stop.

        Raises:
            TaggingCancelledError: If `cancelled` said so.
        """
        ranking = self.rank(segments, kept=kept, progress=progress, cancelled=cancelled)
        likeness = self._reasons.likeness(ranking.passages)
        found: list[tuple[Suggestion, ...]] = [()] * len(segments)
        for place, row in enumerate(ranking.rows):
            scores = ranking.scores[place]
            codes = (
                tuple(best_first(scores))
                if all_codes
                else chosen_codes(
                    scores, ranking.codable[place], self._codebook.twins, limits or Limits()
                )
            )
            found[row] = tuple(
                self._suggestion(segments[row], code, ranking, place, likeness[place])
                for code in codes
            )
        return tuple(found)

    def rank(
        self,
        segments: Sequence[SegmentText],
        *,
        kept: KeptVectors | None = None,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> Ranking:
        """Return every code's score for every codable segment, and how likely each bears on any.

        The arguments and errors are those of `suggest`.
        """
        rows = tuple(row for row, segment in enumerate(segments) if segment.codable)
        code_ids = tuple(code.id for code in self._codebook.codes)
        texts = [segments[row].text for row in rows]
        passages = self._reader.read(texts, kept=kept, watch=Watch.of(progress, cancelled))
        readings = read_passages(self._learnt.model, self._codebook, passages)
        readings = with_neighbours(readings, _documents([segments[row] for row in rows]))
        calibration = self._learnt.calibration
        scores, codable = calibration.scores(readings), calibration.codable(readings)
        return Ranking(rows, code_ids, scores, codable, passages)

    def _suggestion(
        self, segment: SegmentText, code: int, ranking: Ranking, place: int, likeness: Numbers
    ) -> Suggestion:
        scores = ranking.scores[place]
        code_id = self._codebook.codes[code].id
        cues = cue_evidence(
            code_id, ranking.passages, place, text=segment.text, start=segment.start
        )
        twins = twins_alike(code, scores, self._codebook.twins)
        return Suggestion(
            document_id=segment.document_id,
            start=segment.start,
            end=segment.end,
            code_id=code_id,
            score=round(float(scores[code]), 4),
            tagger=self.name,
            evidence=(
                *cues,
                *self._reasons.nearest(code, likeness),
                *twin_evidence(self._codebook, twins),
            ),
        )


def fit_tagger(
    framework: Framework,
    *,
    cache: Path | None = None,
    encoder: Encoder | None = None,
    words_only: bool = False,
    small_talk: Sequence[str] | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Tagger:
    """Return a tagger for the framework; about twenty seconds the first time, then at once.

    Args:
        framework: The framework.
        cache: A folder where what was learnt is kept, under the framework's content and the
            encoder's name; None keeps nothing.
        encoder: The encoder; without one, MiniLM, and if that cannot be used, words alone, which
            the tagger's `name` and `notice` then say.
        words_only: Do without a language model even where there is one.
        small_talk: Talk that bears on no code; None takes the library's.
        progress: Is told the framework's texts done and in all.
        cancelled: Is asked now and then whether to stop.

    Raises:
        TaggingCancelledError: If `cancelled` said so.
    """
    notice = ""
    if encoder is None and not words_only:
        encoder, notice = _default_encoder()
    talk = library.small_talk() if small_talk is None else tuple(small_talk)
    codebook = read_codebook(framework, talk)
    nlp = cue_pipeline(codebook.codes)
    name = encoder.name if encoder else "words"
    file = kept_file(cache, codebook.digest, name, VERSION) if cache else None
    learnt = (load_learnt(file) if file else None) or load_learnt(
        kept_file(PREPARED, codebook.digest, name, VERSION)
    )
    if learnt is None:
        words = fit_words([text.text for text in codebook.texts])
        reader = Reader(encoder, words, nlp)
        kept = FolderVectors(cache, encoder.name) if cache and encoder else None
        learnt = _learn(codebook, reader, kept, Watch.of(progress, cancelled))
        if file:
            save_learnt(file, learnt)
    notice = " ".join(filter(None, (notice, _about_language(framework))))
    return Tagger(codebook, learnt, Reader(encoder, learnt.words, nlp), notice)


def _default_encoder() -> tuple[Encoder | None, str]:
    try:
        return minilm_encoder(), ""
    except EncoderError as error:
        return None, f"{error} Until then suggestions rest on words alone and are fewer and poorer."


def _about_language(framework: Framework) -> str:
    if framework.language.lower().startswith("en"):
        return ""
    return (
        f"The framework's language is {framework.language}; pre-tagging is made for English and "
        "will suggest little of use."
    )


def _learn(codebook: Codebook, reader: Reader, kept: FolderVectors | None, watch: Watch) -> Learnt:
    texts = [text.text for text in codebook.texts]
    try:
        passages = reader.read(texts, kept=kept, watch=watch)
    finally:
        if kept:
            kept.save()
    model = fit_code_model(codebook, passages.whole, range(len(texts)))
    vectors = passages.whole[telling_rows(codebook)].astype(np.float16).astype(np.float32)
    return Learnt(reader.words, model, calibrate(codebook, passages), vectors)


def _documents(segments: Sequence[SegmentText]) -> list[list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for place, segment in enumerate(segments):
        groups[segment.document_id].append(place)
    return list(groups.values())
