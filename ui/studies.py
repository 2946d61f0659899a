"""The studies on this machine: which there are, opening one, making one."""

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock

from coding.store import Store, StoreError, create_store, open_store
from framework.reading import read_framework
from ui.places import SUFFIX, read_notes, studies_folder, write_notes

_FILE = "studies.json"
_lock = RLock()
_open: dict[str, Store] = {}


class UnknownStudyError(StoreError):
    """A link or a token names a study that this machine does not know."""


@dataclass(frozen=True, slots=True)
class StudyEntry:
    """A study that was opened here before; `there` is false once its file has gone."""

    id: str
    name: str
    path: Path
    opened_at: datetime
    there: bool


def recent_studies() -> tuple[StudyEntry, ...]:
    """Return the studies known here, the one opened last first."""
    entries = [
        StudyEntry(
            study_id,
            note["name"],
            Path(note["path"]),
            datetime.fromisoformat(note["opened_at"]),
            Path(note["path"]).exists(),
        )
        for study_id, note in read_notes(_FILE).items()
    ]
    return tuple(sorted(entries, key=lambda entry: entry.opened_at, reverse=True))


def open_study(path: Path) -> Store:
    """Return the study in `path`, opened, and remember it among the recent ones.

    Raises:
        StoreError: If the file is absent, damaged, from a newer program, or no study.
    """
    path = path.expanduser().resolve()
    with _lock:
        known = next((entry for entry in recent_studies() if entry.path == path), None)
        store = _open.get(known.id) if known and known.there else None
        store = store or open_store(path)
        _remember(store, path)
    return store


def store_of(study_id: str) -> Store:
    """Return the opened store of a study that was opened here before.

    Raises:
        UnknownStudyError: If this machine does not know the study, or its file has gone.
    """
    with _lock:
        if study_id in _open:
            return _open[study_id]
        entry = next((entry for entry in recent_studies() if entry.id == study_id), None)
    if entry is None or not entry.there:
        raise UnknownStudyError(
            "This study is not on this computer, or its file was moved. "
            "Open it on the Studies page."
        )
    return open_study(entry.path)


def path_of(study_id: str) -> Path:
    """Return where the study's file lies.

    Raises:
        UnknownStudyError: If this machine does not know the study.
    """
    note = read_notes(_FILE).get(study_id)
    if note is None:
        raise UnknownStudyError("This study is not known here. Open it from the Studies page.")
    return Path(note["path"])


def create_study(name: str, framework_text: str, *, path: Path, source: str) -> Store:
    """Return a new, empty study kept in `path`.

    Raises:
        FrameworkError: If the framework cannot be read.
        StoreError: If there is a file already, or the folder cannot be written to.
    """
    framework = read_framework(framework_text, source=source)
    path = path.expanduser().resolve()
    if path.exists():
        raise StoreError(f"{path} is there already. Choose another name, or open it instead.")
    if not path.parent.is_dir():
        raise StoreError(
            f"The folder {path.parent} does not exist. Make it first, or choose another."
        )
    if not os.access(path.parent, os.W_OK):
        raise StoreError(f"The folder {path.parent} cannot be written to. Choose another.")
    store = create_store(path, name=name, framework_text=framework_text, framework=framework)
    _remember(store, path)
    return store


def proposed_path(name: str, folder: Path | None = None) -> Path:
    """Return a file in `folder` (default: the program's own) named after the study, not taken."""
    stem = re.sub(r"[^\w -]+", "", name).strip()[:60] or "study"
    folder = folder or studies_folder()
    path, copy = folder / f"{stem}{SUFFIX}", 2
    while path.exists():
        path, copy = folder / f"{stem} {copy}{SUFFIX}", copy + 1
    return path


def close_study(study_id: str) -> None:
    """Let go of a study's file; it is opened again when somebody needs it."""
    with _lock:
        store = _open.pop(study_id, None)
    if store is not None:
        store.close()


def forget_study(study_id: str) -> None:
    """Take a study off the list of recent ones; its file stays."""
    with _lock:
        notes = read_notes(_FILE)
        notes.pop(study_id, None)
        _open.pop(study_id, None)
        write_notes(_FILE, notes)


def _remember(store: Store, path: Path) -> None:
    study = store.study()
    with _lock:
        _open[study.id] = store
        notes = read_notes(_FILE)
        notes[study.id] = {
            "name": study.name,
            "path": str(path),
            "opened_at": datetime.now(UTC).isoformat(),
        }
        write_notes(_FILE, notes)
