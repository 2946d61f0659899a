"""What to expect at each point of "how sure must a suggestion be": how often right, how many."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[Any]
MOST = 3
THRESHOLDS = (*(n / 100 for n in (2, 3, 4, 5, 6, 8, 10, 12)), *(n / 100 for n in range(15, 91, 5)))


class Basis(StrEnum):
    """What an expectation was counted on."""

    EXAMPLES = "the framework's examples, each left out and predicted"
    DECISIONS = "finished passages, each predicted without its part of the study"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What offering codes from `threshold` on would mean.

    `precision` is the share of offers that are right, `recall` the share of what people code that
    is offered, both 0..1 and None where nothing was there to count; `per_passage` is how many
    codes are offered a passage, at most three of them to one.
    """

    threshold: float
    precision: float | None
    recall: float | None
    per_passage: float


@dataclass(frozen=True, slots=True)
class Curve:
    """Expectations by rising threshold, what they rest on, and on how many passages."""

    points: tuple[Expectation, ...]
    basis: Basis
    tested: int

    def at(self, threshold: float) -> Expectation | None:
        """Return the expectation at the nearest counted threshold at or above; None without any."""
        if not self.points:
            return None
        place = bisect_left([point.threshold for point in self.points], threshold - 1e-9)
        return self.points[min(place, len(self.points) - 1)]


def expected_curve(
    probabilities: Numbers,
    right: Numbers,
    *,
    basis: Basis,
    weights: Numbers | None = None,
    thresholds: Sequence[float] = THRESHOLDS,
) -> Curve:
    """Return what each threshold would have meant on passages whose codes are known.

    Args:
        probabilities: A row a passage, a column a code; not learnt from these passages.
        right: The same shape: whether the passage bears the code.
        basis: What the passages are.
        weights: How much each passage counts; all the same without it.
        thresholds: The points, rising.
    """
    if not len(probabilities):
        return Curve((), basis, 0)
    weights = np.ones(len(probabilities)) if weights is None else weights
    best = np.argsort(-probabilities, axis=1, kind="stable")[:, :MOST]
    top = np.take_along_axis(probabilities, best, axis=1)
    hits = np.take_along_axis(right.astype(bool), best, axis=1)
    wanted = float((right.sum(axis=1) * weights).sum())
    points = []
    for threshold in thresholds:
        shown = (top >= threshold) * weights[:, None]
        count, good = float(shown.sum()), float((shown * hits).sum())
        points.append(
            Expectation(
                threshold,
                good / count if count else None,
                good / wanted if wanted else None,
                count / float(weights.sum()),
            )
        )
    return Curve(tuple(points), basis, len(probabilities))
