"""The choosers above the matrix: which columns, and whose codings."""

from collections.abc import Mapping

import streamlit as st

from coding.matrix import FrameworkMatrix
from coding.model import Coder
from coding.store import Store
from ui.charting import Sight
from ui.matrixcolumns import CHOSEN, THEME, View, chosen_view, fullest_view, views
from ui.matrixkeys import CODES, VIEW, keep_known, whose_key
from ui.matrixview import CONSENSUS, source_lines, whose_line
from ui.wording import plain


def choose_whose(store: Store, coder: Coder, in_sight: Sight) -> str | None:
    """Ask whose codings to chart; None is what the coders agree on."""
    names = {one.id: one.name for one in store.coders() if one.id in in_sight.coder_ids}
    names[coder.id] = f"{coder.name} (you)"
    keep_known(whose_key(coder), {"", *names})
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
    keep_known(VIEW, known)
    st.session_state.setdefault(VIEW, _first_view(matrix, known, linked_code))
    chosen = st.selectbox(
        "Columns",
        list(known),
        format_func=lambda key: known[key].title,
        key=VIEW,
    )
    if chosen != CHOSEN:
        return known[chosen]
    names = {code.id: f"{code.id} {code.name}" for code in matrix.framework.codes()}
    keep_known(CODES, names)
    picked = st.multiselect(
        "Codes in the columns",
        list(names),
        format_func=names.__getitem__,
        key=CODES,
        placeholder="Choose codes",
        label_visibility="collapsed",
    )
    return chosen_view(matrix.framework, picked)


def _first_view(matrix: FrameworkMatrix, known: Mapping[str, View], code_id: str | None) -> str:
    if code_id in matrix.framework.code_by_id:
        return f"{THEME}{matrix.framework.theme_of[code_id].id}"
    return list(known)[fullest_view(matrix, tuple(known.values()))]


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
