"""All nominal figures of one code (or theme, or label), over all coders and pair by pair."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from coding.agreement.figures import (
    OVERALL,
    PAIRWISE,
    ac1_se_result,
    figures,
    results_of,
)
from coding.agreement.patterns import Floats, PatternTable, columns, sums_over
from coding.agreement.resampling import (
    DrawnBy,
    Resampling,
    drawn_counts,
    intervals,
    shares_below,
)
from coding.agreement.values import Result, Statistic

_NO_INTERVAL = (Statistic.PREVALENCE, Statistic.PREVALENCE_INDEX, Statistic.BIAS_INDEX)


@dataclass(frozen=True, slots=True, eq=False)
class _View:
    """The data as all coders (coders None) or one pair of them see it."""

    coders: tuple[str, ...] | None
    statistics: tuple[Statistic, ...]
    table: PatternTable
    onto: Floats | None

    def sums_of(self, weights: Floats) -> Floats:
        return weights if self.onto is None else weights @ self.onto


def nominal_results(
    table: PatternTable,
    coders: Sequence[str],
    plan: Resampling | None,
    *,
    code: str | None,
    categories: int | None = None,
    statistics: tuple[Statistic, ...] = OVERALL,
    pairwise: tuple[Statistic, ...] = PAIRWISE,
) -> tuple[Result, ...]:
    """Return the results over all coders, then those of each pair.

    Args:
        table: The judgements, a column a coder.
        coders: Their names, in the order of the columns.
        plan: How to make intervals; None for none. Nothing is drawn by unit where the units
            are characters, or by document where there is but one.
        code: Whom the results are about; None for labels that exclude each other.
        categories: For Brennan-Prediger, if not the number of labels.
        statistics: Those over all coders; AC1 brings its standard error along.
        pairwise: Those for each pair of coders.
    """
    views = [_View(None, statistics, table, None)]
    for one, other in combinations(range(len(coders)), 2) if pairwise else ():
        smaller, onto = columns(table, (one, other))
        views.append(_View((coders[one], coders[other]), pairwise, smaller, onto))
    drawn = _drawn(table, plan, key=code or "")
    found: list[Result] = []
    for view in views:
        found.extend(_view_results(view, drawn, plan, code=code, categories=categories))
        if view.coders is None and Statistic.GWET_AC1 in statistics:
            found.append(ac1_se_result(table, code))
    return tuple(found)


def _drawn(table: PatternTable, plan: Resampling | None, *, key: str) -> tuple[Floats, ...]:
    if plan is None or (plan.by is DrawnBy.UNIT and table.sized):
        return ()
    if plan.by is DrawnBy.DOCUMENT and len(table.counts) < 2:
        return ()
    return tuple(drawn_counts(table.counts, plan, key=key))


def _view_results(
    view: _View,
    drawn: Sequence[Floats],
    plan: Resampling | None,
    *,
    code: str | None,
    categories: int | None,
) -> tuple[Result, ...]:
    sums = sums_over(view.table, view.table.totals)
    values = figures(sums, view.statistics, categories=categories)[:, 0]
    bounds: list[tuple[float, float] | None] = [None] * len(values)
    below: list[tuple[float, ...] | None] = [None] * len(values)
    if plan is not None and drawn:
        uncertain = [place for place, s in enumerate(view.statistics) if s not in _NO_INTERVAL]
        wanted = [view.statistics[place] for place in uncertain]
        resampled = np.concatenate(
            [
                figures(sums_over(view.table, view.sums_of(block)), wanted, categories=categories)
                for block in drawn
            ],
            axis=1,
        )
        found = intervals(values[uncertain], resampled, plan)
        for place, bound, shares in zip(
            uncertain, found, shares_below(found, resampled), strict=True
        ):
            bounds[place], below[place] = bound, shares
    results = results_of(values, bounds, view.statistics, sums=sums, code=code, coders=view.coders)
    return tuple(replace(one, below=shares) for one, shares in zip(results, below, strict=True))
