"""What is put before a coder: few codes, with reasons, and nothing when unsure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coding.model import Evidence, EvidenceKind
from coding.pretag.classifier import Numbers, max_by
from coding.pretag.codebook import EXPLAINING, Codebook, TextKind
from coding.pretag.encoder import unit_length
from coding.pretag.passages import Passages

TWIN_MARGIN = 0.7


@dataclass(frozen=True, slots=True)
class Limits:
    """When to speak. A code is offered if all of these hold.

    `most` codes a passage; `codable`: the least probability that the passage bears on any code;
    `times_chance`: the least score, in multiples of 1 / number of codes, never more than
    `enough`; `beside_best`: the least share of the best code's score.
    """

    most: int = 3
    codable: float = 0.5
    times_chance: float = 3.5
    enough: float = 0.25
    beside_best: float = 0.35

    def floor(self, scores: Numbers) -> float:
        """Return the least score that is offered for a passage with these scores."""
        chance = min(self.enough, self.times_chance / len(scores))
        return max(chance, self.beside_best * float(scores.max()))


def chosen_codes(
    scores: Numbers, codable: float, twins: frozenset[frozenset[int]], limits: Limits
) -> tuple[int, ...]:
    """Return the positions of the codes to offer for one passage, best first; often none.

    A code whose twin scores alike is offered with the twin or, if there is room for only one of
    the two, not at all: which of them it is, is for people to say.
    """
    if codable < limits.codable or not len(scores):
        return ()
    floor = limits.floor(scores)
    chosen: list[int] = []
    for code in best_first(scores):
        if scores[code] < floor or len(chosen) >= limits.most:
            break
        pair = [code, *twins_alike(code, scores, twins)]
        fresh = [one for one in dict.fromkeys(pair) if one not in chosen]
        if len(chosen) + len(fresh) <= limits.most or code in chosen:
            chosen += fresh[: limits.most - len(chosen)]
    return tuple(sorted(chosen, key=lambda one: (-scores[one], one)))


def best_first(scores: Numbers) -> list[int]:
    """Return all codes' positions by score; equal ones in the framework's order."""
    return [int(code) for code in np.argsort(-scores, kind="stable")]


def twins_alike(code: int, scores: Numbers, twins: frozenset[frozenset[int]]) -> list[int]:
    """Return the code's mirrored codes that score within the margin of it, best first."""
    others = [other for pair in twins if code in pair for other in pair if other != code]
    alike = [
        other
        for other in others
        if min(scores[code], scores[other]) >= TWIN_MARGIN * max(scores[code], scores[other])
    ]
    return sorted(alike, key=lambda other: (-scores[other], other))


def telling_rows(codebook: Codebook) -> list[int]:
    """Return the numbers of the texts that can be given as a reason: examples and definitions."""
    telling = EXPLAINING | {TextKind.EXAMPLE}
    return [row for row, text in enumerate(codebook.texts) if text.kind in telling]


class Reasons:
    """Finds the framework's words that a passage comes nearest to.

    `vectors` are those of the codebook's telling rows.
    """

    def __init__(self, codebook: Codebook, vectors: Numbers) -> None:
        self._codebook = codebook
        self._rows = telling_rows(codebook)
        self._vectors = unit_length(vectors)
        self._of_code: dict[int | None, list[int]] = {}
        for place, row in enumerate(self._rows):
            self._of_code.setdefault(codebook.texts[row].code, []).append(place)

    def likeness(self, passages: Passages) -> Numbers:
        """Return, a passage a row, how near it or one of its sentences comes to each text."""
        whole = unit_length(passages.whole) @ self._vectors.T
        parts = unit_length(passages.sentences) @ self._vectors.T
        return np.asarray(np.maximum(whole, max_by(parts, passages.owners, len(whole))))

    def nearest(self, code: int, likeness: Numbers) -> tuple[Evidence, ...]:
        """Return the code's nearest example and the nearest of its explaining words."""
        places = self._of_code.get(code, [])
        examples = [p for p in places if self._kind(p) == TextKind.EXAMPLE]
        words = [p for p in places if self._kind(p) != TextKind.EXAMPLE]
        pairs = ((EvidenceKind.EXAMPLE, examples), (EvidenceKind.DEFINITION, words))
        return tuple(
            Evidence(kind, self._text(max(group, key=lambda p: (likeness[p], -p))))
            for kind, group in pairs
            if group
        )

    def _kind(self, place: int) -> TextKind:
        return self._codebook.texts[self._rows[place]].kind

    def _text(self, place: int) -> str:
        return self._codebook.texts[self._rows[place]].text


def cue_evidence(
    code_id: str, passages: Passages, row: int, *, text: str, start: int
) -> tuple[Evidence, ...]:
    """Return the code's cues in passage `row`, whose text begins at `start` of its document."""
    return tuple(
        Evidence(
            EvidenceKind.NEGATED_CUE if hit.negated else EvidenceKind.CUE,
            text[hit.start : hit.end],
            start + hit.start,
            start + hit.end,
        )
        for hit in passages.cues[row]
        if hit.code_id == code_id
    )


def twin_evidence(codebook: Codebook, twins: Sequence[int]) -> tuple[Evidence, ...]:
    """Return one piece of evidence for each twin that scores alike."""
    return tuple(Evidence(EvidenceKind.TWIN, codebook.codes[twin].id) for twin in twins)
