"""The first view: figures code by code, worst first, and the passages behind the chosen row."""

from collections.abc import Iterator

import streamlit as st

from coding.agreement.report import AgreementReport, AgreementRow, RowKind
from coding.agreement.values import Statistic
from ui.agreement.controls import Choice
from ui.agreement.differences import codes_of, show_row_differences
from ui.agreement.figures import BY_KEY, Figure, RowFinder, below_titles, leading, title_of
from ui.agreement.gathered import Desk
from ui.agreement.table import (
    Column,
    FigureTable,
    Line,
    figure_cell,
    picture_cell,
    plain_cell,
    show_figure_table,
)
from ui.comparing import Matter
from ui.wording import plain

_FEW = 4
_ALL = "All codes"


def show_codes(desk: Desk, choice: Choice, report: AgreementReport, matter: Matter) -> None:
    """Draw the table, worst first, and the passages behind the row that is looked at."""
    show_overall(report)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind, dimension = _kind(desk)
        within = _within(desk) if kind is RowKind.CODE else None
    table = code_table(desk, choice, report, kind=kind, dimension=dimension, within=within)
    if not table.lines:
        st.info("None of these was used in what is compared.")
        return
    key = f"agreement_codes_{kind}_{dimension}"
    row_id = _looked_at(desk, table, key)
    for caution in report.cautions:
        st.caption(plain(caution))
    if row_id:
        show_row_differences(desk, matter, row_id)


def _looked_at(desk: Desk, table: FigureTable, key: str) -> str:
    """Draw the table and return the row to look at: chosen, linked to, or the worst."""
    ids = [line.id for line in table.lines]
    linked = st.query_params.get("row")
    selected = linked if linked in ids else ids[0]
    chosen = show_figure_table(table, key=key, selected=selected)
    if chosen and chosen != st.session_state.get("agreement_row_before"):
        st.session_state["agreement_row_before"] = chosen
        selected = chosen
    if st.query_params.get("row") != selected:
        st.query_params["row"] = selected
    return selected


def show_overall(report: AgreementReport) -> None:
    """Draw the figures over all codes."""
    shown = (
        (Statistic.PERCENT_AGREEMENT, "Exactly the same codes"),
        (Statistic.ALPHA_MASI, "Alpha over sets of codes (MASI)"),
        (Statistic.POOLED_KAPPA, "Pooled kappa"),
    )
    pair = report.coders if len(report.coders) == 2 else None
    with st.container(horizontal=True, gap="large", key="agreement_overall"):
        for statistic, title in shown:
            result = report.overall_result(statistic) or report.overall_result(
                statistic, coders=pair
            )
            if result is None:
                continue
            value = "undefined"
            if result.value is not None:
                value = figure_text(result.value, percent=statistic == Statistic.PERCENT_AGREEMENT)
            between = None
            if result.low is not None and result.high is not None:
                percent = statistic == Statistic.PERCENT_AGREEMENT
                low, high = (figure_text(v, percent=percent) for v in (result.low, result.high))
                between = f"{low} to {high}"
            st.metric(
                title,
                value,
                delta=between,
                delta_color="off",
                delta_arrow="off",
                help=result.why,
                width="content",
            )


def figure_text(value: float, *, percent: bool = False) -> str:
    """Return a figure as papers print it."""
    if percent:
        return f"{value:.0%}"
    text = f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−")
    return text.replace("0.", ".", 1) if text.lstrip("−").startswith("0.") else text


def _kind(desk: Desk) -> tuple[RowKind, str | None]:
    kinds: dict[str, tuple[RowKind, str | None]] = {
        "Codes": (RowKind.CODE, None),
        "Themes": (RowKind.THEME, None),
    }
    for dimension in desk.framework.dimensions:
        kinds[dimension.name] = (RowKind.DIMENSION_VALUE, dimension.id)
    chosen = st.segmented_control(
        "Compare by",
        list(kinds),
        default="Codes",
        required=True,
        key="by",
        bind="query-params",
    )
    return kinds.get(chosen or "Codes", kinds["Codes"])


