"""What comes of the files on the tray: how each is read, and whether it can be stored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

import streamlit as st

from coding.case_names import WHOLE_NAME, CasePatternError, case_of_file
from coding.model import Transcript
from coding.store import Store
from coding.transcripts import (
    Choices,
    Reading,
    TranscriptError,
    apply_choices,
    choices_of,
    choices_text,
    examine,
    freeze_document,
)
from coding.transcripts.doubts import doubts
from ui.importing.tray import Waiting, data_of

CASE_PATTERN = "case names"
"""The setting under which a study keeps how cases are found in names of files."""


class Standing(StrEnum):
    """Whether a file can be stored."""

    READY = "Ready"
    LOOK = "Please look"
    TWICE = "There already"
    REFUSED = "Cannot be read"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file is read as and what the choices make of it; both None if it is refused."""

    reading: Reading | None
    chosen: Transcript | None
    file_sha256: str
    text_sha256: str
    doubts: tuple[str, ...]
    refusal: str


@dataclass(frozen=True, slots=True)
class Row:
    """A file on the tray with what came of it; `says` tells why it stands so."""

    entry: Waiting
    outcome: Outcome
    standing: Standing
    says: str
    case: str


def outcome_of(study_id: str, entry: Waiting) -> Outcome:
    """Return what a file is read as; what was read before is not read again."""
    return _outcome(study_id, entry.id, entry.name, choices_text(entry.choices))


def read_file(study_id: str, entry: Waiting, choices: Choices) -> Reading | str:
    """Return a file as it is read with these choices, or in words why it cannot be read."""
    steering = replace(choices, front_turns=0, speakers=())
    return _reading(study_id, entry.id, entry.name, choices_text(steering))


def rows_of(store: Store, study_id: str, entries: Sequence[Waiting]) -> tuple[Row, ...]:
    """Return the files of the tray with what came of each, in their order."""
    pattern = store.setting(CASE_PATTERN) or WHOLE_NAME
    seen: dict[str, str] = {}
    rows = []
    for entry in entries:
        outcome = outcome_of(study_id, entry)
        standing, says = _standing(store, entry, outcome, seen)
        if standing in (Standing.READY, Standing.LOOK):
            seen[outcome.file_sha256] = seen[outcome.text_sha256] = entry.name
        rows.append(Row(entry, outcome, standing, says, case_of(entry, pattern)))
    return tuple(rows)


def case_of(entry: Waiting, pattern: str) -> str:
    """Return whose interview a file is: by hand, else by the pattern, else by its whole name."""
    if entry.case:
        return entry.case
    try:
        found = case_of_file(entry.name, pattern)
    except CasePatternError:
        found = None
    return found or case_of_file(entry.name, WHOLE_NAME) or "Case"


def _standing(
    store: Store, entry: Waiting, outcome: Outcome, seen: dict[str, str]
) -> tuple[Standing, str]:
    if outcome.chosen is None:
        return Standing.REFUSED, outcome.refusal.removeprefix(f"{entry.name}: ")
    if already := store.known_file(outcome.file_sha256):
        return Standing.TWICE, f"This very file is in the study, as “{already}”."
    if already := store.known_text(outcome.text_sha256):
        return Standing.TWICE, f"The same words are in the study, as “{already}”."
    if outcome.file_sha256 in seen:
        return Standing.TWICE, f"It is the same file as “{seen[outcome.file_sha256]}” here."
    if outcome.text_sha256 in seen:
        return Standing.TWICE, f"It has the same words as “{seen[outcome.text_sha256]}” here."
    if entry.why_not:
        return Standing.LOOK, entry.why_not
    if outcome.doubts and not entry.looked_at:
        return Standing.LOOK, " ".join(outcome.doubts)
    return Standing.READY, ""


@st.cache_resource(max_entries=400, show_spinner=False)
def _reading(study_id: str, entry_id: str, name: str, choices: str) -> Reading | str:
    data = data_of(study_id, entry_id)
    try:
        return examine(data, file_name=name, choices=choices_of(choices))
    except TranscriptError as error:
        return str(error)


@st.cache_resource(max_entries=400, show_spinner=False)
def _outcome(study_id: str, entry_id: str, name: str, choices: str) -> Outcome:
    chosen = choices_of(choices)
    reading = read_file(study_id, Waiting(entry_id, name), chosen)
    if isinstance(reading, str):
        file_sha256 = sha256(data_of(study_id, entry_id)).hexdigest()
        return Outcome(None, None, file_sha256, "", (), reading)
    transcript = apply_choices(reading.transcript, chosen)
    try:
        document = freeze_document(transcript, document_id="waiting", name=name, file_name=name)
    except TranscriptError as error:
        return Outcome(reading, None, transcript.sha256, "", (), str(error))
    open_questions = doubts(reading, transcript, chosen)
    return Outcome(reading, transcript, transcript.sha256, document.text_sha256, open_questions, "")
