"""The keys of the choosers above the matrix: what a named matrix keeps and sets again."""

from collections.abc import Collection

import streamlit as st

from coding.model import Coder

VIEW = "matrix_view"
CODES = "matrix_codes"
QUERY = "matrix_cases"
GROUP = "matrix_group"
SORT = "matrix_sort"
ATTRIBUTES = "matrix_attributes"


def whose_key(coder: Coder) -> str:
    """Return the key of the chooser of whose codings are charted."""
    return f"matrix_whose_{coder.id}"


def keep_known(key: str, known: Collection[str]) -> None:
    """Forget of a chooser's state what it no longer offers: a widget would refuse it."""
    state = st.session_state.get(key)
    if isinstance(state, list):
        st.session_state[key] = [one for one in state if one in known]
    elif state is not None and state not in known:
        del st.session_state[key]
