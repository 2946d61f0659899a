"""A file's card: what it is read as, who speaks, its first turns, and what was left out."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from coding.model import Transcript
from coding.transcripts import Reading, apply_choices
from coding.transcripts.choices import NOTHING_CHOSEN
from ui.importing.choosing import (
    choose_layout,
    choose_reading,
    choose_speakers,
    forget_widgets,
    mark_of,
    with_choices,
    without_choices,
)
from ui.importing.lasttime import fitted, said_as_last_time
from ui.importing.outcomes import Row, Standing
from ui.importing.tray import Waiting, change, take_away
from ui.turnlist import turns_html
from ui.wording import counted, plain

FIRST = 10
MOST_REMARKS = 200


def show_card(study_id: str, row: Row, alike: Sequence[Row]) -> None:
    """Draw a file's card.

    Args:
        study_id: The study on whose tray the file waits.
        row: The file.
        alike: The other files of the tray that are of its layout.
    """
    reading = row.outcome.reading
    with st.container(border=True):
        _show_standing(study_id, row)
        if reading is not None and row.standing is not Standing.TWICE:
            _show_reading(study_id, row.entry, reading, row.outcome.chosen, row.case)
        with st.container(horizontal=True):
            _offer_alike(study_id, row, alike)
            if row.entry.choices != NOTHING_CHOSEN:
                st.button(
                    "Begin anew with this file",
                    key=f"anew_{row.entry.id}",
                    on_click=_begin_anew,
                    args=(study_id, row.entry.id),
                    help="Forget all that was chosen for this file.",
                )
            st.button(
                "Take this file away",
                icon=":material/close:",
                key=f"away_{row.entry.id}",
                on_click=take_away,
                args=(study_id, row.entry.id),
            )


def _show_standing(study_id: str, row: Row) -> None:
    entry = row.entry
    if row.standing is Standing.REFUSED:
        st.error(plain(row.says))
    elif row.standing is Standing.TWICE:
        st.warning(f"{plain(row.says)} It will not be added again.")
    elif row.standing is Standing.LOOK:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.warning(f"{plain(row.says)} Put it right below, or:")
            st.button(
                "It is right as it is",
                key=f"right_{entry.id}",
                on_click=change,
                args=(study_id, entry.id, _right),
            )
    if said := said_as_last_time(entry):
        st.info(f"{plain(said)} The study keeps this; “Begin anew with this file” undoes it here.")


def _right(entry: Waiting) -> Waiting:
    return replace(entry, looked_at=True, why_not="")


def _show_reading(
    study_id: str, entry: Waiting, reading: Reading, chosen: Transcript | None, case: str
) -> None:
    choose_layout(study_id, entry, reading.transcript.layout, reading.recognised)
    st.caption(f"{_surely(reading)} {plain(reading.recognition.why)}")
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown("**Who speaks?**")
        kept = replace(entry.choices, speakers=())
        choose_speakers(study_id, entry, apply_choices(reading.transcript, kept))
        _choose_case(study_id, entry, case)
        steered = kept != NOTHING_CHOSEN or reading.guessed_encoding
        with st.expander("Read it differently", icon=":material/tune:", expanded=steered):
            choose_reading(study_id, entry, reading)
    with right:
        _show_turns(reading.transcript, chosen, entry.choices.front_turns)
        _show_report(chosen or reading.transcript)


def _surely(reading: Reading) -> str:
    if reading.transcript.layout != reading.recognised:
        return "Your own choice."
    sure = reading.recognition.sure
    word = "Sure" if sure >= 0.9 else "Fairly sure" if sure >= 0.7 else "Not quite sure"
    return f"{word if sure >= 0.5 else 'Doubtful'} ({sure:.0%})."


def _choose_case(study_id: str, entry: Waiting, case: str) -> None:
    key = f"case_{mark_of(case)}_{entry.id}"

    def keep() -> None:
        written = st.session_state[key].strip() or None
        change(study_id, entry.id, lambda one: replace(one, case=written))

    st.text_input(
        "Case (the person or site this interview is about)",
        value=case,
        key=key,
        max_chars=80,
        help="Several interviews may belong to one case: give them the same name. Empty it to go "
        "back to what the name of the file says.",
        on_change=keep,
    )


def _show_turns(as_read: Transcript, chosen: Transcript | None, front: int) -> None:
    dropped = as_read.turns[: min(front, len(as_read.turns) - 1)]
    if dropped:
        with st.expander(f"Left out: the first {counted(len(dropped), 'turn')}", expanded=True):
            st.html(turns_html(dropped[:FIRST]))
    turns = chosen.turns if chosen else ()
    words = sum(len(turn.text.split()) for turn in turns)
    st.markdown(
        f"**The first {min(FIRST, len(turns))} of {counted(len(turns), 'turn')}** "
        f"({counted(words, 'word')})"
    )
    st.html(turns_html(turns[:FIRST]))


def _show_report(transcript: Transcript) -> None:
    report = transcript.report
    if not report:
        st.caption("Nothing was left out, and nothing is doubtful.")
        return
    doubts = counted(len(report), "thing")
    with st.expander(f"{doubts} left out or doubtful", icon=":material/rule:"):
        for remark in report[:MOST_REMARKS]:
            place = f"Line {remark.line}: " if remark.line else ""
            st.text(place + remark.what)
        if len(report) > MOST_REMARKS:
            st.text(f"And {len(report) - MOST_REMARKS:,} more of the same kinds.")


def _begin_anew(study_id: str, entry_id: str) -> None:
    forget_widgets(entry_id)
    change(study_id, entry_id, without_choices)


def _offer_alike(study_id: str, row: Row, alike: Sequence[Row]) -> None:
    others = [one.entry for one in alike if one.entry.choices != row.entry.choices]
    if row.entry.choices == NOTHING_CHOSEN or not others:
        return
    st.button(
        f"Choose the same for {counted(len(others), 'other file')} of this layout",
        key=f"alike_{row.entry.id}",
        on_click=_choose_alike,
        args=(study_id, row.entry, others),
    )


def _choose_alike(study_id: str, entry: Waiting, others: Sequence[Waiting]) -> None:
    for other in others:
        choices = fitted(study_id, other, entry.choices)
        forget_widgets(other.id)
        change(study_id, other.id, lambda one, choices=choices: with_choices(one, choices))
