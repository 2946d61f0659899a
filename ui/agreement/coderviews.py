"""Coder against coder: a heat map of pairs, and which code the one gives for which."""

from collections import Counter

import streamlit as st

from coding.agreement.disagreements import Confusion, Disagreement, confusions, disagreements
from coding.agreement.report import AgreementReport, RowKind
from coding.agreement.values import Result, Statistic
from ui.agreement.codesview import figure_text
from ui.agreement.differences import name_of, show_differences
from ui.agreement.figures import RowFinder
from ui.agreement.gathered import Desk
from ui.agreement.pictures import Cell, heat_table
from ui.agreement.table import (
    Column,
    FigureTable,
    Line,
    balance_cell,
    plain_cell,
    show_figure_table,
)
from ui.comparing import Matter
from ui.wording import counted

_EVERY = "All codes"
_OF_ALL = {
    Statistic.POOLED_KAPPA: "Pooled kappa",
    Statistic.POSITIVE_AGREEMENT: "Positive agreement",
}
_OF_ONE = {
    Statistic.COHEN_KAPPA: "Cohen’s kappa",
    Statistic.KRIPPENDORFF_ALPHA: "Krippendorff’s alpha",
    Statistic.POSITIVE_AGREEMENT: "Positive agreement",
    Statistic.PERCENT_AGREEMENT: "Agreement",
}
_SHARES = (Statistic.POSITIVE_AGREEMENT, Statistic.PERCENT_AGREEMENT)
_MOST = 12
NONE = "no code"


def show_pairs(desk: Desk, report: AgreementReport) -> None:
    """Draw the heat map of coder pairs."""
    if len(report.coders) < 3:
        st.info(
            "Only two coders are compared, so that there is one pair; the first view shows it. "
            "With three or more, this is a map of who agrees with whom."
        )
        return
    rows = [_EVERY, *(row.id for row in report.rows_of(RowKind.CODE) if any(row.used))]
    rows += [row.id for row in report.rows_of(RowKind.THEME) if any(row.used)]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        about = st.selectbox(
            "About",
            rows,
            format_func=lambda id_: id_ if id_ == _EVERY else name_of(desk.framework, id_),
            key="agreement_pairs_about",
            width=360,
        )
        choices = _OF_ALL if about == _EVERY else _OF_ONE
        statistic = st.segmented_control(
            "Figure",
            list(choices),
            default=next(iter(choices)),
            required=True,
            format_func=choices.get,
            key=f"agreement_pairs_figure_{about == _EVERY}",
        )
    coders = sorted(report.coders, key=lambda coder: desk.coders.get(coder, coder).casefold())
    names = [desk.coders.get(coder, coder) for coder in coders]
    finder = RowFinder(report)

    def cell(place: int, other: int) -> Cell:
        if place == other:
            return None, "·", ""
        pair = frozenset((coders[place], coders[other]))
        return _heat(_result(report, finder, about, statistic, pair), statistic)

    st.html(
        heat_table(
            names,
            names,
            cell,
            corner=f"{choices[statistic]} of pairs",
            caption=f"{desk.context(report)}. Darker is higher; the smaller figures are intervals.",
        )
    )


def _result(
    report: AgreementReport,
    finder: RowFinder,
    about: str,
    statistic: Statistic,
    pair: frozenset[str],
) -> Result | None:
    if about == _EVERY:
        return report.overall_result(statistic, coders=tuple(pair))
    for kind in (RowKind.CODE, RowKind.THEME):
        row = finder.pair(kind, about, pair)
        if row is not None:
            return row.result(statistic)
    return None


def _heat(result: Result | None, statistic: Statistic) -> Cell:
    if result is None or result.value is None:
        return None, "undefined", ""
    percent = statistic in _SHARES
    between = ""
    if result.low is not None and result.high is not None:
        low, high = (figure_text(v, percent=percent) for v in (result.low, result.high))
        between = f"{low} to {high}"
    return result.value, figure_text(result.value, percent=percent), between


def show_confusions(desk: Desk, report: AgreementReport, matter: Matter) -> None:
    """Draw which code one coder gives where the other gives which, and which side over-uses."""
    pair = _pair(desk, report.coders)
    found = confusions(matter.ratings, pair)
    if not found:
        st.success("These two agree on every unit that both finished.")
        return
    first, second = (desk.coders.get(coder, coder) for coder in pair)
    st.caption(
        "Codes that both gave a unit are left out of it; what remains of either side's is paired. "
        f"“{NONE}” means that this side gave nothing else there."
    )
    st.html(_map(desk, found, first, second))
    table = _table(desk, report, found, first, second)
    chosen = show_figure_table(table, key=f"agreement_confusions_{'_'.join(pair)}")
    if chosen:
        one, other = (None if code == "" else code for code in chosen.split("\n"))
        passages = _passages(matter, pair, one, other)
        title = f"{first}: {_code(one)}, {second}: {_code(other)}"
        show_differences(desk, passages, title=title, key="confusion")
    _show_balance(desk, report, pair)


def _pair(desk: Desk, coders: tuple[str, ...]) -> tuple[str, str]:
    if len(coders) == 2:
        return coders[0], coders[1]
    with st.container(horizontal=True):
        first = st.selectbox(
            "One coder", coders, format_func=desk.coders.get, key="confusion_one", width=220
        )
        others = [coder for coder in coders if coder != first]
        second = st.selectbox(
            "Another", others, format_func=desk.coders.get, key="confusion_other", width=220
        )
    return first, second


