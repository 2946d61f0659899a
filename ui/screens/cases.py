"""Cases: the people or sites that the matrix is about, their interviews and attributes."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import streamlit as st

from coding.attribute_values import TYPE_SETTING, AttributeType, kept_types
from coding.case_conditions import size
from coding.model import Case
from coding.store import Store, StoreError
from ui.attributes.kinds import fitting, show_kinds, types_of
from ui.attributes.taking import show_taking
from ui.empty import need_study
from ui.session import session
from ui.wording import counted, plain, told_apart

COLUMNS = 3


def attribute_names(store: Store) -> list[str]:
    return sorted({name for case in store.cases() for name, _ in case.attributes})


def column_of(cases: Sequence[Case], name: str, kind: AttributeType) -> list[object]:
    """Return what the cases have, so that the table sorts it: numbers by size if all are."""
    values = [dict(case.attributes).get(name, "") for case in cases]
    if kind is not AttributeType.NUMBER:
        return values
    sizes = [size(value) for value in values]
    if any(
        value and not isinstance(found, Decimal) for value, found in zip(values, sizes, strict=True)
    ):
        return values
    return [None if found is None else float(found) for found in sizes]


def show_table(store: Store) -> None:
    types, cases = types_of(store), store.cases()
    documents = told_apart({entry.id: entry.name for entry in store.documents()})
    interviews = [", ".join(documents.get(key, "") for key in case.document_ids) for case in cases]
    table = {
        "Case": [case.name for case in cases],
        "Interviews": interviews,
        **{name: column_of(cases, name, kind) for name, kind in types.items()},
    }
    st.caption(f"{counted(len(cases), 'case')}, {counted(len(types), 'attribute')}")
    st.dataframe(table, hide_index=True, width="stretch")
    show_kinds(store)


def longest(now: Mapping[str, str], attribute: str) -> int:
    """Return how much can be typed: enough for a long value that came from a table, too."""
    return max(200, len(now.get(attribute, "")))


def show_editor(store: Store) -> None:
    cases = {case.id: case for case in store.cases()}
    chosen = st.selectbox(
        "Case to edit", list(cases), format_func=lambda key: cases[key].name, key="case_chosen"
    )
    case = cases[chosen]
    with st.form(f"case_{chosen}"):
        names = attribute_names(store)
        places = [place for _ in range(len(names) // COLUMNS + 1) for place in st.columns(COLUMNS)]
        name = places[0].text_input("Name of the case", value=case.name, max_chars=80)
        now = dict(case.attributes)
        written = {
            attribute: place.text_input(
                plain(attribute), value=now.get(attribute, ""), max_chars=longest(now, attribute)
            )
            for attribute, place in zip(names, places[1:], strict=False)
        }
        left, right = st.columns(2)
        new_name = left.text_input("New attribute", placeholder="e.g. Service", max_chars=60)
        new_value = right.text_input("Its value for this case", max_chars=200)
        if st.form_submit_button("Save", type="primary"):
            changes = {key: text for key, text in written.items() if text != now.get(key, "")}
            if new_name.strip():
                changes[new_name.strip()] = new_value
            save(store, chosen, name, changes)


def save(store: Store, case_id: str, name: str, changes: dict[str, str]) -> None:
    coder_id = session().coder_id
    kept, wrong = fitting(changes, kept_types(store.settings(TYPE_SETTING)))
    if wrong:
        st.error(plain(" ".join(wrong)))
        return
    try:
        if name.strip() and name.strip() != next(c.name for c in store.cases() if c.id == case_id):
            store.rename_case(case_id, name.strip(), coder_id=coder_id)
        for attribute, value in kept.items():
            store.set_attribute(case_id, attribute, value, coder_id=coder_id)
    except StoreError as error:
        st.error(str(error))
        return
    st.session_state["flash"] = "Saved."
    st.rerun()


def show_assignment(store: Store) -> None:
    with st.expander("Put an interview into other cases"):
        documents = told_apart({entry.id: entry.name for entry in store.documents()})
        cases = {case.id: case.name for case in store.cases()}
        document = st.selectbox(
            "Interview", list(documents), format_func=documents.get, key="assign_doc"
        )
        now = {case.id for case in store.cases() if document in case.document_ids}
        chosen = st.multiselect(
            "Belongs to",
            list(cases),
            default=[key for key in cases if key in now],
            format_func=cases.get,
            key=f"assign_cases_{document}",
        )
        if st.button("Save", key="assign"):
            assign(store, document, set(chosen), now)


def assign(store: Store, document_id: str, chosen: set[str], now: set[str]) -> None:
    if not chosen:
        st.error("An interview belongs to one case at least. Choose one.")
        return
    try:
        for case_id in sorted(chosen - now):
            store.assign_case(document_id, case_id, coder_id=session().coder_id)
        for case_id in sorted(now - chosen):
            store.unassign_case(document_id, case_id, coder_id=session().coder_id)
    except StoreError as error:
        st.error(str(error))
        return
    st.session_state["flash"] = "Saved."
    st.rerun()


store = need_study()
st.title("Cases")
st.write("A case is the person or site that a row of the framework matrix is about.")
if flash := st.session_state.pop("flash", None):
    st.success(plain(flash))
if not store.cases():
    st.info("There are no cases yet. Each interview that you add begins with a case of its own.")
    st.page_link("screens/add.py", label="Add interviews", icon=":material/upload_file:")
    st.stop()
show_table(store)
show_taking(store)
show_editor(store)
show_assignment(store)
