"""Waiting for what is worked out beside the page: a bar, and a way to stop it."""

import streamlit as st

from ui.jobs import JobPhase, JobRequest, cancel_job, job_state
from ui.wording import plain


def awaited(asked: JobRequest, what: str, *, key: str, at_once: bool = True, ask: str = "") -> bool:
    """Return whether the answer is there; draw how far it is, or a way to ask for it.

    Args:
        asked: The request.
        what: What is worked out, e.g. "the intervals".
        key: Tells several on one page apart.
        at_once: Begin by itself, unless somebody stopped it.
        ask: The button's label.
    """
    state = asked.state()
    if state.phase is JobPhase.ABSENT and at_once:
        asked.start()
        state = asked.state()
    if state.phase is JobPhase.DONE:
        return True
    if state.phase is JobPhase.RUNNING:
        _under_way(asked.key, what, key)
        return False
    with st.container(horizontal=True, vertical_alignment="center"):
        if state.phase is JobPhase.FAILED:
            why = plain(state.why) or "Something unforeseen went wrong."
            st.warning(f"It was not possible to work out {what}. {why}")
        elif state.phase is JobPhase.CANCELLED:
            st.caption(f"You stopped working out {what}.", width="content")
        st.button(ask or f"Work out {what}", key=f"{key}_begin", on_click=asked.start)
    return False


@st.fragment(run_every=0.5)
def _under_way(job: str, what: str, key: str) -> None:
    state = job_state(job)
    if state.phase is not JobPhase.RUNNING:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}_under_way"):
        st.progress(state.share, f"Working out {what}: {state.share:.0%}")
        st.button("Stop", key=f"{key}_stop", on_click=cancel_job, args=(job,))
