"""The coordinator's form for drawing a plan, with a preview of what would come out."""

import streamlit as st

from coding.plan_drawing import Drawing
from coding.store import Store, StoreError
from ui.plan.planning import Wishes, described, draw, loads, spread
from ui.plan.states import PlanState
from ui.wording import plain

INTERVIEWS, PASSAGES = "Whole interviews", "Passages in every interview"
SHARE, NUMBER = "A share", "A number"


def show_drawing(store: Store, state: PlanState, coder_id: str) -> None:
    """Draw the form and the preview; a click puts the plan into force."""
    wishes = _ask(store, state)
    if wishes is None:
        return
    names = {key: state.names[key] for key in wishes.coder_ids}
    assignments = draw(store, wishes)
    how = described(wishes, list(names.values()))
    st.header("What this would give", anchor=False)
    left, right = st.columns(2)
    left.dataframe(loads(assignments, state.entries, names), hide_index=True, key="plan_loads")
    cases, attributes = store.cases(), wishes.drawing.stratify
    rows = spread(assignments, state.entries, cases, attributes)
    right.dataframe(rows, hide_index=True, key="plan_spread")
    st.caption(plain(how))
    there = any(state.plan.assigned(entry.id) for entry in state.entries)
    label = "Put this in place of the present plan" if there else "Use this plan"
    if st.button(label, type="primary", key="plan_use"):
        try:
            store.put_plan(assignments, how=how, coder_id=coder_id)
        except StoreError as error:
            st.error(plain(str(error)))
            return
        st.session_state["flash"] = "The plan is in force. Everybody sees their work list."
        st.rerun()


def _ask(store: Store, state: PlanState) -> Wishes | None:
    """Return what is to be drawn; None, and why, while it cannot be drawn."""
    what = st.segmented_control(
        "What several people code",
        [INTERVIEWS, PASSAGES],
        default=INTERVIEWS,
        required=True,
        key="plan_unit",
        help="Passages are drawn in every interview: one person codes all of it, others only "
        "the passages drawn.",
    )
    first, second, third = st.columns([1, 1, 1], vertical_alignment="bottom")
    share, number = _ask_how_much(first, second, whole=what == INTERVIEWS)
    seed = third.number_input("Seed", 1, 999_999, 1, key="plan_seed", help="Draws the same again.")
    people = {coder.id: coder.name for coder in state.people}
    chosen = st.multiselect(
        "Coders", list(people), default=list(people), format_func=people.get, key="plan_coders"
    )
    if len(chosen) < 2:
        st.info("Choose at least two coders. Add a new one at the top right.")
        return None
    each, by = st.columns(2)
    coders_each = each.number_input(
        "Coders for each of them", 2, len(chosen), 2, key=f"plan_each_{len(chosen)}"
    )
    attributes = sorted({name for case in store.cases() for name, _ in case.attributes})
    stratify = by.multiselect(
        "Spread over",
        attributes,
        key="plan_strata",
        disabled=what == PASSAGES,
        placeholder="Nothing",
    )
    drawing = Drawing(share, number, int(coders_each), tuple(stratify), int(seed))
    return Wishes(drawing, tuple(chosen), by_segments=what == PASSAGES)


def _ask_how_much(first, second, *, whole: bool) -> tuple[float | None, int | None]:
    how = first.segmented_control(
        "How much", [SHARE, NUMBER], default=SHARE, required=True, key="plan_how"
    )
    if how == SHARE:
        percent = second.slider("Share", 0, 100, 25, 5, format="%d%%", key="plan_share")
        return percent / 100, None
    what = "Interviews" if whole else "Passages"
    return None, int(second.number_input(what, 0, 100_000, 2 if whole else 50, key="plan_number"))
