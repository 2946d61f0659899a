"""Agreement without any coefficient: the passages on which coders differ, code by code."""

from collections import Counter

import streamlit as st

from coding.agreement.disagreements import disagreements
from ui.agreement.controls import Choice
from ui.agreement.differences import show_differences
from ui.agreement.gathered import Desk
from ui.wording import counted

_EVERY = "all codes"


def show_only_passages(desk: Desk, choice: Choice) -> None:
    """Draw the passages on which coders differ, and no figure about them."""
    matter = desk.matter(choice.question)
    found = disagreements(matter.ratings, matter.codings)
    if not found:
        st.success("You agree on every passage that you all finished.")
        return
    by_code = Counter(one.code_id for one in found)
    names = {code.id: f"{code.id} {code.name}" for code in desk.framework.codes()}
    chosen = st.selectbox(
        "Passages where you differ on",
        [_EVERY, *(code for code in [*names, *by_code] if code in by_code)],
        format_func=lambda code: _labelled(code, by_code, names),
        key="agreement_only",
        width=420,
    )
    wanted = [one for one in found if chosen in (_EVERY, one.code_id)]
    title = "Passages to talk about" if chosen == _EVERY else names.get(chosen, chosen)
    code = desk.framework.code_by_id.get(chosen)
    show_differences(desk, wanted, title=title, about=code.definition if code else "", key="only")


def _labelled(code: str, by_code: Counter[str], names: dict[str, str]) -> str:
    if code == _EVERY:
        return _EVERY
    return f"{names.get(code, code)} ({counted(by_code[code], 'passage')})"
