"""What stands in a workbook beside the matrix: the study's history, as far as it may be seen."""

from dataclasses import dataclass
from datetime import datetime

from framework.changes import CodeChange


@dataclass(frozen=True, slots=True)
class VersionNote:
    """One version of the framework: who brought it when and why, and what it changed."""

    number: int
    at: datetime
    who: str
    reason: str
    changes: tuple[CodeChange, ...] = ()


@dataclass(frozen=True, slots=True)
class MemoNote:
    """One memo: what sort of thing it is on, where that is, whose it is, its words.

    `id` is that of a memo that may be edited and come back; empty for others.
    """

    kind: str
    where: str
    who: str
    text: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class ActNote:
    """One act of the log, or the like acts of one person on one interview on one day.

    `what` is in words. `interview` and `which` say where; `count` how many acts these are.
    Times are aware.
    """

    first_at: datetime
    last_at: datetime
    who: str
    what: str
    interview: str = ""
    which: str = ""
    reason: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class StudyRecord:
    """Versions oldest first, memos, and acts oldest first, all as far as they may be seen."""

    versions: tuple[VersionNote, ...] = ()
    memos: tuple[MemoNote, ...] = ()
    acts: tuple[ActNote, ...] = ()
