"""A sheet that lists things, a row each: ids in a hidden column, and in a hidden row if asked."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from exports import looks
from exports.contents import WorkbookContents
from exports.hidden_ids import FORMAT
from exports.page import lay_out, print_setup
from exports.pen import Pen, Sheet


def list_sheet(
    workbook: Workbook,
    pen: Pen,
    contents: WorkbookContents,
    name: str,
    shape: tuple[Sequence[str], Sequence[float], int],
    *,
    ids: Sequence[str] = (),
) -> Sheet:
    """Return a new sheet with its headings.

    `shape` is headings, widths and number of rows; `ids` stand in a hidden row above the
    headings, from the second column on.
    """
    heads, widths, rows = shape
    sheet: Sheet = workbook.create_sheet(name)
    top = 2 if ids else 1
    last = f"{get_column_letter(len(widths))}{rows + top}"
    lay_out(sheet, widths, frozen=f"C{top + 1}", filtered=f"B{top}:{last}")
    sheet.column_dimensions["A"].hidden = True
    print_setup(sheet, contents)
    sheet.print_title_rows = f"{top}:{top}"
    if ids:
        hidden = [pen.text(sheet, text, looks.MACHINE, where="ids") for text in (FORMAT, *ids)]
        pen.line(sheet, hidden, hidden=True)
    pen.line(
        sheet,
        [pen.text(sheet, t, looks.HEAD, where=f"heading of {name}") for t in heads],
        height=32,
    )
    return sheet
