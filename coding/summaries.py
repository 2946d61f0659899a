"""What people write into the cells of the matrix, and what has changed since they did."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coding.model import Certainty, Coding
from coding.quoting import Reference

CodingKey = tuple[str, str, int, int, str]
"""Which coding: coder, document, start, end, code."""


def coding_key(coding: Coding) -> CodingKey:
    """Return what identifies a coding among all that ever stood."""
    return (coding.coder_id, coding.document_id, coding.start, coding.end, coding.code_id)


@dataclass(frozen=True, slots=True)
class Summary:
    """A person's words in one cell, case by code; an empty text is no summary.

    `basis` holds the keys of the codings that the cell showed when it was written, so that it
    can be seen when they have changed. `whose` says which codings those were: one coder's (an
    id), or the consensus (None). A `draft` was made by the program and not yet touched by
    anybody.
    """

    case_id: str
    code_id: str
    text: str
    references: tuple[Reference, ...]
    coder_id: str
    made_at: datetime
    basis: frozenset[CodingKey]
    draft: bool = False
    whose: str | None = None


@dataclass(frozen=True, slots=True)
class SignOff:
    """Somebody's word that a summary stands; it holds for that summary only.

    `summary_made_at` is when the summary was made that was signed.
    """

    case_id: str
    code_id: str
    coder_id: str
    made_at: datetime
    summary_made_at: datetime


@dataclass(frozen=True, slots=True)
class NotAsked:
    """The case was never asked about this, so that its silence says nothing."""

    case_id: str
    code_id: str


@dataclass(frozen=True, slots=True)
class CellNote:
    """How sure somebody is of a cell, and their note on it; `certainty` None if they do not say.

    It is about the cell, whatever summary stands in it.
    """

    case_id: str
    code_id: str
    coder_id: str
    made_at: datetime
    certainty: Certainty | None
    memo: str = ""


class ChangeKind(StrEnum):
    """What happened to a coding under a summary."""

    ADDED = "added"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between what a summary rested on and what stands now.

    `was` is None for a coding that was added, `now` for one that was withdrawn; a coding that
    moved has both.
    """

    kind: ChangeKind
    was: CodingKey | None
    now: CodingKey | None


def changes(basis: Collection[CodingKey], now: Collection[CodingKey]) -> tuple[Change, ...]:
    """Return what has changed under a summary, by document and place; empty if nothing has.

    A coding that is gone counts as moved if the same coder has put the same code on some of
    the same words since.
    """
    before, after = set(basis), set(now)
    found = []
    arrived = defaultdict(list)
    for key in sorted(after - before, key=_place):
        arrived[key[0], key[1], key[4]].append(key)
    for key in sorted(before - after, key=_place):
        there = arrived[key[0], key[1], key[4]]
        moved = next((new for new in there if new[2] < key[3] and key[2] < new[3]), None)
        if moved is None:
            found.append(Change(ChangeKind.WITHDRAWN, key, None))
        else:
            there.remove(moved)
            found.append(Change(ChangeKind.MOVED, key, moved))
    found += [Change(ChangeKind.ADDED, None, key) for new in arrived.values() for key in new]
    return tuple(sorted(found, key=lambda change: _place(change.now or change.was)))


def _place(key: CodingKey | None) -> tuple[str, int, int, str, str]:
    if key is None:
        raise ValueError("a change is about a coding that was or is")
    coder_id, document_id, start, end, code_id = key
    return document_id, start, end, code_id, coder_id
