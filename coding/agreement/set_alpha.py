"""Agreement over whole sets of codes: alpha with a distance between sets, and pooled kappa."""

import numpy as np

from coding.agreement.patterns import Floats
from coding.agreement.set_counts import SetSums
from coding.agreement.set_distance import SetDistance, distances

_ROWS_AT_ONCE = 512  # of the distances between all distinct sets, to bound memory


def alpha_values(members: Floats, values: Floats, apart: Floats) -> Floats:
    """Return alpha per kind of distance and sample; nan where all judgements are the same set.

    Args:
        members: The distinct sets, as rows of 0 and 1.
        values: Counts of each, sets by samples.
        apart: Observed distances, kinds (in the order of `SetDistance`) by samples.

    Source:
        Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, with a distance
        between sets as its metric, as Passonneau (2006) proposes.
    """
    judgements = values.sum(axis=0, dtype=np.float64)
    expected = _expected(members.astype(values.dtype), values)
    alphas: Floats = 1 - (judgements - 1) * apart / np.where(expected <= 0, np.nan, expected)
    return alphas


def _expected(members: Floats, values: Floats) -> Floats:
    """Return, per kind and sample, the distances summed over all pairs of judgements."""
    kinds = tuple(SetDistance)
    total = np.zeros((len(kinds), values.shape[1]))
    for begin in range(0, len(members), _ROWS_AT_ONCE):
        rows = slice(begin, begin + _ROWS_AT_ONCE)
        for place, apart in enumerate(distances(members[rows], members, kinds)):
            total[place] += ((apart @ values) * values[rows]).sum(axis=0)
    return total


def pooled_kappa(sums: SetSums, place: int) -> Floats:
    """Return the pooled kappa of a pair of coders per sample: pooled over codes, then one kappa.

    Codes that neither of them used change nothing.

    Source: De Vries, Elliott, Kanouse & Teleki (2008), Field Methods 20(3), 272-282.
    """
    units = np.where(sums.pair_units[place] > 0, sums.pair_units[place], np.nan)
    one, other = (used / units for used in sums.pair_used[place])
    apart_by_chance = (one + other - 2 * one * other).sum(axis=0)
    apart_by_chance = np.where(apart_by_chance <= 1e-12, np.nan, apart_by_chance)
    pooled: Floats = 1 - sums.pair_differences[place] / units / apart_by_chance
    return pooled


def positive_agreement(sums: SetSums, place: int) -> Floats:
    """Return the positive agreement of a pair over all uses of all codes (micro-averaged F1)."""
    uses = sum(used.sum(axis=0) for used in sums.pair_used[place])
    agreement: Floats = 1 - sums.pair_differences[place] / np.where(uses > 0, uses, np.nan)
    return agreement


def sample_figures(sums: SetSums) -> Floats:
    """Return the figures that need no distances: figures by samples.

    First percent agreement on whole sets, then pooled kappa and positive agreement of each
    pair in turn.
    """
    rows = [sums.same / np.where(sums.paired > 0, sums.paired, np.nan)]
    for place in range(len(sums.pair_units)):
        rows += [pooled_kappa(sums, place), positive_agreement(sums, place)]
    return np.array(rows)
