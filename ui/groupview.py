"""Groups of cases side by side: how many of those asked have something on each code."""

from collections.abc import Iterable, Mapping

import pandas as pd
import streamlit as st

from coding.group_comparison import GroupComparison, GroupFigure, compare_groups
from coding.matrix import FrameworkMatrix
from coding.second_order import NegativeCase
from ui.matrixrows import telling
from ui.wording import counted, plain


@st.dialog("Compare groups", width="large")
def show_groups(matrix: FrameworkMatrix, negative: Iterable[NegativeCase]) -> None:
    """Show, by an attribute, the columns of a matrix in each group of its cases."""
    if not matrix.attributes:
        st.write("Give the cases attributes on the Cases page, and they can be compared by them.")
        return
    told = [*telling(matrix.attributes), *matrix.attributes]
    attribute = st.selectbox("Groups by", list(dict.fromkeys(told)), key="groups_by")
    comparison = compare_groups(matrix, attribute, negative=negative)
    st.caption(
        "Each figure is the cases with a passage, of those that were asked and whose interviews "
        "are all finished. ⚠ rests on few cases. ¬ is a negative case."
    )
    st.dataframe(comparison_table(comparison, matrix), width="stretch")
    for line in warnings_of(comparison):
        st.markdown(f"- {plain(line)}")


def comparison_table(comparison: GroupComparison, matrix: FrameworkMatrix) -> pd.DataFrame:
    """Return a table with a line for each code or theme and a column for each group."""
    names = {case.id: case.name for case in matrix.cases}
    rows = {
        f"{column.id} {column.name}": {
            f"{group.label} ({counted(len(group.cases), 'case')})": figure_line(
                comparison.figures[group.label, column.id], names
            )
            for group in comparison.groups
        }
        for column in comparison.columns
    }
    return pd.DataFrame.from_dict(rows, orient="index")


def figure_line(figure: GroupFigure, names: Mapping[str, str]) -> str:
    """Return one figure in words, with its negative cases by name."""
    if figure.percentage is None:
        line = f"{counted(len(figure.with_content), 'case')}, no percentage"
    else:
        line = f"{len(figure.present)} of {len(figure.asked)} asked ({figure.percentage:.0f} %)"
        line += " ⚠" if figure.warning else ""
    if figure.negative:
        line += f" ¬ {', '.join(names[case_id] for case_id in figure.negative)}"
    return line


def warnings_of(comparison: GroupComparison) -> tuple[str, ...]:
    """Return in sentences what to beware of, each once, with the groups that it is about."""
    said: dict[str, list[str]] = {}
    for group in comparison.groups:
        for column in comparison.columns:
            figure = comparison.figures[group.label, column.id]
            why = figure.warning or figure.why_not
            if why and group.label not in said.setdefault(why, []):
                said[why].append(group.label)
    return tuple(f"{', '.join(labels)}: {why}" for why, labels in said.items())
