"""What the attributes are, as the study keeps it; and whether typed values fit that."""

from collections.abc import Mapping

import streamlit as st

from coding.attribute_values import (
    TYPE_SETTING,
    AttributeType,
    attribute_types,
    days_come_first,
    fitted,
)
from coding.model import Case
from coding.store import Store, StoreError
from ui.session import session
from ui.wording import counted, plain

WHAT = {
    AttributeType.TEXT: "text",
    AttributeType.NUMBER: "number",
    AttributeType.DATE: "date, such as 2025-01-31",
    AttributeType.CATEGORY: "category",
}


def types_of(store: Store) -> Mapping[str, AttributeType]:
    """Return the type of each attribute that a case has."""
    return attribute_types(store.cases(), store.settings(TYPE_SETTING))


def show_kinds(store: Store) -> None:
    """Draw the types of the attributes, to be corrected."""
    types = types_of(store)
    if not types:
        return
    with st.expander("What the attributes are"):
        st.write("Numbers and dates are sorted and compared as such, everywhere in the study.")
        for name, kind in types.items():
            chosen = st.selectbox(
                plain(name),
                list(AttributeType),
                index=list(AttributeType).index(kind),
                format_func=WHAT.get,
                key=f"attribute_kind_{name}",
            )
            if chosen is not kind:
                keep(store, name, chosen)
            show_unfit(name, kind, store.cases())


def keep(store: Store, name: str, kind: AttributeType) -> None:
    """Keep an attribute's type in the study."""
    try:
        coder_id = session().coder_id
        store.change_setting(TYPE_SETTING + name, kind.value, coder_id=coder_id)
    except StoreError as error:
        st.error(plain(str(error)))
        return
    st.session_state["flash"] = f"{name} is now a {kind.value}."
    st.rerun()


def show_unfit(name: str, kind: AttributeType, cases: tuple[Case, ...]) -> None:
    """Name the values that do not fit their attribute's type; they stay as they are."""
    unfit = [
        f"{case.name}: {value}"
        for case in cases
        for known, value in case.attributes
        if known == name and value and fitted(value, kind) is None
    ]
    if unfit:
        st.caption(f"{counted(len(unfit), 'value')} are no {kind.value} and stay as they are:")
        st.text("\n".join(unfit[:20]))


def _fit(value: str, kind: AttributeType) -> str | None:
    """Return a typed value as it is kept; None if it does not fit or could be two dates."""
    first = days_come_first([value]) if kind is AttributeType.DATE else True
    return None if first is None else fitted(value, kind, day_first=first)


def fitting(
    changes: Mapping[str, str], types: Mapping[str, AttributeType]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return typed values as they are kept, and what is wrong with those that do not fit."""
    kept: dict[str, str] = {}
    wrong: list[str] = []
    for name, value in changes.items():
        kind = types.get(name, AttributeType.TEXT)
        fit = _fit(value, kind) if value.strip() else ""
        if fit is None:
            wrong.append(f"“{name}” takes a {WHAT[kind]}. Its old value stays.")
        else:
            kept[name] = fit
    return kept, tuple(wrong)
