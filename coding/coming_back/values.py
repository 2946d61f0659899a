"""What a workbook holds that came back, and how it differs from the study.

A place is a value that can be edited outside, named by the hidden ids of its row and its column
(`case:…`, `summary:…`). Three things are compared at each: what the workbook says (theirs), what
the study says now (ours), and what stood there when the workbook was written (the base).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

Place = tuple[str, str]
"""Which value: the id of its row, the id of its column."""


@dataclass(frozen=True, slots=True)
class Found:
    """One edited cell: its place, its text, its fingerprint, and where it stands.

    `where` is e.g. "Noise!E5". `remark` says what a spreadsheet may have done to it.
    """

    place: Place
    text: str
    sha256: str
    where: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Something in the workbook that cannot be taken: where, and why, in a researcher's words."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What was read from a workbook.

    `edited` are the cells that differ from what was written; all that hold text where the
    workbook has lost its fingerprints (`prints` is None then). `rows` are the ids of the rows
    that were found. `framework_version` and `log_number` say of which state of the study it is.
    `about` is whose codings a matrix charts or whose a coding sheet holds: a coder's id.
    """

    format: str
    study_id: str
    edited: tuple[Found, ...]
    rows: frozenset[str]
    refused: tuple[Refused, ...] = ()
    prints: Mapping[Place, str] | None = None
    cut: frozenset[Place] = frozenset()
    framework_version: int | None = None
    log_number: int | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """What the study says: the values that are not empty, and what stood there earlier.

    `earlier` has older texts, newest first. `rows` and `columns` are the ids that exist; any
    column that begins with one of `free` exists, too. At `drafts` stands what the program
    drafted and nobody has touched: workbooks leave it out, or label it. `refuses` says why a
    text cannot stand at a place, `tidy` how the study would write what stands there.
    """

    values: Mapping[Place, str]
    earlier: Mapping[Place, tuple[str, ...]]
    rows: Collection[str]
    columns: Collection[str]
    drafts: frozenset[Place] = frozenset()
    free: tuple[str, ...] = ("attribute:",)
    refuses: Callable[[Place, str], str | None] = lambda place, text: None
    tidy: Callable[[Place, str], str] = lambda place, text: text

    def has_column(self, column: str) -> bool:
        """Return whether the study has such a column."""
        return column in self.columns or column.startswith(self.free)


class Standing(StrEnum):
    """How an edited cell stands to the study; the value is the word for it."""

    THEIRS = "edited in the workbook"
    CONFLICT = "edited on both sides"
    TWICE = "edited differently on two sheets"
    UNKNOWN = "what it was is not known"


@dataclass(frozen=True, slots=True)
class Difference:
    """One value on which the workbook and the study differ.

    `theirs` has what the workbook says, with where; more than one only where it says different
    things itself. `base` is None where the text is not known any more.
    """

    place: Place
    standing: Standing
    theirs: tuple[tuple[str, str], ...]
    ours: str
    base: str | None
    remark: str = ""

    @property
    def is_conflict(self) -> bool:
        """Return whether a person has to choose."""
        return self.standing is not Standing.THEIRS

    @property
    def text(self) -> str:
        """Return what the workbook says; the first of several."""
        return self.theirs[0][1]

    @property
    def takes_away(self) -> bool:
        """Return whether the workbook empties what the study has."""
        return bool(self.ours) and not self.text.strip()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences, conflicts first; how many edits the study has already; what is refused."""

    differences: tuple[Difference, ...]
    same: int
    refused: tuple[Refused, ...]

    @property
    def conflicts(self) -> int:
        """Return how many of the differences a person has to settle."""
        return sum(difference.is_conflict for difference in self.differences)


@dataclass(frozen=True, slots=True)
class Change:
    """What a person has accepted: the new text of a place, and the text that it replaces."""

    place: Place
    text: str
    before: str
