"""What a table would change, as lists: cells as they stand, never through Markdown."""

from collections.abc import Iterable, Sequence

import streamlit as st

from coding.attributes import AttributeDiff, Change
from coding.model import Case
from ui.wording import counted


def show_changes(diff: AttributeDiff) -> tuple[Change, ...]:
    """Draw what is new and what differs; return those different values that are to be taken."""
    st.write(
        f"**{counted(len(diff.new), 'new value')}**, {len(diff.different)} different from what "
        f"the study has, {diff.same} that stand there already."
    )
    if diff.new:
        st.caption("New: the case has no value there yet.")
        st.dataframe(
            [{"Case": c.case_name, "Attribute": c.name, "Value": c.after} for c in diff.new],
            hide_index=True,
            width="stretch",
            height=height(diff.new),
        )
    return chosen_replacements(diff.different) if diff.different else ()


def chosen_replacements(different: Sequence[Change]) -> tuple[Change, ...]:
    """Draw the values that differ from those in the study; return those that are ticked."""
    st.caption("Different from what the study has. Tick those that are to replace it.")
    every = st.checkbox("Replace all of them", key="attribute_replace_all")
    edited = st.data_editor(
        [
            {
                "Replace": every,
                "Case": one.case_name,
                "Attribute": one.name,
                "Now": one.before,
                "In the table": one.after,
            }
            for one in different
        ],
        hide_index=True,
        width="stretch",
        height=height(different),
        disabled=["Case", "Attribute", "Now", "In the table"],
        key=f"attribute_replace_{every}_{len(different)}",
    )
    return tuple(one for one, row in zip(different, edited, strict=True) if row["Replace"])


def show_left_out(diff: AttributeDiff, cases: Sequence[Case]) -> None:
    """Draw what cannot be taken and what does not match."""
    if diff.not_taken:
        st.warning(f"{counted(len(diff.not_taken), 'value')} cannot be taken as they are.")
        st.dataframe(
            [
                {
                    "Row": one.row,
                    "Case": one.case_name,
                    "Attribute": one.name,
                    "Written": one.value,
                    "Why": one.why,
                }
                for one in diff.not_taken
            ],
            hide_index=True,
            width="stretch",
            height=height(diff.not_taken),
        )
    if diff.rows_without_case:
        st.warning(
            f"{counted(len(diff.rows_without_case), 'row')} without a case of this name in the "
            "study. What has no case is left out; give it the same name, here or in the table."
        )
        st.dataframe(
            [{"Row": number, "Named": written} for number, written in diff.rows_without_case],
            hide_index=True,
            height=height(diff.rows_without_case),
        )
    missing = diff.cases_without_row
    if missing:
        st.caption(f"{len(missing)} of {counted(len(cases), 'case')} without a row in the table:")
        st.text(", ".join(missing))


def height(rows: Iterable[object]) -> int:
    """Return how high a list is drawn: all of it, up to ten rows."""
    return 38 + 35 * min(10, len(tuple(rows)))
