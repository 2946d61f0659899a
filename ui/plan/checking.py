"""Checks of single coders: coding their own passages once more, or an expert's interview."""

import streamlit as st

from coding.plan import Assignment, Purpose
from coding.store import Store, StoreError
from ui.plan.planning import sample_for_round, sample_words
from ui.plan.states import Desk, PlanState
from ui.session import choose_coder, choose_document
from ui.wording import counted, plain


def show_round_form(store: Store, state: PlanState, coder_id: str) -> None:
    """Draw the form that begins another round of a coder's own passages."""
    st.caption(
        "A coder codes some of their own earlier passages once more, without suggestions and "
        "without seeing what they gave them. What they decide is kept under a name of its own, "
        "and never counts among the codes of the study."
    )
    people = {coder.id: coder.name for coder in state.people}
    who = st.selectbox("Coder", list(people), format_func=people.get, key="round_who")
    days_side, number_side, seed_side = st.columns(3)
    days = days_side.number_input(
        "Finished at least so many days ago", 0, 3650, 14, key="round_days"
    )
    number = number_side.number_input("Passages", 1, 5000, 40, key="round_number")
    seed = seed_side.number_input("Seed", 1, 999_999, 1, key="round_seed")
    sample = sample_for_round(store, who, days=int(days), number=int(number), seed=int(seed))
    if not sample:
        st.info(f"{plain(people[who])} has finished nothing that long ago.")
        return
    st.write(f"{sample_words(sample)} would come back.")
    if st.button("Begin the round", key="round_begin"):
        _store(lambda: store.begin_round(who, sample, coder_id=coder_id), "The round has begun.")


def show_calibration_form(store: Store, state: PlanState, coder_id: str) -> None:
    """Draw the form that has a new coder code what an expert has finished."""
    st.caption(
        "A new coder codes an interview that an expert has finished, without suggestions and "
        "without seeing the expert's codes. Then both see, code by code, where they differ. The "
        "new coder's codes of it never count among the codes of the study."
    )
    people = {coder.id: coder.name for coder in state.people}
    first, second = st.columns(2)
    expert = first.selectbox("Expert", list(people), format_func=people.get, key="calibrate_expert")
    others = [key for key in people if key != expert]
    if not others:
        st.info("Add the new coder first, at the top right.")
        return
    newcomer = second.selectbox(
        "New coder", others, format_func=people.get, key=f"calibrate_new_{expert}"
    )
    fit = {
        entry.id: entry.name
        for entry in state.entries
        if (desk := state.desks.get((entry.id, expert))) is not None
        and desk.finished
        and (entry.id, newcomer) not in state.desks
    }
    if not fit:
        st.info(
            f"{plain(people[expert])} has finished no interview that {plain(people[newcomer])} "
            "has not seen."
        )
        return
    document_id = st.selectbox(
        "Interview", list(fit), format_func=fit.get, key=f"calibrate_document_{expert}_{newcomer}"
    )
    if st.button("Begin the calibration", key="calibrate_begin"):
        new = Assignment(document_id, newcomer, Purpose.CALIBRATION, against=expert)
        _store(lambda: store.assign_coder(new, coder_id=coder_id), "The calibration has begun.")


def show_checks_running(state: PlanState, viewer_id: str) -> None:
    """Draw the rounds and calibrations, and the way into those of the person who looks."""
    desks = state.checks()
    if not desks:
        return
    st.header("Calibration and further rounds", anchor=False)
    of_check: dict[tuple[str, str], list[Desk]] = {}
    for desk in desks:
        against = desk.assignment.against if desk.assignment else None
        of_check.setdefault((desk.coder_id, against or ""), []).append(desk)
    person = state.plan.person_of(viewer_id)
    for (coder_id, against), own in of_check.items():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                _line(state.names[coder_id], state.names.get(against), own), width="content"
            )
            left = [desk for desk in own if not desk.finished]
            if left and state.plan.person_of(coder_id) == person:
                st.button(
                    "Go on coding" if any(desk.begun for desk in own) else "Begin coding",
                    key=f"check_{coder_id}_{against}",
                    on_click=_turn_to,
                    args=(left[0],),
                )
    if st.session_state.pop("to_code", False):
        st.switch_page("screens/code.py")
    st.caption("What came of them is on the Agreement page, for those concerned, once finished.")


def _line(name: str, against: str | None, desks: list[Desk]) -> str:
    beside = f", against {plain(against)}" if against else ""
    done, of = sum(desk.done for desk in desks), sum(desk.of for desk in desks)
    where = counted(len(desks), "interview")
    return f"**{plain(name)}**{beside} · {done:,} of {of:,} passages finished, in {where}"


def _turn_to(desk: Desk) -> None:
    choose_coder(desk.coder_id)
    choose_document(desk.document_id)
    st.session_state["to_code"] = True


def _store(verb, done: str) -> None:
    try:
        verb()
    except StoreError as error:
        st.error(plain(str(error)))
        return
    st.session_state["flash"] = done
    st.rerun()
