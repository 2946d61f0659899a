"""Where each coder stopped reading: a note of this program's, not part of the study."""

from threading import Lock

from ui.places import read_notes, write_notes

_FILE = "reading_places.json"
_lock = Lock()


def place_of(study_id: str, coder_id: str, document_id: str) -> int | None:
    """Return the offset at which the coder stopped in this document; None if never there."""
    place = read_notes(_FILE).get(study_id, {}).get(coder_id, {}).get(document_id)
    return place if isinstance(place, int) else None


def keep_place(study_id: str, coder_id: str, document_id: str, offset: int) -> None:
    """Remember the offset at which the coder is now."""
    with _lock:
        notes = read_notes(_FILE)
        notes.setdefault(study_id, {}).setdefault(coder_id, {})[document_id] = offset
        write_notes(_FILE, notes)
