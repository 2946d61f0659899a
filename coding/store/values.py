"""What the store hands out beside the nouns of coding: frozen values, times in aware UTC."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from coding.cell_acts import Deed
from coding.model import Decision
from coding.second_order import WideDeed


@dataclass(frozen=True, slots=True)
class Study:
    """The project that one file holds."""

    id: str
    name: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class FrameworkVersion:
    """One version of the study's framework: its number from 1, who brought it, when and why."""

    number: int
    added_at: datetime
    coder_id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One line of the list of documents. `segments` and `codable` are counts."""

    id: str
    name: str
    file_name: str
    layout: str
    words: int
    segments: int
    codable: int
    case_names: tuple[str, ...]
    added_at: datetime


class Kind(StrEnum):
    """What an entry of the log records, beside the acts of coding (`coding.model.Act`)."""

    STUDY_CREATED = "study created"
    STUDY_RENAMED = "study renamed"
    STUDY_RESTORED = "study restored"
    SETTING_CHANGED = "setting changed"
    CODER_ADDED = "coder added"
    DOCUMENT_ADDED = "document added"
    SPEAKERS_CONFIRMED = "speakers confirmed"
    DOCUMENT_REMOVED = "document removed"
    CASE_ADDED = "case added"
    CASE_REMOVED = "case removed"
    CASE_RENAMED = "case renamed"
    CASE_ASSIGNED = "case assigned"
    CASE_UNASSIGNED = "case unassigned"
    ATTRIBUTE_SET = "attribute set"
    FRAMEWORK_CHANGED = "framework changed"
    MEMO = "memo"
    SUMMARY = Deed.SUMMARISE.value
    SIGNED_OFF = Deed.SIGN_OFF.value
    SIGN_OFF_TAKEN_BACK = Deed.TAKE_BACK.value
    NOT_ASKED = Deed.NOT_ASKED.value
    ASKED = Deed.ASKED.value
    CELL_ANNOTATED = Deed.ANNOTATE.value
    WIDE_SUMMARY = WideDeed.SUMMARISE.value
    NEGATIVE_CASE = WideDeed.MARK_NEGATIVE.value
    NEGATIVE_CASE_TAKEN_BACK = WideDeed.TAKE_BACK.value
    COORDINATOR_NAMED = "coordinator named"
    PLAN_DRAWN = "plan drawn"
    CODER_ASSIGNED = "coder assigned"
    CODER_UNASSIGNED = "coder unassigned"
    CONTROL_SET = "control share set"
    UNLOCKED_EARLY = "unlocked early"
    ROUND_BEGUN = "another round begun"
    SETTLED = "passage adjudicated"
    SET_ASIDE = "passage set aside"
    VERDICT_TAKEN_BACK = "verdict taken back"
    TRANSCRIPT_CORRECTED = "transcript corrected"
    CORRECTION_WITHDRAWN = "correction withdrawn"
    NEVER_LIKE = "never suggested for things like this"
    NEVER_LIKE_TAKEN_BACK = "suggested for things like this again"
    SUGGESTIONS_LEARNT = "suggestions learnt"


PLAN_KINDS = frozenset(
    {
        Kind.COORDINATOR_NAMED.value,
        Kind.PLAN_DRAWN.value,
        Kind.CODER_ASSIGNED.value,
        Kind.CODER_UNASSIGNED.value,
        Kind.CONTROL_SET.value,
        Kind.UNLOCKED_EARLY.value,
        Kind.ROUND_BEGUN.value,
    }
)
"""The kinds that make up the plan (`coding.plan`)."""

ADJUDICATION_KINDS = frozenset(
    {Kind.SETTLED.value, Kind.SET_ASIDE.value, Kind.VERDICT_TAKEN_BACK.value}
)
"""The kinds that are adjudications (`coding.adjudication`)."""

CORRECTION_KINDS = frozenset({Kind.TRANSCRIPT_CORRECTED.value, Kind.CORRECTION_WITHDRAWN.value})
"""The kinds that correct a transcript (`coding.corrections`)."""

NEVER_KINDS = frozenset({Kind.NEVER_LIKE.value, Kind.NEVER_LIKE_TAKEN_BACK.value})
"""The kinds that say what shall not be suggested (`coding.nevers`)."""

CELL_KINDS = frozenset(deed.value for deed in Deed)
"""The kinds that are acts in a cell of the matrix (`coding.cell_acts`)."""

WIDE_KINDS = frozenset(deed.value for deed in WideDeed)
"""The kinds that are acts beside rows and columns of the matrix (`coding.second_order`)."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One act: who, when, what, and what was there before.

    `number` grows along the log. `kind` is the value of a `Kind` or of an `Act`; for an `Act`
    the decision itself is in `decision`. `coder_id` is None where nobody had said who they are.
    `about` says what sort of thing was changed ("study", "coder", "document", "case",
    "framework", "code", "coding", "memo", "cell", "correction", "suggestion"), `about_id` which,
    and `detail` what of it (the attribute's name; for a cell, whose `about_id` is the case's, the
    code's id).
    `before` and `after` are None where there was nothing. Times are the program's, not the
    browser's.
    """

    number: int
    kind: str
    at: datetime
    coder_id: str | None
    document_id: str | None
    about: str | None
    about_id: str | None
    detail: str | None
    before: str | None
    after: str | None
    reason: str | None
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Memo:
    """A coder's note on anything, as it stands now.

    `about` and `about_id` name the thing as in `LogEntry`. Memos on codings are part of the
    codings and not among these.
    """

    id: str
    coder_id: str | None
    about: str
    about_id: str
    document_id: str | None
    text: str
    written_at: datetime
    changed_at: datetime


class PretagPhase(StrEnum):
    """How far pre-tagging of one document has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PretagState:
    """Pre-tagging of one document under one framework version by one tagger.

    `done` of `total` segments; `heartbeat` is when it last gave a sign of life; `why` says in
    words why it failed.
    """

    document_id: str
    framework_version: int
    tagger: str
    phase: PretagPhase
    done: int
    total: int
    heartbeat: datetime
    cancel_requested: bool
    why: str


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a study that the program made, and why."""

    path: Path
    made_at: datetime
    reason: str
