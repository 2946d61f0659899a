"""Bring back: what was edited in a workbook, compared with the study and taken in."""

import streamlit as st

from coding.coming_back.values import Change, Comparison, Difference
from coding.model import Coder
from coding.store import Store, StoreError
from exports.errors import ExportError
from framework.editing import EditError
from ui.bringing_back import Brought, Taken, brought, take_in
from ui.bringview import STYLE, difference_html, taken_html
from ui.empty import need_coder, need_study
from ui.placenames import PlaceNames, place_names
from ui.wording import counted, plain

READ, CHOSEN, TAKEN = "brought_read", "brought_chosen", "brought_taken"
KEEP = "keep"
A_PAGE = 20
MOST_LINES = 200


def read(store: Store, coder: Coder, upload) -> Brought | None:
    """Return the comparison of an upload, made anew when the study or the reader changes."""
    asked = (upload.file_id, store.study().id, coder.id, store.log(limit=1)[0].number)
    known = st.session_state.get(READ)
    if known and known[0] == asked:
        return known[1]
    try:
        with st.spinner("Comparing the workbook with the study"):
            found = brought(store, upload.getvalue(), file_name=upload.name, coder_id=coder.id)
    except (ExportError, StoreError) as error:
        st.error(plain(str(error)))
        return None
    if not known or known[0][:3] != asked[:3]:
        st.session_state[CHOSEN] = {}
    st.session_state[READ] = (asked, found)
    return found


def show_counts(comparison: Comparison) -> None:
    open_ = comparison.conflicts
    st.markdown(
        f"**{counted(len(comparison.differences), 'difference')}**, "
        f"{counted(open_, 'conflict')} to choose in."
        + (f" {counted(comparison.same, 'edit')} the study has already." if comparison.same else "")
    )
    lines = [f"{one.where}: {one.why}" for one in comparison.refused]
    if lines:
        with st.expander(f"{counted(len(lines), 'thing')} that cannot be taken", expanded=True):
            st.text("\n".join(lines[:MOST_LINES]))
            if len(lines) > MOST_LINES:
                st.caption(f"And {len(lines) - MOST_LINES:,} more.")


def options(one: Difference) -> dict[str, str]:
    """Return what can be chosen: each thing that the workbook says, or what the study has."""
    if len(one.theirs) == 1:
        return {"0": "Empty it" if one.takes_away else "Take the workbook's", KEEP: "Keep ours"}
    said = {str(n): f"Take {plain(where)}" for n, (where, _) in enumerate(one.theirs)}
    return {**said, KEEP: "Keep ours"}


def choice(one: Difference) -> str | None:
    """Return what was chosen; without a choice, the workbook's where there is no conflict."""
    default = None if one.is_conflict else "0"
    return st.session_state[CHOSEN].get(one.place, default)


def choose(place, key: str) -> None:
    st.session_state[CHOSEN][place] = st.session_state[key]


def show_difference(one: Difference, names: PlaceNames) -> None:
    with st.container(border=True):
        st.html(difference_html(one, names))
        shown = options(one)
        key = "take_" + "_".join(one.place)
        st.radio(
            f"What to do: {plain(names.name(one.place))}",
            list(shown),
            index=list(shown).index(now) if (now := choice(one)) in shown else None,
            format_func=shown.get,
            horizontal=True,
            label_visibility="collapsed",
            key=key,
            on_change=choose,
            args=(one.place, key),
        )


def show_differences(found: Brought, names: PlaceNames) -> None:
    differences = found.comparison.differences
    pages = (len(differences) - 1) // A_PAGE + 1
    page = 1
    if pages > 1:
        page = st.number_input(f"Page (of {pages})", 1, pages, key="brought_page", width=160)
    for one in differences[(page - 1) * A_PAGE : page * A_PAGE]:
        show_difference(one, names)


def accepted(comparison: Comparison) -> list[Change]:
    chosen = ((one, choice(one)) for one in comparison.differences)
    return [
        Change(one.place, one.theirs[int(said)][1], one.ours)
        for one, said in chosen
        if said is not None and said != KEEP
    ]


def show_taking(store: Store, found: Brought) -> None:
    changes = accepted(found.comparison)
    waiting = sum(choice(one) is None for one in found.comparison.differences)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(
            f"Take in {counted(len(changes), 'change')}" if changes else "Nothing to take in",
            type="primary",
            disabled=not changes,
            key="brought_take",
        ):
            record(store, found, changes, back=False)
        if waiting:
            st.caption(f"{counted(waiting, 'conflict')} not chosen yet: left as the study has it.")


def record(store: Store, found: Brought, changes, *, back: bool) -> None:
    try:
        with st.spinner("Making a backup, then taking it in"):
            taken = take_in(store, found, changes, back=back)
    except (StoreError, EditError) as error:
        st.error(plain(str(error)))
        return
    st.session_state[TAKEN] = (store.study().id, found, taken, back)
    st.rerun()


def show_taken(store: Store, found: Brought, taken: Taken, back: bool) -> None:
    told = counted(len(taken.changes), "change")
    with st.container(border=True):
        done = "put back" if back else f"taken in from {plain(found.file_name)}"
        st.success(f"{told} {done}. A backup was made before; the Log has every change.")
        for line in taken.left:
            st.text(f"{line.where}: {line.why}")
        st.html(taken_html(taken.changes[:MOST_LINES], place_names(store)))
        if not back and st.button("Put back what was there", icon=":material/undo:", key="undo"):
            record(store, found, taken.undo, back=True)


store = need_study()
coder = need_coder(store)
st.html(STYLE)
st.title("Bring back")
st.write(
    "Choose a workbook that Betweenlines wrote and somebody edited: the matrix, or coding sheets. "
    "You see every cell that differs before anything is stored. Where only the workbook changed, "
    "its words are chosen already: look them over. Where both changed, you choose."
)
last = st.session_state.get(TAKEN)
if last and last[0] == store.study().id:
    show_taken(store, *last[1:])
upload = st.file_uploader("Workbook (.xlsx)", type=["xlsx"], key="brought_file")
if upload is None:
    st.page_link("screens/export.py", label="Back to Export", icon=":material/arrow_back:")
elif found := read(store, coder, upload):
    show_counts(found.comparison)
    if found.comparison.differences:
        show_taking(store, found)
        show_differences(found, place_names(store))
