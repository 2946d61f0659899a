"""Trying the framework on its own examples: a view of the Framework page."""

import json
from collections import Counter
from typing import Any

import streamlit as st

from coding.store import Store
from framework.model import Framework
from ui.jobs import JobRequest, job_result
from ui.studies import path_of
from ui.waiting import awaited
from ui.wording import counted, plain

MODULE = "ui.tryingwork"


class TrialAsked(JobRequest):
    """One request to try the examples of one version of a study's framework."""

    def __init__(self, study_id: str, version: int) -> None:
        request = {"location": str(path_of(study_id)), "version": version}
        super().__init__(MODULE, request, desk=f"{study_id}/trying")

    def answer(self) -> dict[str, Any] | None:
        """Return what was found, if it is there (`ui.tryingwork.as_told`)."""
        found = job_result(self.key)
        return None if found is None else json.loads(found)


def show_trying(store: Store, version: int, framework: Framework) -> None:
    """Draw the way to try the examples, and what was found."""
    st.write(
        "Each example is held back in turn, and the machine guesses its code from all the other "
        "words of the framework. An example lands if its code is among the first three; a near "
        "miss stays out if the code that it narrowly is not does not come before its own. No "
        "interview is read. What gets lost here is worth a second look: the definition may be too "
        "narrow, the example odd, or two codes one."
    )
    asked = TrialAsked(store.study().id, version)
    ready = awaited(
        asked, "how the examples fare", key="trying", at_once=False, ask="Try the examples"
    )
    told = asked.answer() if ready else None
    if told is not None:
        _show_answer(told, framework)


def _show_answer(told: dict[str, Any], framework: Framework) -> None:
    names = {code.id: f"{code.id} {code.name}" for code in framework.codes()}
    if told["notice"]:
        st.warning(plain(told["notice"]))
    examples, misses = told["examples"], told["misses"]
    lost = [one for one in examples if not one[-1]]
    come_in = [one for one in misses if not one[-1]]
    stay = len(misses) - len(come_in)
    st.markdown(
        f"**{len(examples) - len(lost):,} of {counted(len(examples), 'example')} land; "
        f"{stay:,} of {counted(len(misses), 'near miss', 'near misses')} stay out.**"
    )
    if not examples:
        st.info("The framework's codes have no examples yet. Five or six a code, as people talk.")
        return
    _show_codes(examples, misses, names)
    _show_lines("Examples that do not land", [_lost(one, names) for one in lost], "lost")
    _show_lines("Near misses that come in", [_come_in(one, names) for one in come_in], "come_in")
    _show_lines(
        "Codes that collide: they take each other's examples",
        [_collision(one, names) for one in told["collisions"]],
        "collisions",
    )


def _show_codes(examples: list[Any], misses: list[Any], names: dict[str, str]) -> None:
    tried, landed = Counter(one[0] for one in examples), Counter(o[0] for o in examples if o[-1])
    near, out = Counter(one[0] for one in misses), Counter(o[0] for o in misses if o[-1])
    rows = [
        {
            "Code": names.get(code_id, code_id),
            "Examples": tried[code_id],
            "Land": landed[code_id],
            "Near misses": near[code_id],
            "Stay out": out[code_id],
        }
        for code_id in names
        if tried[code_id] or near[code_id]
    ]
    rows.sort(key=lambda row: (landed_share(row), str(row["Code"])))
    _show_lines("Code by code, the hardest first", rows, "codes", open_it=True)


def landed_share(row: dict[str, Any]) -> float:
    """Return the share of a code's examples that land; 2 where it has none."""
    return row["Land"] / row["Examples"] if row["Examples"] else 2.0


def _show_lines(
    title: str, rows: list[dict[str, object]], key: str, *, open_it: bool = False
) -> None:
    with st.expander(f"{title} ({len(rows):,})", expanded=open_it):
        if rows:
            st.dataframe(rows, hide_index=True, key=f"trying_{key}", row_height=36)
        else:
            st.caption("None.")


def _lost(one: list[Any], names: dict[str, str]) -> dict[str, object]:
    code_id, text, place, first, _ = one
    return {
        "Code": names.get(code_id, code_id),
        "Example": text,
        "Came": place,
        "Before it": ", ".join(names.get(each, each) for each in first),
    }


def _come_in(one: list[Any], names: dict[str, str]) -> dict[str, object]:
    code_id, text, belongs, place, first, _ = one
    return {
        "Is not": names.get(code_id, code_id),
        "Near miss": text,
        "Belongs to": names.get(belongs, belongs or "no code"),
        "Came": place,
        "First": names.get(first[0], first[0]) if first else "",
    }


def _collision(one: list[Any], names: dict[str, str]) -> dict[str, object]:
    left, right, taken, left_text, right_text = one
    return {
        "One": names.get(left, left),
        "The other": names.get(right, right),
        "Taken": taken,
        "Nearest passage of the one": left_text,
        "Nearest passage of the other": right_text,
    }
