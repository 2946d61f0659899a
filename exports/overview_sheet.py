"""The sheet of all codes: the whole matrix at one glance, each cell a sign and a count."""

from collections.abc import Iterator
from itertools import groupby
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter

from coding.matrix import CellState, MatrixCell
from exports import looks
from exports.contents import WorkbookContents
from exports.matrix_sheets import definition_note
from exports.page import lay_out, print_setup
from exports.pen import Pen, Sheet
from exports.plan import FIRST_ROW, OVERVIEW, Plan

_WIDTH = 5.5


def overview_sheet(workbook: Workbook, pen: Pen, contents: WorkbookContents, plan: Plan) -> None:
    """Add the sheet of all codes, whose cells jump to the summaries."""
    matrix = contents.matrix
    sheet: Sheet = workbook.create_sheet(OVERVIEW)
    widths = [14.0] + [_WIDTH] * len(matrix.columns)
    last = f"{get_column_letter(len(widths))}{FIRST_ROW - 1 + len(matrix.cases)}"
    lay_out(sheet, widths, frozen=f"B{FIRST_ROW}", filtered=f"A{FIRST_ROW - 1}:{last}")
    print_setup(sheet, contents, pages_wide=ceil(sum(widths) / 330))
    sheet.print_title_rows, sheet.print_title_cols = f"3:{FIRST_ROW - 1}", "A:A"
    title = f"All codes: {contents.study_name}"
    head = pen.text(sheet, title, looks.TITLE, where="title of All codes")
    pen.line(sheet, [None, head], height=24)
    legend = "   ".join(f"{state.shape} {state}" for state in CellState)
    note = f"{legend}.   The number counts passages. Click a cell to go to its summary."
    pen.line(sheet, [None, pen.text(sheet, note, looks.NOTE, where="legend of All codes")])
    pen.line(sheet, [None, *_bands(sheet, pen, contents, plan)], height=18)
    pen.line(sheet, _heads(sheet, pen, contents, plan), height=190)
    for case in matrix.cases:
        name = pen.text(sheet, case.name, looks.CASE, where=f"name of case {case.name}")
        cells = (matrix.cells[case.id, column.id] for column in matrix.columns)
        pen.line(sheet, [name, *(_cell(sheet, pen, plan, cell) for cell in cells)])


def _bands(sheet: Sheet, pen: Pen, contents: WorkbookContents, plan: Plan) -> Iterator[Cell]:
    names = {theme.id: theme.name for theme in contents.matrix.framework.themes}
    columns = contents.matrix.columns
    for theme_id, group in groupby(columns, key=lambda column: column.theme_id):
        look = looks.band(plan.colours[theme_id])
        width = len(list(group))
        where, full = f"name of theme {theme_id}", f"{theme_id} {names[theme_id]}"
        head = pen.text(sheet, full if len(full) <= _WIDTH * width else theme_id, look, where=where)
        pen.remark(head, full, where=where)
        yield head
        yield from (pen.blank(sheet, look) for _ in range(width - 1))


def _heads(sheet: Sheet, pen: Pen, contents: WorkbookContents, plan: Plan) -> Iterator[Cell]:
    yield pen.text(sheet, "Case", looks.HEAD, where="heading of All codes")
    codes = contents.matrix.framework.code_by_id
    for column in contents.matrix.columns:
        look = looks.code_head(column.colour or plan.colours[column.theme_id], upright=True)
        where = f"heading of code {column.id}"
        head = pen.text(sheet, f"{column.id} {column.name}", look, where=where)
        pen.remark(head, definition_note(codes[column.id]), where=f"definition of {column.id}")
        yield head


def _cell(sheet: Sheet, pen: Pen, plan: Plan, cell: MatrixCell) -> Cell:
    count = len(cell.passages)
    text = f"{cell.state.shape} {count}" if count else cell.state.shape
    link = plan.places[cell.case_id, cell.column_id] if count or cell.summaries else None
    look = looks.OVERVIEW_LOOKS[cell.state]
    return pen.text(sheet, text, look, where="All codes", link=link)
