"""Why a code is suggested: the reasons that are shown with it."""

from collections.abc import Sequence

import numpy as np

from coding.model import Evidence, EvidenceKind
from coding.pretag.classifier import Numbers, max_by
from coding.pretag.codebook import EXPLAINING, Codebook, TextKind
from coding.pretag.encoder import unit_length
from coding.pretag.judged import Judged
from coding.pretag.passages import Passages
from coding.pretag.segment_text import SegmentText

ALIKE = 0.4
HELD_AGAINST = 0.85


class Reasons:
    """Finds the framework's words, and the confirmed passages, that a passage comes nearest to.

    `vectors` are those of all the codebook's texts; `judged` the decided passages with
    `judged_vectors`.
    """

    def __init__(
        self,
        codebook: Codebook,
        vectors: Numbers,
        judged: Sequence[Judged] = (),
        judged_vectors: Numbers | None = None,
    ) -> None:
        self._codebook = codebook
        self._judged = tuple(judged)
        every = vectors if judged_vectors is None else np.vstack([vectors, judged_vectors])
        self._vectors = unit_length(every)
        self._of_code: dict[tuple[int | None, EvidenceKind], list[int]] = {}
        for place, text in enumerate(codebook.texts):
            if kind := _kind(text.kind):
                code = text.misses if kind is EvidenceKind.NEAR_MISS else text.code
                self._of_code.setdefault((code, kind), []).append(place)
        place_of = {code.id: number for number, code in enumerate(codebook.codes)}
        for place, one in enumerate(judged, start=len(codebook.texts)):
            for code_id in sorted(one.codes & place_of.keys()) if one.finished else ():
                key = (place_of[code_id], EvidenceKind.CONFIRMED)
                self._of_code.setdefault(key, []).append(place)

    def likeness(self, passages: Passages) -> Numbers:
        """Return, a passage a row, how near it or one of its sentences comes to each text."""
        whole = unit_length(passages.whole) @ self._vectors.T
        parts = unit_length(passages.sentences) @ self._vectors.T
        return np.asarray(np.maximum(whole, max_by(parts, passages.owners, len(whole))))

    def nearest(self, code: int, likeness: Numbers, segment: SegmentText) -> tuple[Evidence, ...]:
        """Return the code's nearest confirmed passage, example, explaining words and near miss.

        A near miss is named only where it comes about as near as the example. The passage is
        no reason for itself.

        Args:
            code: The code's position.
            likeness: The passage's row of what `likeness` returned.
            segment: The passage.
        """
        found = []
        confirmed = self._best(code, EvidenceKind.CONFIRMED, likeness, segment)
        if confirmed is not None and likeness[confirmed] >= ALIKE:
            found.append(self._evidence(EvidenceKind.CONFIRMED, confirmed))
        example = self._best(code, EvidenceKind.EXAMPLE, likeness, segment)
        words = self._best(code, EvidenceKind.DEFINITION, likeness, segment)
        for kind, place in ((EvidenceKind.EXAMPLE, example), (EvidenceKind.DEFINITION, words)):
            if place is not None:
                found.append(self._evidence(kind, place))
        miss = self._best(code, EvidenceKind.NEAR_MISS, likeness, segment)
        as_near = HELD_AGAINST * max(
            (likeness[p] for p in (example, words) if p is not None), default=0
        )
        if miss is not None and likeness[miss] >= max(ALIKE, as_near):
            found.append(self._evidence(EvidenceKind.NEAR_MISS, miss))
        return tuple(found)

    def _best(
        self, code: int, kind: EvidenceKind, likeness: Numbers, segment: SegmentText
    ) -> int | None:
        places = [p for p in self._of_code.get((code, kind), ()) if not self._is(p, segment)]
        return max(places, key=lambda place: (likeness[place], -place), default=None)

    def _is(self, place: int, segment: SegmentText) -> bool:
        number = place - len(self._codebook.texts)
        if number < 0:
            return False
        own = self._judged[number].segment
        return (own.document_id, own.start) == (segment.document_id, segment.start)

    def _evidence(self, kind: EvidenceKind, place: int) -> Evidence:
        number = place - len(self._codebook.texts)
        if number < 0:
            return Evidence(kind, self._codebook.texts[place].text)
        own = self._judged[number].segment
        return Evidence(kind, own.text, own.start, own.end, own.document_id)


def cue_evidence(
    code_id: str, passages: Passages, row: int, segment: SegmentText
) -> tuple[Evidence, ...]:
    """Return the code's cues in passage `row`, which is `segment`."""
    return tuple(
        Evidence(
            EvidenceKind.NEGATED_CUE if hit.negated else EvidenceKind.CUE,
            segment.text[hit.start : hit.end],
            segment.start + hit.start,
            segment.start + hit.end,
        )
        for hit in passages.cues[row]
        if hit.code_id == code_id
    )


def words_evidence(
    weights: Numbers, passages: Passages, row: int, segment: SegmentText
) -> tuple[Evidence, ...]:
    """Return the sentence of passage `row` that says most for a code; () if it has only one.

    Args:
        weights: The code's in the regression.
        passages: The passages.
        row: Which of them.
        segment: The same passage.
    """
    own = np.flatnonzero(passages.owners == row)
    if len(own) < 2:
        return ()
    start, end = passages.spans[int(own[np.argmax(passages.sentences[own] @ weights)])]
    place = segment.start + start, segment.start + end
    return (Evidence(EvidenceKind.WORDS, segment.text[start:end], *place),)


def twin_evidence(codebook: Codebook, twins: Sequence[int]) -> tuple[Evidence, ...]:
    """Return one piece of evidence for each twin that scores alike."""
    return tuple(Evidence(EvidenceKind.TWIN, codebook.codes[twin].id) for twin in twins)


def _kind(kind: TextKind) -> EvidenceKind | None:
    if kind in EXPLAINING:
        return EvidenceKind.DEFINITION
    named = {
        TextKind.EXAMPLE: EvidenceKind.EXAMPLE,
        TextKind.NEAR_MISS: EvidenceKind.NEAR_MISS,
    }
    return named.get(kind)
