"""Agreement: how far coders agree, code by code, and the passages where they do not."""

import streamlit as st

from coding.agreement.report import AgreementReport
from coding.store import Store
from ui.agreement.coderviews import show_confusions, show_pairs
from ui.agreement.codesview import show_codes
from ui.agreement.controls import Choice, show_controls
from ui.agreement.gathered import Desk, desk_of
from ui.agreement.machineview import show_machine
from ui.agreement.onlypassages import show_only_passages
from ui.agreement.passagesview import show_passages
from ui.agreement.reportview import show_report
from ui.agreement.sentencewait import sentences_ready
from ui.agreement.timeviews import show_before_and_after, show_interviews
from ui.checksview import show_checks
from ui.controlshare import show_control_share
from ui.empty import need_coder, need_study
from ui.waiting import awaited
from ui.wording import plain

VIEWS = (
    "Codes",
    "Coders",
    "Confusions",
    "Interviews",
    "Free passages",
    "Machine",
    "Before and after",
    "Report",
)


def show_closed() -> None:
    st.info(
        "There is nothing to compare yet. Agreement is shown on interviews that you and at least "
        "one other coder have finished; until then, each codes without seeing the other's work."
    )
    st.page_link(
        "screens/transcripts.py", label="See how far you are", icon=":material/description:"
    )


def with_intervals(desk: Desk, choice: Choice) -> AgreementReport:
    """Return the figures, with intervals once these are there."""
    asked = desk.asked("figures", choice.question)
    whole = asked.report()
    if whole is not None:
        return whole
    bare = desk.report(choice.question)  # first, so that nothing beside the page slows it down
    if awaited(asked, "the intervals", key="agreement_figures_job"):
        return asked.report() or bare
    return bare


def show_views(desk: Desk, choice: Choice) -> None:
    """Draw the view that is open; the others are not worked out."""
    report = with_intervals(desk, choice)
    if not report.n_units:
        st.info("Nothing that you chose was finished by all of them.")
        return
    matter = desk.matter(choice.question)
    draw = (
        lambda: show_codes(desk, choice, report, matter),
        lambda: show_pairs(desk, report),
        lambda: show_confusions(desk, report, matter),
        lambda: show_interviews(desk, choice, report, matter),
        lambda: show_passages(desk, choice),
        lambda: show_machine(desk, choice),
        lambda: show_before_and_after(desk, choice, report),
        lambda: show_report(desk, choice, report),
    )
    tabs = st.tabs(VIEWS, key="view", bind="query-params")
    for tab, show in zip(tabs, draw, strict=True):
        if tab.open:
            with tab:
                show()


def show_page(store: Store) -> None:
    viewer = need_coder(store)
    st.title("Agreement")
    desk = desk_of(store, viewer.id)
    if len(desk.comparable.coder_ids) < 2:
        show_closed()
        return
    choice = show_controls(desk)
    for told in choice.filters:
        st.caption(f"Only {plain(told)}")
    if not sentences_ready(desk, choice.question):
        return
    if choice.without_figures:
        show_only_passages(desk, choice)
    else:
        show_views(desk, choice)


store = need_study()
show_page(store)
show_control_share(store)
show_checks(store)
