"""The choosers above the matrix: which columns, and whose codings."""

from collections.abc import Mapping

import streamlit as st

from coding.matrix import FrameworkMatrix
from coding.model import Coder
from coding.store import Store
from ui.charting import Sight
from ui.matrixcolumns import CHOSEN, THEME, View, chosen_view, fullest_view, views
from ui.matrixview import CONSENSUS, source_lines, whose_line
from ui.wording import plain

VIEW = "matrix_view"
CODES = "matrix_codes"


def whose_key(coder: Coder) -> str:
    """Return the key of the chooser of whose codings are charted."""
    return f"matrix_whose_{coder.id}"


def choose_whose(store: Store, coder: Coder, in_sight: Sight) -> str | None:
    """Ask whose codings to chart; None is what the coders agree on."""
    names = {one.id: one.name for one in store.coders() if one.id in in_sight.coder_ids}
    names[coder.id] = f"{coder.name} (you)"
    chosen = st.selectbox(
        "Whose codings",
        ["", *names],
        format_func=lambda key: names.get(key, CONSENSUS),
        key=whose_key(coder),
        help="A matrix never mixes codings: it shows what all who finished an interview agree "
        "on, or one coder's. Others' codings open once you and they have finished.",
    )
    return chosen or None


def choose_view(matrix: FrameworkMatrix, linked_code: str | None) -> View:
    """Ask for the columns; begin with those of a linked code, else where most is to show."""
    known = {view.id: view for view in views(matrix.framework)}
    mine = chosen_view(matrix.framework, st.session_state.get(CODES, ()))
    known[CHOSEN] = mine
    chosen = st.selectbox(
        "Columns",
        list(known),
        index=_first_view(matrix, known, linked_code),
        format_func=lambda key: known[key].title,
        key=VIEW,
    )
    if chosen != CHOSEN:
        return known[chosen]
    names = {code.id: f"{code.id} {code.name}" for code in matrix.framework.codes()}
    picked = st.multiselect(
        "Codes in the columns",
        list(names),
        format_func=names.__getitem__,
        key=CODES,
        placeholder="Choose codes",
        label_visibility="collapsed",
    )
    return chosen_view(matrix.framework, picked)


def _first_view(matrix: FrameworkMatrix, known: Mapping[str, View], linked_code: str | None) -> int:
    if linked_code in matrix.framework.code_by_id:
        return list(known).index(f"{THEME}{matrix.framework.theme_of[linked_code].id}")
    return fullest_view(matrix, tuple(known.values()))


def show_whose(store: Store, matrix: FrameworkMatrix, coder: Coder) -> None:
    """Say whose codings are charted and, on demand, on what each interview stands."""
    coders = {one.id: one.name for one in store.coders()}
    names = {entry.id: entry.name for entry in store.documents()}
    st.caption(plain(whose_line(matrix, coders, coder.id)), width="stretch")
    with st.popover("Which interviews", type="tertiary", width="content"):
        for line in source_lines(matrix, names, coders, coder.id):
            st.markdown(plain(line))
        for left in matrix.left_out:
            st.markdown(plain(f"Not in the matrix: {left.count:,} {left.what}"))
