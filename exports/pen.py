"""Writing cells: every text goes through `exports.safe_text`, every look is made once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.hyperlink import Hyperlink

from exports.hidden_ids import Written, fingerprint
from exports.looks import Look
from exports.safe_text import TextNotice, safe_text

Sheet: TypeAlias = WriteOnlyWorksheet
"""A sheet that is written row by row and then forgotten, which keeps large ones fast."""

_COMMENT_LIMIT = 4_000
_POINTS_PER_LINE = 12.8
_HIGHEST = 409.0  # Excel allows no more
_LETTERS_PER_WIDTH = 1.17  # of Arial 10, for one unit of column width


class Pen:
    """Makes the cells of one workbook and remembers what could not be written as it is.

    `written` has the fingerprint of each value that may be edited and come back.
    `whole` says where the whole of a text is that must be cut.
    """

    def __init__(self, workbook: Workbook, *, whole: str) -> None:
        self.notices: list[TextNotice] = []
        self.written: list[Written] = []
        self._whole = whole
        self._workbook = workbook
        self._styles: dict[tuple[int, bool], tuple[Look, StyleArray]] = {}
        self._blanks: dict[tuple[str, Look], Cell] = {}
        self._widths: dict[str, tuple[float, ...]] = {}
        self._rows: Counter[str] = Counter()

    def line(
        self,
        sheet: Sheet,
        cells: Iterable[Cell | None],
        *,
        height: float | None = None,
        hidden: bool = False,
    ) -> None:
        """Add a row; without a `height` (in points) it is made high enough for its text.

        The row is not fixed at that height: it follows when somebody edits it.
        """
        row = list(cells)
        if sheet.title not in self._widths:
            self._widths[sheet.title] = _column_widths(sheet)
            # openpyxl would try each cell as a value first: a tenth of the time goes into that
            sheet._values_to_row = _placed
        widths = self._widths[sheet.title]
        shape = {"ht": f"{height or fitting_height(row, widths):g}"}
        if hidden:
            shape["hidden"] = "1"
        self._rows[sheet.title] += 1
        sheet.row_dimensions[self._rows[sheet.title]] = shape
        sheet.append(row)

    def text(
        self, sheet: Sheet, text: str, look: Look, *, where: str, link: str | None = None
    ) -> Cell:
        """Return a cell with `text`; `link` is a place in the workbook (see `place`)."""
        safe = safe_text(text, where=where, whole=self._whole)
        self.notices.extend(safe.notices)
        cell = WriteOnlyCell(sheet)
        cell._value = safe.value  # by way of `value`, "=1" becomes a formula, "#N/A" an error
        cell.data_type = "s"
        if link is not None:
            cell.hyperlink = Hyperlink(ref="", location=link)
        cell._style = self._style(sheet, look, safe.as_text)
        return cell

    def editable(
        self, sheet: Sheet, text: str, look: Look, *, where: str, ids: tuple[str, str]
    ) -> Cell:
        """Return a cell whose text may be edited and come back.

        `ids` are those of its row and its column (`exports.hidden_ids`).
        """
        before = len(self.notices)
        cell = self.text(sheet, text, look, where=where)
        if cell._value:
            told = {notice.what.startswith("cut to") for notice in self.notices[before:]}
            changed = "cut" if True in told else "signs" if told else ""
            self.written.append(Written(*ids, fingerprint(cell._value), changed))
        return cell

    def number(self, sheet: Sheet, number: float, look: Look) -> Cell:
        """Return a cell with a number, written as the look says."""
        cell = WriteOnlyCell(sheet, value=number)
        cell._style = self._style(sheet, look, False)
        return cell

    def blank(self, sheet: Sheet, look: Look) -> Cell:
        """Return an empty cell that has a look; the same for all on a sheet, as it is written."""
        key = (sheet.title, look)
        if key not in self._blanks:
            cell = WriteOnlyCell(sheet)
            cell._style = self._style(sheet, look, False)
            self._blanks[key] = cell
        return self._blanks[key]

    def remark(self, cell: Cell, text: str, *, where: str) -> None:
        """Hang a comment on a cell, big enough to be read."""
        safe = safe_text(text, where=where, whole="the Codebook sheet", limit=_COMMENT_LIMIT)
        self.notices.extend(safe.notices)
        lines = sum(1 + len(line) // 52 for line in safe.value.split("\n"))
        height = min(600, 24 + 17 * lines)
        cell.comment = Comment(safe.value, "Betweenlines", height=height, width=360)

    def _style(self, sheet: Sheet, look: Look, as_text: bool) -> StyleArray:
        key = (id(look), as_text)  # the look is kept beside its style, so that the id stays its own
        if key not in self._styles:
            model = WriteOnlyCell(sheet)
            model.font, model.fill = look.font(), look.pattern()
            model.alignment, model.border = look.alignment(), look.border()
            model.number_format = look.form
            model._style.quotePrefix = int(as_text)
            self._styles[key] = (look, model._style)
        return self._styles[key][1]


def _placed(cells: Iterable[Cell | None], row: int) -> Iterator[Cell]:
    """Yield the cells of a row that is being written, each told where it is."""
    for column, cell in enumerate(cells, 1):
        if cell is not None:
            cell.row, cell.column = row, column
            if cell.hyperlink is not None:
                cell.hyperlink.ref = cell.coordinate
            yield cell


def place(sheet_name: str, address: str) -> str:
    """Return a place for links inside a workbook, e.g. 'All codes'!C5."""
    return f"{quote_sheetname(sheet_name)}!{address}"


def _column_widths(sheet: Sheet) -> tuple[float, ...]:
    """Return the widths of the columns that have one, in characters."""
    count = len(sheet.column_dimensions)
    letters = (get_column_letter(number) for number in range(1, count + 1))
    return tuple(sheet.column_dimensions[letter].width for letter in letters)


def fitting_height(row: Sequence[Cell | None], widths: Sequence[float]) -> float:
    """Return the height in points at which all wrapped text of a row should be seen.

    It is an estimate: every program breaks lines a little differently.
    """
    lines = 1
    for cell, width in zip(row, widths, strict=False):
        if cell is None or not isinstance(cell._value, str):
            continue
        text, room = cell._value, width * _LETTERS_PER_WIDTH
        if (len(text) > room / 2 or "\n" in text) and cell.alignment.wrap_text:
            lines = max(lines, _lines(text, room))
    return min(_HIGHEST, 3 + lines * _POINTS_PER_LINE)


def _lines(text: str, room: float) -> int:
    """Return how many lines a text takes; a line breaks at a word, which leaves some room empty."""
    filled = max(room - 3, room * 0.7)
    widths = (_letters(line) for line in text.split("\n"))
    return sum(1 if width <= room else 1 + int(width / filled) for width in widths)


def _letters(text: str) -> int:
    """Return the width of `text` in Latin letters: Chinese and the like count twice."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
