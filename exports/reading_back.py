"""A workbook that came back: what in it was edited, by the hidden ids.

Sheets may have been renamed, sorted, moved and cut down; rows and columns are known by their ids
alone. The file comes from outside and is hostile until it is read: nothing in it runs, nothing
is unpacked without a limit.
"""

import io
import re
import warnings
from typing import Any

import openpyxl

from coding.coming_back.coding_sheet import COLUMNS as CODING_COLUMNS
from coding.coming_back.coding_sheet import FORMAT as CODING_FORMAT
from coding.coming_back.comparing import Spelling
from coding.coming_back.values import Place, Returned
from coding.transcripts import TranscriptError
from coding.transcripts.packed import opened
from coding.transcripts.sheets import refuse_entities
from exports.cell_values import meant_text
from exports.errors import ExportError
from exports.hidden_ids import (
    CASE_SUMMARY,
    FORMAT,
    MACHINE_SHEET,
    NOTE_TEXT,
    TABLE_HEADS,
    fingerprint,
)
from exports.reading_sheets import Reading, ReturnError, read_sheet, rows_of
from exports.safe_text import safe_text

MOST_BYTES = 100 * 1024 * 1024
MOST_SHEETS = 500

FORMATS = {
    FORMAT: ("summary:", "attribute:", "memo:", "certainty:", "code.", CASE_SUMMARY, NOTE_TEXT),
    CODING_FORMAT: CODING_COLUMNS,
}
"""What the first hidden cell says, and how the ids of columns begin that may come back."""

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_WHAT = "Excel workbook"
_NOT_OURS = (
    "This workbook holds nothing that came from Betweenlines: its hidden ids are missing. "
    "Choose the workbook that Betweenlines wrote, edited and saved as .xlsx."
)


def spelling() -> Spelling:
    """Return how texts are written into cells and read from them."""
    return Spelling(lambda text: fingerprint(_written(text)), meant_text)


def _written(text: str) -> str:
    # what was cut is refused before it is compared, so it does not matter where the whole is
    return safe_text(text, where="", whole="the study").value


def read_back(data: bytes) -> Returned:
    """Return what was edited in a workbook: one of the matrix, or one with coding sheets.

    Raises:
        ReturnError: If it is no workbook, damaged, locked, harmful or too large, or was not
            written by this program, or holds sheets of several studies.
    """
    merged = _guarded(data)
    reading = Reading(data, FORMATS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            sheets = book.worksheets[:MOST_SHEETS]
            for sheet in sheets:
                if sheet.title == MACHINE_SHEET:
                    _read_machine(sheet, reading)
            for sheet in sheets:
                if sheet.title != MACHINE_SHEET:
                    part = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
                    read_sheet(sheet, reading, merged.get(part, ()))
            book.close()
    except ExportError:
        raise
    except Exception:  # openpyxl raises whatever a damaged part makes it stumble over
        raise ReturnError(
            "The workbook is damaged. Open it in Excel or LibreOffice, save it again as .xlsx "
            "and bring that back."
        ) from None
    return _returned(reading)


def _guarded(data: bytes) -> dict[str, tuple[str, ...]]:
    """Refuse what is no harmless workbook; return the merged areas of each sheet's part."""
    if len(data) > MOST_BYTES:
        raise ReturnError(f"The file is larger than {MOST_BYTES // 2**20} MB. It was not read.")
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise ReturnError(
            "The workbook is protected by a password, or is an old .xls file. Save it as .xlsx "
            "without a password and bring that back."
        )
    if data[:2] != b"PK":
        raise ReturnError("This is no Excel workbook (.xlsx). Save it as .xlsx and try again.")
    merged: dict[str, tuple[str, ...]] = {}
    try:
        with opened(data, what=_WHAT) as packed:
            if "xl/workbook.xml" not in packed.names():
                raise ReturnError("This is no Excel workbook (.xlsx). Save it as .xlsx.")
            refuse_entities(packed)
            for name in packed.names():
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    areas = _MERGED.findall(packed.part(name))[:10_000]
                    merged[name] = tuple(area.decode("ascii") for area in areas)
    except TranscriptError as error:
        raise ReturnError(str(error)) from None
    return merged


def _read_machine(sheet: Any, reading: Reading) -> None:
    """Read of which state of the study the workbook is, and the fingerprints."""
    prints: dict[Place, str] = {}
    in_table = False
    for cells in rows_of(sheet):
        line = [str(cell.value or "") for cell in cells[:4]] + [""] * (4 - len(cells[:4]))
        if tuple(line) == TABLE_HEADS:
            in_table = True
        elif not in_table:
            reading.state[line[0]] = line[1]
        elif line[0]:
            prints[line[0], line[1]] = line[2]
            if line[3] == "cut":
                reading.cut.add((line[0], line[1]))
    if in_table:
        reading.prints = prints


def _returned(reading: Reading) -> Returned:
    studies = set(reading.studies.values()) | {reading.state.get("study", "")} - {""}
    if not reading.studies:
        raise ReturnError(_NOT_OURS)
    if len(studies) > 1:
        names = ", ".join(f"“{title}”" for title in reading.studies)
        raise ReturnError(
            f"The sheets of this workbook come from different studies ({names}). "
            "Bring back each study's own workbook."
        )
    return Returned(
        format=reading.format,
        study_id=studies.pop(),
        edited=tuple(reading.edited),
        rows=frozenset(reading.rows),
        refused=tuple(reading.refused),
        prints=reading.prints,
        cut=frozenset(reading.cut),
        framework_version=_number(reading.state.get("framework version")),
        log_number=_number(reading.state.get("log number")),
        about=reading.state.get("whose") or reading.state.get("coder") or None,
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 16 else None
