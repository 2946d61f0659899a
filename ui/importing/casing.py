"""Whose interview each file is: a pattern for all names of files, shown before it counts."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from coding.case_names import (
    BEFORE_HYPHEN,
    BEFORE_SPACE,
    BEFORE_UNDERSCORE,
    WHOLE_NAME,
    CasePatternError,
    case_of_file,
)
from coding.store import Store
from ui.importing.outcomes import CASE_PATTERN, Row
from ui.wording import counted, plain

OWN = "own"
_WAYS = {
    WHOLE_NAME: "The whole name",
    BEFORE_UNDERSCORE: "The part before the first _",
    BEFORE_HYPHEN: "The part before the first -",
    BEFORE_SPACE: "The part before the first space",
    OWN: "A pattern of my own",
}


def show_cases(store: Store, rows: Sequence[Row], *, coder_id: str | None) -> None:
    """Draw how cases are found in the names of files, and what that makes of the files here."""
    counts = Counter(row.case for row in rows)
    with st.expander(
        f"{counted(len(counts), 'case')} from {counted(len(rows), 'file')}: which part of a file’s "
        "name is the case?",
        icon=":material/groups:",
    ):
        _choose_pattern(store, coder_id)
        known = {case.name: len(case.document_ids) for case in store.cases()}
        st.dataframe(
            [
                {
                    "File": row.entry.name,
                    "Case": row.case,
                    "Found": _found(row, store.setting(CASE_PATTERN) or WHOLE_NAME),
                    "Interviews of this case": counts[row.case] + known.get(row.case, 0),
                }
                for row in rows
            ],
            hide_index=True,
            width="stretch",
        )
        st.caption("On a file’s card its case can be written by hand.")


def _choose_pattern(store: Store, coder_id: str | None) -> None:
    now = store.setting(CASE_PATTERN) or WHOLE_NAME
    left, right = st.columns(2)
    way = left.selectbox(
        "Part of the name",
        list(_WAYS),
        format_func=_WAYS.get,
        index=list(_WAYS).index(now if now in _WAYS else OWN),
        key="case_way",
    )
    pattern = way
    if way == OWN:
        pattern = right.text_input(
            "Pattern",
            value=now,
            key="case_pattern",
            max_chars=120,
            help="Write {case} where the name of the case stands, and other words in braces, such "
            "as {visit}, for what else changes: {site}_{case}_{visit}.",
        )
    try:
        case_of_file("a", pattern)
    except CasePatternError as error:
        st.error(plain(str(error)))
        return
    if pattern != now:
        kept = None if pattern == WHOLE_NAME else pattern
        store.change_setting(CASE_PATTERN, kept, coder_id=coder_id)
        st.rerun()


def _found(row: Row, pattern: str) -> str:
    if row.entry.case:
        return "written by hand"
    return "by the pattern" if case_of_file(row.entry.name, pattern) else "does not fit: whole name"
