"""Writing cells: every text goes through `exports.safe_text`, every look is made once."""

from dataclasses import replace
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.hyperlink import Hyperlink

from exports.looks import Look
from exports.safe_text import TextNotice, safe_text

Sheet: TypeAlias = WriteOnlyWorksheet
"""A sheet that is written row by row and then forgotten, which keeps large ones fast."""

_COMMENT_LIMIT = 4_000


class Pen:
    """Makes the cells of one workbook and remembers what could not be written as it is.

    `whole` says where the whole of a text is that must be cut.
    """

    def __init__(self, workbook: Workbook, *, whole: str) -> None:
        self.notices: list[TextNotice] = []
        self._whole = whole
        self._workbook = workbook
        self._styles: dict[tuple[Look, bool], StyleArray] = {}

    def text(
        self, sheet: Sheet, text: str, look: Look, *, where: str, link: str | None = None
    ) -> Cell:
        """Return a cell with `text`; `link` is a place in the workbook (see `place`)."""
        safe = safe_text(text, where=where, whole=self._whole)
        self.notices.extend(safe.notices)
        cell = WriteOnlyCell(sheet)
        cell._value = (
            safe.value
        )  # the public way turns "=1" into a formula and "#N/A" into an error
        cell.data_type = "s"
        if link is not None:
            look = replace(look, linked=True)
            cell.hyperlink = Hyperlink(ref="", location=link)
        cell._style = self._style(sheet, look, safe.as_text)
        return cell

    def number(self, sheet: Sheet, number: int, look: Look) -> Cell:
        """Return a cell with a whole number."""
        cell = WriteOnlyCell(sheet, value=number)
        cell._style = self._style(sheet, look, False)
        return cell

    def blank(self, sheet: Sheet, look: Look) -> Cell:
        """Return an empty cell that has a look."""
        cell = WriteOnlyCell(sheet)
        cell._style = self._style(sheet, look, False)
        return cell

    def remark(self, cell: Cell, text: str, *, where: str) -> None:
        """Hang a comment on a cell, big enough to be read."""
        safe = safe_text(text, where=where, whole="the Codebook sheet", limit=_COMMENT_LIMIT)
        self.notices.extend(safe.notices)
        lines = sum(1 + len(line) // 52 for line in safe.value.split("\n"))
        height = min(600, 24 + 17 * lines)
        cell.comment = Comment(safe.value, "Betweenlines", height=height, width=360)

    def _style(self, sheet: Sheet, look: Look, as_text: bool) -> StyleArray:
        key = (look, as_text)
        if key not in self._styles:
            model = WriteOnlyCell(sheet)
            model.font, model.fill = look.font(), look.pattern()
            model.alignment, model.border = look.alignment(), look.border()
            model._style.quotePrefix = int(as_text)
            self._styles[key] = model._style
        return self._styles[key]


def place(sheet_name: str, address: str) -> str:
    """Return a place for links inside a workbook, e.g. 'All codes'!C5."""
    return f"{quote_sheetname(sheet_name)}!{address}"
