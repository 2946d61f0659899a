"""The five cells of one case and one code on a matrix sheet."""

from collections.abc import Iterator, Sequence

from openpyxl.cell import Cell

from coding.matrix import CellState, MatrixCell
from coding.second_order import Scope
from coding.summaries import ChangeKind
from exports import looks
from exports.contents import WorkbookContents
from exports.hidden_ids import case_row, certainty_column, memo_column, summary_column
from exports.pen import Pen, Sheet, place
from exports.plan import QUOTES, Plan, passage_key

NEGATIVE = "¬ negative case"


def code_cells(
    sheet: Sheet,
    pen: Pen,
    contents: WorkbookContents,
    plan: Plan,
    cell: MatrixCell,
    *,
    where: str,
) -> Iterator[Cell]:
    """Yield summary, state, quotes, certainty and memo; `where` names the place for notices."""
    yield _summary(sheet, pen, contents, cell, where)
    yield _state(sheet, pen, contents, plan, cell, where)
    yield _quotes(sheet, pen, plan, cell, where)
    yield from _note(sheet, pen, cell, where)


def _summary(
    sheet: Sheet, pen: Pen, contents: WorkbookContents, cell: MatrixCell, where: str
) -> Cell:
    if cell.state is CellState.NOT_ASKED:
        return pen.blank(sheet, looks.HATCHED)
    text = contents.text_of(cell)
    if not text:
        return pen.blank(sheet, looks.BODY)
    look = looks.DRAFT if cell.state is CellState.DRAFT else looks.BODY
    ids = (case_row(cell.case_id), summary_column(cell.column_id))
    return pen.editable(sheet, text, look, where=f"summary of {where}", ids=ids)


def _state(
    sheet: Sheet,
    pen: Pen,
    contents: WorkbookContents,
    plan: Plan,
    cell: MatrixCell,
    where: str,
) -> Cell:
    text = f"{cell.state.shape} {cell.state}"
    negative = plan.negative.get((Scope.CODE, cell.column_id, cell.case_id))
    if negative:
        text += f"\n{NEGATIVE}"
    written = pen.text(sheet, text, looks.STATE_LOOKS[cell.state], where=f"state of {where}")
    notes = [*_state_notes(contents, cell)]
    if negative:
        who = contents.coder_name(negative.coder_id)
        notes.append(f"Contradicts the pattern of the code, says {who}: {negative.reason}")
    if notes:
        pen.remark(written, "\n".join(notes), where=f"state of {where}")
    return written


def _state_notes(contents: WorkbookContents, cell: MatrixCell) -> Iterator[str]:
    """Return what a reader of this cell has to know beyond the word for its state."""
    if cell.state is CellState.DRAFT and not contents.include_drafts:
        yield "The draft is not in this workbook."
    if cell.changes:
        counts = ((kind, sum(c.kind is kind for c in cell.changes)) for kind in ChangeKind)
        told = ", ".join(f"{number} {kind}" for kind, number in counts if number)
        yield f"Codings since the summary was written: {told}."
    if cell.sign_off is not None:
        signed = cell.sign_off
        day = f"{signed.made_at.day} {signed.made_at:%B %Y}"
        yield f"Signed off by {contents.coder_name(signed.coder_id)}, {day}."
    for summary in cell.summaries:
        if summary.whose != contents.matrix.whose:
            yield f"Written from {whose_codings(contents, summary.whose)}."
    if cell.not_asked and cell.state is not CellState.NOT_ASKED:
        yield "Marked as not asked, and yet there is something here."


def whose_codings(contents: WorkbookContents, whose: str | None) -> str:
    """Return "the consensus" or "the codings of Ada"."""
    return "the consensus" if whose is None else f"the codings of {contents.coder_name(whose)}"


def _quotes(sheet: Sheet, pen: Pen, plan: Plan, cell: MatrixCell, where: str) -> Cell:
    if not cell.passages:
        look = looks.HATCHED if cell.state is CellState.NOT_ASKED else looks.BODY
        return pen.blank(sheet, look)
    numbers = [plan.quotes[passage_key(passage)].number for passage in cell.passages]
    text = _numbers_told(numbers)
    link = place(QUOTES, f"B{numbers[0] + 1}")
    return pen.text(sheet, text, looks.LINK, where=f"quotes of {where}", link=link)


def _note(sheet: Sheet, pen: Pen, cell: MatrixCell, where: str) -> Iterator[Cell]:
    row = case_row(cell.case_id)
    for text, name, column in (
        (str(cell.certainty or ""), "certainty", certainty_column(cell.column_id)),
        (cell.memo, "memo", memo_column(cell.column_id)),
    ):
        if text:
            ids = (row, column)
            yield pen.editable(sheet, text, looks.BODY, where=f"{name} of {where}", ids=ids)
        else:
            yield pen.blank(sheet, looks.BODY)


def _numbers_told(numbers: Sequence[int]) -> str:
    """Return e.g. "Q3, Q4" or "Q3 and 2 more": short, for LibreOffice does not wrap a link."""
    if len(numbers) > 2:
        return f"Q{numbers[0]} and {len(numbers) - 1} more"
    return ", ".join(f"Q{number}" for number in numbers)
