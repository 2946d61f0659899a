"""Saturation: how much that is new the last interviews brought, and when little enough did.

After Guest, Namey and Chen (2020), "A simple method to assess and report thematic saturation in
qualitative research", PLoS ONE 15(5) e0232076. The first interviews are the base: the codes
found in them are what news is measured against. Then runs of interviews follow, each beginning
one interview later than the one before. The news of a run is the number of codes that occur in
it for the first time, divided by the number of codes in the base. Saturation is reached at the
interview before the first run whose news is at the threshold or below; the interviews of that
run are reported with it: "6+2" is six interviews, and two more that brought next to nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coding.matrix import FrameworkMatrix

BASE_SIZES, RUN_LENGTHS, THRESHOLDS = (4, 5, 6), (2, 3), (0.05, 0.0)
"""The published choices, the laxest first."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How saturation is judged: interviews in the base and in a run, and the share that is little.

    Raises:
        ValueError: If the base or the run is empty, or the threshold no share.
    """

    base: int = 4
    run: int = 2
    threshold: float = 0.05

    def __post_init__(self) -> None:
        if self.base < 1 or self.run < 1 or not 0 <= self.threshold <= 1:
            raise ValueError("a base and a run hold an interview at least; a share is 0 to 1")


@dataclass(frozen=True, slots=True)
class Run:
    """Interviews `first` to `last` (from 1), the codes that they were the first to have, and the
    share that these are of the base's codes."""

    first: int
    last: int
    new: int
    share: float


@dataclass(frozen=True, slots=True)
class Saturation:
    """What came of the interviews in one order.

    `new` is the number of codes that each interview was the first to have; `base_codes` the
    number in the base, None with `why_not` if nothing can be said. `at` is the interview at which
    saturation was reached, None if it was not: then `why_not` is empty if all could be computed.
    """

    rule: Rule
    new: tuple[int, ...]
    base_codes: int | None
    runs: tuple[Run, ...]
    at: int | None
    why_not: str = ""

    @property
    def cumulative(self) -> tuple[int, ...]:
        """Return how many codes had occurred after each interview."""
        return tuple(int(total) for total in np.cumsum(np.array(self.new, dtype=int)))

    @property
    def notation(self) -> str:
        """Return the published way of writing it, e.g. "6+2"; empty if it was not reached."""
        return "" if self.at is None else f"{self.at}+{self.rule.run}"


@dataclass(frozen=True, slots=True)
class ShuffledSaturation:
    """What came of the same interviews in many random orders.

    `reached` is the share of the orders in which saturation was reached. `median`, `low` and
    `high` are of the interview at which it was (half of all orders, and the middle 90 %); None
    where it lies beyond the interviews that there are. `curve` has for each number of interviews
    the median, low and high number of codes that had occurred.
    """

    times: int
    reached: float
    median: int | None
    low: int | None
    high: int | None
    curve: tuple[tuple[float, float, float], ...]


def saturation(interviews: Sequence[Collection[str]], rule: Rule) -> Saturation:
    """Return how much was new with each interview, and when saturation was reached.

    Args:
        interviews: The codes that occur in each, in the order in which they are taken.
        rule: How saturation is judged.
    """
    seen: set[str] = set()
    new = []
    for codes in interviews:
        new.append(len(set(codes) - seen))
        seen.update(codes)
    base_codes = sum(new[: rule.base])
    why_not = _why_not(len(new), base_codes, rule)
    if why_not:
        return Saturation(rule, tuple(new), None, (), None, why_not)
    runs = tuple(
        _run(new, first, rule, base_codes) for first in range(rule.base, len(new) - rule.run + 1)
    )
    most = rule.threshold * base_codes + 1e-9
    at = next((run.first - 1 for run in runs if run.new <= most), None)
    return Saturation(rule, tuple(new), base_codes, runs, at)


def _run(new: Sequence[int], first: int, rule: Rule, base_codes: int) -> Run:
    count = sum(new[first : first + rule.run])
    return Run(first + 1, first + rule.run, count, count / base_codes)


def _why_not(count: int, base_codes: int, rule: Rule) -> str:
    needed = rule.base + rule.run
    if count < needed:
        return (
            f"A base of {rule.base} and a run of {rule.run} need {needed} finished interviews; "
            f"there {'is' if count == 1 else 'are'} {count}."
        )
    if not base_codes:
        return f"Nothing was coded in the first {rule.base} interviews, so nothing compares."
    return ""


def shuffled_saturation(
    interviews: Sequence[Collection[str]], rule: Rule, *, times: int = 1000, seed: int = 1
) -> ShuffledSaturation | None:
    """Return what comes of the interviews in random orders; None if there are too few of them.

    An order in which the base has no codes counts as one in which saturation was not reached.
    The same seed gives the same figures. Time grows with interviews x codes x times.
    """
    count, needed = len(interviews), rule.base + rule.run
    codes = sorted({code for held in interviews for code in held})
    if count < needed or not codes or times < 1:
        return None
    has = np.array([[code in held for code in codes] for held in map(frozenset, interviews)])
    chance = np.random.default_rng(seed)
    new = np.array([_new_codes(has[chance.permutation(count)]) for _ in range(times)])
    at = _reached_at(new, rule)
    low, median, high = (_at_share(at, share, count) for share in (0.05, 0.5, 0.95))
    curve = np.quantile(np.cumsum(new, axis=1), (0.5, 0.05, 0.95), axis=0).T
    reached = float(np.mean(at <= count))
    points = tuple((float(a), float(b), float(c)) for a, b, c in curve)
    return ShuffledSaturation(times, reached, median, low, high, points)


def _new_codes(has: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return how many codes each interview is the first to have; each is had by one at least."""
    return np.bincount(has.argmax(axis=0), minlength=len(has))


def _reached_at(new: NDArray[np.int64], rule: Rule) -> NDArray[np.int64]:
    """Return for each order where saturation was reached; one beyond the last if it was not."""
    count = new.shape[1]
    summed = np.concatenate([np.zeros((len(new), 1), int), np.cumsum(new, axis=1)], axis=1)
    base = summed[:, rule.base]
    runs = summed[:, rule.base + rule.run :] - summed[:, rule.base : count - rule.run + 1]
    little = _little(runs, base[:, None], rule)
    found: NDArray[np.int64] = rule.base + little.argmax(axis=1)
    found[~little.any(axis=1)] = count + 1
    return found


def _at_share(at: NDArray[np.int64], share: float, count: int) -> int | None:
    found = int(np.quantile(at, share, method="inverted_cdf"))
    return found if found <= count else None


def _little(new: NDArray[np.int64], base: NDArray[np.int64], rule: Rule) -> NDArray[np.bool_]:
    """Return where the news is little enough; nothing is little beside a base of no codes."""
    return (new <= rule.threshold * base + 1e-9) & (base > 0)


def finished_interviews(matrix: FrameworkMatrix) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the ids of the matrix's finished documents, as added, and the codes in each.

    What is not finished is left out: nobody can say yet what is new in it. So are documents of
    no case.
    """
    found: dict[str, set[str]] = {key: set() for case in matrix.cases for key in case.document_ids}
    for (_, column_id), cell in matrix.cells.items():
        for passage in cell.passages:
            found[passage.document_id].add(column_id)
    return tuple(
        (source.document_id, frozenset(found[source.document_id]))
        for source in matrix.sources
        if source.finished and source.document_id in found
    )
