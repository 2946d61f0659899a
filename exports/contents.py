"""What goes into a workbook, and what comes out."""

from dataclasses import dataclass, field
from datetime import datetime

from coding.corrections import Reading
from coding.matrix import CellState, FrameworkMatrix, MatrixCell
from coding.model import Coder, Document
from coding.second_order import NegativeCase, WideSummary
from exports.agreement_contents import AgreementContents
from exports.hidden_ids import DRAFT_LABEL
from exports.record import StudyRecord
from exports.safe_text import TextNotice

BY_THEME = ("theme",)


@dataclass(frozen=True, slots=True)
class WorkbookContents:
    """All that a workbook says.

    `matrix` has codes in its columns. `documents` are those of its cases. `by` says how the
    columns are spread over sheets: `BY_THEME`, the ids of one or more dimensions (a sheet for
    each combination of their values), or nothing for a single sheet. `filters` are sentences
    that say what was left out on purpose. Drafts are written only with `include_drafts`.
    `made_at` is an aware time and is shown as it is. `log_number` is the number of the log's last
    entry when the study was read; None if that is not known. `agreement` is None where nothing is
    open to all coders, or it was not asked for. `reading` says which words the passages are quoted
    in, `corrections` how many corrections their documents have. `beside` names the attributes
    that stand beside the cases on the matrix sheets, None for all; other sheets have them all.
    """

    study_id: str
    study_name: str
    made_at: datetime
    program_version: str
    matrix: FrameworkMatrix
    documents: tuple[Document, ...]
    coders: tuple[Coder, ...]
    by: tuple[str, ...] = BY_THEME
    filters: tuple[str, ...] = ()
    include_drafts: bool = False
    log_number: int | None = None
    wide_summaries: tuple[WideSummary, ...] = ()
    negative_cases: tuple[NegativeCase, ...] = ()
    record: StudyRecord = field(default_factory=StudyRecord)
    agreement: AgreementContents | None = None
    reading: Reading = Reading.CORRECTED
    corrections: int = 0
    beside: tuple[str, ...] | None = None

    @property
    def facts(self) -> tuple[str, ...]:
        """Return the attributes that stand beside the cases on the matrix sheets."""
        known = self.matrix.attributes
        return known if self.beside is None else tuple(n for n in self.beside if n in known)

    def coder_name(self, coder_id: str) -> str:
        """Return the coder's name; "a coder not named here" for one who is not in `coders`."""
        names = (coder.name for coder in self.coders if coder.id == coder_id)
        return next(names, "a coder not named here")

    def text_of(self, cell: MatrixCell) -> str:
        """Return the summary as the workbook shows it: drafts labelled, or left out."""
        if cell.state is not CellState.DRAFT:
            return cell.text
        return f"{DRAFT_LABEL}{cell.text}" if self.include_drafts else ""


@dataclass(frozen=True, slots=True)
class WorkbookFile:
    """A finished workbook (.xlsx), and all that could not be written as it is."""

    data: bytes
    notices: tuple[TextNotice, ...]
