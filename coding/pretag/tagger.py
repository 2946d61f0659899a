"""The tagger: a framework and a study's decisions in, suggestions with reasons out.

Nothing is fetched and nothing leaves the machine. The same framework, encoder, decisions and
segments give the same suggestions.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from coding.model import Suggestion
from coding.pretag.classifier import Numbers
from coding.pretag.code_model import read_passages, with_neighbours
from coding.pretag.codebook import Codebook
from coding.pretag.expecting import Curve
from coding.pretag.judged import Judged
from coding.pretag.kept import Learnt
from coding.pretag.offers import Limits, best_first, chosen_codes, twins_alike
from coding.pretag.pair_features import Heard, groups_of
from coding.pretag.passages import KeptVectors, Passages, Reader, Watch
from coding.pretag.reasons import Reasons, cue_evidence, twin_evidence, words_evidence
from coding.pretag.regression import framework_sums
from coding.pretag.segment_text import SegmentText
from coding.pretag.study import Decided, beside, decide

VERSION = "2"
Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Ranking:
    """What the tagger makes of segments before anything is held back.

    `rows` are the numbers of the codable segments; `scores` has a row for each of them and a
    column for each of `code_ids`: the probability that the code is right; `codable` is the
    probability that the segment bears on any code.
    """

    rows: tuple[int, ...]
    code_ids: tuple[str, ...]
    scores: Numbers
    codable: Numbers
    passages: Passages


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a tagger has learnt from people's decisions, to be told to them.

    `finished` passages with `codings` were learnt from; `code_ids` are the codes for which
    decisions, having proved better, count beside the framework. `never` counts the passages
    like which some code shall not be suggested. `held` says by code, where any were offered at the
    usual threshold, how many suggestions on finished passages, each predicted without its part
    of the study, were right, and how many there were.
    """

    finished: int
    codings: int
    code_ids: tuple[str, ...]
    never: int
    held: Mapping[str, tuple[int, int]]


