"""What each figure of agreement is called and means, with its source, for people."""

from collections.abc import Mapping
from dataclasses import dataclass

from coding.agreement.values import Statistic


@dataclass(frozen=True, slots=True)
class Meaning:
    """A figure's title, what it tells, its source, and whether it is a share of something."""

    title: str
    tells: str
    source: str = ""
    share: bool = False


_FAMILY = "Krippendorff, Mathet, Bouvry & Widlöcher 2016"
MEANINGS: Mapping[str, Meaning] = {
    Statistic.PREVALENCE: Meaning(
        "Prevalence",
        "The share of judgements that give the code; a rare code is hard to be sure about.",
        share=True,
    ),
    Statistic.PREVALENCE_INDEX: Meaning(
        "Prevalence index",
        "|a - d| / n: how lopsided the code is; near 1, kappa and alpha are low even if coders "
        "hardly differ.",
        "Byrt, Bishop & Carlin 1993",
    ),
    Statistic.BIAS_INDEX: Meaning(
        "Bias index",
        "|b - c| / n: whether one coder uses the code more than the other.",
        "Byrt, Bishop & Carlin 1993",
    ),
    Statistic.PERCENT_AGREEMENT: Meaning(
        "Percent agreement",
        "The share of pairs of coders who agree on a unit, averaged over units; flatters rare "
        "codes, as everybody agrees that they are not there.",
        share=True,
    ),
    Statistic.POSITIVE_AGREEMENT: Meaning(
        "Positive agreement",
        "2a / (2a + b + c): if one coder gave the code, how often another did too (F1, Dice).",
        "Cicchetti & Feinstein 1990",
        share=True,
    ),
    Statistic.NEGATIVE_AGREEMENT: Meaning(
        "Negative agreement",
        "2d / (2d + b + c): the same for not giving the code.",
        "Cicchetti & Feinstein 1990",
        share=True,
    ),
    Statistic.KRIPPENDORFF_ALPHA: Meaning(
        "Krippendorff's alpha",
        "Agreement beyond chance, for any number of coders, with missing judgements: 1 is full "
        "agreement, 0 what chance gives.",
        "Krippendorff 2011",
    ),
    Statistic.GWET_AC1: Meaning(
        "Gwet's AC1",
        "Agreement beyond chance with another idea of chance, which stays high for rare codes; "
        "to be read beside alpha, never instead of it.",
        "Gwet 2008, 2014",
    ),
    Statistic.GWET_AC1_SE: Meaning(
        "Standard error of AC1", "Over units, unconditional.", "Gwet 2008"
    ),
    Statistic.COHEN_KAPPA: Meaning(
        "Cohen's kappa",
        "Agreement of two coders beyond what their own habits give by chance.",
        "Cohen 1960",
    ),
    Statistic.FLEISS_KAPPA: Meaning(
        "Fleiss' kappa", "The same for several coders with shared habits.", "Fleiss 1971"
    ),
    Statistic.CONGER_KAPPA: Meaning(
        "Conger's kappa",
        "The same for several coders, each with their own habits; Cohen's for two.",
        "Conger 1980",
    ),
    Statistic.BRENNAN_PREDIGER: Meaning(
        "Brennan-Prediger",
        "Chance is one in the number of answers (two, for a code); also S or PABAK.",
        "Brennan & Prediger 1981",
    ),
    Statistic.ALPHA_MASI: Meaning(
        "Alpha, MASI distance",
        "Compares the whole sets of codes that coders gave a unit; a set inside the other counts "
        "as partly agreeing.",
        "Passonneau 2006",
    ),
    Statistic.ALPHA_JACCARD: Meaning(
        "Alpha, Jaccard distance", "The same, by the share of codes in common."
    ),
    Statistic.ALPHA_EXACT_SET: Meaning(
        "Alpha, exact sets", "The strictest: the sets are the same or not."
    ),
    Statistic.POOLED_KAPPA: Meaning(
        "Pooled kappa",
        "For a pair: observed and chance agreement pooled over the codes, then one kappa.",
        "De Vries, Elliott, Kanouse & Teleki 2008",
    ),
    Statistic.U_ALPHA: Meaning(
        "u-alpha", "Passages, gaps and codes together, by characters.", _FAMILY
    ),
    Statistic.U_ALPHA_BINARY: Meaning(
        "|u-alpha", "Whether coders found the same text relevant, whatever the code.", _FAMILY
    ),
    Statistic.CU_ALPHA: Meaning(
        "cu-alpha", "On text that two coders marked: the same code?", _FAMILY
    ),
    Statistic.K_U_ALPHA: Meaning(
        "(k)u-alpha", "For one code: how well it is told from the others.", _FAMILY
    ),
}
