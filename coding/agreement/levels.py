"""Krippendorff's alpha for values that are more than names: ranks, intervals, ratios."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

import numpy as np

from coding.agreement.patterns import Floats


class Level(StrEnum):
    """What may be said of two values: the same or not, in order, how far apart, how many times."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


def krippendorff_alpha_of_levels(
    units: Sequence[Sequence[float | None]], level: Level
) -> float | None:
    """Return alpha for numbers, None if no unit has two of them or all are the same.

    Args:
        units: For each unit each coder's value, None if missing.
        level: Of what kind the values are; ratio values must not be negative.

    Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, sections C and D.
    """
    paired = [given for unit in units if len(given := [v for v in unit if v is not None]) > 1]
    values = np.unique([value for given in paired for value in given])
    if len(values) < 2:
        return None
    counts = np.array([[(np.array(given) == value).sum() for value in values] for given in paired])
    judges = counts.sum(axis=1, keepdims=True)
    coincident = (counts / (judges - 1)).T @ counts - np.diag((counts / (judges - 1)).sum(axis=0))
    totals = counts.sum(axis=0).astype(np.float64)
    apart = _METRICS[level](values.astype(np.float64), totals)
    observed = float((coincident * apart).sum())
    expected = float(totals @ apart @ totals) / (totals.sum() - 1)
    return float(1 - observed / expected)


def _nominal(values: Floats, totals: Floats) -> Floats:
    return 1.0 - np.eye(len(values))


def _ordinal(values: Floats, totals: Floats) -> Floats:
    """Return squared numbers of judgements that lie between two ranks, half of each included."""
    middle = np.cumsum(totals) - totals / 2
    squared: Floats = (middle[:, None] - middle[None, :]) ** 2
    return squared


def _interval(values: Floats, totals: Floats) -> Floats:
    squared: Floats = (values[:, None] - values[None, :]) ** 2
    return squared


def _ratio(values: Floats, totals: Floats) -> Floats:
    both = values[:, None] + values[None, :]
    squared: Floats = _interval(values, totals) / np.where(both == 0, 1, both) ** 2
    return squared


_METRICS: Mapping[Level, Callable[[Floats, Floats], Floats]] = {
    Level.NOMINAL: _nominal,
    Level.ORDINAL: _ordinal,
    Level.INTERVAL: _interval,
    Level.RATIO: _ratio,
}
