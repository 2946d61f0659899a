"""The tables of figures: code by code, over all codes, pair by pair."""

from collections.abc import Iterator, Sequence

from coding.agreement.report import AgreementRow, RowKind
from coding.agreement.values import TARGETS, Result, Statistic
from exports.agreement_contents import AgreementContents
from exports.agreement_table import Form, Head, Table, Value, figure_heads, reasons
from exports.agreement_words import MEANINGS

_INDEXED = (
    Statistic.PERCENT_AGREEMENT,
    Statistic.POSITIVE_AGREEMENT,
    Statistic.NEGATIVE_AGREEMENT,
    Statistic.KRIPPENDORFF_ALPHA,
    Statistic.GWET_AC1,
    Statistic.COHEN_KAPPA,
    Statistic.BRENNAN_PREDIGER,
    Statistic.FLEISS_KAPPA,
    Statistic.CONGER_KAPPA,
)
_BARE = (Statistic.GWET_AC1_SE, Statistic.PREVALENCE_INDEX, Statistic.BIAS_INDEX)
_OF_PAIRS = (
    Statistic.PERCENT_AGREEMENT,
    Statistic.POSITIVE_AGREEMENT,
    Statistic.NEGATIVE_AGREEMENT,
    Statistic.COHEN_KAPPA,
    Statistic.KRIPPENDORFF_ALPHA,
)


def _figure(result: Result | None) -> tuple[Value, Value, Value]:
    return (result.value, result.low, result.high) if result else (None, None, None)


def overall_table(contents: AgreementContents) -> Table:
    """Return the figures over all codes, of all coders and of pairs."""
    heads = (
        Head("statistic", "Figure", Form.NAME, 30),
        Head("coders", "Coders", width=34),
        Head("value", "Value", Form.FIGURE, 10),
        Head("low", "from", Form.BOUND, 8),
        Head("high", "to", Form.BOUND, 8),
        Head("n", "n", Form.COUNT, 10),
        Head("why", "Why undefined", width=70),
    )
    rows = tuple(
        (
            MEANINGS[one.statistic].title,
            _who(contents, one.coders),
            one.value,
            one.low,
            one.high,
            one.n,
            contents.reason(one.why),
        )
        for one in contents.report.overall
    )
    return Table("Over all codes", "Figures over the whole sets of codes", heads, rows)


def _who(contents: AgreementContents, coders: Sequence[str] | None) -> str:
    return " and ".join(contents.coder_name(coder) for coder in coders) if coders else "all"


def _rows_table(contents: AgreementContents, kind: RowKind, name: str, about: str) -> Table:
    report = contents.report
    heads = [Head("id", "Id", Form.NAME, 14), Head("name", "Name", Form.NAME, 34)]
    heads += [Head("n", "n", Form.COUNT, 9), Head("prevalence", "Prevalence", Form.SHARE, 11)]
    heads += [
        Head(f"given_by_{place}", f"Given by {contents.coder_name(coder)}", Form.COUNT, 12)
        for place, coder in enumerate(report.coders, 1)
    ]
    heads += [Head("by_all", "By all", Form.COUNT, 8), Head("by_none", "By none", Form.COUNT, 8)]
    for statistic in _statistics(report.coders):
        heads += figure_heads(statistic)
    heads += [
        Head(f"alpha_below_{target}", f"Alpha likely below {target}", Form.SHARE, 13)
        for target in TARGETS
    ]
    heads += [Head(str(one), MEANINGS[one].title, Form.FIGURE, 12) for one in _BARE]
    heads.append(Head("why", "Why a figure is undefined", width=60))
    pairs = {(row.kind, row.id): row for row in report.rows if row.pair}
    rows = tuple(
        tuple(_row(contents, row, pairs.get((row.kind, row.id)))) for row in report.rows_of(kind)
    )
    return Table(name, about, tuple(heads), rows, frozen=2)


def _statistics(coders: Sequence[str]) -> tuple[Statistic, ...]:
    """Return the figures of a table over all coders; Cohen's kappa is for two."""
    return tuple(one for one in _INDEXED if one is not Statistic.COHEN_KAPPA or len(coders) == 2)


def _row(
    contents: AgreementContents, row: AgreementRow, pair: AgreementRow | None
) -> Iterator[Value]:
    prevalence, alpha = (
        row.result(one) for one in (Statistic.PREVALENCE, Statistic.KRIPPENDORFF_ALPHA)
    )
    yield from (row.id, row.name, row.n, prevalence.value if prevalence else None)
    yield from (*row.used, row.by_all, row.by_none)
    for statistic in _statistics(contents.report.coders):
        source = pair if statistic is Statistic.COHEN_KAPPA and pair else row
        yield from _figure(source.result(statistic))
    yield from (alpha.below if alpha and alpha.below else [None] * len(TARGETS))
    for statistic in _BARE:
        found = row.result(statistic)
        yield found.value if found else None
    yield reasons(contents, row.results)


def codes_table(contents: AgreementContents) -> Table:
    """Return the figures code by code."""
    return _rows_table(contents, RowKind.CODE, "Codes", "A row for each code, over all coders")


def themes_table(contents: AgreementContents) -> Table:
    """Return the figures theme by theme."""
    about = "A row for each theme: whether any of its codes was given"
    return _rows_table(contents, RowKind.THEME, "Themes", about)


def dimensions_table(contents: AgreementContents) -> Table:
    """Return the figures for each value of each dimension."""
    about = "A row for each value of a dimension: whether any of its codes was given"
    return _rows_table(contents, RowKind.DIMENSION_VALUE, "Dimensions", about)


def pairs_table(contents: AgreementContents) -> Table:
    """Return the figures of every code, theme and dimension value, pair by pair."""
    heads = [
        Head("kind", "Of", width=16),
        Head("id", "Id", Form.NAME, 14),
        Head("name", "Name", Form.NAME, 34),
        Head("coder_1", "One coder", width=20),
        Head("coder_2", "Another", width=20),
        Head("n", "n", Form.COUNT, 9),
        Head("both", "Both", Form.COUNT, 8),
        Head("only_1", "Only the one", Form.COUNT, 9),
        Head("only_2", "Only the other", Form.COUNT, 9),
        Head("neither", "Neither", Form.COUNT, 9),
    ]
    for statistic in _OF_PAIRS:
        heads += figure_heads(statistic)
    heads.append(Head("why", "Why a figure is undefined", width=60))
    rows = tuple(
        tuple(_pair_row(contents, row))
        for row in contents.report.rows
        if row.pair and any(row.used)
    )
    return Table("Pairs", "A row for each code and pair of coders", tuple(heads), rows, frozen=3)


def _pair_row(contents: AgreementContents, row: AgreementRow) -> Iterator[Value]:
    yield from (str(row.kind), row.id, row.name)
    yield from (contents.coder_name(coder) for coder in row.coders)
    one, other = row.used
    yield from (row.n, row.by_all, one - row.by_all, other - row.by_all, row.by_none)
    for statistic in _OF_PAIRS:
        yield from _figure(row.result(statistic))
    yield reasons(contents, row.results)
