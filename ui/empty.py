"""What a page says when there is nothing to show yet, and the way on from there."""

import streamlit as st

from coding.model import Coder
from coding.store import Store
from ui.masthead import show_coder_picker
from ui.session import current_coder, current_store


def need_study() -> Store:
    """Return the open study; without one, say so, offer the way to one, and end the page."""
    store = current_store()
    if store is None:
        st.title("No study is open")
        st.write("Open a study of yours, begin a new one, or look round in the sample study.")
        st.page_link("screens/studies.py", label="Go to Studies", icon=":material/folder_open:")
        st.stop()
    return store


def need_coder(store: Store) -> Coder:
    """Return who is coding; without anybody chosen, ask, and end the page."""
    coder = current_coder(store)
    if coder is None:
        st.title("Who is coding?")
        show_coder_picker(store, "page")
        st.stop()
    return coder