class Tagger:
    """Suggests codes of one framework. Made by `fit_tagger`.

    `name` names tagger, version, encoder and the decisions learnt from, and goes into every
    suggestion; `notice` is empty, or says in the researcher's words why the tagger works with
    less than it could. `expected` says what to expect at each threshold, and what that rests on.
    """

    def __init__(
        self,
        codebook: Codebook,
        learnt: Learnt,
        reader: Reader,
        notice: str,
        decided: Decided | None = None,
    ) -> None:
        encoders = [reader.encoder.name] if reader.encoder else []
        studied = f", {decided.label}" if decided else ""
        self.name = f"framework {VERSION} ({' + '.join([*encoders, 'words'])}){studied}"
        self.notice = notice
        self._codebook = codebook
        self._learnt = learnt
        self._reader = reader
        self._decided = decided
        self._reasons = Reasons(
            codebook,
            learnt.vectors,
            decided.judged if decided else (),
            decided.vectors if decided else None,
        )

    @property
    def expected(self) -> Curve:
        """Return what each threshold would mean, by the best evidence there is."""
        lessons = self._decided.lessons if self._decided else None
        return lessons.curve if lessons else self._learnt.curve

    @property
    def usual_threshold(self) -> float:
        """Return the least probability that is offered while people have set none."""
        return Limits().usual(len(self._codebook.codes))

    @property
    def lesson(self) -> Lesson:
        """Return what was learnt from decisions; all zero without any."""
        if self._decided is None:
            return Lesson(0, 0, (), 0, {})
        never, lessons = int(self._decided.never.any(axis=1).sum()), self._decided.lessons
        if lessons is None:
            return Lesson(0, 0, (), never, {})
        ids = [code.id for code in self._codebook.codes]
        taken = tuple(code for code, over in zip(ids, lessons.taken_over, strict=True) if over)
        counts = zip(ids, lessons.right.tolist(), lessons.offered.tolist(), strict=True)
        held = {code: (right, offered) for code, right, offered in counts if offered}
        return Lesson(lessons.finished, lessons.codings, taken, never, held)

    def learn(
        self,
        judged: Sequence[Judged],
        *,
        among: Sequence[SegmentText] = (),
        kept: KeptVectors | None = None,
        cancelled: Cancelled | None = None,
    ) -> "Tagger":
        """Return a tagger that has learnt from these decisions, and from no others.

        From finished passages it learns once 40 of them, with 30 codings, are there; from "never
        like this" at once. Where nothing can be learnt yet, it suggests as before.

        Args:
            judged: The decisions, one entry a passage and coder.
            among: All segments of the documents that they are of, in their order: neighbours
                help. Without them, the judged passages count as each other's neighbours.
            kept: Where vectors are kept between runs.
            cancelled: Is asked now and then whether to stop.

        Raises:
            TaggingCancelledError: If `cancelled` said so.
        """
        judged = sorted(
            (one for one in judged if one.segment.codable), key=lambda one: _key(one.segment)
        )
        if not judged:
            return Tagger(self._codebook, self._learnt, self._reader, self.notice)
        wanted = {_key(one.segment): one.segment for one in judged}
        there = {_key(one): one for one in among if one.codable}
        segments = beside(there | wanted, wanted.keys())
        heard = self._hear(segments, kept, Watch.of(None, cancelled))
        texts = range(len(self._codebook.texts))
        sums = framework_sums(self._codebook, self._learnt.vectors, texts)
        decided = decide(judged, heard, self._codebook, self._learnt.calibration, sums)
        return Tagger(self._codebook, self._learnt, self._reader, self.notice, decided)

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

        A suggestion's score is the probability that people would give the code.

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
        return self.offer(segments, ranking, limits=limits, all_codes=all_codes)

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
        heard = self._hear([segments[row] for row in rows], kept, Watch.of(progress, cancelled))
        calibration = self._learnt.calibration
        if self._decided is None:
            scores = calibration.scores(heard.readings)
            codable = calibration.codable(heard.readings)
        else:
            scores = self._decided.scores(heard, calibration)
            codable = self._decided.codable(heard, calibration)
        return Ranking(rows, code_ids, scores, codable, heard.passages)

    def offer(
        self,
        segments: Sequence[SegmentText],
        ranking: Ranking,
        *,
        limits: Limits | None = None,
        all_codes: bool = False,
    ) -> tuple[tuple[Suggestion, ...], ...]:
        """Return the suggestions that the limits let through of a ranking of these segments.

        See `suggest`.
        """
        limits, twins = limits or Limits(), self._codebook.twins
        likeness = self._reasons.likeness(ranking.passages)
        found: list[tuple[Suggestion, ...]] = [()] * len(segments)
        for place, row in enumerate(ranking.rows):
            scores, codable = ranking.scores[place], float(ranking.codable[place])
            codes = best_first(scores)
            if not all_codes:
                codes = list(chosen_codes(scores, codable, twins, limits))
            found[row] = tuple(
                self._suggestion(segments[row], code, ranking, place, likeness[place])
                for code in codes
            )
        return tuple(found)

    def _hear(
        self, segments: Sequence[SegmentText], kept: KeptVectors | None, watch: Watch
    ) -> Heard:
        texts = [segment.text for segment in segments]
        passages = self._reader.read(texts, kept=kept, watch=watch)
        groups = groups_of([segment.document_id for segment in segments])
        readings = read_passages(self._learnt.model, self._codebook, passages)
        keys = tuple(_key(segment) for segment in segments)
        return Heard(passages, with_neighbours(readings, groups), groups, keys)

    def _suggestion(
        self, segment: SegmentText, code: int, ranking: Ranking, place: int, likeness: Numbers
    ) -> Suggestion:
        scores, passages = ranking.scores[place], ranking.passages
        code_id = self._codebook.codes[code].id
        weights = self._learnt.model.likeness.weights[:, code]
        twins = twins_alike(code, scores, self._codebook.twins)
        return Suggestion(
            document_id=segment.document_id,
            start=segment.start,
            end=segment.end,
            code_id=code_id,
            score=round(float(scores[code]), 4),
            tagger=self.name,
            evidence=(
                *cue_evidence(code_id, passages, place, segment),
                *words_evidence(weights, passages, place, segment),
                *self._reasons.nearest(code, likeness, segment),
                *twin_evidence(self._codebook, twins),
            ),
        )


def _key(segment: SegmentText) -> tuple[str, int, int]:
    return segment.document_id, segment.start, segment.end
