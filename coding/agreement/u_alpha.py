"""The u-alpha family from coincidences, one value a (re)sample, nan if undefined.

Source: as for `unitizing`; the numbers of equations are those of the 2016 article.
"""

import numpy as np

from coding.agreement.patterns import Floats
from coding.agreement.unitizing import Coincidences


def _quotient(top: Floats, bottom: Floats, scale: Floats) -> Floats:
    empty = np.abs(bottom) <= 1e-12 * np.maximum(scale, 1e-300)
    quotient: Floats = top / np.where(empty, np.nan, bottom)
    return quotient


def _expected(observed: Floats, squares: Floats) -> tuple[Floats, Floats]:
    """Return eq. 4 or 10: expected coincidences of values with themselves, and with any."""
    margins = observed.sum(axis=2)
    total = margins.sum(axis=1, keepdims=True)
    factor = _quotient(total, total**2 - squares.sum(axis=1, keepdims=True), total**2)
    return factor * (margins**2 - squares), factor * (margins * total - squares)


def u_alpha(sums: Coincidences) -> Floats:
    """Return u-alpha (eq. 5a): passages, gaps and codes together."""
    return _overall(sums.observed, sums.squares)


def cu_alpha(sums: Coincidences) -> Floats:
    """Return cu-alpha (eq. 11): the codes alone, on text that two coders marked."""
    return _overall(sums.observed[:, 1:, 1:], sums.valued_squares[:, 1:])


def _overall(observed: Floats, squares: Floats) -> Floats:
    total = observed.sum(axis=(1, 2))
    same, _ = _expected(observed, squares)
    apart = total - np.trace(observed, axis1=1, axis2=2)
    return 1 - _quotient(apart, total - same.sum(axis=1), total)


def u_alpha_binary(sums: Coincidences) -> Floats:
    """Return |u-alpha (eq. 6): passages against gaps, whatever their codes."""
    same, gaps = _expected(sums.observed, sums.squares)
    total = sums.observed.sum(axis=(1, 2))
    apart = sums.observed[:, 0].sum(axis=1) - sums.observed[:, 0, 0]
    return 1 - _quotient(apart, (gaps - same)[:, 0], total)


def k_u_alpha(sums: Coincidences, value: int) -> Floats:
    """Return (k)u-alpha (eq. 13b): how reliably one code is told from the other codes.

    Args:
        sums: The coincidences.
        value: The code's place among the codes, from 1.
    """
    observed = sums.observed[:, 1:, 1:]
    same, any_value = _expected(observed, sums.valued_squares[:, 1:])
    k = value - 1
    found = observed[:, k].sum(axis=1)
    apart = _quotient(found - observed[:, k, k], found, observed.sum(axis=(1, 2)))
    by_chance = _quotient(any_value[:, k] - same[:, k], any_value[:, k], any_value.sum(axis=1))
    return 1 - _quotient(apart, by_chance, np.ones_like(apart))


def k_u_coverage(sums: Coincidences, value: int) -> Floats:
    """Return the share of the text with a code that another coder marked too, with any code."""
    marked = sums.observed[:, value].sum(axis=1)
    return _quotient(marked - sums.observed[:, value, 0], marked, marked)
