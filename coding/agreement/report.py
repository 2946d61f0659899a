"""The values that an agreement report is made of."""

from dataclasses import dataclass
from enum import StrEnum

from coding.agreement.resampling import DrawnBy, Resampling
from coding.agreement.values import Result, Unit


class RowKind(StrEnum):
    """What a row of a report is about."""

    CODE = "code"
    THEME = "theme"
    DIMENSION_VALUE = "dimension value"


class Suggestions(StrEnum):
    """Whether coders saw the machine's suggestions while they coded."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    PARTLY = "partly shown"


@dataclass(frozen=True, slots=True)
class Conditions:
    """Under what conditions the coding took place; None for what is not known.

    `blind` says that coders could not see each other's work. `all_units` and `all_documents`
    count what there is in the study, compared or not.
    """

    blind: bool | None = None
    suggestions: Suggestions | None = None
    all_units: int | None = None
    all_documents: int | None = None


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """The figures of one code, theme or dimension value, over all coders or one pair.

    `id` is the code's or theme's, or `dimension=value`; `name` is for reading. `n` counts the
    units that at least two of the coders judged (both, for a pair). `used` counts, for each of
    the row's coders, the units that bear it, `by_all` those that bear it for all of them and
    `by_none` those that do for none, where all of them judged.
    """

    kind: RowKind
    id: str
    name: str
    coders: tuple[str, ...]
    pair: bool
    n: int
    used: tuple[int, ...]
    by_all: int
    by_none: int
    results: tuple[Result, ...]

    def result(self, statistic: str) -> Result | None:
        """Return the row's result for a statistic; None if the row has none of that name."""
        return next((found for found in self.results if found.statistic == statistic), None)


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """How far coders agree: overall, and row by row, with what it rests on.

    `resampling` is None if there are no intervals. `cautions` are sentences that belong beside
    the figures.
    """

    unit: Unit
    n_units: int
    n_documents: int
    coders: tuple[str, ...]
    conditions: Conditions
    resampling: Resampling | None
    overall: tuple[Result, ...]
    rows: tuple[AgreementRow, ...]
    cautions: tuple[str, ...]

    def rows_of(
        self, kind: RowKind, *, pair: tuple[str, str] | None = None
    ) -> tuple[AgreementRow, ...]:
        """Return the rows of a kind: over all coders, or those of one pair (in any order)."""
        if pair is None:
            return tuple(row for row in self.rows if row.kind is kind and not row.pair)
        wanted = set(pair)
        return tuple(
            row for row in self.rows if row.kind is kind and row.pair and set(row.coders) == wanted
        )

    def overall_result(
        self, statistic: str, *, coders: tuple[str, ...] | None = None
    ) -> Result | None:
        """Return a figure over all codes: of all coders, or of one pair (in any order)."""
        for found in self.overall:
            same = set(found.coders or ()) == set(coders or ())
            if found.statistic == statistic and same:
                return found
        return None

    def context(self) -> str:
        """Return one line that says what every table of this report rests on."""
        unit = self.unit if self.n_units == 1 else f"{self.unit}s"
        documents = "document" if self.n_documents == 1 else "documents"
        parts = [
            f"{self.n_units:,} {unit}",
            f"{self.n_documents} {documents}",
            f"{len(self.coders)} coders",
            _blind(self.conditions.blind),
            _suggestions(self.conditions.suggestions),
            _intervals(self.resampling, self.unit),
        ]
        return " · ".join(parts)


def _blind(blind: bool | None) -> str:
    if blind is None:
        return "not known whether coded blind"
    return "coded blind" if blind else "not coded blind"


def _suggestions(suggestions: Suggestions | None) -> str:
    return f"suggestions {suggestions}" if suggestions else "not known whether suggestions shown"


def _intervals(plan: Resampling | None, unit: Unit) -> str:
    if plan is None:
        return "no intervals"
    by = "document" if plan.by is DrawnBy.DOCUMENT else str(unit)
    return f"{plan.level:.0%} intervals from {plan.times:,} resamples by {by}, seed {plan.seed}"
