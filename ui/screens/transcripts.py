"""Transcripts: the interviews of the study, how far this coder is, what the machine is doing."""

import streamlit as st

from coding.store import Store, StoreError
from ui.documentlist import documents_html
from ui.empty import need_study
from ui.pretagstatus import show_pretagging
from ui.session import current_coder, session
from ui.wording import counted, plain, told_apart
from ui.worklist import show_work_list


def show_counts(store: Store) -> None:
    entries = store.documents()
    words = sum(entry.words for entry in entries)
    st.caption(
        f"{counted(len(entries), 'interview')}, {counted(words, 'word')}, "
        f"{counted(len(store.cases()), 'case')}"
    )


def show_empty() -> None:
    st.info("This study has no interviews yet. Add the first ones: text, Word or subtitle files.")


def show_removal(store: Store) -> None:
    entries = told_apart({entry.id: entry.name for entry in store.documents()})
    with st.expander("Take an interview out of the study"):
        st.caption("Only an interview that nobody has decided anything on can be taken out.")
        chosen = st.selectbox(
            "Interview to take out",
            list(entries),
            format_func=entries.get,
            index=None,
            key="remove_which",
        )
        if chosen and st.button(f"Take out {plain(entries[chosen])}", key="remove"):
            try:
                store.remove_document(chosen, coder_id=session().coder_id)
            except StoreError as error:
                st.error(str(error))
                return
            st.session_state["flash"] = f"{entries[chosen]} was taken out."
            st.rerun()


store = need_study()
with st.container(horizontal=True, vertical_alignment="bottom"):
    st.title("Transcripts", width="stretch")
    if st.button("Add interviews", type="primary", icon=":material/upload_file:"):
        st.switch_page("screens/add.py")
if flash := st.session_state.pop("flash", None):
    st.success(plain(flash))
entries = store.documents()
if not entries:
    show_empty()
else:
    show_counts(store)
    show_pretagging(store)
    coder = current_coder(store)
    progress = store.progress(coder.id) if coder else {}
    if coder and show_work_list(store, coder, progress):
        st.header("All interviews", anchor=False)
    st.html(documents_html(entries, progress, study_id=store.study().id))
    if coder is None:
        st.caption("Choose who is coding, at the top right, to see your own progress.")
    show_removal(store)
