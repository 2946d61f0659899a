"""The framework matrix: cases in rows, codes or themes in columns, what people made of each cell.

It is charted by `coding.charting` and looked at in other ways by `coding.matrix_views`.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from coding.consensus import DocumentSource
from coding.model import Case, Certainty
from coding.quoting import Passage
from coding.summaries import CellNote, Change, CodingKey, SignOff, Summary
from framework.model import Framework


class CellState(StrEnum):
    """How far the work on one cell has come; the value is the word for it.

    A silent cell is "asked and absent" only where the case's documents are all finished.
    """

    NOT_YET_CODED = "not yet coded"
    NOT_ASKED = "not asked"
    ASKED_AND_ABSENT = "asked and absent"
    CODED = "coded, not summarised"
    DRAFT = "draft"
    SUMMARISED = "summarised"
    STALE = "stale"
    SIGNED_OFF = "signed off"

    @property
    def shape(self) -> str:
        """Return a sign for the state that common fonts have and that needs no colour."""
        return _SIGNS[self][0]

    @property
    def letter(self) -> str:
        """Return one character for the state that any keyboard has."""
        return _SIGNS[self][1]

    @property
    def meaning(self) -> str:
        """Return what the state says, in a sentence."""
        return _SIGNS[self][2]


_SIGNS = {
    CellState.NOT_YET_CODED: (
        "□",
        "N",
        "Not every document of the case is finished; silence says nothing yet.",
    ),
    CellState.NOT_ASKED: ("×", "X", "The case was not asked about this; silence says nothing."),
    CellState.ASKED_AND_ABSENT: (
        "○",
        "0",
        "The case's documents are finished and nothing was coded here.",
    ),
    CellState.CODED: ("▲", "C", "There are passages, and nobody has summarised them yet."),
    CellState.DRAFT: ("◊", "D", "The program drafted a summary; nobody has gone over it."),
    CellState.SUMMARISED: ("■", "S", "Somebody's summary rests on the codings as they stand."),
    CellState.STALE: ("≠", "!", "The codings have changed since the summary was written."),
    CellState.SIGNED_OFF: ("√", "F", "The summary was signed off, and nothing has changed since."),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the matrix: one code, or one theme with its codes.

    `id` is the code's or the theme's; `colour` is #rrggbb, None if the framework has none.
    """

    id: str
    name: str
    theme_id: str
    code_ids: tuple[str, ...]
    colour: str | None


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One case on one column.

    `passages` are in the order of the case's documents and of place. `basis` holds the keys of
    the codings behind them: what a summary that is written now rests on. A cell of one code has
    at most one summary; `changes` says what has changed since it was written. A theme's cell
    has those of its codes. `not_asked` is as somebody set it, also where passages contradict it.
    `note` is the certainty and memo that somebody gave the cell of a code.
    """

    case_id: str
    column_id: str
    state: CellState
    passages: tuple[Passage, ...] = ()
    basis: frozenset[CodingKey] = frozenset()
    summaries: tuple[Summary, ...] = ()
    sign_off: SignOff | None = None
    changes: tuple[Change, ...] = ()
    not_asked: bool = False
    note: CellNote | None = None

    @property
    def certainty(self) -> Certainty | None:
        """Return how sure somebody said they are of the cell; None if nobody did."""
        return None if self.note is None else self.note.certainty

    @property
    def memo(self) -> str:
        """Return somebody's note on the cell; empty if there is none."""
        return "" if self.note is None else self.note.memo

    @property
    def text(self) -> str:
        """Return the summary; those of a theme's codes one below the other."""
        return "\n".join(summary.text for summary in self.summaries)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that has no place in the matrix: `count` of `what` ("codings of code X9")."""

    what: str
    count: int


@dataclass(frozen=True, slots=True)
class FrameworkMatrix:
    """Cases by columns, with whose codings it charts.

    `whose` is a coder's id or None for the consensus; `sources` says for each document what
    that came to. `attributes` are the names of those shown beside the cases. `cells` has an
    entry for every case and column, under their ids. `framework_version` is the study's number.
    """

    framework: Framework
    framework_version: int
    whose: str | None
    cases: tuple[Case, ...]
    attributes: tuple[str, ...]
    columns: tuple[Column, ...]
    cells: Mapping[tuple[str, str], MatrixCell]
    sources: tuple[DocumentSource, ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def unfinished(self) -> tuple[str, ...]:
        """Return the ids of the documents whose silence says nothing yet."""
        return tuple(source.document_id for source in self.sources if not source.finished)

    def tally(self) -> Mapping[CellState, int]:
        """Return how many cells are in each state, none left out."""
        counts = Counter(cell.state for cell in self.cells.values())
        return {state: counts[state] for state in CellState}

    def cell(self, case_id: str, column_id: str) -> MatrixCell:
        """Return one cell.

        Raises:
            KeyError: If the matrix has no such case or column.
        """
        return self.cells[case_id, column_id]

    def passages_of(self, case: Case) -> tuple[Passage, ...]:
        """Return the passages of a row, each once, by the case's documents and by place."""
        found = {
            (passage.document_id, passage.start, passage.end): passage
            for column in self.columns
            for passage in self.cells[case.id, column.id].passages
        }
        order = {document_id: number for number, document_id in enumerate(case.document_ids)}
        return tuple(found[key] for key in sorted(found, key=lambda k: (order[k[0]], k[1], k[2])))
