"""Cases by codes in numbers, ready for statistics: how many passages, and whether there are any.

The headings stand in the first row and nothing is merged, so that R, SPSS and the like read the
sheets as they are. A blank is a missing value: either the case was not asked, or not all of its
interviews are finished. Which of the two it is stands in the last columns.
"""

import re
from collections.abc import Callable, Iterator
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter

from coding.matrix import CellState, FrameworkMatrix, MatrixCell
from coding.model import Case
from exports import looks
from exports.contents import WorkbookContents
from exports.page import lay_out, print_setup
from exports.pen import Pen, Sheet
from exports.plan import BINARY, COUNTS

_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,9})?")
_LAST = ("not asked", "not yet coded")
_BLANK = (
    "Blank: nothing can be said. The last columns tell which codes the case was not asked about, "
    "and which are not yet coded because not every interview of the case is finished."
)
_CODED = {
    COUNTS: f"How many passages of the case have the code.\n0: finished, and none has.\n{_BLANK}",
    BINARY: f"1: the case has the code.\n0: its interviews are finished, and it has not.\n{_BLANK}",
}


def counts_sheet(workbook: Workbook, pen: Pen, contents: WorkbookContents) -> None:
    """Add the sheet that counts the passages of each case and code."""
    _sheet(workbook, pen, contents, COUNTS, len)


def binary_sheet(workbook: Workbook, pen: Pen, contents: WorkbookContents) -> None:
    """Add the sheet that has 1 where a case has a code, 0 where it has not, else a blank."""
    _sheet(workbook, pen, contents, BINARY, lambda passages: int(bool(passages)))


def _sheet(
    workbook: Workbook,
    pen: Pen,
    contents: WorkbookContents,
    name: str,
    value: Callable[[tuple[object, ...]], int],
) -> None:
    matrix = contents.matrix
    sheet: Sheet = workbook.create_sheet(name)
    widths = [16.0, *[14.0] * len(matrix.attributes), *[8.0] * len(matrix.columns), 30, 30]
    last = f"{get_column_letter(len(widths))}{len(matrix.cases) + 1}"
    lay_out(sheet, widths, frozen="B2", filtered=f"A1:{last}")
    print_setup(sheet, contents, pages_wide=ceil(sum(widths) / 330))
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"
    pen.line(sheet, _heads(sheet, pen, contents, name), height=80)
    numeric = {one for one in matrix.attributes if _is_numeric(matrix, one)}
    for case in matrix.cases:
        pen.line(sheet, _row(sheet, pen, contents, case, numeric, value))


def _is_numeric(matrix: FrameworkMatrix, attribute: str) -> bool:
    given = [value for case in matrix.cases for name, value in case.attributes if name == attribute]
    return all(_NUMBER.fullmatch(value) for value in given)


def _heads(sheet: Sheet, pen: Pen, contents: WorkbookContents, name: str) -> Iterator[Cell]:
    for text in ("case", *contents.matrix.attributes):
        yield pen.text(sheet, text, looks.HEAD, where=f"heading of {name}")
    for column in contents.matrix.columns:
        head = pen.text(sheet, column.id, looks.HEAD_UPRIGHT, where=f"heading of {name}")
        note = f"{column.id} {column.name}\n\n{_CODED[name]}"
        pen.remark(head, note, where=f"heading of {name}")
        yield head
    for text in _LAST:
        yield pen.text(sheet, text, looks.HEAD, where=f"heading of {name}")


def _row(
    sheet: Sheet,
    pen: Pen,
    contents: WorkbookContents,
    case: Case,
    numeric: set[str],
    value: Callable[[tuple[object, ...]], int],
) -> Iterator[Cell]:
    matrix = contents.matrix
    yield pen.text(sheet, case.name, looks.CASE, where=f"name of case {case.name}")
    given = dict(case.attributes)
    for name in matrix.attributes:
        fact = given.get(name, "")
        if fact and name in numeric:
            yield pen.number(sheet, float(fact) if "." in fact else int(fact), looks.NUMBER)
        else:
            yield pen.text(sheet, fact, looks.FACT, where=f"{name} of {case.name}")
    missing: dict[str, list[str]] = {state: [] for state in _LAST}
    done = _is_finished(matrix, case)
    for column in matrix.columns:
        cell = matrix.cells[case.id, column.id]
        why = _missing(cell, done)
        if why:
            missing[why].append(column.id)
            yield pen.blank(sheet, looks.HATCHED if why == _LAST[0] else looks.UNKNOWN)
        else:
            yield pen.number(sheet, value(cell.passages), looks.NUMBER)
    for state in _LAST:
        yield pen.text(
            sheet, "; ".join(missing[state]), looks.ONE_LINE, where=f"{state}, {case.name}"
        )


def _is_finished(matrix: FrameworkMatrix, case: Case) -> bool:
    return bool(case.document_ids) and not set(case.document_ids).intersection(matrix.unfinished)


def _missing(cell: MatrixCell, finished: bool) -> str:
    """Return why nothing can be said of a cell; empty if it has passages, or surely none."""
    if cell.passages or cell.state is CellState.ASKED_AND_ABSENT:
        return ""
    if cell.not_asked:
        return _LAST[0]
    return "" if finished else _LAST[1]
