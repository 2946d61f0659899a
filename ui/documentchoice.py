"""Which interview is in front of the coder, and the picker for another one."""

import streamlit as st

from coding.model import Coder
from coding.store import DocumentEntry, Store
from ui.session import choose_document, session
from ui.wording import told_apart


def chosen_document(store: Store, coder: Coder) -> DocumentEntry | None:
    """Return the linked document, else this tab's, else the one where the coder stopped.

    For a coder who has not begun, the first that the plan gives them. None where the study has
    no documents.
    """
    entries = {entry.id: entry for entry in store.documents()}
    linked = st.query_params.get("document")
    for wanted in (linked, session().document_id, store.last_document(coder.id)):
        if wanted in entries:
            return entries[wanted]
    own = (entries.get(one.document_id) for one in store.plan().of_coder(coder.id))
    return next(own, None) or next(iter(entries.values()), None)


def show_document_picker(store: Store, coder: Coder) -> None:
    """Draw the list of interviews with the chosen one; nothing where there are none."""
    now = chosen_document(store, coder)
    if now is None:
        return
    names = told_apart({entry.id: entry.name for entry in store.documents()})
    st.selectbox(
        "Interview",
        list(names),
        index=list(names).index(now.id),
        format_func=names.get,
        key=f"code_document_{now.id}",
        on_change=_turn_to,
        args=(now.id,),
        label_visibility="collapsed",
        width=220,
    )


def _turn_to(before: str) -> None:
    chosen = st.session_state[f"code_document_{before}"]
    choose_document(chosen)
    st.query_params["document"] = chosen
    st.query_params.pop("at", None)
