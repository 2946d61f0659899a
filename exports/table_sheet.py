"""A table as a sheet: title, what a row is, headings, rows."""

from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.formatting.rule import DataBarRule
from openpyxl.utils import get_column_letter

from coding.agreement.values import Statistic
from exports import looks
from exports.agreement_table import Form, Head, Table, Value
from exports.agreement_words import MEANINGS
from exports.page import Printed, lay_out, print_setup
from exports.pen import Pen, Sheet

_FORMS = {
    Form.COUNT: looks.NUMBER,
    Form.FIGURE: looks.COEFFICIENT,
    Form.SHARE: looks.SHARE,
    Form.BOUND: looks.BOUND,
    Form.BOUND_SHARE: looks.BOUND_SHARE,
}
_DRAWN = frozenset({Statistic.KRIPPENDORFF_ALPHA, Statistic.ALPHA_MASI, Statistic.U_ALPHA})
_BAR = "8FC4B5"
_PAGE = 260  # characters across a page of A3


def table_sheet(
    workbook: Workbook, pen: Pen, printed: Printed, table: Table, *, about: str | None = None
) -> None:
    """Add a table as a sheet of its name; `about` stands below the title (default: the table's)."""
    sheet: Sheet = workbook.create_sheet(table.name)
    _shape(sheet, printed, table)
    pen.line(sheet, [pen.text(sheet, table.name, looks.TITLE, where=table.name)], height=26)
    told = f"{table.about}." if about is None else about
    pen.line(sheet, [pen.text(sheet, told, looks.NOTE, where=table.name)])
    pen.line(sheet, [_head(sheet, pen, table, head) for head in table.heads], height=46)
    for row in table.rows:
        pen.line(
            sheet, [_cell(sheet, pen, table, *one) for one in zip(table.heads, row, strict=True)]
        )


def _shape(sheet: Sheet, printed: Printed, table: Table) -> None:
    last = get_column_letter(len(table.heads))
    frozen = f"{get_column_letter(table.frozen + 1)}4"
    filtered = f"A3:{last}{len(table.rows) + 3}"
    lay_out(sheet, [head.width for head in table.heads], frozen=frozen, filtered=filtered)
    wide = sum(head.width for head in table.heads)
    print_setup(sheet, printed, pages_wide=ceil(wide / _PAGE))
    sheet.print_title_rows = "3:3"
    if table.frozen:
        sheet.print_title_cols = f"A:{get_column_letter(table.frozen)}"
    for head, column in zip(table.heads, range(1, len(table.heads) + 1), strict=True):
        if head.name in _DRAWN and table.rows:
            letter = get_column_letter(column)
            cells = f"{letter}4:{letter}{len(table.rows) + 3}"
            bar = DataBarRule("num", 0, "num", 1, color=_BAR, showValue=True)
            sheet.conditional_formatting.add(cells, bar)


def _head(sheet: Sheet, pen: Pen, table: Table, head: Head) -> Cell:
    cell = pen.text(sheet, head.title, looks.HEAD, where=f"heading of {table.name}")
    meaning = MEANINGS.get(head.name)
    if meaning:
        source = f" ({meaning.source})" if meaning.source else ""
        pen.remark(cell, meaning.tells + source, where=f"heading of {table.name}")
    return cell


def _cell(sheet: Sheet, pen: Pen, table: Table, head: Head, value: Value) -> Cell:
    look = _FORMS.get(head.form, looks.CASE if head.form is Form.NAME else looks.BODY)
    if value is None or value == "":
        return pen.blank(sheet, look)
    if isinstance(value, str):
        return pen.text(sheet, value, look, where=f"{table.name}, {head.title}")
    return pen.number(sheet, value, look)
