"""Which figures a reader may choose, what they are called, and where a report has them."""

from dataclasses import dataclass

from coding.agreement.report import AgreementReport, AgreementRow, RowKind
from coding.agreement.values import TARGETS, Result, Statistic


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure to choose: `key` in links, `kind` of its column."""

    key: str
    title: str
    statistic: Statistic
    kind: str
    help: str
    coefficient: bool = False


FIGURES = (
    Figure(
        "percent",
        "Agreement",
        Statistic.PERCENT_AGREEMENT,
        "percent",
        "The share of pairs of coders who agree on a unit. Flatters rare codes.",
    ),
    Figure(
        "positive",
        "Positive agreement",
        Statistic.POSITIVE_AGREEMENT,
        "percent",
        "If one coder gave the code, how often another did too.",
    ),
    Figure(
        "negative",
        "Negative agreement",
        Statistic.NEGATIVE_AGREEMENT,
        "percent",
        "If one coder did not give the code, how often another did not either.",
    ),
    Figure(
        "alpha",
        "Krippendorff’s alpha",
        Statistic.KRIPPENDORFF_ALPHA,
        "number",
        "Agreement beyond chance: 1 is full agreement, 0 what chance gives.",
        coefficient=True,
    ),
    Figure(
        "ac1",
        "Gwet’s AC1",
        Statistic.GWET_AC1,
        "number",
        "Beyond chance, with another idea of chance that stays high for rare codes.",
        coefficient=True,
    ),
    Figure(
        "kappa",
        "Cohen’s kappa",
        Statistic.COHEN_KAPPA,
        "number",
        "Beyond what two coders' own habits give; for more than two, Conger's form of it.",
        coefficient=True,
    ),
    Figure(
        "bp",
        "Brennan-Prediger",
        Statistic.BRENNAN_PREDIGER,
        "number",
        "Chance is one in two; also S or PABAK, and what MAXQDA prints.",
        coefficient=True,
    ),
)
BY_KEY = {figure.key: figure for figure in FIGURES}
USUAL = ("percent", "positive", "alpha")


def leading(keys: tuple[str, ...]) -> Figure:
    """Return the figure that tables are sorted by and that is drawn: alpha if it is shown, else
    the first coefficient, else the first figure.
    """
    chosen = [BY_KEY[key] for key in keys]
    if BY_KEY["alpha"] in chosen or not chosen:
        return BY_KEY["alpha"]
    return next((figure for figure in chosen if figure.coefficient), chosen[0])


class RowFinder:
    """The rows of a report by what they are about."""

    def __init__(self, report: AgreementReport) -> None:
        self._report = report
        self._pairs = {
            (row.kind, row.id, frozenset(row.coders)): row for row in report.rows if row.pair
        }

    def result(self, row: AgreementRow, statistic: Statistic) -> Result | None:
        """Return a row's figure; Cohen's kappa of two coders is in the row of the pair."""
        if statistic is not Statistic.COHEN_KAPPA or row.pair:
            return row.result(statistic)
        if len(row.coders) != 2:
            return row.result(Statistic.CONGER_KAPPA)
        pair = self._pairs.get((row.kind, row.id, frozenset(row.coders)))
        return pair.result(statistic) if pair else None

    def pair(self, kind: RowKind, id_: str, coders: frozenset[str]) -> AgreementRow | None:
        """Return the row of two coders."""
        return self._pairs.get((kind, id_, coders))


def title_of(figure: Figure, coders: int) -> str:
    """Return the figure's name for so many coders."""
    return "Conger’s kappa" if figure.key == "kappa" and coders > 2 else figure.title


def below_titles() -> tuple[str, ...]:
    """Return the headings of the probabilities that the true figure is below the conventions."""
    return tuple(f"Likely below {target:.3f}".replace("0.", ".") for target in TARGETS)
