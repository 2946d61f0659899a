"""The nominal coefficients, from sums over units; one value a (re)sample, nan if undefined.

With pa the agreement observed and pe that expected by chance, each coefficient is
(pa - pe) / (1 - pe); they differ in what they take chance to be. Where judgements are missing,
pa, AC1, Fleiss, Conger and Brennan-Prediger follow Gwet (2014), Handbook of Inter-Rater
Reliability, 4th ed., chapters 2 and 4: pa is the mean over units with two judgements or more,
and the coders' habits are read from every unit that anybody judged.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from coding.agreement.patterns import Floats, Sums
from coding.agreement.values import Statistic

_TINY = 1e-12


def _ratio(top: Floats, bottom: Floats) -> Floats:
    """Return the quotient, nan where the divisor is 0."""
    safe = np.where(np.abs(bottom) < _TINY, np.nan, bottom)
    quotient: Floats = top / safe
    return quotient


def varied(sums: Sums) -> Floats:
    """Return whether more than one label was given at all; without that, chance is not defined."""
    several: Floats = (sums.given.sum(axis=0) > 0).sum(axis=0) > 1
    return several


def _beyond_chance(sums: Sums, expected: Floats) -> Floats:
    coefficient = _ratio(percent_agreement(sums) - expected, 1 - expected)
    return np.where(varied(sums), coefficient, np.nan)


def percent_agreement(sums: Sums) -> Floats:
    """Return the mean over units of the share of agreeing pairs of coders."""
    return _ratio(sums.agreeing, sums.paired)


def percent_agreement_pooled_pairs(sums: Sums) -> Floats:
    """Return 1 - observed disagreement as alpha has it: units count by their judgements.

    Source: Krippendorff (2004), Content Analysis, 2nd ed., p. 230. Equal to percent agreement
    where no judgement is missing.
    """
    return _ratio(sums.coincident.sum(axis=0), sums.pairable.sum(axis=0))


def specific_agreement(sums: Sums) -> Floats:
    """Return, per label, how often a coder who gave it was joined by another (labels by samples).

    For two coders and a code this is positive agreement 2a/(2a+b+c), the F1 score, for label 1
    and negative agreement 2d/(2d+b+c) for label 0.

    Source: Cicchetti & Feinstein (1990); for several coders Fleiss (1981), Statistical Methods
    for Rates and Proportions, 2nd ed., ch. 13.
    """
    return _ratio(sums.met, sums.possible)


def positive_agreement(sums: Sums) -> Floats:
    """Return the specific agreement on the last label: "the code applies"."""
    agreement: Floats = specific_agreement(sums)[-1]
    return agreement


def negative_agreement(sums: Sums) -> Floats:
    """Return the specific agreement on the first label: "the code does not apply"."""
    agreement: Floats = specific_agreement(sums)[0]
    return agreement


def prevalence(sums: Sums) -> Floats:
    """Return the share of the judgements, on units with two or more, that say "applies"."""
    return _ratio(sums.pairable[-1], sums.pairable.sum(axis=0))


def prevalence_index(sums: Sums) -> Floats:
    """Return |a - d| / n for two coders, and its like for more (Byrt et al. 1993)."""
    distance: Floats = np.abs(2 * prevalence(sums) - 1)
    return distance


def bias_index(sums: Sums) -> Floats:
    """Return |b - c| / n: how far apart the coders' shares of "applies" lie (Byrt et al. 1993).

    With more than two coders, between those who used the code most and least.
    """
    shares, present = _habits(sums)[:, -1], _present(sums)
    most = np.where(present, shares, 0.0).max(axis=0)
    least = np.where(present, shares, 1.0).min(axis=0)
    return np.where(present.sum(axis=0) > 1, most - least, np.nan)


def _present(sums: Sums) -> NDArray[np.bool_]:
    """Return which coders judged anything (coders by samples)."""
    present: NDArray[np.bool_] = sums.given.sum(axis=1) > 0
    return present


def _habits(sums: Sums) -> Floats:
    """Return each coder's share of each label among their judgements; 0 for who judged none."""
    judged = sums.given.sum(axis=1, keepdims=True)
    shares: Floats = sums.given / np.maximum(judged, _TINY)
    return shares


