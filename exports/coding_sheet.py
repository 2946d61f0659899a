"""Coding sheets: one coder's passages in rows, for coders who work in a spreadsheet.

One table a document with a heading row, no merged cells and nothing but words in the cells, so
that a screen reader can read it. It holds no coder's name and nobody else's codes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo

from coding.coming_back.coding_sheet import (
    CERTAINTY,
    CODES,
    COLUMNS,
    FINISHED,
    FORMAT,
    MEMO,
    Sheet,
    segment_row,
    sheet_rows,
)
from coding.model import Decision, Document, Role, Segment
from exports.hidden_ids import MACHINE_SHEET, TABLE_HEADS, fingerprint, study_column
from exports.safe_text import safe_sheet_name, safe_text
from framework.model import Framework

HEADS = ("id", "Passage", "Lines", "Speaker", "Text", "Codes", "Certainty", "Memo", "Finished")
WIDTHS = (12, 9, 12, 15, 80, 30, 12, 40, 10)
HOW_TO, CODE_LIST = "How to", "Codes"

_EDITABLE = {CODES: 6, CERTAINTY: 7, MEMO: 8, FINISHED: 9}
_WHOLE = "the study in Betweenlines"
_GREY = Font(name="Arial", size=10, color="5B6673", italic=True)
_BODY = Font(name="Arial", size=10)
_HEAD = Font(name="Arial", size=10, bold=True, color="FFFFFF")
_FILL = PatternFill("solid", fgColor="3B4754")
_WRAP = Alignment(wrap_text=True, vertical="top")
_HELP = """\
Each sheet after this one is one interview, a row for each passage. Fill in the last four columns.
Codes: the ids from the sheet Codes, parted by semicolons, such as {example}. To take a code off, \
take its id out.
Certainty: sure or unsure, for all codes of the passage. It may stay empty.
Memo: a note of yours on what you coded in the passage. It needs a code to be about.
Finished: yes when you have decided on the passage, also where no code fits. What is left empty \
does not count as decided.
Rows without a passage number are what the interviewer said: they are there to be read.
Leave the first row and the first column, which are hidden, in place. You may sort and filter, \
and add columns of your own to the right.
Save the workbook as .xlsx and bring it back in Betweenlines: Export, then Bring back.
""".splitlines()


@dataclass(frozen=True, slots=True)
class CodingSheetContents:
    """What goes into one coder's workbook. `decisions` are this coder's, of the whole study.

    `log_number` is the number of the log's last entry when they were read.
    """

    study_id: str
    coder_id: str
    framework: Framework
    framework_version: int
    sheets: tuple[Sheet, ...]
    decisions: tuple[Decision, ...]
    log_number: int
    made_at: datetime
    program_version: str


def coding_workbook(contents: CodingSheetContents) -> bytes:
    """Return the workbook (.xlsx). Time grows with the passages."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    _how_to(workbook, contents.framework)
    names = [HOW_TO, CODE_LIST, MACHINE_SHEET]
    written: list[tuple[str, str, str, str]] = []
    for number, sheet in enumerate(contents.sheets, 1):
        names.append(safe_sheet_name(sheet.document.name, names))
        page = workbook.create_sheet(names[-1])
        written += _page(page, contents, sheet, number)
    _codes(workbook, contents.framework)
    _machine(workbook, contents, written)
    workbook.properties.title = "Coding sheets"
    workbook.properties.creator = f"Betweenlines {contents.program_version}"
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def _put(page: Any, row: int, column: int, text: str, font: Font = _BODY) -> Cell:
    """Put text into a cell, as text whatever it begins with; return the cell."""
    safe = safe_text(text, where="", whole=_WHOLE)
    cell: Cell = page.cell(row, column)
    if safe.value:
        cell._value, cell.data_type = safe.value, "s"
    cell.font, cell.alignment = font, _WRAP
    if safe.as_text:
        cell.quotePrefix = True
    return cell


def _how_to(workbook: Workbook, framework: Framework) -> None:
    page = workbook.create_sheet(HOW_TO)
    page.column_dimensions["A"].width = 110
    ids = [code.id for code in framework.codes()][:2]
    _put(page, 1, 1, "How to code in these sheets", Font(name="Arial", size=14, bold=True))
    for number, line in enumerate(_HELP, 2):
        _put(page, number, 1, line.format(example="; ".join(ids)))


