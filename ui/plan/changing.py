"""The coordinator's other forms: by hand, early unlock, control passages."""

import streamlit as st

from coding.store import Store, StoreError
from ui.plan.planning import seat_by_hand
from ui.plan.states import PlanState, View
from ui.wording import plain


def show_by_hand(store: Store, state: PlanState, coder_id: str) -> None:
    """Draw the form that says who codes one interview."""
    entries = {entry.id: entry.name for entry in state.entries}
    document_id = st.selectbox(
        "Interview", list(entries), format_func=entries.get, key="plan_hand_document"
    )
    people = {coder.id: coder.name for coder in state.people}
    now = [who for who in people if who in state.plan.assigned(document_id)]
    chosen = st.multiselect(
        "Coded by",
        list(people),
        default=now,
        format_func=people.get,
        key=f"plan_hand_{document_id}_{'_'.join(now)}",
    )
    reason = st.text_input(
        "Reason",
        key="plan_hand_reason",
        max_chars=300,
        help="Needed where somebody who has begun is taken off; it goes into the log.",
    )
    if st.button("Change", key="plan_hand_change", disabled=set(chosen) == set(now)):
        _try(
            lambda: seat_by_hand(store, document_id, chosen, reason=reason, coder_id=coder_id),
            f"{entries[document_id]} was changed.",
        )


def show_unlocking(store: Store, state: PlanState, coder_id: str) -> None:
    """Draw the form that opens an interview before all have finished it."""
    locked = {
        entry.id: entry.name for entry in state.entries if state.view(entry.id) is View.LOCKED
    }
    if not locked:
        st.caption("No interview is locked.")
        return
    st.caption(
        "Those who are assigned the interview, and you, see each other's codes at once, finished "
        "or not. This cannot be taken back: what was seen was seen. The log and the methods "
        "paragraph say that it was not coded blind to the end."
    )
    with st.form("plan_unlock", border=False):
        document_id = st.selectbox(
            "Interview", list(locked), format_func=locked.get, key="plan_unlock_document"
        )
        reason = st.text_input("Reason", max_chars=300, key="plan_unlock_reason")
        if st.form_submit_button("Unlock early"):
            _try(
                lambda: store.unlock_early(document_id, reason=reason, coder_id=coder_id),
                f"{locked[document_id]} was unlocked early.",
            )


def show_control(store: Store, state: PlanState, coder_id: str) -> None:
    """Draw the form for the share of passages that are coded without suggestions."""
    last = state.plan.controls[-1] if state.plan.controls else None
    st.caption(
        "On control passages the machine's suggestions are hidden, from all coders alike. The "
        "Agreement page then compares these passages with the others: does the machine steer "
        "the coders? Interviews that somebody has begun stay as they are."
    )
    with st.form("plan_control", border=False):
        share, seed = st.columns(2, vertical_alignment="bottom")
        percent = share.slider(
            "Share of the passages of each interview",
            0,
            50,
            round(100 * last.share) if last else 0,
            5,
            format="%d%%",
            key="plan_control_share",
        )
        chosen = seed.number_input(
            "Seed", 1, 999_999, last.seed if last else 1, key="plan_control_seed"
        )
        if st.form_submit_button("Set the control share"):
            _try(
                lambda: store.set_control_share(percent / 100, seed=int(chosen), coder_id=coder_id),
                f"From now on {percent} % of the passages are control passages.",
            )


def show_coordinator(store: Store, state: PlanState, coder_id: str) -> bool:
    """Draw who coordinates, and the way to name somebody; return whether it is this coder."""
    plan = state.plan
    people = {coder.id: coder.name for coder in state.people}
    mine = plan.coordinator_id == coder_id
    if plan.coordinator_id is None:
        st.info("Nobody coordinates yet. One person plans, unlocks and settles differences.")
    else:
        st.write(f"**{plain(people[plan.coordinator_id])}** coordinates.")
    st.caption(
        "This is no login: whoever sits at this computer can choose any name. It says who is to "
        "plan and unlock, and the log keeps who did."
    )
    if plan.coordinator_id is None or mine:
        label = "Hand over to somebody else" if mine else "Name the coordinator"
        with st.popover(label, icon=":material/badge:"), st.form("plan_coordinator", border=False):
            who = st.selectbox(
                "Coordinator", list(people), format_func=people.get, key="plan_coordinator_who"
            )
            if st.form_submit_button("Name as coordinator", type="primary"):
                _try(
                    lambda: store.name_coordinator(who, coder_id=coder_id),
                    f"{people[who]} coordinates from now on.",
                )
    return mine


def _try(verb, done: str) -> None:
    """Carry out one verb of the store; say what came of it."""
    try:
        verb()
    except StoreError as error:
        st.error(plain(str(error)))
        return
    st.session_state["flash"] = done
    st.rerun()
