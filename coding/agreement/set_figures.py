"""The figures over all codes at once, as results."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from coding.agreement.figures import NO_PAIRS, ONE_ANSWER
from coding.agreement.patterns import Floats
from coding.agreement.resampling import (
    DrawnBy,
    Resampling,
    drawn_counts,
    intervals,
    shares_below,
)
from coding.agreement.set_alpha import alpha_values, sample_figures
from coding.agreement.set_counts import SetCounter, SetSums, SetTable, set_table
from coding.agreement.set_distance import ALPHA_OF, SetDistance
from coding.agreement.values import Hooks, Ratings, Result, Statistic

_MANY_CELLS = 1_000_000
_ROWS_AT_ONCE = 500

NEITHER_CODED = "Neither of the two used any code."

Bounds = Sequence[tuple[float, float] | None]


def set_results(
    ratings: Ratings,
    documents: Sequence[str],
    plan: Resampling | None,
    *,
    hooks: Hooks | None = None,
) -> tuple[Result, ...]:
    """Return percent agreement on whole sets, alpha for each distance, and the pairs' figures.

    Pooled kappa and positive agreement over all uses of codes are given pair by pair.

    Args:
        ratings: In order (`ratings_in_order`).
        documents: All documents that the units are of, sorted.
        plan: How to make intervals; None for none.
        hooks: Told how far it is, and asked whether to stop.

    Raises:
        AgreementCancelledError: If the hooks say so.
    """
    sets = set_table(ratings, documents)
    counter = SetCounter(sets)
    here = counter.sums(sets.table.totals)
    alphas = alpha_values(sets.members, here.values, here.apart)
    values = np.concatenate([alphas, sample_figures(here)])[:, 0]
    bounds: Bounds = [None] * len(values)
    below: Sequence[tuple[float, ...] | None] = [None] * len(values)
    if plan is not None and _can_draw(sets, plan):
        resampled = _resampled(sets, counter, plan, hooks or Hooks())
        bounds = intervals(values, resampled, plan)
        below = shares_below(bounds, resampled)
    results = _named(ratings.coders, here, values, bounds)
    return tuple(replace(one, below=shares) for one, shares in zip(results, below, strict=True))


def _can_draw(sets: SetTable, plan: Resampling) -> bool:
    if plan.by is DrawnBy.UNIT:
        return not sets.table.sized and bool(sets.table.totals.any())
    return len(sets.table.counts) > 1


def _resampled(sets: SetTable, counter: SetCounter, plan: Resampling, hooks: Hooks) -> Floats:
    """Return the resampled figures; where there are many distinct sets, in single precision."""
    values, apart, others = [], [], []
    precision = np.float32 if len(sets.members) * plan.times > _MANY_CELLS else np.float64
    done = 0
    for sums in _drawn_sums(sets, counter, plan):
        values.append(sums.values.astype(precision))
        apart.append(sums.apart)
        others.append(sample_figures(sums))
        done += len(sums.paired)
        hooks.step(0.8 * done / plan.times)
    alphas = alpha_values(
        sets.members, np.concatenate(values, axis=1), np.concatenate(apart, axis=1)
    )
    hooks.step(1.0)
    return np.concatenate([alphas, np.concatenate(others, axis=1)])


def _drawn_sums(sets: SetTable, counter: SetCounter, plan: Resampling) -> Iterator[SetSums]:
    """Yield the sums of blocks of resamples; whole documents are summed before they are drawn."""
    if plan.by is DrawnBy.UNIT:
        for weights in drawn_counts(sets.table.counts, plan, key="all codes"):
            yield counter.sums(weights)
        return
    by_document = counter.sums(sets.table.counts)
    for weights in drawn_counts(np.eye(len(sets.table.counts)), plan, key="all codes"):
        for begin in range(0, len(weights), _ROWS_AT_ONCE):
            yield by_document.drawn(weights[begin : begin + _ROWS_AT_ONCE])


def _named(
    coders: tuple[str, ...], here: SetSums, values: Floats, bounds: Bounds
) -> tuple[Result, ...]:
    """Return the figures as results."""
    names: list[tuple[str, tuple[str, ...] | None, int]] = [
        (statistic, None, round(float(here.paired[0])))
        for statistic in (*(ALPHA_OF[kind] for kind in SetDistance), Statistic.PERCENT_AGREEMENT)
    ]
    for pair, units in zip(combinations(coders, 2), here.pair_units, strict=True):
        n = round(float(units[0]))
        names.append((Statistic.POOLED_KAPPA, pair, n))
        names.append((Statistic.POSITIVE_AGREEMENT, pair, n))
    return tuple(
        Result(
            statistic=str(statistic),
            code=None,
            coders=pair,
            value=None if np.isnan(value) else float(value),
            low=bound[0] if bound else None,
            high=bound[1] if bound else None,
            n=n,
            why=_reason(statistic, n) if np.isnan(value) else None,
        )
        for (statistic, pair, n), value, bound in zip(names, values, bounds, strict=True)
    )


def _reason(statistic: str, n: int) -> str:
    if not n:
        return NO_PAIRS
    return NEITHER_CODED if statistic == Statistic.POSITIVE_AGREEMENT else ONE_ANSWER
