"""What is decided about names before it is stored: kept for its owner alone, apart from the study.

The key file gets it when the first interview is stored; until then nothing of it is in a study.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import streamlit as st
from pydantic import TypeAdapter, ValidationError

from coding.pseudonyms import Candidate, Ruling, folded
from ui.places import home

_UNDO = "names_undo"
_MOST_UNDO = 200
NEW = "new"


@dataclass(frozen=True, slots=True)
class NamesDraft:
    """What a person chose and decided for the files on the tray of one study.

    `key` is where the key file lies or shall lie; `accepted` is the sha256 of a key that is not
    the one used last and that they took all the same, or "new" for a new one. `spared` are places
    left as they are: the file's id, the folded word, and which of its places in the file.
    """

    on: bool = False
    key: str = ""
    accepted: str = ""
    names_too: bool = True
    listed: str = ""
    typed: tuple[Candidate, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    spared: tuple[tuple[str, str, int], ...] = ()


_written = TypeAdapter(NamesDraft)


def draft_of(study_id: str) -> NamesDraft:
    """Return what was chosen for a study; nothing if nothing was, or if it is damaged."""
    try:
        return _written.validate_json(_place(study_id).read_bytes())
    except (OSError, ValidationError):
        return NamesDraft()


def change_draft(
    study_id: str, how: Callable[[NamesDraft], NamesDraft], *, undoable: bool = True
) -> None:
    """Change what is chosen, at once and in one step; it can be undone in this tab."""
    before = draft_of(study_id)
    if undoable:
        steps = st.session_state.setdefault(_UNDO, [])
        steps.append((study_id, before))
        del steps[:-_MOST_UNDO]
    _write(study_id, how(before))


def can_undo(study_id: str) -> bool:
    """Return whether something was decided in this tab that can be undone."""
    return any(one == study_id for one, _ in st.session_state.get(_UNDO, ()))


def undo(study_id: str) -> None:
    """Take back the last decision that was made in this tab."""
    steps = st.session_state.get(_UNDO, [])
    if steps and steps[-1][0] == study_id:
        _, before = steps.pop()
        now = draft_of(study_id)
        kept = replace(now, typed=before.typed, rulings=before.rulings, spared=before.spared)
        _write(study_id, kept)


def forget_steps() -> None:
    """Let nothing of what was decided so far be undone: the key file has it."""
    st.session_state.pop(_UNDO, None)


def with_rulings(draft: NamesDraft, *rulings: Ruling) -> NamesDraft:
    """Return the draft with these decisions in place of earlier ones about the same words."""
    every = {folded(one.word): one for one in (*draft.rulings, *rulings)}
    return replace(draft, rulings=tuple(every.values()))


def without_ruling(draft: NamesDraft, word: str) -> NamesDraft:
    """Return the draft as if nothing had been decided about a word."""
    kept = tuple(one for one in draft.rulings if folded(one.word) != folded(word))
    return replace(draft, rulings=kept)


def _place(study_id: str) -> Path:
    folder = home() / "names"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder / f"{study_id}.json"


def _write(study_id: str, draft: NamesDraft) -> None:
    place = _place(study_id)
    fresh = place.with_name(f"{place.name}.{uuid4().hex}.new")
    fresh.touch(mode=0o600)
    fresh.write_bytes(_written.dump_json(draft))
    fresh.replace(place)
