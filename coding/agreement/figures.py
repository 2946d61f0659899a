"""Nominal coefficients as results: value, interval, n, and a reason where undefined."""

from collections.abc import Sequence

import numpy as np

from coding.agreement import nominal
from coding.agreement.patterns import Floats, PatternTable, Sums, sums_over
from coding.agreement.standard_error import gwet_se
from coding.agreement.values import Result, Statistic

NO_PAIRS = "No unit was judged by two coders."
ONE_ANSWER = (
    "Wherever two coders judged a unit, everybody gave the same answer; without any variation, "
    "agreement beyond chance cannot be told."
)
NEVER = "Nobody used this code."
NEVER_TOGETHER = "Nobody used this code on a unit that two coders judged."
ALWAYS = (
    'Everybody used this code on every unit that two coders judged; there was no "does not '
    'apply" to compare with.'
)
NOT_INDEPENDENT = "Characters are not independent of each other; see the interval by document."
TOO_FEW = "Fewer than two units."

OVERALL = (
    Statistic.PREVALENCE,
    Statistic.PREVALENCE_INDEX,
    Statistic.BIAS_INDEX,
    Statistic.PERCENT_AGREEMENT,
    Statistic.POSITIVE_AGREEMENT,
    Statistic.NEGATIVE_AGREEMENT,
    Statistic.KRIPPENDORFF_ALPHA,
    Statistic.GWET_AC1,
    Statistic.BRENNAN_PREDIGER,
    Statistic.FLEISS_KAPPA,
    Statistic.CONGER_KAPPA,
)
PAIRWISE = (
    Statistic.PREVALENCE,
    Statistic.PREVALENCE_INDEX,
    Statistic.BIAS_INDEX,
    Statistic.PERCENT_AGREEMENT,
    Statistic.POSITIVE_AGREEMENT,
    Statistic.NEGATIVE_AGREEMENT,
    Statistic.COHEN_KAPPA,
    Statistic.KRIPPENDORFF_ALPHA,
)


def figures(sums: Sums, statistics: Sequence[str], *, categories: int | None = None) -> Floats:
    """Return the statistics of each (re)sample: statistics by samples, nan if undefined."""
    rows = [
        nominal.brennan_prediger(sums, categories)
        if statistic == Statistic.BRENNAN_PREDIGER
        else nominal.FORMULAS[statistic](sums)
        for statistic in statistics
    ]
    return np.array(rows)


def reason(sums: Sums, *, binary: bool) -> str:
    """Return why a statistic is undefined, in plain words.

    Args:
        sums: The sums of the one sample that it was to be computed from.
        binary: Whether the labels are "does not apply" and "applies" to one code.
    """
    if not sums.paired[0]:
        return NO_PAIRS
    if not binary:
        return ONE_ANSWER
    if sums.pairable[-1, 0]:
        return ALWAYS
    return NEVER_TOGETHER if sums.given[:, -1, 0].any() else NEVER


def results_of(
    values: Floats,
    bounds: Sequence[tuple[float, float] | None],
    statistics: Sequence[str],
    *,
    sums: Sums,
    code: str | None,
    coders: tuple[str, ...] | None,
) -> tuple[Result, ...]:
    """Return the results for computed values and their intervals."""
    n = round(float(sums.paired[0]))
    return tuple(
        Result(
            statistic=str(statistic),
            code=code,
            coders=coders,
            value=None if np.isnan(value) else float(value),
            low=bound[0] if bound else None,
            high=bound[1] if bound else None,
            n=n,
            why=reason(sums, binary=code is not None) if np.isnan(value) else None,
        )
        for statistic, value, bound in zip(statistics, values, bounds, strict=True)
    )


def ac1_se_result(table: PatternTable, code: str | None) -> Result:
    """Return the standard error of AC1 as a result of its own."""
    sums = sums_over(table, table.totals)
    value = None if table.sized else gwet_se(table, Statistic.GWET_AC1)
    why = None
    if value is None:
        undefined = np.isnan(nominal.gwet_ac1(sums)[0])
        why = reason(sums, binary=code is not None) if undefined else TOO_FEW
        why = NOT_INDEPENDENT if table.sized else why
    n = round(float(sums.paired[0]))
    return Result(str(Statistic.GWET_AC1_SE), code, None, value, None, None, n, why)
