"""The machine as one more rater, apart from the people."""

from dataclasses import replace

import streamlit as st

from coding.agreement.report import AgreementReport, RowKind
from coding.agreement.values import Statistic
from ui.agreement.codesview import figure_text
from ui.agreement.controls import Choice
from ui.agreement.differences import show_row_differences
from ui.agreement.figures import BY_KEY, RowFinder
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
from ui.comparing import MACHINE
from ui.wording import plain

_CAUTION = (
    "The machine is no coder, and its figures say nothing about the reliability of the framework. "
    "Coders who saw its suggestions while they coded agree with it more than they would have "
    "otherwise: only passages coded with suggestions hidden tell how good it is."
)


_SCORES = (0, 2, 4, 5, 6, 7, 8, 10, 12, 15, 20, 30, 40, 50, 60, 70, 80, 90)  # in %


def show_machine(desk: Desk, choice: Choice) -> None:
    """Draw one coder beside the machine's suggestions."""
    st.caption(_CAUTION)
    wanted = choice.question.document_ids or desk.comparable.document_ids
    suggested = [key for key in wanted if desk.store.suggestions(key)]
    if not suggested:
        st.info("No codes have been suggested for these interviews yet.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        coder = st.selectbox(
            "Compare with",
            choice.question.coder_ids,
            format_func=desk.coders.get,
            key="agreement_machine_coder",
            width=240,
        )
        percent = st.selectbox(
            "A suggestion counts from a score of",
            _SCORES,
            index=_SCORES.index(_usual_score(desk, choice, coder, suggested)),
            format_func=lambda score: f"{score}%",
            key=f"agreement_machine_from_{coder}",
            help="At first, where the machine gives about as many codes as this coder did.",
            width=340,
        )
    question = replace(
        choice.question,
        coder_ids=(coder,),
        document_ids=tuple(suggested),
        machine_from=percent / 100,
    )
    state = max((str(one.heartbeat) for one in desk.store.pretag_state()), default="")
    report = desk.report(question, state=state)
    with_machine = replace(desk, coders={**desk.coders, MACHINE: f"Suggestions from {percent}%"})
    _show_overall(report)
    table = _table(with_machine, report, coder)
    if not table.lines:
        st.info("Neither of the two used a code here.")
        return
    chosen = show_figure_table(table, key=f"agreement_machine_{coder}")
    if chosen:
        show_row_differences(with_machine, desk.matter(question, state=state), chosen)


def _usual_score(desk: Desk, choice: Choice, coder: str, documents: list[str]) -> int:
    """Return the score from which there are about as many suggestions as codings of the coder."""
    codings = desk.matter(choice.question).codings
    wanted = sum(one.coder_id == coder and one.document_id in documents for one in codings)
    found = (one.score for key in documents for one in desk.store.suggestions(key))
    scores = sorted(found, reverse=True)
    least = 100 * scores[min(max(wanted, 1), len(scores)) - 1]
    return max(score for score in _SCORES if score <= least)


def _show_overall(report: AgreementReport) -> None:
    found = report.overall_result(Statistic.POSITIVE_AGREEMENT, coders=report.coders)
    if found is not None and found.value is not None:
        st.markdown(
            "Over all codes, positive agreement is "
            f"**{plain(figure_text(found.value, percent=True))}**."
        )


def _table(desk: Desk, report: AgreementReport, coder: str) -> FigureTable:
    finder = RowFinder(report)
    shown = [BY_KEY[key] for key in ("positive", "percent", "alpha")]
    lines = []
    for row in report.rows_of(RowKind.CODE):
        if not any(row.used):
            continue
        cells = {f.key: figure_cell(finder.result(row, f.statistic)) for f in shown}
        cells["picture"] = picture_cell((row.result(Statistic.KRIPPENDORFF_ALPHA), "now"))
        cells |= {
            f"used_{one}": plain_cell(count)
            for one, count in zip(row.coders, row.used, strict=True)
        }
        lines.append(Line(row.id, row.name, cells, label=row.id))
    columns = [
        Column("name", "Code", "name"),
        Column("picture", "Alpha", "picture", of="alpha"),
        *(Column(figure.key, figure.title, figure.kind, figure.help) for figure in shown),
        *(Column(f"used_{one}", desk.coders[one], "count", down=True) for one in (coder, MACHINE)),
    ]
    return FigureTable("The machine", desk.context(report), tuple(columns), tuple(lines), "picture")
