"""Matrices that a study keeps under names: opening, keeping, renaming, removing."""

from collections.abc import Mapping
from uuid import uuid4

import streamlit as st

from coding.matrix import FrameworkMatrix
from coding.model import Coder
from coding.named_matrices import (
    BEGINNING,
    NamedMatrix,
    NamedMatrixError,
    check_name,
    named_matrices,
    setting_of,
    what_is_missing,
)
from coding.store import Store, StoreError
from ui.charting import Sight
from ui.matrixkeys import ATTRIBUTES, CODES, GROUP, NAMED, OPENED, QUERY, SORT, VIEW, whose_key
from ui.wording import plain

_NAME = "matrix_new_name"
_SAID = "matrix_named_said"
_REMOVED = "matrix_removed"


def matrices_of(store: Store) -> dict[str, NamedMatrix]:
    """Return the study's named matrices under their ids, by their names."""
    return {one.id: one for one in named_matrices(store.settings(BEGINNING))}


def open_linked(known: Mapping[str, NamedMatrix], coder: Coder) -> None:
    """Open the matrix that the page's link names, once; say so if the study has it no longer."""
    linked = st.query_params.get("matrix")
    if not linked or st.session_state.get(OPENED) == linked:
        return
    st.session_state[OPENED] = linked
    if linked in known:
        st.session_state[NAMED] = linked
        _show(known[linked], coder)
    else:
        st.warning("The matrix in this link is not, or no longer, in this study.")


def choose_matrix(known: Mapping[str, NamedMatrix], coder: Coder) -> NamedMatrix | None:
    """Ask which named matrix to open; None where there are none, or none is open."""
    if not known:
        return None
    if st.session_state.get(NAMED, "") not in {"", *known}:
        st.session_state[NAMED] = ""
    chosen = st.selectbox(
        "Matrix",
        ["", *known],
        format_func=lambda key: known[key].name if key else "No named matrix",
        key=NAMED,
        on_change=_open_chosen,
        args=(known, coder),
    )
    return known.get(chosen or "")


def _open_chosen(known: Mapping[str, NamedMatrix], coder: Coder) -> None:
    chosen = known.get(st.session_state.get(NAMED) or "")
    if chosen is None:
        st.query_params.pop("matrix", None)
        return
    st.query_params["matrix"] = chosen.id
    st.session_state[OPENED] = chosen.id
    _show(chosen, coder)


def _show(matrix: NamedMatrix, coder: Coder) -> None:
    """Set the choosers of the page to what the matrix was kept with."""
    state = st.session_state
    state[VIEW], state[CODES] = matrix.columns, list(matrix.code_ids)
    state[QUERY], state[SORT], state[GROUP] = matrix.cases, matrix.sort_by, matrix.group_by
    state[whose_key(coder)] = matrix.whose or ""
    if matrix.attributes is not None:
        state[ATTRIBUTES] = list(matrix.attributes)


def tell_missing(named: NamedMatrix | None, matrix: FrameworkMatrix, in_sight: Sight) -> None:
    """Say what a named matrix asks for that the study no longer has."""
    if named is None:
        return
    gone = what_is_missing(
        named,
        matrix.framework,
        attributes=matrix.attributes,
        coder_ids=in_sight.coder_ids,
    )
    for line in gone:
        st.caption(plain(line))


def keep_matrix(
    store: Store, coder: Coder, known: Mapping[str, NamedMatrix], opened: NamedMatrix | None
) -> None:
    """Offer, in a popover, to keep this view under a name, and to rename or remove the open one."""
    with st.popover("Keep this view", type="tertiary", width="content"):
        st.text_input("Name", key=_NAME, max_chars=200, placeholder="e.g. Barriers, patients only")
        st.button(
            "Keep as a new matrix",
            key="matrix_keep",
            on_click=_keep,
            args=(store, coder, known, None),
        )
        if opened is not None:
            st.caption(plain(f"Open: {opened.name}"))
            arguments = (store, coder, known, opened)
            st.button(
                "Keep it as it now looks", key="matrix_update", on_click=_keep, args=arguments
            )
            st.button("Give it this name", key="matrix_rename", on_click=_rename, args=arguments)
            st.button(
                "Remove it", key="matrix_remove", on_click=_remove, args=(store, coder, opened)
            )
            st.caption("The cells stay as they are, whatever matrix shows them.")
        removed = st.session_state.get(_REMOVED)
        if removed is not None:
            st.button(
                plain(f"Put “{removed.name}” back"),
                key="matrix_put_back",
                on_click=_put_back,
                args=(store, coder, known, removed),
            )
        said = st.session_state.pop(_SAID, "")
        if said:
            st.caption(plain(said))


def _keep(
    store: Store, coder: Coder, known: Mapping[str, NamedMatrix], opened: NamedMatrix | None
) -> None:
    state = st.session_state
    matrix = NamedMatrix(
        id=opened.id if opened else uuid4().hex,
        name=opened.name if opened else state.get(_NAME, "").strip() or " ",
        columns=state[VIEW],
        code_ids=tuple(state.get(CODES) or ()),
        attributes=tuple(state.get(ATTRIBUTES) or ()),
        cases=state.get(QUERY, ""),
        sort_by=state.get(SORT) or "",
        group_by=state.get(GROUP) or "",
        whose=state.get(whose_key(coder)) or None,
    )
    if _store(store, coder, known, matrix):
        state[NAMED] = matrix.id
        st.query_params["matrix"] = state[OPENED] = matrix.id


def _rename(
    store: Store, coder: Coder, known: Mapping[str, NamedMatrix], opened: NamedMatrix
) -> None:
    name = st.session_state.get(_NAME, "").strip() or " "
    _store(store, coder, known, opened.model_copy(update={"name": name[:200]}))


def _store(
    store: Store, coder: Coder, known: Mapping[str, NamedMatrix], matrix: NamedMatrix
) -> bool:
    try:
        check_name(matrix, known.values())
        store.change_setting(*setting_of(matrix), coder_id=coder.id)
    except (NamedMatrixError, StoreError) as error:
        st.session_state[_SAID] = str(error)
        return False
    st.session_state[_NAME] = ""
    st.session_state[_SAID] = f"Kept as “{matrix.name}”."
    return True


def _remove(store: Store, coder: Coder, opened: NamedMatrix) -> None:
    store.change_setting(f"{BEGINNING}{opened.id}", None, coder_id=coder.id)
    st.session_state[NAMED] = ""
    st.query_params.pop("matrix", None)
    st.session_state[_REMOVED] = opened
    st.session_state[_SAID] = f"“{opened.name}” is removed. Its cells are all still there."


def _put_back(
    store: Store, coder: Coder, known: Mapping[str, NamedMatrix], removed: NamedMatrix
) -> None:
    if _store(store, coder, known, removed):
        st.session_state[_REMOVED] = None
        st.session_state[NAMED] = removed.id
        st.query_params["matrix"] = st.session_state[OPENED] = removed.id
        _show(removed, coder)
