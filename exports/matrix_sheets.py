"""The sheets that hold the summaries: cases in rows, codes in columns.

Each code takes three columns: the summary, which people edit; the state, to filter by; and the
quotes, whose cell jumps to the first of them. Row 1 and column A are hidden and hold ids, so
that an edited workbook can be matched with its study.
"""

from collections.abc import Iterator, Sequence
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter

from coding.matrix import CellState, Column, MatrixCell
from coding.model import Case
from coding.summaries import ChangeKind
from exports import looks
from exports.contents import WorkbookContents
from exports.hidden_ids import (
    FORMAT,
    attribute_column,
    case_row,
    study_column,
    summary_column,
)
from exports.page import lay_out, print_setup
from exports.pen import Pen, Sheet, place
from exports.plan import (
    FIRST_ROW,
    PER_CODE,
    QUOTES,
    Plan,
    SheetPlan,
    passage_key,
)
from framework.model import Code

_CASE, _FACT, _SUMMARY, _STATE, _QUOTE = 14, 15, 46, 16, 17
_FROZEN_WIDTH = 62
_PAGE_WIDTH = 250


def matrix_sheet(
    workbook: Workbook, pen: Pen, contents: WorkbookContents, plan: Plan, part: SheetPlan
) -> None:
    """Add one matrix sheet to the workbook."""
    sheet: Sheet = workbook.create_sheet(part.name)
    _shape(sheet, contents, part)
    facts = contents.matrix.attributes
    pen.line(sheet, _ids(sheet, pen, contents, part), hidden=True)
    title = f"{part.title}: {contents.study_name}"
    head = pen.text(sheet, title, looks.TITLE, where=f"title of {part.name}")
    pen.line(sheet, [None, head], height=24)
    bands = _bands(sheet, pen, contents, plan, part)
    pen.line(sheet, [None, None, *(None for _ in facts), *bands], height=18)
    pen.line(sheet, [None, *_heads(sheet, pen, contents, plan, part)], height=34)
    for case in contents.matrix.cases:
        pen.line(sheet, _row(sheet, pen, contents, plan, part, case))
    pen.line(sheet, [])
    pen.line(sheet, _totals(sheet, pen, contents, part))


