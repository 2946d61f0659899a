"""A person's own settings of the language model, kept beside the studies and never in one.

The file can be read by its owner alone. What a study records is that the model was switched on or
off, which one and where; never the key.
"""

from dataclasses import replace
from pathlib import Path

from coding.language_model import PROMPT_VERSION, Settings
from coding.language_model.settings import notes_of, settings_from
from coding.store import Store
from ui.places import home, read_notes, write_notes

SWITCH = "language model"
"""The setting under which a study records whether the model is on."""

_FILE = "language-model.json"


def own_settings() -> Settings:
    """Return the settings as they now stand; without any, nothing may be sent."""
    return settings_from(read_notes(_FILE))


def keep_settings(settings: Settings) -> None:
    """Keep the settings."""
    write_notes(_FILE, notes_of(settings))


def model_name(settings: Settings) -> str:
    """Return how the model is named in suggestions and in the log."""
    return settings.named(PROMPT_VERSION)


def switch(store: Store, settings: Settings, *, on: bool, coder_id: str | None) -> Settings:
    """Switch the model on or off for a study, which records it; return the new settings."""
    study_id = store.study().id
    ids = settings.study_ids | {study_id} if on else settings.study_ids - {study_id}
    changed = replace(settings, study_ids=ids)
    if not on:
        keep_settings(changed)  # off first: whatever happens, nothing more is sent
    record_switch(store, changed, coder_id=coder_id)
    keep_settings(changed)
    return changed


def record_switch(store: Store, settings: Settings, *, coder_id: str | None) -> None:
    """Let the study's log say whether the model is on; nothing is said where it never was."""
    on = settings.is_on(store.study().id)
    if on or store.setting(SWITCH) is not None:
        value = f"on: {model_name(settings)}" if on else "off"
        store.change_setting(SWITCH, value, coder_id=coder_id)


def record_use(store: Store, name: str, told: str, *, coder_id: str | None) -> None:
    """Let the study's log say that the model was used; uses are numbered, so that each is there."""
    before = (store.setting(name) or "").partition(".")[0]
    number = int(before) + 1 if before.isdigit() else 1
    store.change_setting(name, f"{number}. {told}", coder_id=coder_id)


def sent_to(study_id: str) -> str:
    """Return the host to which passages of the study are sent; "" while none are."""
    settings = own_settings()
    return settings.host if settings.is_on(study_id) else ""


def answers_file(study_id: str) -> Path:
    """Return where the model's answers on a study's passages are kept."""
    return home() / "language-model" / f"{study_id}.jsonl"
