"""What is put before a coder: few codes, and nothing when unsure."""

from dataclasses import dataclass

import numpy as np

from coding.pretag.classifier import Numbers
from coding.pretag.expecting import MOST

TWIN_MARGIN = 0.7


@dataclass(frozen=True, slots=True)
class Limits:
    """When to speak: at most `most` codes a passage, and only codes that are likely enough.

    With a `threshold`, those at least so probable. Without one, those for which all of these hold:
    `codable`: the least probability that the passage bears on any code; `least`: the least
    probability of the code, which with few codes rises to `times_chance` divided by their
    number, at most to `enough`; `beside_best`: the least share of the best code's probability.
    """

    most: int = MOST
    threshold: float | None = None
    codable: float = 0.5
    least: float = 0.15
    times_chance: float = 3.5
    enough: float = 0.3
    beside_best: float = 0.35

    def usual(self, codes: int) -> float:
        """Return the threshold that holds among so many codes when people have set none."""
        if self.threshold is not None:
            return self.threshold
        return max(self.least, min(self.enough, self.times_chance / max(codes, 1)))

    def floor(self, scores: Numbers) -> float:
        """Return the least probability that is offered for a passage with these."""
        if self.threshold is not None:
            return self.threshold
        return max(self.usual(len(scores)), self.beside_best * float(scores.max()))

    def silent(self, codable: float) -> bool:
        """Return whether nothing is offered for a passage that bears on a code so probably."""
        return self.threshold is None and codable < self.codable


def chosen_codes(
    scores: Numbers, codable: float, twins: frozenset[frozenset[int]], limits: Limits
) -> tuple[int, ...]:
    """Return the positions of the codes to offer for one passage, best first; often none.

    A code whose twin scores alike is offered with the twin or, if there is room for only one of
    the two, not at all: which of them it is, is for people to say.
    """
    if not len(scores) or limits.silent(codable):
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