def _shape(sheet: Sheet, contents: WorkbookContents, part: SheetPlan) -> None:
    facts = len(contents.matrix.attributes)
    widths = [12, _CASE, *[_FACT] * facts, *[_SUMMARY, _STATE, _QUOTE] * len(part.columns)]
    fitting = min(facts, (_FROZEN_WIDTH - _CASE) // _FACT)
    frozen = f"{get_column_letter(3 + fitting)}{FIRST_ROW}"
    last = f"{get_column_letter(len(widths))}{FIRST_ROW - 1 + len(contents.matrix.cases)}"
    lay_out(sheet, widths, frozen=frozen, filtered=f"B{FIRST_ROW - 1}:{last}")
    sheet.column_dimensions["A"].hidden = True
    print_setup(sheet, contents, pages_wide=ceil(sum(widths[1:]) / _PAGE_WIDTH))
    sheet.print_title_rows = f"3:{FIRST_ROW - 1}"
    sheet.print_title_cols = f"B:{get_column_letter(2 + fitting)}"


def _ids(sheet: Sheet, pen: Pen, contents: WorkbookContents, part: SheetPlan) -> Iterator[Cell]:
    ids = [FORMAT, study_column(contents.study_id)]
    ids += [attribute_column(name) for name in contents.matrix.attributes]
    for column in part.columns:
        ids += [summary_column(column.id), f"state:{column.id}", f"quotes:{column.id}"]
    return (pen.text(sheet, text, looks.MACHINE, where=f"ids of {part.name}") for text in ids)


def _bands(
    sheet: Sheet, pen: Pen, contents: WorkbookContents, plan: Plan, part: SheetPlan
) -> Iterator[Cell]:
    names = {theme.id: theme.name for theme in contents.matrix.framework.themes}
    for column in part.columns:
        look = looks.band(plan.colours[column.theme_id])
        text = f"{column.theme_id} {names[column.theme_id]}"
        yield pen.text(sheet, text, look, where=f"name of theme {column.theme_id}")
        yield from (pen.blank(sheet, look) for _ in range(PER_CODE - 1))


def _heads(
    sheet: Sheet, pen: Pen, contents: WorkbookContents, plan: Plan, part: SheetPlan
) -> Iterator[Cell]:
    for name in ("Case", *contents.matrix.attributes):
        yield pen.text(sheet, name, looks.HEAD, where=f"heading {name} of {part.name}")
    codes = contents.matrix.framework.code_by_id
    for column in part.columns:
        look = looks.code_head(column.colour or plan.colours[column.theme_id])
        where = f"heading of code {column.id}"
        head = pen.text(sheet, f"{column.id} {column.name}", look, where=where)
        pen.remark(head, definition_note(codes[column.id]), where=f"definition of {column.id}")
        yield head
        for text in ("State", "Quotes"):
            yield pen.text(sheet, text, look, where=where)


def definition_note(code: Code) -> str:
    """Return what a coder should know of a code, as a few lines."""
    lines = [code.definition or "No definition yet."]
    for label, texts in (("Include", code.include), ("Exclude", code.exclude)):
        if texts:
            lines += ["", f"{label}:", *(f"• {text}" for text in texts)]
    return "\n".join(lines)


def _row(
    sheet: Sheet,
    pen: Pen,
    contents: WorkbookContents,
    plan: Plan,
    part: SheetPlan,
    case: Case,
) -> Iterator[Cell]:
    row_id = case_row(case.id)
    yield pen.text(sheet, row_id, looks.MACHINE, where="id of a case")
    yield pen.text(sheet, case.name, looks.CASE, where=f"name of case {case.name}")
    values = dict(case.attributes)
    for name in contents.matrix.attributes:
        where = f"{name} of {case.name}"
        ids = (row_id, attribute_column(name))
        yield pen.editable(sheet, values.get(name, ""), looks.FACT, where=where, ids=ids)
    for column in part.columns:
        cell = contents.matrix.cells[case.id, column.id]
        where = f"{case.name} on {column.id}"
        yield _summary(sheet, pen, contents, cell, where)
        yield _state(sheet, pen, contents, cell, where)
        yield _quotes(sheet, pen, plan, cell, where)


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
    sheet: Sheet, pen: Pen, contents: WorkbookContents, cell: MatrixCell, where: str
) -> Cell:
    text = f"{cell.state.shape} {cell.state}"
    written = pen.text(sheet, text, looks.STATE_LOOKS[cell.state], where=f"state of {where}")
    notes = tuple(_state_notes(contents, cell))
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


def _numbers_told(numbers: Sequence[int]) -> str:
    """Return e.g. "Q3, Q4" or "Q3 and 2 more": short, for LibreOffice does not wrap a link."""
    if len(numbers) > 2:
        return f"Q{numbers[0]} and {len(numbers) - 1} more"
    return ", ".join(f"Q{number}" for number in numbers)


def _totals(sheet: Sheet, pen: Pen, contents: WorkbookContents, part: SheetPlan) -> Iterator[Cell]:
    yield pen.text(sheet, "totals", looks.MACHINE, where="totals")
    yield pen.text(sheet, "Cases with passages", looks.TOTAL, where="totals")
    for _ in contents.matrix.attributes:
        yield pen.blank(sheet, looks.TOTAL)
    for column in part.columns:
        yield pen.text(sheet, _spread(contents, column), looks.TOTAL, where="totals")
        yield pen.blank(sheet, looks.TOTAL)
        yield pen.blank(sheet, looks.TOTAL)


def _spread(contents: WorkbookContents, column: Column) -> str:
    cells = [contents.matrix.cells[case.id, column.id] for case in contents.matrix.cases]
    coded = sum(bool(cell.passages) for cell in cells)
    open_ = sum(cell.state is CellState.NOT_YET_CODED for cell in cells)
    text = f"{coded} of {len(cells)}"
    return f"{text}; {open_} not yet coded" if open_ else text