def _code(code_id: str | None) -> str:
    return code_id or NONE


def _map(desk: Desk, found: tuple[Confusion, ...], first: str, second: str) -> str:
    """Return the codes most often confused, one coder's in rows, the other's in columns."""
    rows = _commonest(desk, [(one.first_code, one.units) for one in found])
    columns = _commonest(desk, [(one.second_code, one.units) for one in found])
    units = {(one.first_code, one.second_code): one.units for one in found}
    shown = {pair: n for pair, n in units.items() if pair[0] in rows and pair[1] in columns}
    most = max(shown.values(), default=1)

    def cell(place: int, other: int) -> Cell:
        number = shown.get((rows[place], columns[other]), 0)
        return (number / most, f"{number:,}", "") if number else (None, "", "")

    left = len(found) - len(shown)
    more = f" {counted(left, 'rarer pair')} are in the list below." if left else ""
    return heat_table(
        [NONE if code is None else name_of(desk.framework, code) for code in rows],
        [_code(code) for code in columns],
        cell,
        corner=f"{first} in rows, {second} in columns",
        caption=f"Units on which {first} gave the row's code where {second} gave the column's."
        + more,
    )


def _commonest(desk: Desk, counts: list[tuple[str | None, int]]) -> list[str | None]:
    """Return the codes with the highest counts in the framework's order, and "no code" last."""
    weight: Counter[str] = Counter()
    for code, units in counts:
        if code is not None:
            weight[code] += units
    order = {code.id: place for place, code in enumerate(desk.framework.codes())}
    top = [code for code, _ in weight.most_common(_MOST)]
    return [*sorted(top, key=lambda code: order.get(code, len(order))), None]


def _table(
    desk: Desk, report: AgreementReport, found: tuple[Confusion, ...], first: str, second: str
) -> FigureTable:
    most = found[0].units
    lines = tuple(
        Line(
            id=f"{one.first_code or ''}\n{one.second_code or ''}",
            name=NONE if one.first_code is None else name_of(desk.framework, one.first_code),
            order=place,
            cells={
                "other": plain_cell(
                    NONE if one.second_code is None else name_of(desk.framework, one.second_code)
                ),
                "units": plain_cell(one.units, share=one.units / most),
            },
        )
        for place, one in enumerate(found[:200])
    )
    return FigureTable(
        title="Which code for which",
        caption=desk.context(report),
        columns=(
            Column("name", f"{first} gave", "name"),
            Column("other", f"where {second} gave", "text"),
            Column("units", "Units", "count", down=True),
        ),
        lines=lines,
        sort="name",
    )


def _passages(
    matter: Matter, pair: tuple[str, str], one: str | None, other: str | None
) -> list[Disagreement]:
    """Return the units on which the first gave `one`, the second `other`, and neither both."""
    wanted = one or other
    if wanted is None:
        return []
    by_first = wanted == one
    places = [matter.ratings.coders.index(coder) for coder in pair]
    sets = {unit.id: [unit.codes[place] for place in places] for unit in matter.ratings.units}

    def fits(found: Disagreement) -> bool:
        mine, theirs = (given or frozenset() for given in sets[found.unit_id])
        if found.with_code != ((pair[0],) if by_first else (pair[1],)):
            return False
        left, right = mine - theirs, theirs - mine
        return _holds(left, one) and _holds(right, other)

    found = disagreements(matter.ratings, matter.codings, codes={wanted}, coders=pair)
    return [difference for difference in found if fits(difference)]


def _holds(codes: frozenset[str], wanted: str | None) -> bool:
    return wanted in codes if wanted is not None else not codes


def _show_balance(desk: Desk, report: AgreementReport, pair: tuple[str, str]) -> None:
    """Draw, code by code, how often each of the two gave it: which side over-uses."""
    rows = [row for row in report.rows_of(RowKind.CODE, pair=pair) if any(row.used)]
    most = max((max(row.used) for row in rows), default=1)
    lines = []
    for row in rows:
        one, other = (row.used[row.coders.index(coder)] for coder in pair)
        more = pair[0] if one > other else pair[1]
        lean = (
            "alike" if one == other else f"{desk.coders.get(more, more)}: {abs(one - other)} more"
        )
        cells = {
            "one": plain_cell(one),
            "balance": balance_cell(one, other, most),
            "other": plain_cell(other),
            "lean": plain_cell(lean),
            "apart": plain_cell(abs(one - other)),
        }
        lines.append(Line(row.id, row.name, cells, label=row.id))
    first, second = (desk.coders.get(coder, coder) for coder in pair)
    st.header("Who uses a code more", anchor=False)
    show_figure_table(
        FigureTable(
            title="Who uses a code more",
            caption=f"Units that each of the two gave the code. {desk.context(report)}",
            columns=(
                Column("name", "Code", "name"),
                Column("one", first, "count", down=True),
                Column("balance", f"{first} | {second}", "balance"),
                Column("other", second, "count", down=True),
                Column("lean", "Used more by", "text"),
                Column("apart", "Apart", "count", "Difference between the two", down=True),
            ),
            lines=tuple(lines),
            sort="apart",
            choosable=False,
        ),
        key=f"agreement_balance_{'_'.join(pair)}",
    )
