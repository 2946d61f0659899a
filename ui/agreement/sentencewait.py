"""Sentences are cut when they are first asked for, beside the page."""

import streamlit as st

from coding.agreement.values import Unit
from ui.agreement.gathered import Desk
from ui.comparing import Question
from ui.sentences import are_cut
from ui.waiting import awaited


def sentences_ready(desk: Desk, question: Question) -> bool:
    """Return whether the units of the question are known; otherwise have sentences cut."""
    if question.unit is not Unit.SENTENCE:
        return True
    wanted = question.document_ids or desk.comparable.document_ids
    if are_cut(desk.store.document(key) for key in wanted):
        return True
    st.caption("The interviews are cut into sentences. That is done once.")
    return awaited(desk.asked("figures", question), "the sentences", key="agreement_sentences")
