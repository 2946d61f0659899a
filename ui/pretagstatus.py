"""What the machine is doing, on the Transcripts page: a bar, a word, and a way to stop it."""

import streamlit as st

from coding.store import PretagPhase, Store
from ui.pretagging import (
    broke_down,
    is_at_work,
    newest_states,
    start_pretagging,
    stop_pretagging,
)
from ui.wording import counted, plain


def show_pretagging(store: Store) -> None:
    """Draw how far pre-tagging is; begin it where interviews wait and nobody stopped it."""
    study_id = store.study().id
    start_pretagging(study_id)
    if is_at_work(study_id):
        _running(store)
    else:
        _at_rest(store)


@st.fragment(run_every=1.0)
def _running(store: Store) -> None:
    study_id = store.study().id
    if not is_at_work(study_id):
        st.rerun()
    states = newest_states(store)
    done = sum(state.phase is PretagPhase.DONE for state in states)
    now = next((state for state in states if state.phase is PretagPhase.RUNNING), None)
    total = len(store.documents())
    share = (now.done / now.total if now and now.total else 0.0) + done
    words = f"Suggesting codes: {done} of {counted(total, 'interview')} done"
    if now is None and not done:
        words = "Suggesting codes: getting ready, about half a minute the first time"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(min(1.0, share / max(total, 1)), words)
        st.button("Stop", key="pretag_stop", on_click=stop_pretagging, args=(study_id,))


def _at_rest(store: Store) -> None:
    study_id = store.study().id
    names = {entry.id: entry.name for entry in store.documents()}
    open_ones = [
        state
        for state in newest_states(store)
        if state.phase in (PretagPhase.CANCELLED, PretagPhase.FAILED)
    ]
    if not open_ones and not broke_down(study_id):
        return
    which = ", ".join(plain(names.get(state.document_id, "")) for state in open_ones)
    with st.container(horizontal=True, vertical_alignment="center"):
        if broke_down(study_id):
            st.warning("Suggesting codes broke off. What was done so far is kept.")
        else:
            st.warning(f"No codes are suggested yet for {which}: it was stopped, or failed.")
        st.button(
            "Go on",
            key="pretag_again",
            on_click=start_pretagging,
            args=(study_id,),
            kwargs={"again": True},
        )
    for state in open_ones:
        if state.why:
            st.caption(f"{plain(names.get(state.document_id, ''))}: {plain(state.why)}")


def show_on_their_way(store: Store, document_id: str) -> None:
    """Say on the coding screen that suggestions are being made; offer them once they are there.

    Nothing is drawn where they are there already, or where nobody is making any.
    """
    if not is_at_work(store.study().id) or _is_done(store, document_id):
        return
    _on_their_way(store, document_id)


@st.fragment(run_every=2.0)
def _on_their_way(store: Store, document_id: str) -> None:
    if not _is_done(store, document_id):
        st.caption(":material/hourglass_top: Suggestions for this interview are on their way.")
    elif st.button("Show the suggestions for this interview", key="show_suggestions"):
        st.rerun()


def _is_done(store: Store, document_id: str) -> bool:
    under_way = (PretagPhase.RUNNING, PretagPhase.WAITING)
    return any(
        state.document_id == document_id and state.phase not in under_way
        for state in newest_states(store)
    )
