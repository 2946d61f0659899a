"""Where things lie on this machine: studies, the sample's copy, caches, what was opened last."""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import platformdirs

SUFFIX = ".betweenlines"


def home() -> Path:
    """Return the program's data folder, made if absent; `BETWEENLINES_HOME` moves it."""
    named = os.environ.get("BETWEENLINES_HOME")
    place = Path(named) if named else platformdirs.user_data_path("Betweenlines", appauthor=False)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def studies_folder() -> Path:
    """Return the folder in which new studies are put unless the person names another."""
    return _folder("studies")


def cache_folder() -> Path:
    """Return the folder for what can be made again, e.g. a framework's vectors."""
    return _folder("cache")


def _folder(name: str) -> Path:
    place = home() / name
    place.mkdir(exist_ok=True)
    return place


def read_notes(name: str) -> dict[str, Any]:
    """Return the small JSON file `name` of the data folder; empty if absent or damaged."""
    try:
        notes = json.loads((home() / name).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return notes if isinstance(notes, dict) else {}


def write_notes(name: str, notes: Mapping[str, Any]) -> None:
    """Replace the small JSON file `name` of the data folder in one step."""
    handle, draft = tempfile.mkstemp(dir=home(), prefix=name, suffix=".new")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(notes, file, ensure_ascii=False, indent=1)
    Path(draft).replace(home() / name)