def _page(
    page: Any, contents: CodingSheetContents, sheet: Sheet, number: int
) -> Iterator[tuple[str, str, str, str]]:
    """Write one document; yield what was written in each cell that may come back."""
    ids = [FORMAT, study_column(contents.study_id), *[""] * 3, *COLUMNS]
    for column, (id_, head, width) in enumerate(zip(ids, HEADS, WIDTHS, strict=True), 1):
        _put(page, 1, column, id_)
        _put(page, 2, column, head, _HEAD).fill = _FILL
        page.column_dimensions[page.cell(1, column).column_letter].width = width
    page.row_dimensions[1].hidden = True
    page.column_dimensions["A"].hidden = True
    page.freeze_panes = "C3"
    speakers = _speakers(sheet.document)
    rows = sheet_rows(sheet, contents.decisions)
    for at, segment in enumerate(sheet.segments, 3):
        _context(page, at, sheet.document, segment, speakers)
        row_id = segment_row(segment)
        if row_id not in rows:
            continue
        _put(page, at, 1, row_id)
        for what, text in rows[row_id].texts.items():
            cell = _put(page, at, _EDITABLE[what], text)
            if cell.value:
                yield row_id, what, fingerprint(str(cell.value)), _changed(text, cell)
    _finish(page, number, len(sheet.segments) + 2)


def _changed(text: str, cell: Cell) -> str:
    return "" if cell.value == text else "cut" if "[cut here:" in str(cell.value) else "signs"


def _context(
    page: Any, at: int, document: Document, segment: Segment, speakers: Sequence[str]
) -> None:
    """Write where a passage stands, who speaks and the words."""
    font = _BODY if segment.codable else _GREY
    first, last = document.line_of(segment.start), document.line_of(segment.end - 1)
    lines = f"L{first}" if first == last else f"L{first}-{last}"
    if segment.codable:
        page.cell(at, 2, segment.number).font = font
        page.cell(at, 2).alignment = _WRAP
    _put(page, at, 3, lines, font)
    _put(page, at, 4, speakers[segment.turn], font)
    _put(page, at, 5, document.text[segment.start : segment.end], font)


def _speakers(document: Document) -> tuple[str, ...]:
    """Return who speaks in each turn by role, numbered where several have one; never by name."""
    known: dict[tuple[Role | None, str | None], int] = {}
    counts: dict[Role | None, int] = {}
    for turn in document.turns:
        if (turn.role, turn.speaker) not in known:
            counts[turn.role] = counts.get(turn.role, 0) + 1
            known[turn.role, turn.speaker] = counts[turn.role]
    told = []
    for turn in document.turns:
        name = (turn.role or "speaker").capitalize()
        several = counts[turn.role] > 1
        told.append(f"{name} {known[turn.role, turn.speaker]}" if several else name)
    return tuple(told)


def _finish(page: Any, number: int, last: int) -> None:
    """Make the rows a table with a name, and say what the last columns may hold."""
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.print_title_rows = "2:2"
    last = max(3, last)
    table = Table(displayName=f"Passages{number}", ref=f"A2:I{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    page.add_table(table)
    for column, choices in (("G", "sure,unsure"), ("I", "yes,no")):
        allowed = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True)
        allowed.error = f"Write one of: {choices.replace(',', ', ')}; or leave it empty."
        page.add_data_validation(allowed)
        allowed.add(f"{column}3:{column}{last}")
    hint = DataValidation(allow_blank=True, showInputMessage=True)
    hint.promptTitle = "Codes"
    hint.prompt = "Ids from the sheet Codes, parted by semicolons."
    page.add_data_validation(hint)
    hint.add(f"F3:F{last}")


def _codes(workbook: Workbook, framework: Framework) -> None:
    page = workbook.create_sheet(CODE_LIST)
    heads, widths = ("Code", "Name", "Theme", "Definition"), (12, 32, 32, 90)
    for column, (head, width) in enumerate(zip(heads, widths, strict=True), 1):
        _put(page, 1, column, head, _HEAD).fill = _FILL
        page.column_dimensions[page.cell(1, column).column_letter].width = width
    page.freeze_panes = "B2"
    count = 1
    for count, code in enumerate(framework.codes(), 2):
        theme = framework.theme_of[code.id].name
        for column, text in enumerate((code.id, code.name, theme, code.definition), 1):
            _put(page, count, column, text)
    if count > 1:
        page.add_table(Table(displayName="Codes", ref=f"A1:D{count}"))


def _machine(
    workbook: Workbook,
    contents: CodingSheetContents,
    written: Sequence[tuple[str, str, str, str]],
) -> None:
    """Add the sheet that no program lists: of which state it is, and what was written."""
    page = workbook.create_sheet(MACHINE_SHEET)
    page.sheet_state = "veryHidden"
    for line in (
        ("format", FORMAT),
        ("study", contents.study_id),
        ("framework version", str(contents.framework_version)),
        ("log number", str(contents.log_number)),
        ("program version", contents.program_version),
        ("written at", contents.made_at.isoformat()),
        ("coder", contents.coder_id),
        ("", ""),
        TABLE_HEADS,
        *written,
    ):
        page.append(line)
