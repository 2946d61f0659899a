"""Code: one interview in front of one coder."""

import streamlit as st

from coding.store import DocumentEntry, Store
from ui.empty import need_coder, need_study
from ui.session import choose_document, session


def chosen_document(store: Store) -> DocumentEntry:
    entries = store.documents()
    if not entries:
        st.title("No interviews yet")
        st.write("Add the first interview, and it can be coded here.")
        st.page_link("screens/add.py", label="Add interviews", icon=":material/upload_file:")
        st.stop()
    linked = st.query_params.get("document") or session().document_id
    known = {entry.id: entry for entry in entries}
    if linked and linked not in known:
        st.warning("The interview in this link is not in this study. Another one is shown.")
    return known.get(linked or "", entries[0])


def show_document_picker(store: Store, now: DocumentEntry) -> None:
    names = {entry.id: entry.name for entry in store.documents()}
    st.selectbox(
        "Interview",
        list(names),
        index=list(names).index(now.id),
        format_func=names.get,
        key="code_document",
        on_change=_turn_to,
        label_visibility="collapsed",
    )


def _turn_to() -> None:
    chosen = st.session_state["code_document"]
    choose_document(chosen)
    st.query_params["document"] = chosen


store = need_study()
coder = need_coder(store)
entry = chosen_document(store)
if entry.id != session().document_id:
    choose_document(entry.id)
