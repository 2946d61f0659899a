"""The list of files on the tray: one line each, what it was read as and whether it can be added."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from coding.transcripts import LAYOUTS, speakers
from ui.importing.card import show_card
from ui.importing.lasttime import said_as_last_time
from ui.importing.outcomes import Row, Standing
from ui.importing.tray import take_away
from ui.wording import counted, plain

OPEN = "add_open"
_ICONS = {
    Standing.READY: ":material/check_circle:",
    Standing.LOOK: ":material/help:",
    Standing.TWICE: ":material/content_copy:",
    Standing.REFUSED: ":material/block:",
}
_TITLES = {layout.name: layout.about for layout in LAYOUTS}


def show_files(study_id: str, rows: Sequence[Row]) -> None:
    """Draw the files, the card of the open one below its line."""
    _show_counts(study_id, rows)
    open_id = _open_id(rows)
    for row in rows:
        _show_line(row, is_open=row.entry.id == open_id)
        if row.entry.id == open_id:
            show_card(study_id, row, _alike(row, rows))


def _show_counts(study_id: str, rows: Sequence[Row]) -> None:
    count = Counter(row.standing for row in rows)
    parts = (
        count[Standing.READY] and f"{count[Standing.READY]} ready to be added",
        count[Standing.LOOK] and f"{count[Standing.LOOK]} to look at first",
        count[Standing.TWICE] and f"{count[Standing.TWICE]} there already",
        count[Standing.REFUSED] and f"{count[Standing.REFUSED]} cannot be read",
    )
    st.header(counted(len(rows), "file"), anchor=False)
    st.write(" · ".join(part for part in parts if part))
    useless = [r.entry.id for r in rows if r.standing in (Standing.TWICE, Standing.REFUSED)]
    with st.container(horizontal=True):
        if useless and len(useless) < len(rows):
            st.button(
                f"Take away {counted(len(useless), 'file')} that cannot be added",
                key="add_sweep",
                on_click=_take_all_away,
                args=(study_id, useless),
            )
        with st.popover("Take all files away"):
            st.write("What was chosen for them is lost. The files that you dropped here stay.")
            st.button(
                f"Take {counted(len(rows), 'file')} away",
                key="add_clear",
                on_click=_take_all_away,
                args=(study_id, [row.entry.id for row in rows]),
            )


def _take_all_away(study_id: str, entry_ids: Sequence[str]) -> None:
    for entry_id in entry_ids:
        take_away(study_id, entry_id)


def _open_id(rows: Sequence[Row]) -> str | None:
    """Return which card is open: the one asked for, else the first that needs a look."""
    ids = [row.entry.id for row in rows]
    asked = st.session_state.get(OPEN, st.query_params.get("file"))
    if asked == "" or asked in ids:
        return asked or None
    needing = (row.entry.id for row in rows if row.standing is Standing.LOOK)
    found = next(needing, ids[0] if len(ids) == 1 else None)
    st.session_state[OPEN] = found or ""
    return found


def _show_line(row: Row, *, is_open: bool) -> None:
    left, right = st.columns([2, 3], vertical_alignment="center")
    with left:
        st.button(
            plain(row.entry.name),
            icon=":material/expand_more:" if is_open else ":material/chevron_right:",
            type="tertiary",
            key=f"open_{row.entry.id}",
            help="Close this file’s card" if is_open else "Look at this file, and put it right",
            on_click=_turn,
            args=("" if is_open else row.entry.id,),
        )
    with right:
        said = f"{_ICONS[row.standing]} **{row.standing.value}.**"
        says = row.says or (said_as_last_time(row.entry) if row.outcome.chosen else "")
        st.markdown(f"{said} {plain(says)}" if says else said)
        if row.standing in (Standing.READY, Standing.LOOK):
            st.caption(plain(_summary(row)))


def _turn(entry_id: str) -> None:
    st.session_state[OPEN] = entry_id
    st.query_params.pop("file", None)
    if entry_id:
        st.query_params["file"] = entry_id


def _summary(row: Row) -> str:
    """Return what a file was read as in one line, e.g. "Otter …; I, P07; 900 words; case P07"."""
    chosen = row.outcome.chosen
    counts = speakers(chosen)
    names = ", ".join(count.speaker or "no name" for count in counts[:4])
    more = f" and {len(counts) - 4} more" if len(counts) > 4 else ""
    words = counted(sum(count.words for count in counts), "word")
    doubts = f"; {counted(len(chosen.report), 'remark')}" if chosen.report else ""
    return f"{_TITLES[chosen.layout]}; {names}{more}; {words}; case {row.case}{doubts}"


def _alike(row: Row, rows: Sequence[Row]) -> list[Row]:
    """Return the other files that were recognised as of the same layout and can be added."""
    if row.outcome.reading is None:
        return []
    return [
        other
        for other in rows
        if other is not row
        and other.standing in (Standing.READY, Standing.LOOK)
        and other.outcome.reading is not None
        and other.outcome.reading.recognised == row.outcome.reading.recognised
    ]
