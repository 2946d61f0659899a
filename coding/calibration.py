"""Two codings of the same passages held against each other, code by code, one side as the measure.

For calibration the measure is an expert and the other a new coder; for drift it is what a coder
made of the passages the first time.
"""

from dataclasses import dataclass

from coding.agreement.values import Ratings


@dataclass(frozen=True, slots=True)
class CodeMatch:
    """How one code was used: by `both`, only by the measure (`missed`), only by the other.

    Counts of passages. `of` is how many both sides judged.
    """

    code_id: str
    both: int
    missed: int
    extra: int
    of: int

    @property
    def differing(self) -> int:
        """Return on how many passages the two sides differ."""
        return self.missed + self.extra

    @property
    def positive_agreement(self) -> float | None:
        """Return 2 both / (2 both + differing), 0..1; None where neither side used the code."""
        used = 2 * self.both + self.differing
        return 2 * self.both / used if used else None


def calibration(ratings: Ratings, *, measure: str, other: str) -> tuple[CodeMatch, ...]:
    """Return every code that either side used, those that differ on most passages first.

    Args:
        ratings: Who judged which passage how.
        measure: The coder whose use is the measure: the expert, or the first round.
        other: The coder who is held against it.
    """
    one, two = ratings.coders.index(measure), ratings.coders.index(other)
    judged = [
        (first, second)
        for unit in ratings.units
        for first, second in [(unit.codes[one], unit.codes[two])]
        if first is not None and second is not None
    ]
    codes = frozenset().union(*(first | second for first, second in judged))
    found = [
        CodeMatch(
            code_id=code,
            both=sum(code in first and code in second for first, second in judged),
            missed=sum(code in first and code not in second for first, second in judged),
            extra=sum(code not in first and code in second for first, second in judged),
            of=len(judged),
        )
        for code in codes
    ]
    return tuple(sorted(found, key=lambda match: (-match.differing, -match.both, match.code_id)))
