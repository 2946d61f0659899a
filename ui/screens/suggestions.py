"""Suggestions: how sure they must be, what they have learnt, how they fare, which are muted."""

import streamlit as st

from coding.model import Coder
from coding.store import Store
from framework.model import Framework
from ui.empty import need_coder, need_study
from ui.learningstart import is_learning, start_learning, stop_learning
from ui.learntline import learnt_line
from ui.suggested import Offering, offering
from ui.suggesting.fates import show_fates
from ui.suggesting.part import show_part
from ui.suggesting.slider import show_slider


def show_learnt(store: Store, coder: Coder, framework: Framework, how: Offering) -> None:
    """Draw what the suggestions have learnt, and a way to let them learn now."""
    if how.lesson is None and not store.pretag_state():
        return
    study_id = store.study().id
    start_learning(study_id, coder.id)
    if is_learning(study_id, coder.id):
        _under_way(study_id, coder.id)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if how.lesson is not None:
            st.markdown(learnt_line(how.lesson, framework), width=720)
        st.button(
            "Learn now",
            key="learn_now",
            on_click=start_learning,
            args=(study_id, coder.id),
            kwargs={"anyway": True},
            help="They learn by themselves after every 25 new decisions, while you go on.",
        )


@st.fragment(run_every=1.0)
def _under_way(study_id: str, coder_id: str) -> None:
    if not is_learning(study_id, coder_id):
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            ":material/hourglass_top: The suggestions are learning from your decisions; you can go "
            "on working.",
            width="content",
        )
        st.button("Stop", key="learn_stop", on_click=stop_learning, args=(study_id, coder_id))


store = need_study()
coder = need_coder(store)
framework = store.framework()[1]
st.title("Suggestions")
st.write(
    "The machine proposes codes; only what people accept, add or change counts. It learns from "
    "your own finished passages, and from others' on interviews that are open to you."
)
how = offering(store, coder.id)
show_learnt(store, coder, framework, how)
show_slider(store, coder, how)
found = show_fates(store, coder, framework, how)
show_part(store, coder, framework, how, found)
st.page_link(
    "screens/language_model.py",
    label="Ask a language model of your own",
    icon=":material/cloud_upload:",
)
