"""The line above every page: which study this is, and who is coding."""

import streamlit as st

from coding.store import Store, StoreError
from ui.documentchoice import show_document_picker
from ui.languagemodel.own import sent_to
from ui.session import choose_coder, current_coder, current_store
from ui.wording import plain

NO_LOGIN = (
    "Choosing a name is not a login. It only says whose codes are shown and stored: "
    "anybody at this computer can choose any name."
)

_STYLE = """<style>
.stMainBlockContainer{padding:4.1rem clamp(.75rem,3vw,3rem) 1rem}
.st-key-masthead{margin-bottom:-.5rem}
[data-testid=stCaptionContainer]{opacity:.8}
.stButtonGroup[data-testid] button[data-rac][data-selected]:not([data-disabled]){color:inherit}
</style>"""


def show_masthead(url_path: str) -> None:
    """Draw the study's name and the coder picker; nothing without a study."""
    st.html(_STYLE)
    store = current_store()
    if store is None:
        return
    coder = current_coder(store)
    with st.container(horizontal=True, vertical_alignment="center", key="masthead"):
        st.markdown(f"**{plain(store.study().name)}**", width="content")
        if url_path == "code" and coder:
            show_document_picker(store, coder)
        st.space("stretch")
        label = plain(coder.name) if coder else "Who is coding?"
        with st.popover(label, icon=":material/person:", key=f"coder_{url_path}"):
            show_coder_picker(store, "masthead")
    if host := sent_to(store.study().id):
        st.page_link(
            "screens/language_model.py",
            label=f"Passages are sent to {plain(host)} when the language model is asked",
            icon=":material/cloud_upload:",
        )


def show_coder_picker(store: Store, place: str) -> None:
    """Draw the list of coders and a field for a new one; a choice holds for this browser.

    `place` tells two pickers on one page apart.
    """
    st.caption(NO_LOGIN)
    now = current_coder(store)
    for coder in store.coders():
        st.button(
            plain(coder.name),
            key=f"be_{coder.id}_{place}",
            type="primary" if now and now.id == coder.id else "secondary",
            on_click=choose_coder,
            args=(coder.id,),
            width="stretch",
        )
    with st.form(f"new_coder_{place}", border=False, clear_on_submit=True):
        name = st.text_input("Another coder", placeholder="Name or initials", max_chars=60)
        if st.form_submit_button("Add and code as this person", width="stretch"):
            _add(store, name)


def _add(store: Store, name: str) -> None:
    if not name.strip():
        st.error("Write a name or initials first.")
        return
    taken = [coder for coder in store.coders() if coder.name.casefold() == name.strip().casefold()]
    try:
        coder = taken[0] if taken else store.add_coder(name.strip())
    except StoreError as error:
        st.error(str(error))
        return
    choose_coder(coder.id)
    st.rerun()
