"""A coder's own work list: what the plan gives them, and how far they are with it."""

import streamlit as st

from coding.model import Coder
from coding.plan import APART
from coding.store import Store
from ui.documentlist import documents_html
from ui.wording import counted


def show_work_list(store: Store, coder: Coder, progress: dict[str, tuple[int, int]]) -> bool:
    """Draw the coder's work list if there is a plan; return whether there is one."""
    plan = store.plan()
    if not plan.assignments:
        return False
    own = {one.document_id: one for one in plan.of_coder(coder.id)}
    entries = [entry for entry in store.documents() if entry.id in own]
    st.header("Your work list", anchor=False)
    _show_rounds(store, coder)
    if not entries:
        st.caption("The plan gives you nothing to code.")
        return True
    finished = sum(done == of > 0 for done, of in (progress[entry.id] for entry in entries))
    apart = sum(one.purpose in APART for one in own.values())
    words = f"{counted(len(entries), 'interview')} to code, {finished:,} finished"
    st.caption(words + (f"; {apart:,} of them only as a check" if apart else ""))
    st.html(documents_html(entries, progress, study_id=store.study().id))
    return True


def _show_rounds(store: Store, coder: Coder) -> None:
    names = {one.id: one.name for one in store.coders()}
    for again in store.plan().rounds_of(coder.id):
        left = [of - done for done, of in _of_round(store, again.coder_id)]
        if sum(left):
            st.info(
                f"{names[again.coder_id]}: {counted(sum(left), 'passage')} left to code once more. "
                "Go on from the Plan page."
            )
            st.page_link("screens/plan.py", label="Go to the plan", icon=":material/assignment:")


def _of_round(store: Store, coder_id: str) -> list[tuple[int, int]]:
    progress = store.progress(coder_id)
    return [progress[one.document_id] for one in store.plan().of_coder(coder_id)]