def cohen_kappa(sums: Sums) -> Floats:
    """Return Cohen's (1960) kappa of two coders, on units that both judged."""
    return _beyond_chance(sums, cohen_expected(sums))


def cohen_expected(sums: Sums) -> Floats:
    """Return the agreement that two coders' own habits would give by chance."""
    expected: Floats = _habits(sums).prod(axis=0).sum(axis=0)
    return expected


def conger_kappa(sums: Sums) -> Floats:
    """Return Conger's (1980) kappa: Cohen's for several coders, each with their own habits."""
    habits, coders = _habits(sums), _present(sums).sum(axis=0)
    together = habits.sum(axis=0) ** 2 - (habits**2).sum(axis=0)
    return _beyond_chance(sums, _ratio(together.sum(axis=0), coders * (coders - 1.0)))


def fleiss_expected(sums: Sums) -> Floats:
    """Return the agreement by chance if all coders shared the same habits."""
    expected: Floats = (_ratio(sums.share, sums.judged) ** 2).sum(axis=0)
    return expected


def fleiss_kappa(sums: Sums) -> Floats:
    """Return Fleiss' (1971) kappa; where judgements are missing, Gwet's extension of it."""
    return _beyond_chance(sums, fleiss_expected(sums))


def gwet_expected(sums: Sums) -> Floats:
    """Return AC1's chance agreement, which is small where one label prevails."""
    shares = _ratio(sums.share, sums.judged)
    expected: Floats = (shares * (1 - shares)).sum(axis=0) / max(1, sums.n_labels - 1)
    return expected


def gwet_ac1(sums: Sums) -> Floats:
    """Return Gwet's (2008) AC1."""
    return _beyond_chance(sums, gwet_expected(sums))


def brennan_prediger(sums: Sums, categories: int | None = None) -> Floats:
    """Return the coefficient of Brennan & Prediger (1981): chance is one in `categories`.

    Also known as S (Bennett et al. 1954), PABAK for two labels, and Randolph's kappa.
    """
    expected = np.full(len(sums.paired), 1 / (categories or max(1, sums.n_labels)))
    return _beyond_chance(sums, expected)


def krippendorff_alpha(sums: Sums) -> Floats:
    """Return Krippendorff's alpha for nominal labels.

    Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section C.
    """
    observed, expected = krippendorff_disagreement(sums)
    return 1 - _ratio(observed, expected)


def krippendorff_disagreement(sums: Sums) -> tuple[Floats, Floats]:
    """Return alpha's observed and expected disagreement, each a share in 0..1."""
    judgements = sums.pairable.sum(axis=0)
    observed = _ratio(judgements - sums.coincident.sum(axis=0), judgements)
    apart = judgements**2 - (sums.pairable**2).sum(axis=0)
    return observed, _ratio(apart, judgements * (judgements - 1))


def scott_pi(sums: Sums) -> Floats:
    """Return Scott's (1955) pi of two coders who judged every unit: Fleiss' kappa for two."""
    return fleiss_kappa(sums)


FORMULAS: Mapping[str, Callable[[Sums], Floats]] = {
    Statistic.PREVALENCE: prevalence,
    Statistic.PREVALENCE_INDEX: prevalence_index,
    Statistic.BIAS_INDEX: bias_index,
    Statistic.PERCENT_AGREEMENT: percent_agreement,
    Statistic.POSITIVE_AGREEMENT: positive_agreement,
    Statistic.NEGATIVE_AGREEMENT: negative_agreement,
    Statistic.COHEN_KAPPA: cohen_kappa,
    Statistic.FLEISS_KAPPA: fleiss_kappa,
    Statistic.CONGER_KAPPA: conger_kappa,
    Statistic.KRIPPENDORFF_ALPHA: krippendorff_alpha,
    Statistic.GWET_AC1: gwet_ac1,
    Statistic.BRENNAN_PREDIGER: brennan_prediger,
}
