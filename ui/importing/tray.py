"""The tray: files that were brought and are not in the study yet, with what was chosen for them.

They lie in the program's own folder, for its owner alone, so that neither a reload nor a crash
loses work; each is removed when it is stored or taken away, and at the latest after two weeks.
"""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError

from coding.transcripts import Choices
from coding.transcripts.choices import NOTHING_CHOSEN
from ui.places import home

DAYS_KEPT = 14
_FILE, _ABOUT = "file", "about.json"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file on the tray. `name` is what it was called when it was brought.

    `case` is whose interview it is where somebody wrote that by hand. `looked_at` says that a
    person found it right in spite of doubts, `confirmed` that it is to be stored, `as_last_time`
    that choices of the study were taken over, `why_not` why it could not be stored.
    """

    id: str
    name: str
    choices: Choices = NOTHING_CHOSEN
    case: str | None = None
    looked_at: bool = False
    confirmed: bool = False
    as_last_time: bool = False
    why_not: str = ""


_written = TypeAdapter(Waiting)


def put_file(study_id: str, name: str, data: bytes) -> Waiting:
    """Put a file on the tray of a study, and return it as it waits there."""
    entry = Waiting(f"{time.time_ns()}-{uuid4().hex[:8]}", name)
    folder = _tray(study_id) / entry.id
    folder.mkdir(mode=0o700)
    (folder / _FILE).write_bytes(data)
    _write(folder, entry)
    return entry


def waiting(study_id: str) -> tuple[Waiting, ...]:
    """Return the files on the tray in the order in which they were brought."""
    found = []
    for folder in sorted(_tray(study_id).iterdir()):
        try:
            found.append(_written.validate_json((folder / _ABOUT).read_bytes()))
        except (OSError, ValidationError):
            _remove_if_old(folder, days=0.01)  # half put there when the power went, or damaged
    return tuple(found)


def data_of(study_id: str, entry_id: str) -> bytes:
    """Return a file's bytes; none if it is no longer there."""
    try:
        return (_tray(study_id) / entry_id / _FILE).read_bytes()
    except OSError:
        return b""


def change(study_id: str, entry_id: str, how: Callable[[Waiting], Waiting]) -> None:
    """Change what is noted about a file; nothing happens if it is no longer there."""
    entry = next((one for one in waiting(study_id) if one.id == entry_id), None)
    if entry is not None:
        _write(_tray(study_id) / entry_id, how(entry))


def take_away(study_id: str, entry_id: str) -> None:
    """Remove a file from the tray, its bytes and all that was noted about it."""
    if any(one.id == entry_id for one in waiting(study_id)):
        shutil.rmtree(_tray(study_id) / entry_id, ignore_errors=True)


def forget_old(study_id: str) -> None:
    """Remove the files that have waited for more than `DAYS_KEPT` days."""
    for folder in _tray(study_id).iterdir():
        _remove_if_old(folder, days=DAYS_KEPT)


def _remove_if_old(folder: Path, *, days: float) -> None:
    try:
        age = time.time() - folder.stat().st_mtime
    except OSError:
        return
    if age > days * 86_400:
        shutil.rmtree(folder, ignore_errors=True)


def _tray(study_id: str) -> Path:
    folder = home() / "waiting" / study_id
    folder.parent.mkdir(exist_ok=True, mode=0o700)
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder


def _write(folder: Path, entry: Waiting) -> None:
    """Write what is noted about a file so that nobody reads half of it."""
    draft = folder / f"{_ABOUT}.{uuid4().hex}.new"
    draft.write_bytes(_written.dump_json(entry))
    draft.chmod(0o600)
    draft.replace(folder / _ABOUT)
