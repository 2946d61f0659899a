"""Excel workbooks (.xlsx): the sheet with most words, its cells as text."""

import io
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl

from coding.model import Remark
from coding.transcripts.cleaning import clean, unify_line_ends
from coding.transcripts.errors import TranscriptError
from coding.transcripts.packed import Packed, opened
from coding.transcripts.source import Row, Source, Table

MOST_COLUMNS = 60
MOST_ROWS = 100_000
MOST_SHEETS = 50

_WHAT = "Excel workbook"
_DAMAGED = "The Excel workbook is damaged. Open it in Excel, save it again and import that."


def read_sheets(data: bytes) -> Source:
    """Return the rows of a workbook's fullest sheet; other sheets with words are named.

    Raises:
        TranscriptError: If it is damaged, harmful, locked, or too large or wide for a transcript.
    """
    with opened(data, what=_WHAT) as packed:
        names = packed.names()
        refuse_entities(packed)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
            sheets = [_rows(sheet) for sheet in book.worksheets[:MOST_SHEETS]]
            book.close()
    except TranscriptError:
        raise
    except Exception:  # openpyxl raises whatever a damaged part makes it stumble over
        raise TranscriptError(_DAMAGED) from None
    sizes = [sum(len(cell or "") for row in rows for cell in row.cells) for rows in sheets]
    fullest = max(range(len(sheets)), key=sizes.__getitem__, default=None)
    if fullest is None or not sizes[fullest]:
        raise TranscriptError("The Excel workbook has no words.")
    remarks = [
        Remark(None, f"Sheet {place + 1} was left out ({len(rows)} rows); only one sheet is read.")
        for place, rows in enumerate(sheets)
        if place != fullest and rows
    ]
    if any(name.startswith("xl/comments") for name in names):
        remarks.append(Remark(None, "Comments in cells were left out."))
    return Source("sheet", (Table(tuple(sheets[fullest])),), tuple(remarks))


def refuse_entities(packed: Packed) -> None:
    """Unpack every part once within the limits, and refuse those that declare entities.

    Raises:
        TranscriptError: If a part does, or is too large unpacked.
    """
    for name in packed.names():
        if not name.endswith((".xml", ".rels")):
            continue
        head = packed.part(name)
        plain = head.replace(b"\x00", b"").lower()
        if b"<!doctype" in plain or b"<!entity" in plain:
            raise TranscriptError(
                f"The {_WHAT} declares XML entities, as only a harmful file does. It was not read."
            )


def _rows(sheet: Any) -> list[Row]:
    """Return the rows that have words, numbered as in the sheet."""
    sheet.reset_dimensions()
    rows: list[Row] = []
    number = 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > MOST_ROWS:
            raise TranscriptError(
                f"A sheet has more than {MOST_ROWS:,} rows. Import the rows of one transcript."
            )
        texts = tuple(_texts(cells))
        if len(texts) > MOST_COLUMNS:
            raise TranscriptError(
                f"Row {number} of a sheet has more than {MOST_COLUMNS} columns; "
                "a transcript has two to six."
            )
        if texts:
            rows.append(Row(number, texts))
    return rows


def _texts(cells: Sequence[Any]) -> Iterator[str]:
    """Yield a row's cells as text, without the empty ones at its end."""
    last = max((place for place, cell in enumerate(cells) if cell not in (None, "")), default=-1)
    return (_text(cell) for cell in cells[: last + 1])


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, timedelta):
        return _clock(cell.total_seconds())
    if isinstance(cell, datetime) and cell.year <= 1900:
        return _clock((cell - datetime(1899, 12, 30)).total_seconds())  # noqa: DTZ001 (Excel's zero)
    if isinstance(cell, time):
        return _clock(cell.hour * 3600 + cell.minute * 60 + cell.second + cell.microsecond / 1e6)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return clean(unify_line_ends(str(cell))).strip()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours:02}:{minutes:02}:{rest:06.3f}"
