"""The last step before a transcript is stored: names out, the key written first."""

from dataclasses import dataclass, replace
from pathlib import Path

from coding.model import Transcript
from coding.pseudonyms import PseudonymError, Ruling, pseudonymise, save_key
from coding.pseudonyms import with_rulings as key_with
from coding.store import Store
from coding.transcripts import Choices
from ui.importing.keyfile import KEY_HASH, KeyState, key_state
from ui.importing.namesdraft import change_draft, draft_of, forget_steps
from ui.importing.namesfound import decided, names_of_one
from ui.importing.tray import Waiting
from ui.studies import path_of
from ui.wording import counted


@dataclass(frozen=True, slots=True)
class Storable:
    """What is stored of a file: all of it as it is, or without the words that were ruled on."""

    transcript: Transcript
    file_name: str
    case_name: str
    choices: Choices


def without_names(
    store: Store, entry: Waiting, transcript: Transcript, case: str, *, coder_id: str | None
) -> Storable:
    """Return what of a file is to be stored; the key is written before it is returned.

    Raises:
        PseudonymError: If the key cannot be used or written, or a word is not decided yet.
    """
    study_id = store.study().id
    draft = draft_of(study_id)
    if not draft.on:
        return Storable(transcript, entry.name, case, entry.choices)
    state = key_state(store, draft)
    if state.key is None:
        raise PseudonymError(state.why_not)
    names = names_of_one(entry, transcript, case, draft, state.key, study_id=study_id)
    if names.undecided:
        words = counted(len(names.undecided), "word")
        raise PseudonymError(f"{words} that may give somebody away are not decided yet.")
    rulings = decided(draft, state.key)
    _write_key(store, study_id, state, draft.rulings, coder_id=coder_id)
    spared = [(word, number) for of, word, number in draft.spared if of == entry.id]
    called = (entry.name, case) if draft.names_too else ()
    done = pseudonymise(transcript, rulings.values(), names=called, spared=spared)
    file_name, case_name = done.names or (entry.name, case)
    choices = _without_names(entry.choices, rulings.values())
    return Storable(done.transcript, Path(file_name).name, case_name, choices)


def _write_key(
    store: Store,
    study_id: str,
    state: KeyState,
    rulings: tuple[Ruling, ...],
    *,
    coder_id: str | None,
) -> None:
    """Write to the key what was decided now, and to the study the key's hash."""
    key = key_with(state.key, rulings)
    if key.rulings != state.key.rulings or not state.key.sha256:
        key = save_key(key, state.path, away_from=[path_of(study_id)])
    if store.setting(KEY_HASH) != key.sha256:
        store.change_setting(KEY_HASH, key.sha256, coder_id=coder_id)
    change_draft(study_id, lambda one: replace(one, rulings=(), accepted=""), undoable=False)
    forget_steps()


def _without_names(choices: Choices, rulings) -> Choices:
    """Return the choices as the study may keep them: nothing in them that was replaced."""
    words = Transcript("", (), (), "")
    lines = choices.dropped_lines
    cleared = pseudonymise(words, rulings, names=lines).names
    kept = tuple(line for line, clear in zip(lines, cleared, strict=True) if line == clear)
    names = [one.name or "" for one in choices.speakers]
    called = pseudonymise(words, rulings, names=names).names
    speakers = tuple(
        one
        for one, before, after in zip(choices.speakers, names, called, strict=True)
        if before == after
    )
    return replace(choices, dropped_lines=kept, speakers=speakers)
