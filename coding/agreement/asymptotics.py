"""Standard errors and intervals from large-sample formulas, for reading other people's papers.

Reports do not show them: they trust more in the normal curve than few units allow.
"""

import math

import numpy as np
from scipy.special import stdtrit

from coding.agreement.patterns import Floats


def t_interval(
    value: float, se: float, units: int, *, level: float = 0.95
) -> tuple[float, float] | None:
    """Return value ± t·se with units - 1 degrees of freedom, cut at 1; None for one unit."""
    if units < 2:
        return None
    reach = float(stdtrit(units - 1, (1 + level) / 2)) * se
    return value - reach, min(1.0, value + reach)


def cohen_se(table: Floats) -> float | None:
    """Return the large-sample standard error of Cohen's kappa from a table of two coders.

    Source: Fleiss, Cohen & Everitt (1969), Psychological Bulletin 72(5), 323-327. It
    supersedes Cohen's own of 1960 (`cohen_se_1960`). None if kappa is undefined.
    """
    units = float(table.sum())
    shares = table / units
    rows, cols = shares.sum(axis=1), shares.sum(axis=0)
    observed, expected = float(np.trace(shares)), float(rows @ cols)
    if expected >= 1:
        return None
    both = cols[:, None] + rows[None, :]
    agreed = np.diag(shares) * ((1 - expected) - np.diag(both) * (1 - observed)) ** 2
    parted = shares * both**2
    parted_sum = float(parted.sum() - np.trace(parted))
    rest = (observed * expected - 2 * expected + observed) ** 2
    spread = float(agreed.sum()) + (1 - observed) ** 2 * parted_sum - rest
    return math.sqrt(max(0.0, spread) / units) / (1 - expected) ** 2


def cohen_se_1960(observed: float, expected: float, units: int) -> float:
    """Return Cohen's own approximation of 1960, for reading old papers."""
    return math.sqrt(observed * (1 - observed) / (units * (1 - expected) ** 2))


def cohen_kappa_max(table: Floats) -> float | None:
    """Return the highest kappa that the two coders' totals allow (Cohen 1960, p. 42).

    None if kappa is undefined.
    """
    shares = table / table.sum()
    rows, cols = shares.sum(axis=1), shares.sum(axis=0)
    expected = float(rows @ cols)
    if expected >= 1:
        return None
    return (float(np.minimum(rows, cols).sum()) - expected) / (1 - expected)
