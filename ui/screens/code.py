"""Code: one interview in front of one coder."""

from datetime import UTC, datetime

import streamlit as st

from coding.model import Coder
from coding.store import DocumentEntry, Store
from ui.empty import need_coder, need_study
from ui.reader import show_reader
from ui.reader.data import ReaderData
from ui.session import choose_document, session
from ui.token import pass_for, sign_pass


def chosen_document(store: Store, coder: Coder) -> DocumentEntry:
    """Return the linked document, else this tab's, else the one where the coder stopped."""
    entries = {entry.id: entry for entry in store.documents()}
    if not entries:
        st.title("No interviews yet")
        st.write("Add the first interview, and it can be coded here.")
        st.page_link("screens/add.py", label="Add interviews", icon=":material/upload_file:")
        st.stop()
    linked = st.query_params.get("document")
    if linked and linked not in entries:
        st.warning("The interview in this link is not in this study. Another one is shown.")
    for wanted in (linked, session().document_id, store.last_document(coder.id)):
        if wanted in entries:
            return entries[wanted]
    return next(iter(entries.values()))


def show_picker(store: Store, now: DocumentEntry) -> None:
    names = {entry.id: entry.name for entry in store.documents()}
    st.selectbox(
        "Interview",
        list(names),
        index=list(names).index(now.id),
        format_func=names.get,
        key=f"code_document_{now.id}",
        on_change=turn_to,
        args=(now.id,),
        label_visibility="collapsed",
    )


def turn_to(before: str) -> None:
    chosen = st.session_state[f"code_document_{before}"]
    choose_document(chosen)
    st.query_params["document"] = chosen
    st.query_params.pop("at", None)


def about(store: Store, entry: DocumentEntry) -> str:
    """Return the line under the document's name: its case and what is known about it."""
    cases = [case for case in store.cases() if entry.id in case.document_ids]
    return " · ".join(
        part
        for case in cases
        for part in (case.name, *(value for _, value in case.attributes if value))
        if part != entry.name
    )


def linked_offset() -> int | None:
    written = st.query_params.get("at", "")
    return int(written) if written.isdecimal() else None


def reader_for(store: Store, coder: Coder, entry: DocumentEntry) -> ReaderData:
    study_id = store.study().id
    version, framework = store.framework()
    granted = pass_for(study_id, coder.id, entry.id, now=datetime.now(UTC))
    return ReaderData(
        study_id=study_id,
        coder=coder,
        document=store.document(entry.id),
        segments=store.segments(entry.id),
        framework=framework,
        framework_version=version,
        suggestions=store.suggestions(entry.id),
        decisions=store.decisions(document_id=entry.id, coder_id=coder.id),
        token=sign_pass(granted, store.secret()),
        about=about(store, entry),
        place=store.last_place(coder.id, entry.id),
        at=linked_offset(),
    )


store = need_study()
coder = need_coder(store)
entry = chosen_document(store, coder)
if entry.id != session().document_id:
    choose_document(entry.id)
show_picker(store, entry)
show_reader(reader_for(store, coder, entry), key=f"reader_{entry.id}_{coder.id}")
