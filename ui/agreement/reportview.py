"""What goes into the paper: a methods paragraph, the conventions, and the tables to download."""

import streamlit as st

from coding.agreement.methods import methods_paragraph
from coding.agreement.report import AgreementReport
from ui.agreement.archive import Archive
from ui.agreement.controls import Choice
from ui.agreement.gathered import Desk
from ui.waiting import awaited

_CONVENTIONS = """\
- **Krippendorff (2004)**: rely on alpha of .800 and above; draw tentative conclusions from .667.
- **Landis and Koch (1977)** call kappas of .21 to .40 fair, .41 to .60 moderate, .61 to .80
  substantial and above that almost perfect.
- **O’Connor and Joffe (2020)** ask for the figure of every code rather than one average, for the
  share that was coded twice, how units were cut, and how differences were settled.

These are conventions, not findings. Nothing on this page is coloured by them; they are thin dotted
lines in the drawings."""
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_report(desk: Desk, choice: Choice, report: AgreementReport) -> None:
    """Draw the methods paragraph, the downloads and the conventions."""
    st.header("A paragraph for the methods section", anchor=False)
    st.code(methods_paragraph(report), language=None, wrap_lines=True)
    st.caption("What the program cannot know stands in square brackets.")
    show_downloads(desk, choice)
    st.header("Conventions", anchor=False)
    st.markdown(_CONVENTIONS)


def show_downloads(desk: Desk, choice: Choice) -> None:
    """Draw the way to the workbook and the tables."""
    st.header("All tables", anchor=False)
    st.caption(
        "The workbook holds every table of this page for what you chose above, with all the "
        "passages on which you differ; so it holds participants’ words. A first sheet says what "
        "each figure means, the unit, the numbers, how intervals were made, and the seed."
    )
    filters = list(choice.filters)
    asked = desk.asked("tables", choice.question, filters=filters)
    ready = st.session_state.get("agreement_archive")
    if not ready or ready[0] != asked.key:
        if not awaited(
            asked, "the workbook", key="agreement_tables", at_once=False, ask="Make the workbook"
        ):
            return
        data = asked.archive()
        if data is None:
            return
        ready = (asked.key, data)
        st.session_state["agreement_archive"] = ready
    archive = Archive.read(ready[1])
    with st.container(horizontal=True):
        st.download_button(
            "Excel workbook",
            archive.workbook,
            file_name="agreement.xlsx",
            mime=_EXCEL,
            key="agreement_xlsx",
            icon=":material/download:",
            type="primary",
            on_click="ignore",
        )
        st.download_button(
            "All tables as CSV",
            archive.tables,
            file_name="agreement-csv.zip",
            mime="application/zip",
            key="agreement_csv",
            icon=":material/download:",
            on_click="ignore",
        )
    for notice in archive.notices:
        st.caption(notice)
