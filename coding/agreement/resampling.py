"""Bootstrap intervals: the data drawn again with replacement, many times, from a seed.

What is drawn is not units but counts: a resample of n units is one draw of how often each
pattern of judgements occurs (multinomial), which is the same thing and takes microseconds.
Drawn by document, whole documents are taken again with all their units, because passages of
one interview resemble each other; drawn by unit, they are treated as independent.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np

from coding.agreement.patterns import Floats
from coding.agreement.values import TARGETS

_MOST_CELLS = 2_000_000  # of one block of drawn counts: 16 MB
_MANY_PATTERNS = 4_000  # above this, drawing units one by one is faster than drawing counts


class DrawnBy(StrEnum):
    """What is drawn again with replacement."""

    UNIT = "unit"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Resampling:
    """How intervals are made: what is drawn, how many times, from which seed."""

    by: DrawnBy = DrawnBy.UNIT
    times: int = 2000
    seed: int = 20260131
    level: float = 0.95


def drawn_counts(counts: Floats, plan: Resampling, *, key: str) -> Iterator[Floats]:
    """Yield blocks of resampled counts (resamples by patterns), `plan.times` rows in all.

    Args:
        counts: Documents by patterns, whole numbers.
        plan: What to draw, how often, from which seed.
        key: What the counts are of (a code's id). Drawn by unit, it is part of the seed, so
            that a figure's interval does not depend on which others are computed beside it.
            Drawn by document, every figure sees the same documents drawn.
    """
    rng = np.random.default_rng([plan.seed, zlib.crc32(key.encode())])
    documents = _drawn_documents(plan, len(counts)) if plan.by is DrawnBy.DOCUMENT else None
    block = max(1, min(plan.times, _MOST_CELLS // max(1, counts.shape[1])))
    for begin in range(0, plan.times, block):
        rows = min(block, plan.times - begin)
        if documents is not None:
            yield documents[begin : begin + rows] @ counts
        else:
            yield _draw_units(rng, counts.sum(axis=0), rows)


@lru_cache(maxsize=4)
def _drawn_documents(plan: Resampling, documents: int) -> Floats:
    """Return how often each document is taken: resamples by documents."""
    rng = np.random.default_rng(plan.seed)
    drawn = rng.multinomial(documents, np.full(documents, 1 / documents), size=plan.times)
    return drawn.astype(np.float64)


def _draw_units(rng: np.random.Generator, totals: Floats, rows: int) -> Floats:
    units, patterns = round(totals.sum()), len(totals)
    if not units:
        return np.zeros((rows, patterns))
    if patterns < _MANY_PATTERNS:
        return rng.multinomial(units, totals / totals.sum(), size=rows).astype(np.float64)
    pattern_of = np.repeat(np.arange(patterns), totals.astype(np.int64))
    drawn = pattern_of[rng.integers(units, size=(rows, units))]
    drawn += np.arange(rows)[:, None] * patterns
    occurrences = np.bincount(drawn.ravel(), minlength=rows * patterns)
    return occurrences.reshape(rows, patterns).astype(np.float64)


def intervals(
    estimates: Floats, resampled: Floats, plan: Resampling
) -> tuple[tuple[float, float] | None, ...]:
    """Return for each figure the percentile interval of its resampled values.

    None where the figure itself is undefined, or is so in most resamples (a code that is
    hardly used drops out of them). An interval that misses its own estimate, as the percentile
    method can for very few units, is widened to it.

    Args:
        estimates: The figures, nan if undefined.
        resampled: Figures by resamples, nan if undefined.
        plan: Its level is used.
    """
    tails = [(1 - plan.level) / 2, (1 + plan.level) / 2]
    defined = ~np.isnan(resampled)
    whole = defined.all(axis=1)
    bounds = np.full((len(estimates), 2), np.nan)
    if whole.any():
        bounds[whole] = np.quantile(resampled[whole], tails, axis=1).T
    for row in np.flatnonzero(~whole & (defined.mean(axis=1) > 0.5)):
        bounds[row] = np.quantile(resampled[row][defined[row]], tails)
    return tuple(
        None
        if np.isnan(estimate) or np.isnan(low)
        else (float(min(low, estimate)), float(max(high, estimate)))
        for estimate, (low, high) in zip(estimates, bounds, strict=True)
    )


def shares_below(
    bounds: Sequence[tuple[float, float] | None], resampled: Floats
) -> tuple[tuple[float, ...] | None, ...]:
    """Return for each figure the shares of its defined resamples that lie below `TARGETS`.

    Args:
        bounds: The figures' intervals; where there is none, there are no shares either.
        resampled: Figures by resamples, nan if undefined.
    """
    known = np.maximum((~np.isnan(resampled)).sum(axis=1), 1)
    shares = np.array([(resampled < target).sum(axis=1) / known for target in TARGETS]).T
    return tuple(
        None if bound is None else tuple(float(share) for share in row)
        for bound, row in zip(bounds, shares, strict=True)
    )
