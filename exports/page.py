"""How a sheet lies on the screen and on paper."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from exports.pen import Sheet
from exports.safe_text import safe_text

_A3, _A4 = 8, 9


class Printed(Protocol):
    """What a footer names: the study, and when the workbook was made."""

    @property
    def study_name(self) -> str:
        """The study's name."""

    @property
    def made_at(self) -> datetime:
        """An aware time."""


def lay_out(
    sheet: Sheet, widths: Sequence[float], *, frozen: str | None, filtered: str | None = None
) -> None:
    """Set column widths (in characters), what stays in view, and the range with filters.

    To be called before the first row is written.
    """
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = frozen
    sheet.auto_filter.ref = filtered
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100


def print_setup(
    sheet: Sheet, contents: Printed, *, pages_wide: int = 1, upright: bool = False
) -> None:
    """Make the sheet print on A3 landscape (or A4 upright), as long as it takes."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.paperSize = _A4 if upright else _A3
    sheet.page_setup.orientation = "portrait" if upright else "landscape"
    sheet.page_setup.fitToWidth = max(1, pages_wide)
    sheet.page_setup.fitToHeight = 0
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom = 0.5, 0.8
    margins.header = margins.footer = 0.3
    footer = sheet.HeaderFooter.oddFooter
    footer.left.text = f"{_in_footer(contents.study_name)}: {_in_footer(sheet.title)}"
    footer.center.text = f"{contents.made_at:%Y-%m-%d}"
    footer.right.text = "&P of &N"


def break_columns(sheet: Sheet, before: Iterable[int], *, scale: int) -> None:
    """Begin a new page before these columns, and print at a scale in % rather than to fit."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = None
    sheet.page_setup.scale = scale
    for column in before:
        sheet.col_breaks.append(Break(id=column - 1))


def _in_footer(text: str) -> str:
    """Return a short text for a footer, where "&" begins a command."""
    plain = safe_text(" ".join(text.split()), where="footer", whole="the study", limit=200).value
    return (plain if len(plain) <= 60 else plain[:59] + "…").replace("&", "&&")
