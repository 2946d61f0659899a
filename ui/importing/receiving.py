"""Receiving files: from the uploader onto the tray, each read once with what the study keeps."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from coding.store import Store
from ui.importing.lasttime import forget_reading, kept_readings, take_over
from ui.importing.outcomes import outcome_of
from ui.importing.saying import choices_in_words
from ui.importing.tray import put_file, waiting
from ui.wording import counted, plain

_ROUND = "add_round"
MOST_MB = 20


def receive_files(store: Store, study_id: str) -> None:
    """Draw where files are dropped; what is dropped is put on the tray and read."""
    place = st.session_state.setdefault(_ROUND, 0)
    uploads = st.file_uploader(
        "Transcript files: text, Word, RTF, OpenDocument, PDF, subtitles, tables, JSON, TextGrid",
        accept_multiple_files=True,
        key=f"add_files_{place}",
        max_upload_size=MOST_MB,
    )
    if uploads:
        _put_on_tray(store, study_id, uploads)
        st.session_state[_ROUND] = place + 1
        st.session_state.pop("add_open", None)
        st.query_params.pop("file", None)
        st.rerun()


def _put_on_tray(store: Store, study_id: str, uploads: Sequence[Any]) -> None:
    bar = st.progress(0.0, "Reading the files")
    brought = [put_file(study_id, upload.name, upload.getvalue()) for upload in uploads]
    for number, entry in enumerate(brought, 1):
        take_over(store, study_id, entry)
        bar.progress(number / len(brought), f"Read {number} of {counted(len(brought), 'file')}")
    for entry in waiting(study_id):
        outcome_of(study_id, entry)


def show_kept(store: Store, *, coder_id: str | None) -> None:
    """Draw what the study keeps of how its files were read, to be forgotten; nothing if nothing."""
    kept = kept_readings(store)
    if not kept:
        return
    with st.expander("What is done to the next files, as last time", icon=":material/history:"):
        for layout, choices in kept.items():
            words, button = st.columns([4, 1], vertical_alignment="center")
            words.markdown(f"**{plain(layout)}**: {plain(choices_in_words(choices) or 'nothing')}")
            button.button(
                "Forget this",
                key=f"forget_{layout}",
                on_click=forget_reading,
                args=(store, layout),
                kwargs={"coder_id": coder_id},
            )
