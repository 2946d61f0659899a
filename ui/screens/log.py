"""Log: who did what, and when."""

import streamlit as st

from coding.model import Act
from coding.store import Kind, Store
from ui.empty import need_coder, need_study
from ui.loglines import act_words, log_row
from ui.wording import told_apart

AT_ONCE = 500


def show_filters(store: Store) -> dict[str, object]:
    coders = {coder.id: coder.name for coder in store.coders()}
    documents = told_apart({entry.id: entry.name for entry in store.documents()})
    kinds = [*(act.value for act in Act), *(kind.value for kind in Kind)]
    who, where, what = st.columns(3)
    return {
        "coder_id": who.selectbox(
            "Who",
            list(coders),
            format_func=coders.get,
            index=None,
            placeholder="Everybody",
            key="log_who",
        ),
        "document_id": where.selectbox(
            "Interview",
            list(documents),
            format_func=documents.get,
            index=None,
            placeholder="All interviews",
            key="log_where",
        ),
        "kinds": what.multiselect(
            "What", kinds, format_func=act_words, placeholder="Everything", key="log_what"
        )
        or None,
    }


def show_entries(store: Store, chosen: dict[str, object], viewer_id: str) -> None:
    page = st.session_state.get("log_page", 0)
    entries = store.log(**chosen, viewer_id=viewer_id, limit=AT_ONCE + 1, offset=page * AT_ONCE)
    if not entries:
        st.info("Nothing of this kind is in the log yet.")
        return
    coders = {coder.id: coder.name for coder in store.coders()}
    documents = told_apart({entry.id: entry.name for entry in store.documents()})
    framework = store.framework()[1]
    cases = {case.id: case.name for case in store.cases()}
    rows = [log_row(entry, coders, documents, framework, cases) for entry in entries[:AT_ONCE]]
    st.dataframe(
        rows,
        hide_index=True,
        height=560,
        column_config={"When": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm:ss")},
    )
    with st.container(horizontal=True):
        if page and st.button("Newer", key="log_newer"):
            st.session_state["log_page"] = page - 1
            st.rerun()
        if len(entries) > AT_ONCE and st.button("Older", key="log_older"):
            st.session_state["log_page"] = page + 1
            st.rerun()


store = need_study()
coder = need_coder(store)
st.title("Log")
st.write(
    "Everything that was done in this study, newest first. Nothing can be changed here. "
    "What others decided on an interview is shown once you and they have finished it."
)
show_entries(store, show_filters(store), coder.id)
