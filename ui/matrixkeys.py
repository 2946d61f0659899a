"""The keys of the choosers above the matrix: what a named matrix keeps and sets again."""

from collections.abc import Collection
from typing import Any

import streamlit as st

from coding.model import Coder

NAMED = "matrix_named"
OPENED = "matrix_opened"
VIEW = "matrix_view"
CODES = "matrix_codes"
QUERY = "matrix_cases"
GROUP = "matrix_group"
SORT = "matrix_sort"
ATTRIBUTES = "matrix_attributes"


def whose_key(coder: Coder) -> str:
    """Return the key of the chooser of whose codings are charted."""
    return f"matrix_whose_{coder.id}"


@st.cache_resource(show_spinner=False)
def _last_seen() -> dict[tuple[str, str], dict[str, Any]]:
    """Return, for a study and a person, how they last looked at the matrix."""
    return {}


def look_again(study_id: str, coder: Coder) -> None:
    """Set the choosers as this person left them, if the page is opened anew."""
    asked = st.query_params.get("matrix")
    kept = _last_seen().get((study_id, coder.id))
    if not kept or VIEW in st.session_state or asked not in (None, kept.get(NAMED)):
        return
    st.session_state.update(kept)
    if kept.get(NAMED):
        st.query_params["matrix"] = st.session_state[OPENED] = kept[NAMED]


def remember_look(study_id: str, coder: Coder) -> None:
    """Keep how the choosers stand, for when this person comes back to the page."""
    keys = (NAMED, VIEW, CODES, QUERY, GROUP, SORT, ATTRIBUTES, whose_key(coder))
    there = {key: st.session_state[key] for key in keys if key in st.session_state}
    _last_seen()[study_id, coder.id] = there


def keep_known(key: str, known: Collection[str]) -> None:
    """Forget of a chooser's state what it no longer offers: a widget would refuse it."""
    state = st.session_state.get(key)
    if isinstance(state, list):
        st.session_state[key] = [one for one in state if one in known]
    elif state is not None and state not in known:
        del st.session_state[key]
