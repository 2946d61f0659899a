"""How far apart two sets of codes are: 0 for the same, 1 for nothing in common."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum

import numpy as np

from coding.agreement.patterns import Floats
from coding.agreement.values import Statistic


class SetDistance(StrEnum):
    """What counts as partly agreeing when coders give several codes to one passage."""

    MASI = "masi"
    JACCARD = "jaccard"
    EXACT_SET = "exact_set"


ALPHA_OF: Mapping[SetDistance, Statistic] = {
    SetDistance.MASI: Statistic.ALPHA_MASI,
    SetDistance.JACCARD: Statistic.ALPHA_JACCARD,
    SetDistance.EXACT_SET: Statistic.ALPHA_EXACT_SET,
}


def _jaccard(common: Floats, one: Floats, other: Floats) -> Floats:
    union = one + other - common
    alike = common / np.maximum(union, 1)
    alike[union == 0] = 1
    return 1 - alike


def _masi(common: Floats, one: Floats, other: Floats) -> Floats:
    union = one + other - common
    alike = common / np.maximum(union, 1) / 3
    alike[common == np.minimum(one, other)] *= 2
    alike[common == union] = 1
    return 1 - alike


def _exact(common: Floats, one: Floats, other: Floats) -> Floats:
    apart = np.ones_like(common)
    apart[(common == one) & (common == other)] = 0
    return apart


_FORMULAS: Mapping[SetDistance, Callable[[Floats, Floats, Floats], Floats]] = {
    SetDistance.MASI: _masi,
    SetDistance.JACCARD: _jaccard,
    SetDistance.EXACT_SET: _exact,
}


def distances(rows: Floats, others: Floats, kinds: Sequence[SetDistance]) -> Iterator[Floats]:
    """Yield, kind by kind, the distances between sets given as rows of 0 and 1, a column a code.

    MASI is 1 - Jaccard x monotony, with monotony 1 for the same set, 2/3 for a subset, 1/3
    for a mere overlap and 0 for nothing in common. Two empty sets are the same set.

    Source: Passonneau (2006), Measuring agreement on set-valued items (MASI), LREC.
    """
    common = rows @ others.T
    sizes, other_sizes = rows.sum(axis=1)[:, None], others.sum(axis=1)[None, :]
    for kind in kinds:
        yield _FORMULAS[kind](common, sizes, other_sizes)


def row_distances(rows: Floats, others: Floats, kind: SetDistance) -> Floats:
    """Return the distance of each row from the row of `others` at the same place."""
    common = (rows * others).sum(axis=1)
    return _FORMULAS[kind](common, rows.sum(axis=1), others.sum(axis=1))


def set_distance(one: frozenset[str], other: frozenset[str], kind: SetDistance) -> float:
    """Return the distance between two sets of codes."""
    codes = sorted(one | other)
    rows = membership((one, other), codes)
    return float(row_distances(rows[:1], rows[1:], kind)[0])


def membership(sets: Sequence[frozenset[str]], codes: Sequence[str]) -> Floats:
    """Return sets as rows of 0 and 1, a column a code."""
    place = {code: column for column, code in enumerate(codes)}
    rows = np.zeros((len(sets), len(codes)))
    for row, members in enumerate(sets):
        rows[row, [place[code] for code in members]] = 1.0
    return rows
