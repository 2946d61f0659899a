"""Gwet's standard errors, from a formula.

Reports show bootstrap intervals; AC1's standard error stands beside because papers print it.
"""

import math

import numpy as np

from coding.agreement import nominal
from coding.agreement.patterns import NO_JUDGEMENT, Floats, PatternTable, Sums, sums_over


def gwet_se(table: PatternTable, statistic: str) -> float | None:
    """Return the standard error of a coefficient over units; None if it is undefined.

    It is the unconditional one of Gwet (2008; 2014, ch. 5): each unit's contribution to the
    coefficient, corrected for what the unit contributes to chance agreement.

    Args:
        table: The judgements.
        statistic: gwet_ac1, fleiss_kappa, conger_kappa, brennan_prediger or
            krippendorff_alpha.
    """
    if statistic == "krippendorff_alpha":
        return _alpha_se(table)
    totals = table.totals
    sums = sums_over(table, totals)
    value = float(nominal.FORMULAS[statistic](sums)[0])
    given, ratings, judges = _per_pattern(table)
    units, paired = float(sums.judged[0]), float(sums.paired[0])
    if math.isnan(value) or units < 2:
        return None
    expected, chance = _CHANCE[statistic](sums, given, ratings, judges)
    agreeing = (ratings * (ratings - 1)).sum(axis=1) / np.maximum(judges * (judges - 1), 1)
    own = units / paired * np.where(judges >= 2, agreeing - expected, 0) / (1 - expected)
    spread = own - 2 * (1 - value) * (chance - expected) / (1 - expected) - value
    return _spread_to_se(totals[0] * (judges >= 1), spread, units)


def _per_pattern(table: PatternTable) -> tuple[Floats, Floats, Floats]:
    given = (table.labels[:, :, None] == np.arange(table.n_labels)).astype(np.float64)
    judges = (table.labels != NO_JUDGEMENT).sum(axis=1).astype(np.float64)
    return given, given.sum(axis=1), judges


def _spread_to_se(weights: Floats, spread: Floats, units: float) -> float:
    return math.sqrt(float((weights * spread**2).sum()) / (units * (units - 1)))


def _gwet_chance(
    sums: Sums, given: Floats, ratings: Floats, judges: Floats
) -> tuple[float, Floats]:
    shares = sums.share[:, 0] / sums.judged[0]
    each = (ratings / np.maximum(judges, 1)[:, None]) @ (1 - shares) / (sums.n_labels - 1)
    return float(nominal.gwet_expected(sums)[0]), each


def _fleiss_chance(
    sums: Sums, given: Floats, ratings: Floats, judges: Floats
) -> tuple[float, Floats]:
    shares = sums.share[:, 0] / sums.judged[0]
    return float((shares**2).sum()), (ratings / np.maximum(judges, 1)[:, None]) @ shares


def _uniform_chance(
    sums: Sums, given: Floats, ratings: Floats, judges: Floats
) -> tuple[float, Floats]:
    return 1 / sums.n_labels, np.full(len(ratings), 1 / sums.n_labels)


def _conger_chance(
    sums: Sums, given: Floats, ratings: Floats, judges: Floats
) -> tuple[float, Floats]:
    present = sums.given[:, :, 0].sum(axis=1) > 0
    given = given[:, present]
    judged = sums.given[present, :, 0].sum(axis=1)
    habits = sums.given[present, :, 0] / judged[:, None]
    coders = len(habits)
    others = habits.sum(axis=0) - habits
    expected = float((habits * others).sum()) / (coders * (coders - 1))
    judges_of = given.sum(axis=2)
    departure = (given - judges_of[:, :, None] * habits) * (sums.judged[0] / judged)[:, None]
    return expected, expected + (departure * others).sum(axis=(1, 2)) / (coders * (coders - 1))


_CHANCE = {
    "gwet_ac1": _gwet_chance,
    "fleiss_kappa": _fleiss_chance,
    "brennan_prediger": _uniform_chance,
    "conger_kappa": _conger_chance,
}


def _alpha_se(table: PatternTable) -> float | None:
    """Return Gwet's standard error of alpha, over units with two judgements or more."""
    _, ratings, judges = _per_pattern(table)
    weights = np.where(judges >= 2, table.totals[0], 0)
    units = float(weights.sum())
    value = float(nominal.krippendorff_alpha(sums_over(table, table.totals))[0])
    if math.isnan(value) or units < 2:
        return None
    mean = float((weights * judges).sum()) / units
    excess = (judges - mean) / mean
    agreeing = (ratings * (ratings - 1)).sum(axis=1) / (mean * np.maximum(judges - 1, 1))
    shares = (weights[:, None] * ratings).sum(axis=0) / (units * mean)
    expected = float((shares**2).sum())
    observed = float((weights * agreeing).sum()) / units
    own = (agreeing - observed * excess - expected) / (1 - expected)
    chance = ratings @ shares / mean - expected * excess
    spread = own - 2 * (1 - value) * (chance - expected) / (1 - expected) - value
    return _spread_to_se(weights, spread, units)
