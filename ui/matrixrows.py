"""Which cases stand in the matrix and in which order: a query in words, and simple choosers."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from coding.case_query import QueryError, chosen_cases, quoted
from coding.matrix_rows import BY_NAME, RowGroup, arranged_rows, values_of_attribute
from coding.model import Case
from ui.matrixkeys import ATTRIBUTES, GROUP, QUERY, SORT, keep_known
from ui.wording import counted, plain

_WHICH = "matrix_only"
_VALUES = "matrix_only_values"


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows as they are to be drawn, and what stands beside each case."""

    groups: tuple[RowGroup, ...]
    attributes: tuple[str, ...]

    @property
    def cases(self) -> tuple[Case, ...]:
        """Return the cases in the order in which they are drawn."""
        return tuple(case for group in self.groups for case in group.cases)


def choose_cases(cases: tuple[Case, ...], attributes: Sequence[str]) -> tuple[Case, ...]:
    """Ask which cases to show; all of them, and in words why, if the query cannot be read."""
    typed = st.text_input(
        "Cases",
        key=QUERY,
        placeholder="All cases, or e.g. " + _example(cases, attributes),
        help=_help(cases, attributes),
    )
    try:
        found = chosen_cases(cases, typed)
    except QueryError as error:
        st.caption(f":red[{plain(str(error))}] All cases are shown.")
        return cases
    if not found:
        st.caption("No case is like that, so all are shown.")
        return cases
    if len(found) < len(cases):
        st.caption(f"{len(found)} of {counted(len(cases), 'case')}")
    return found


def _example(cases: Sequence[Case], attributes: Sequence[str]) -> str:
    for name in (*telling(attributes), *attributes):
        values = values_of_attribute(cases, name)
        if values:
            return f"{_shown(name)} = {_shown(values[0])}"
    return "name contains 1"


def _shown(text: str) -> str:
    """Return a name or value as people would type it: in quotation marks only if need be."""
    return text if text.isalnum() else quoted(text)


def _help(cases: Sequence[Case], attributes: Sequence[str]) -> str:
    known = ", ".join(plain(name) for name in attributes) or "none yet"
    return (
        f"Only the cases of which this holds: `{_example(cases, attributes)}`, `age >= 30`, "
        "`service in (North, East)`, `name contains P0`, `has age`. Join with and, or, not. "
        f"Attributes: {known}. **Rows** writes it for you."
    )


def choose_rows(shown: tuple[Case, ...], everyone: Sequence[Case], names: Sequence[str]) -> Rows:
    """Ask, in a popover, for grouping, sorting, what stands beside each case, and for which cases.

    Args:
        shown: The cases that the query asks for.
        everyone: All cases of the matrix.
        names: The attributes that cases have.
    """
    with st.popover("Rows", type="tertiary", width="content"):
        st.session_state.setdefault(ATTRIBUTES, telling(names))
        for key in (ATTRIBUTES, GROUP, SORT):
            keep_known(key, {"", BY_NAME, *names})
        beside = st.multiselect(
            "Beside each case",
            names,
            key=ATTRIBUTES,
            placeholder="Attributes",
            disabled=not names,
        )
        group_by = st.selectbox("In groups by", ["", *names], format_func=_or_nothing, key=GROUP)
        sort_by = st.selectbox("Sorted by", ["", BY_NAME, *names], format_func=_order, key=SORT)
        if names:
            _choose_values(everyone, names)
    groups = arranged_rows(shown, sort_by=sort_by or "", group_by=group_by or "")
    return Rows(groups, tuple(beside))


def _or_nothing(name: str) -> str:
    return name or "One group of all"


def _order(name: str) -> str:
    return {"": "As in the study", BY_NAME: "Name of the case"}.get(name, name)


def _choose_values(cases: Sequence[Case], names: Sequence[str]) -> None:
    which = st.selectbox("Only cases with", names, key=_WHICH)
    values = st.multiselect(
        "Values",
        values_of_attribute(cases, which),
        key=_VALUES,
        label_visibility="collapsed",
        placeholder=f"Values of {which}",
    )
    st.button(
        "Show only these",
        key="matrix_only_these",
        disabled=not values,
        on_click=_write_query,
        args=(which, tuple(values)),
    )


def _write_query(name: str, values: tuple[str, ...]) -> None:
    """Put the condition into the box, after what already stands there."""
    if len(values) == 1:
        condition = f"{_shown(name)} = {_shown(values[0])}"
    else:
        condition = f"{_shown(name)} in ({', '.join(_shown(value) for value in values)})"
    before = st.session_state.get(QUERY, "").strip().rstrip(",")
    st.session_state[QUERY] = f"{before}, {condition}" if before else condition
    st.session_state[_VALUES] = []


def telling(attributes: Sequence[str]) -> list[str]:
    """Return the attribute that tells most about a case by its name, else the first."""
    known = [name for name in attributes if name.casefold() in ("role", "group", "site")]
    return [*known, *attributes][:1]
