"""The sheets that list what the matrix is made of: cases, documents, and the memos on them."""

from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.cell import Cell

from coding.consensus import DocumentSource, Ground
from coding.matrix import CellState
from coding.model import Case
from exports import looks
from exports.contents import WorkbookContents
from exports.hidden_ids import (
    CASE_SUMMARY,
    NOTE_TEXT,
    READ_ONLY,
    attribute_column,
    case_row,
    note_row,
    study_column,
)
from exports.list_sheet import list_sheet
from exports.matrix_sheets import case_summary
from exports.pen import Pen, Sheet
from exports.plan import CASES, DOCUMENTS, MEMOS, Plan

_COUNTED = (
    CellState.CODED,
    CellState.DRAFT,
    CellState.SUMMARISED,
    CellState.STALE,
    CellState.SIGNED_OFF,
)


def cases_sheet(workbook: Workbook, pen: Pen, contents: WorkbookContents, plan: Plan) -> None:
    """Add the sheet of cases: attributes, documents, and how many cells are in which state."""
    matrix = contents.matrix
    states = [f"{state.shape} {state}" for state in _COUNTED]
    heads = ["id", "Case", *matrix.attributes, "Documents", "Passages", *states]
    heads.append("Summary of the case")
    widths = [12, 16, *[16] * len(matrix.attributes), 36, 11, *[14] * len(states), 60]
    ids = [study_column(contents.study_id), *map(attribute_column, matrix.attributes)]
    ids += [""] * (len(heads) - len(ids) - 2) + [CASE_SUMMARY]
    shape = (heads, widths, len(matrix.cases))
    sheet = list_sheet(workbook, pen, contents, CASES, shape, ids=ids)
    names = {document.id: document.name for document in contents.documents}
    for case in matrix.cases:
        cells = _case(sheet, pen, contents, case, names)
        pen.line(sheet, [*cells, case_summary(sheet, pen, plan, case)])


def _case(
    sheet: Sheet, pen: Pen, contents: WorkbookContents, case: Case, names: dict[str, str]
) -> Iterator[Cell]:
    matrix = contents.matrix
    values = dict(case.attributes)
    row_id = case_row(case.id)
    held = ", ".join(names.get(document_id, "") for document_id in case.document_ids)
    cells = [matrix.cells[case.id, column.id] for column in matrix.columns]
    yield pen.text(sheet, row_id, looks.MACHINE, where="id of a case")
    yield pen.text(sheet, case.name, looks.CASE, where=f"name of case {case.name}")
    for name in matrix.attributes:
        where, fact = f"{name} of {case.name}", values.get(name, "")
        row_and_column = (row_id, attribute_column(name))
        yield pen.editable(sheet, fact, looks.BODY, where=where, ids=row_and_column)
    yield pen.text(sheet, held, looks.BODY, where=f"documents of {case.name}")
    yield pen.number(sheet, len(matrix.passages_of(case)), looks.NUMBER)
    for state in _COUNTED:
        yield pen.number(sheet, sum(cell.state is state for cell in cells), looks.NUMBER)


def documents_sheet(workbook: Workbook, pen: Pen, contents: WorkbookContents) -> None:
    """Add the sheet of documents: for each of them whose codings were charted, and whose not."""
    heads = ["id", "Document", "File", "Cases", "Codings charted", "Coders", "Left out", "Note"]
    widths = [12, 20, 30, 24, 34, 24, 24, 70]
    sources = contents.matrix.sources
    sheet = list_sheet(workbook, pen, contents, DOCUMENTS, (heads, widths, len(sources)))
    by_id = {document.id: document for document in contents.documents}
    for source in sources:
        document = by_id[source.document_id]
        cases = [c.name for c in contents.matrix.cases if document.id in c.document_ids]
        texts = [
            document.name,
            document.file_name,
            ", ".join(cases),
            str(source.ground),
            ", ".join(contents.coder_name(coder) for coder in source.coder_ids),
            ", ".join(contents.coder_name(coder) for coder in source.left_out),
            source_note(source),
        ]
        first = pen.text(sheet, f"document:{document.id}", looks.MACHINE, where="id of a document")
        where = f"document {document.name}"
        cells = [pen.text(sheet, text, looks.BODY, where=where) for text in texts]
        pen.line(sheet, [first, *cells])


def source_note(source: DocumentSource) -> str:
    """Return what silence in this document means, and what was not shared."""
    notes = []
    if source.settled:
        count = "1 passage" if source.settled == 1 else f"{source.settled:,} passages"
        notes.append(f"{count} adjudicated: there the verdict stands.")
    if source.not_shared:
        count = "1 coding" if source.not_shared == 1 else f"{source.not_shared:,} codings"
        notes.append(f"{count} not charted: not all who finished made them.")
    if source.ground is Ground.NOT_SETTLED:
        notes.append("Nothing is charted: choose one coder, or wait until one has finished.")
    elif not source.finished:
        notes.append("Not finished: where nothing is coded, that says nothing yet.")
    return " ".join(notes)


def memos_sheet(workbook: Workbook, pen: Pen, contents: WorkbookContents) -> None:
    """Add the sheet of memos; those that have an id may be edited and come back."""
    memos = contents.record.memos
    heads, widths = ["id", "On", "Where", "Who", "Memo"], [12, 14, 40, 18, 110]
    ids = [study_column(contents.study_id), "", "", NOTE_TEXT]
    sheet = list_sheet(workbook, pen, contents, MEMOS, (heads, widths, len(memos)), ids=ids)
    for memo in memos:
        row_id = note_row(memo.id) if memo.id else READ_ONLY
        cells = [pen.text(sheet, row_id, looks.MACHINE, where="id of a memo")]
        where = f"memo by {memo.who} on {memo.where}"
        for text in (memo.kind, memo.where, memo.who):
            cells.append(pen.text(sheet, text, looks.BODY, where=where))
        if memo.id:
            ids_of = (row_id, NOTE_TEXT)
            cells.append(pen.editable(sheet, memo.text, looks.BODY, where=where, ids=ids_of))
        else:
            cells.append(pen.text(sheet, memo.text, looks.BODY, where=where))
        pen.line(sheet, cells)
