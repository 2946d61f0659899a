"""Attributes from a table: choose the file, see what would change, take it in, undo it."""

from collections.abc import Sequence

import streamlit as st

from coding.attribute_files import read_attribute_table, sheet_names, text_encoding
from coding.attribute_values import (
    TYPE_SETTING,
    AttributeType,
    attribute_types,
    days_come_first,
    kept_types,
)
from coding.attributes import (
    AttributeDiff,
    AttributeTable,
    Change,
    Wanted,
    attribute_diff,
    guessed_case_column,
    guessed_types,
)
from coding.model import Case
from coding.store import Store, StoreError
from coding.transcripts.errors import TranscriptError
from ui.attributes.lists import show_changes, show_left_out
from ui.session import session
from ui.wording import ago, counted, plain

ROUND = "attribute_round"
ENCODINGS = ("utf-8", "cp1252", "utf-16", "cp1250", "mac_roman")


def show_taking(store: Store) -> None:
    """Draw the part of the page in which a table is taken in."""
    with st.expander("Attributes from a table (CSV or Excel)", key="attribute_part"):
        st.write(
            "A row for each case, a column that names it, and a column for each attribute. "
            "Nothing changes before you have seen what would."
        )
        turn = st.session_state.get(ROUND, 0)
        uploaded = st.file_uploader(
            "Table of the cases", type=["csv", "tsv", "txt", "xlsx"], key=f"attribute_file_{turn}"
        )
        if uploaded is not None:
            try:
                show_file(store, uploaded.getvalue(), uploaded.name)
            except TranscriptError as error:
                st.error(plain(str(error)))
        show_undo(store)


def show_file(store: Store, data: bytes, name: str) -> None:
    """Draw what a file holds and would change.

    Raises:
        TranscriptError: If it holds no table.
    """
    table, cases = chosen_table(data), store.cases()
    for remark in table.remarks:
        st.caption(plain(remark))
    guess = guessed_case_column(table, cases)
    column = st.selectbox(
        "Column that names the case",
        table.heads,
        index=table.heads.index(guess),
        key="attribute_case",
    )
    settings = store.settings(TYPE_SETTING)
    known = {**attribute_types(cases, settings), **kept_types(settings)}
    types = chosen_types(table, column, guessed_types(table, column, known))
    if not types:
        st.info("No attribute is chosen.")
        return
    wanted = Wanted(column, types, day_first=chosen_order(table, types))
    show_diff(store, attribute_diff(table, cases, wanted), wanted, name, cases)


def chosen_table(data: bytes) -> AttributeTable:
    """Return the table, from the sheet and in the encoding that is chosen."""
    sheets, guess = sheet_names(data), text_encoding(data)
    if len(sheets) > 1:
        sheet = st.selectbox("Sheet", sheets, key="attribute_sheet")
        return read_attribute_table(data, sheet=sheet)
    if guess is None:
        return read_attribute_table(data)
    others = [one for one in ENCODINGS if one != guess]
    encoding = st.selectbox(
        "Letters are read as",
        [guess, *others],
        help="If accented letters look wrong below, choose another.",
        key="attribute_encoding",
    )
    return read_attribute_table(data, encoding=None if encoding == guess else encoding)


def chosen_types(
    table: AttributeTable, column: str, guesses: dict[str, AttributeType]
) -> dict[str, AttributeType]:
    """Return the columns that are to be taken, with their types."""
    rows = [
        {
            "Take": True,
            "Attribute": head,
            "Type": kind.value,
            "Values": ", ".join(list(dict.fromkeys(filter(None, table.column(head))))[:5]),
        }
        for head, kind in guesses.items()
    ]
    st.caption("What the columns are. Correct a type where the guess is wrong.")
    edited = st.data_editor(
        rows,
        hide_index=True,
        width="stretch",
        disabled=["Attribute", "Values"],
        column_config={
            "Type": st.column_config.SelectboxColumn(
                options=[kind.value for kind in AttributeType], required=True
            )
        },
        key=f"attribute_types_{column}",
    )
    return {row["Attribute"]: AttributeType(row["Type"]) for row in edited if row["Take"]}


def chosen_order(table: AttributeTable, types: dict[str, AttributeType]) -> bool:
    """Return whether dates begin with the day; asked where the dates do not tell."""
    dates = [
        value
        for head, kind in types.items()
        if kind is AttributeType.DATE
        for value in table.column(head)
    ]
    told = days_come_first(dates)
    if told is not None:
        return told
    said = {True: "3 April (day first)", False: "4 March (month first)"}
    return st.radio(
        "A date such as 03/04/2025 is", list(said), format_func=said.get, horizontal=True
    )


def show_diff(
    store: Store, diff: AttributeDiff, wanted: Wanted, name: str, cases: Sequence[Case]
) -> None:
    """Draw what would change, and the button that changes it."""
    replaced = show_changes(diff)
    show_left_out(diff, cases)
    changes = (*diff.new, *replaced)
    if st.button(
        f"Take in {counted(len(changes), 'value')}",
        type="primary",
        disabled=not changes,
        key="attribute_take",
    ):
        take(store, changes, wanted, name)


def take(store: Store, changes: Sequence[Change], wanted: Wanted, name: str) -> None:
    """Store the changes and begin anew."""
    used = {one.name for one in changes}
    types = {head: kind for head, kind in wanted.types.items() if head in used}
    reason = f"from the table {name}"[:300]
    try:
        store.import_attributes(changes, types, coder_id=session().coder_id, reason=reason)
    except StoreError as error:
        st.error(plain(str(error)))
        return
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state["flash"] = f"{counted(len(changes), 'value')} taken in from {name}."
    st.rerun()


def show_undo(store: Store) -> None:
    """Offer to undo the import that was made last."""
    last = store.last_attribute_import()
    if last is None:
        return
    told, act = st.columns([4, 1], vertical_alignment="center")
    told.caption(plain(f"Last: {counted(last.values, 'value')} {last.reason}, {ago(last.at)}."))
    if act.button("Undo this", key="attribute_undo"):
        try:
            number, stayed = store.undo_attribute_import(last.id, coder_id=session().coder_id)
        except StoreError as error:
            st.error(plain(str(error)))
            return
        kept = f" {counted(len(stayed), 'value')} changed since and stayed." if stayed else ""
        st.session_state["flash"] = f"{counted(number, 'value')} put back.{kept}"
        st.rerun()
