"""Storing what a person said yes to, one file after the other; it can be stopped and goes on."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from coding.case_names import WHOLE_NAME
from coding.pseudonyms import PseudonymError
from coding.store import Store, StoreError
from coding.transcripts import TranscriptError
from ui.desk import add_transcript, unit_of
from ui.importing.lasttime import keep_reading
from ui.importing.namesstoring import without_names
from ui.importing.outcomes import CASE_PATTERN, Row, case_of, outcome_of
from ui.importing.tray import Waiting, change, take_away, waiting
from ui.pretagging import start_pretagging
from ui.wording import counted

_ADDING = "add_adding"


def confirm(study_id: str, rows: Sequence[Row]) -> None:
    """Note that these files are to be stored."""
    for row in rows:
        change(study_id, row.entry.id, _confirmed)
    st.session_state[_ADDING] = True


def _confirmed(entry: Waiting) -> Waiting:
    return replace(entry, confirmed=True, why_not="")


def show_adding(store: Store, study_id: str, *, coder_id: str | None) -> bool:
    """Store what is confirmed, with progress; return whether the page belongs to that."""
    confirmed = [entry for entry in waiting(study_id) if entry.confirmed]
    if not confirmed:
        return False
    if not st.session_state.get(_ADDING):
        _show_interrupted(study_id, confirmed)
        return True
    bar = st.progress(0.0, "Storing the interviews")
    st.button("Stop", key="add_stop", icon=":material/stop_circle:", on_click=_stop)
    added = 0
    for number, entry in enumerate(confirmed, 1):
        added += store_one(store, study_id, entry, coder_id=coder_id)
        bar.progress(number / len(confirmed), f"Stored {number} of {len(confirmed)}")
    st.session_state.pop(_ADDING, None)
    start_pretagging(study_id)
    st.session_state["flash"] = f"{counted(added, 'interview')} added."
    if waiting(study_id):
        st.rerun()
    st.switch_page("screens/transcripts.py")
    return True


def store_one(store: Store, study_id: str, entry: Waiting, *, coder_id: str | None) -> bool:
    """Store one file of the tray and take it away from there; return whether it is in the study.

    One that cannot be stored stays on the tray with the reason.
    """
    outcome = outcome_of(study_id, entry)
    if store.known_file(outcome.file_sha256):
        take_away(study_id, entry.id)  # stored when the program was stopped, not yet taken away
        return True
    try:
        if outcome.reading is None or outcome.chosen is None:
            raise TranscriptError(outcome.refusal)
        case = case_of(entry, store.setting(CASE_PATTERN) or WHOLE_NAME)
        it = without_names(store, entry, outcome.chosen, case, coder_id=coder_id)
        add_transcript(
            store,
            it.transcript,
            file_name=it.file_name,
            case_name=it.case_name,
            unit=unit_of(store),
            coder_id=coder_id,
        )
        keep_reading(store, outcome.reading, it.choices, it.transcript, coder_id=coder_id)
    except (PseudonymError, StoreError, TranscriptError) as error:
        why = str(error)
        change(study_id, entry.id, lambda one: replace(one, confirmed=False, why_not=why))
        return False
    take_away(study_id, entry.id)
    return True


def _stop() -> None:
    st.session_state.pop(_ADDING, None)


def _show_interrupted(study_id: str, confirmed: Sequence[Waiting]) -> None:
    start_pretagging(study_id)
    st.warning(
        f"Adding was stopped: {counted(len(confirmed), 'interview')} that you said yes to "
        f"{'is' if len(confirmed) == 1 else 'are'} not in the study yet, with what you chose for "
        "them. Those before them are in."
    )
    with st.container(horizontal=True):
        st.button("Go on adding", type="primary", key="add_go_on", on_click=_go_on)
        st.button("Look at them again first", key="add_back", on_click=_take_back, args=(study_id,))
    more = [f"and {len(confirmed) - 50:,} more"] if len(confirmed) > 50 else []
    st.text("\n".join([*(entry.name for entry in confirmed[:50]), *more]))


def _go_on() -> None:
    st.session_state[_ADDING] = True


def _take_back(study_id: str) -> None:
    for entry in waiting(study_id):
        change(study_id, entry.id, lambda one: replace(one, confirmed=False))
