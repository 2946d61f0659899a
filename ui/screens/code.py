"""Code: one interview in front of one coder."""

from datetime import UTC, datetime

import streamlit as st

from coding.model import Coder
from coding.plan import APART, Assignment, Plan, own_segments
from coding.store import DocumentEntry, Store
from ui.documentchoice import chosen_document
from ui.empty import need_coder, need_study
from ui.learntline import show_learning
from ui.never_route import nevers_json
from ui.pretagstatus import show_on_their_way
from ui.reader import show_reader
from ui.reader.corrections import corrections_json
from ui.reader.data import ReaderData
from ui.session import choose_document, session
from ui.suggested import suggested_to
from ui.token import pass_for, sign_pass


def need_document(store: Store, coder: Coder) -> DocumentEntry:
    """Return the chosen document; without any in the study, say so and end the page."""
    entry = chosen_document(store, coder)
    if entry is None:
        st.title("No interviews yet")
        st.write("Add the first interview, and it can be coded here.")
        st.page_link("screens/add.py", label="Add interviews", icon=":material/upload_file:")
        st.stop()
    if st.query_params.get("document", entry.id) != entry.id:
        st.warning("The interview in this link is not in this study. Another one is shown.")
    return entry


def about(store: Store, entry: DocumentEntry, task: str) -> str:
    """Return the line under the document's name: the task, its case and what is known about it."""
    cases = [case for case in store.cases() if entry.id in case.document_ids]
    known = [
        part
        for case in cases
        for part in (case.name, *(value for _, value in case.attributes if value))
        if part != entry.name
    ]
    return " · ".join(part for part in (task, *known) if part)


def task_in(plan: Plan, entry: DocumentEntry, assignment: Assignment | None) -> str:
    """Return what the coder is to do here where that is not plain, else nothing."""
    if assignment is None:
        return "Not assigned to you" if plan.assigned(entry.id) else ""
    if assignment.purpose in APART:
        return f"{assignment.purpose.value.capitalize()}, without suggestions"
    if assignment.segments is not None:
        return f"{len(assignment.segments)} passages are yours"
    return ""


def linked_offset() -> int | None:
    """Return the offset that a link leads to; None without one."""
    written = st.query_params.get("at", "")
    return int(written) if written.isdecimal() else None


def reader_for(store: Store, coder: Coder, entry: DocumentEntry) -> ReaderData:
    """Return all that the coding screen shows."""
    study_id = store.study().id
    plan = store.plan()
    assignment = plan.assignment(entry.id, coder.id)
    unaided = assignment is not None and assignment.purpose in APART
    segments = store.segments(entry.id)
    control = frozenset() if unaided else plan.control_segments(entry.id, segments)
    version, framework = store.framework()
    names = {one.id: one.name for one in store.coders()}
    granted = pass_for(study_id, coder.id, entry.id, now=datetime.now(UTC))
    return ReaderData(
        study_id=study_id,
        coder=coder,
        document=store.document(entry.id),
        segments=own_segments(segments, assignment),
        framework=framework,
        framework_version=version,
        suggestions=suggested_to(store, entry.id, coder.id, plan, segments),
        decisions=store.decisions(document_id=entry.id, coder_id=coder.id),
        token=sign_pass(granted, store.secret()),
        about=about(store, entry, task_in(plan, entry, assignment)),
        place=store.last_place(coder.id, entry.id),
        at=linked_offset(),
        control=control,
        corrections=tuple(corrections_json(store.corrections(entry.id), names)),
        nevers=tuple(nevers_json(store, coder.id, entry.id)),
        part=assignment is not None and assignment.segments is not None,
    )


store = need_study()
coder = need_coder(store)
entry = need_document(store, coder)
if entry.id != session().document_id:
    choose_document(entry.id)
show_on_their_way(store, entry.id)
show_learning(store, coder.id)
show_reader(reader_for(store, coder, entry), key=f"reader_{entry.id}_{coder.id}")
