"""The nouns of coding: what a transcript becomes on its way to a matrix.

Every class is a frozen value. Offsets count Unicode code points (Python `str` indices)
into `Document.text`, half-open: `text[start:end]`. Times are aware UTC datetimes; media
times (`start_s`, `end_s`) are seconds from the start of the recording.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a speaker is in the interview. Interviewers' turns are context, not data."""

    INTERVIEWER = "interviewer"
    PARTICIPANT = "participant"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """One uninterrupted utterance as it was read from a file, before offsets exist."""

    speaker: str | None
    role: Role | None
    start_s: float | None
    end_s: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing left out or doubtful in reading a file. `line` counts from 1; None if nowhere."""

    line: int | None
    what: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a file was read as: text is NFC with LF line ends and no BOM.

    `sha256` is that of the file's bytes, in hexadecimal.
    """

    layout: str
    turns: tuple[SpokenTurn, ...]
    report: tuple[Remark, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One uninterrupted utterance, as a span of the document's text."""

    speaker: str | None
    role: Role | None
    start: int
    end: int
    start_s: float | None
    end_s: float | None


@dataclass(frozen=True, slots=True)
class Document:
    """One transcript's frozen text: the turns' words alone, a blank line between turns.

    `line_starts` holds the offset at which each line begins, at 80 characters a line, so
    that "L112" means the same for good. `file_sha256` is that of the file it was read from,
    `text_sha256` that of the text in UTF-8.
    """

    id: str
    name: str
    text: str
    turns: tuple[Turn, ...]
    line_starts: tuple[int, ...]
    layout: str
    file_name: str
    file_sha256: str
    text_sha256: str

    def line_of(self, offset: int) -> int:
        """Return the number, from 1, of the line that holds the character at `offset`."""
        return max(1, bisect_right(self.line_starts, offset))


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one turn that is offered for coding (REFI-QDA: selection).

    `number` counts the document's segments from 1, `turn` indexes `Document.turns`.
    Segments of interviewers are not codable: they are context.
    """

    document_id: str
    number: int
    start: int
    end: int
    turn: int
    codable: bool


class EvidenceKind(StrEnum):
    """Why a code was suggested."""

    CUE = "cue"
    NEGATED_CUE = "negated cue"
    EXAMPLE = "example"
    DEFINITION = "definition"
    TWIN = "twin"
    WORDS = "words"
    CONFIRMED = "confirmed passage"
    NEAR_MISS = "near miss"
    QUOTED = "quoted by the language model"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a suggestion.

    For a cue, the words that counted most, and those that a language model quoted, `text` is the
    words in the document and `start`, `end` where they stand (offsets into the document's text).
    For an example, a definition or a near miss `text` is the framework's words, and for a twin
    the id of the counterpart that scores alike; offsets are None then. For a confirmed passage
    `text` is its words, and `start`, `end` are where they stand in the document `document_id`,
    which may be another one.
    """

    kind: EvidenceKind
    text: str
    start: int | None = None
    end: int | None = None
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a tagger proposes for a span; never a coding until a person accepts it.

    `score` lies in 0..1; `tagger` names the tagger and its version.
    """

    document_id: str
    start: int
    end: int
    code_id: str
    score: float
    tagger: str
    evidence: tuple[Evidence, ...] = ()


class Act(StrEnum):
    """What a coder can do to a passage."""

    ACCEPT = "accept"
    REJECT = "reject"
    ADD = "add"
    WITHDRAW = "withdraw"
    RESPAN = "respan"
    ANNOTATE = "annotate"
    FINISH = "finish"
    REOPEN = "reopen"
    UNDO = "undo"


class Certainty(StrEnum):
    """How sure a coder is of a coding."""

    SURE = "sure"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Decision:
    """One act of one coder at one time on one document; the log of them only ever grows.

    `client` and `seq` (from 1, growing) identify it: storing it twice changes nothing.
    `code_id` is None for finish, reopen and undo. `was_start` and `was_end` are the old edges of
    a respan. An undo names the decision that it cancels in `undoes_client`, `undoes_seq`; undoing
    an undo is a redo. `shown` and `score` say whether the code was suggested to the coder and
    how strongly. An annotate sets the coding's certainty and memo to those that it carries.
    `made_at` is the coder's clock.
    """

    client: str
    seq: int
    coder_id: str
    document_id: str
    act: Act
    framework_version: int
    made_at: datetime
    start: int | None = None
    end: int | None = None
    code_id: str | None = None
    was_start: int | None = None
    was_end: int | None = None
    undoes_client: str | None = None
    undoes_seq: int | None = None
    shown: bool | None = None
    score: float | None = None
    certainty: Certainty | None = None
    memo: str | None = None


@dataclass(frozen=True, slots=True)
class Coding:
    """A code that stands on a span of a document, by a coder: what the log leaves standing."""

    coder_id: str
    document_id: str
    start: int
    end: int
    code_id: str
    framework_version: int
    suggested: bool
    certainty: Certainty | None
    memo: str


@dataclass(frozen=True, slots=True)
class Coder:
    """A person who codes."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Case:
    """The person or site that a row of the matrix is about, with its attributes by name."""

    id: str
    name: str
    attributes: tuple[tuple[str, str], ...]
    document_ids: tuple[str, ...]