def _within(desk: Desk) -> frozenset[str] | None:
    """Return the codes of one theme or dimension value, None for all."""
    framework = desk.framework
    options = {_ALL: _ALL}
    options |= {theme.id: f"{theme.id} {theme.name}" for theme in framework.themes}
    options |= {
        f"{dimension.id}={value.id}": f"{dimension.name}: {value.name}"
        for dimension in framework.dimensions
        for value in dimension.values
    }
    chosen = st.selectbox(
        "Only codes of", list(options), format_func=options.get, key="agreement_within", width=320
    )
    return None if chosen in (None, _ALL) else codes_of(framework, chosen)


def code_table(
    desk: Desk,
    choice: Choice,
    report: AgreementReport,
    *,
    kind: RowKind,
    dimension: str | None = None,
    within: frozenset[str] | None = None,
) -> FigureTable:
    """Return the rows of a kind that anybody used, with the figures chosen."""
    finder, first = RowFinder(report), leading(choice.figures)
    figures = [BY_KEY[key] for key in choice.figures]
    order = {code.id: place for place, code in enumerate(desk.framework.codes())}
    lines = [
        Line(
            id=row.id,
            label=row.id if kind is not RowKind.DIMENSION_VALUE else "",
            name=row.name if row.name != row.id else "no longer in the framework",
            order=order.get(row.id),
            cells=_cells(row, finder, figures, first, below=choice.below),
        )
        for row in report.rows_of(kind)
        if any(row.used)
        and (dimension is None or row.id.startswith(f"{dimension}="))
        and (within is None or row.id in within)
    ]
    return FigureTable(
        title=f"Agreement by {kind}",
        caption=desk.context(report),
        columns=tuple(_columns(desk, report, choice, figures, first)),
        lines=tuple(sorted(lines, key=lambda line: _worst_first(line, first.key))),
        sort="picture",
    )


def _worst_first(line: Line, key: str) -> tuple[bool, float, float]:
    """Return the place of a row: lowest figure, then most differences; the undefined last."""
    value = line.cells[key].get("value")
    differ = line.cells["differ"]["value"]
    return value is None, 0.0 if value is None else round(value, 2), -differ


def _columns(
    desk: Desk, report: AgreementReport, choice: Choice, figures: list[Figure], first: Figure
) -> Iterator[Column]:
    n = len(report.coders)
    yield Column("name", "Code", "name")
    drawn = title_of(first, n)
    yield Column("picture", f"{drawn}, with its interval", "picture", of=first.key)
    for figure in figures:
        yield Column(figure.key, title_of(figure, n), figure.kind, figure.help)
    if choice.below and report.resampling is not None:
        for place, title in enumerate(below_titles()):
            about = f"How likely it is, from the resamples, that the true {drawn} is lower"
            yield Column(f"below{place}", title, "percent", about, down=True)
    if choice.question.shared_only:  # otherwise not all of them judged a unit
        yield Column("differ", "Differ", "count", "Units on which they differ", down=True)
    if n <= _FEW:
        names = [desk.coders.get(coder, coder) for coder in report.coders]
        for place, name in sorted(enumerate(names), key=lambda pair: pair[1].casefold()):
            yield Column(f"used{place}", name, "count", f"Units that {name} gave it", down=True)
    yield Column("n", "n", "count", "Units that at least two of them judged", down=True)


def _cells(
    row: AgreementRow, finder: RowFinder, figures: list[Figure], first: Figure, *, below: bool
) -> dict[str, dict]:
    main = finder.result(row, first.statistic)
    cells = {
        figure.key: figure_cell(finder.result(row, figure.statistic))
        for figure in {figure.key: figure for figure in (*figures, first)}.values()
    }
    cells["picture"] = picture_cell((main, "now"))
    shares = main.below if main and below else None
    cells |= {f"below{place}": plain_cell(share) for place, share in enumerate(shares or ())}
    cells["differ"] = plain_cell(row.n - row.by_all - row.by_none)
    cells |= {f"used{place}": plain_cell(count) for place, count in enumerate(row.used)}
    cells["n"] = plain_cell(row.n)
    return cells
