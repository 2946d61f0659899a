"""A document's sentences as units, cut once and kept: offsets alone, never words."""

import json
from collections.abc import Iterable
from pathlib import Path

from coding.model import Document, Role, Segment
from ui.places import cache_folder

_CUT = "1"  # raised when sentences are found in another way


def sentence_segments(document: Document) -> tuple[Segment, ...]:
    """Return the document's sentences; those of interviewers are not codable.

    Cutting 8,000 words takes a twentieth of a second, the first time some seconds more.
    """
    known = _known(document)
    if known is None:
        known = _cut(document)
    return tuple(
        Segment(document.id, number, start, end, turn, _codable(document, turn))
        for number, (start, end, turn) in enumerate(known, start=1)
    )


def are_cut(documents: Iterable[Document]) -> bool:
    """Return whether the sentences of all these documents are known already."""
    return all(_path(document).exists() for document in documents)


def _codable(document: Document, turn: int) -> bool:
    return document.turns[turn].role is not Role.INTERVIEWER


def _known(document: Document) -> list[tuple[int, int, int]] | None:
    try:
        return [tuple(cut) for cut in json.loads(_path(document).read_text("utf-8"))]
    except (OSError, ValueError):
        return None


def _cut(document: Document) -> list[tuple[int, int, int]]:
    # spaCy takes a second to load, and most who compare never ask for sentences
    from coding.segmenting import Unit, segment_document

    found = segment_document(document, unit=Unit.SENTENCE)
    cuts = [(segment.start, segment.end, segment.turn) for segment in found]
    path = _path(document)
    path.parent.mkdir(exist_ok=True)
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(cuts), "utf-8")
    draft.replace(path)
    return cuts


def _path(document: Document) -> Path:
    return cache_folder() / "sentences" / f"{document.text_sha256}-{_CUT}.json"
