"""Plan: who codes which interview, who is how far, and what the coordinator can do about it."""

import streamlit as st

from ui.empty import need_coder, need_study
from ui.plan.changing import show_by_hand, show_control, show_coordinator, show_unlocking
from ui.plan.checking import show_calibration_form, show_checks_running, show_round_form
from ui.plan.drawing import show_drawing
from ui.plan.states import plan_state
from ui.plan.table import plan_html
from ui.wording import plain

FORMS = {
    "Draw a plan": show_drawing,
    "Change by hand": show_by_hand,
    "Control passages": show_control,
    "Unlock early": show_unlocking,
    "Another round": show_round_form,
    "Calibrate": show_calibration_form,
}

store = need_study()
coder = need_coder(store)
st.title("Plan")
if flash := st.session_state.pop("flash", None):
    st.success(plain(flash))
state = plan_state(store)
coordinating = show_coordinator(store, state, coder.id)
if not state.entries:
    st.info("This study has no interviews yet.")
    st.page_link("screens/add.py", label="Add interviews", icon=":material/upload_file:")
    st.stop()
st.html(plan_html(state, study_id=store.study().id, viewer_id=coder.id))
st.caption(
    "Views stay locked until all who are assigned an interview have finished it: nobody sees "
    "another's codes, nor agreement. Where nobody is assigned, they open when all who began have "
    "finished."
)
show_checks_running(state, coder.id)
if coordinating:
    st.header("Coordinate", anchor=False)
    chosen = st.segmented_control(
        "What to do",
        list(FORMS),
        default="Draw a plan",
        required=True,
        key="plan_form",
        label_visibility="collapsed",
    )
    FORMS[chosen or "Draw a plan"](store, state, coder.id)
elif state.plan.coordinator_id is not None:
    st.caption("Only the coordinator changes the plan.")
