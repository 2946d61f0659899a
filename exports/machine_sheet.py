"""The sheet that no program lists: of which state of which study the workbook is."""

from collections.abc import Iterator

from openpyxl import Workbook

from exports import looks
from exports.contents import WorkbookContents
from exports.hidden_ids import FORMAT, MACHINE_SHEET, TABLE_HEADS
from exports.pen import Pen, Sheet


def machine_sheet(workbook: Workbook, pen: Pen, contents: WorkbookContents) -> None:
    """Add the sheet; to be called when all others are written, for it names what they hold."""
    sheet: Sheet = workbook.create_sheet(MACHINE_SHEET)
    sheet.sheet_state = "veryHidden"
    for line in (*_state(contents), ("", ""), TABLE_HEADS):
        pen.line(sheet, [_text(sheet, pen, text) for text in line], height=12)
    for written in dict.fromkeys(pen.written):
        line = (written.row, written.column, written.sha256, written.changed)
        sheet.append([_text(sheet, pen, text) for text in line])


def _text(sheet: Sheet, pen: Pen, text: str) -> object:
    return pen.text(sheet, text, looks.MACHINE, where=f"sheet {MACHINE_SHEET}")


def _state(contents: WorkbookContents) -> Iterator[tuple[str, str]]:
    log_number = contents.log_number
    yield "format", FORMAT
    yield "study", contents.study_id
    yield "framework version", str(contents.matrix.framework_version)
    yield "log number", "" if log_number is None else str(log_number)
    yield "program version", contents.program_version
    yield "written at", contents.made_at.isoformat()
    yield "whose", contents.matrix.whose or ""
    yield "drafts", "yes" if contents.include_drafts else "no"
