"""Trying the language model with invented words, before any participant's are sent."""

import streamlit as st

from coding.language_model import LanguageModelError
from coding.language_model.answers import read_vote
from coding.language_model.client import LanguageModel
from coding.language_model.errors import UnusableAnswerError
from coding.language_model.prompts import Candidate, tagging_messages
from ui.languagemodel.own import own_settings
from ui.wording import plain

PATIENCE = 60.0
INVENTED = "Most evenings I was simply too tired to open the worksheet."
CODES = (
    Candidate("TIRED", "Tiredness", "Being too tired to do something."),
    Candidate("LIFTS", "Lifts", "Talk about lifts and stairs."),
)


def show_test(study_id: str) -> None:
    """Draw a button that asks about an invented sentence, and what came back."""
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button("Test it with an invented sentence", key="model_test")
    if pressed:
        with st.spinner("Asking"):
            tell_test(study_id)


def tell_test(study_id: str) -> None:
    """Ask about the invented sentence, and say how it went."""
    try:
        reply = LanguageModel(own_settings, study_id, patience=PATIENCE).ask(
            tagging_messages(CODES, INVENTED)
        )
        vote = read_vote(reply.text, [code.id for code in CODES], INVENTED)
    except UnusableAnswerError:
        st.warning(
            "It answers, but not in the form that is asked for. Try another model; larger ones "
            "keep to it better."
        )
        return
    except LanguageModelError as error:
        st.error(plain(str(error)))
        return
    found = ", ".join(one.code_id for one in vote.codes) or "no code"
    st.success(f"It answered in {reply.seconds:.1f} seconds and gave {found} (TIRED was meant).")
