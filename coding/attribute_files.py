"""Tables of attributes from CSV files and Excel workbooks, their cells as people see them."""

import csv
import io
import re
import warnings
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl

from coding.attributes import AttributeTable, TableRow
from coding.transcripts.cleaning import clean, unify_line_ends
from coding.transcripts.errors import TranscriptError
from coding.transcripts.packed import opened
from coding.transcripts.plain_text import decode_text, read_text
from coding.transcripts.sheets import refuse_entities

MOST_ROWS = 20_000
MOST_COLUMNS = 200
LARGEST_FILE = 20_000_000
_SEPARATORS = (",", ";", "\t", "|")
_WHAT = "Excel workbook"
_PADDED = re.compile(r"0{2,20}")
_DECIMALS = re.compile(r"(?:#,##)?0\.(0{1,15})(?:_\))?")
_PERCENT = re.compile(r"0(?:\.(0{1,15}))?%")


class AttributeFileError(TranscriptError):
    """A file that holds no table of attributes, or one that cannot be read."""


def read_attribute_table(
    data: bytes, *, sheet: str | None = None, encoding: str | None = None
) -> AttributeTable:
    """Return the table in a CSV file or a workbook's sheet.

    Args:
        data: The file's bytes.
        sheet: The name of the sheet; without it, the first that has a table.
        encoding: That of a CSV file; without it, the likeliest.

    Raises:
        AttributeFileError: If there is no table with a heading row and a row below it.
        TranscriptError: If the file is damaged, harmful or no text.
    """
    if len(data) > LARGEST_FILE:
        raise AttributeFileError("The file is larger than 20 MB. A table of cases is small.")
    if data.startswith(b"PK"):
        return _table(_sheet_rows(data, sheet), ())
    return _table(*_text_rows(data, encoding))


def sheet_names(data: bytes) -> tuple[str, ...]:
    """Return the names of a workbook's sheets; none for a CSV file.

    Raises:
        TranscriptError: If the workbook is damaged or harmful.
    """
    return tuple(_book(data).sheetnames) if data.startswith(b"PK") else ()


def text_encoding(data: bytes) -> str | None:
    """Return what a CSV file is read as; None for a workbook.

    Raises:
        TranscriptError: If it is no text.
    """
    return None if data.startswith(b"PK") else read_text(data).encoding


def _text_rows(
    data: bytes, encoding: str | None
) -> tuple[list[tuple[int, list[str]]], tuple[str, ...]]:
    told = read_text(data, encoding=encoding)
    text = decode_text(data) if encoding is None else data.decode(encoding, errors="replace")
    text = text.removeprefix("\ufeff")
    first, _, rest = text.partition("\n")
    named = re.fullmatch(r"\s*sep=(.)\s*", first, re.IGNORECASE)
    separator = named[1] if named else _separator(text)
    skipped = 1 if named else 0
    try:
        reader = csv.reader(io.StringIO(rest if named else text, newline=""), delimiter=separator)
        rows = [(reader.line_num + skipped, row) for row in reader]
    except csv.Error:
        raise AttributeFileError(
            "The file cannot be read as a table. Save it as CSV or Excel again."
        ) from None
    return rows, tuple(remark.what for remark in told.remarks)


def _separator(text: str) -> str:
    """Return what parts the columns: what cuts most rows into the same number of them."""

    def evenness(separator: str) -> tuple[int, int]:
        try:
            reader = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=separator)
            widths = Counter(len(row) for row in reader if any(cell.strip() for cell in row))
        except csv.Error:
            return 0, 0
        width, rows = max(widths.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
        return (rows, width) if width > 1 else (0, 0)

    return max(_SEPARATORS, key=evenness)


def _book(data: bytes) -> Any:
    with opened(data, what=_WHAT) as packed:
        refuse_entities(packed)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
    except Exception:  # openpyxl raises whatever a damaged part makes it stumble over
        raise AttributeFileError(
            "The Excel workbook is damaged. Open it in Excel, save it again and choose that."
        ) from None


def _sheet_rows(data: bytes, wanted: str | None) -> list[tuple[int, list[str]]]:
    book = _book(data)
    if wanted is not None and wanted not in book.sheetnames:
        raise AttributeFileError("The workbook has no sheet of this name. Choose another.")
    for sheet in book.worksheets if wanted is None else [book[wanted]]:
        sheet.reset_dimensions()
        rows: list[tuple[int, list[str]]] = []
        try:
            for number, cells in enumerate(sheet.iter_rows(), 1):
                _check_size(number, len(cells))
                rows.append((number, [_seen(cell) for cell in cells]))
        except AttributeFileError:
            raise
        except Exception:  # as above
            raise AttributeFileError("A sheet of the workbook is damaged.") from None
        if wanted is not None or sum(any(row) for _, row in rows) > 1:
            return rows
    return []


def _seen(cell: Any) -> str:
    """Return a cell as Excel shows it, dates as 2025-01-31."""
    value, shown = cell.value, cell.number_format if cell.value is not None else ""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        bare = value.time() == time()
        return value.date().isoformat() if bare else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time | timedelta):
        return str(value)
    if isinstance(value, int | float):
        return _number_seen(value, shown)
    return str(value)


def _number_seen(value: float, shown: str) -> str:
    """Return a number with the zeros, decimals or percent sign that its format gives it."""
    if _PADDED.fullmatch(shown) and value >= 0:
        return f"{round(value):0{len(shown)}d}"
    if found := _PERCENT.fullmatch(shown):
        return f"{value * 100:.{len(found[1] or '')}f}%"
    if found := _DECIMALS.fullmatch(shown):
        return f"{value:.{len(found[1])}f}"
    return str(int(value)) if float(value).is_integer() else f"{value:.15g}"


def _check_size(rows: int, columns: int) -> None:
    if rows > MOST_ROWS:
        raise AttributeFileError(f"The table has more than {MOST_ROWS:,} rows. One case, one row.")
    if columns > MOST_COLUMNS:
        raise AttributeFileError(
            f"The table has more than {MOST_COLUMNS} columns. Keep those that describe the cases."
        )


def _table(rows: Iterable[tuple[int, Sequence[str]]], remarks: Sequence[str]) -> AttributeTable:
    filled: list[tuple[int, list[str]]] = []
    for number, cells in rows:
        _check_size(len(filled), len(cells))
        told = [clean(unify_line_ends(cell)).strip() for cell in cells]
        if any(told):
            filled.append((number, told))
    if len(filled) < 2:
        raise AttributeFileError(
            "There is no table in this file: it needs a heading row and a row for each case."
        )
    heads = [" ".join(cell.split()) for cell in filled[0][1]]
    places = [place for place, head in enumerate(heads) if head]
    _check_heads([heads[place] for place in places])
    lost = sum(
        any(cell and place not in places for place, cell in enumerate(row)) for _, row in filled
    )
    without = f"Columns without a heading were left out (words in {lost} rows)."
    return AttributeTable(
        tuple(heads[place] for place in places),
        tuple(
            TableRow(number, tuple(row[place] if place < len(row) else "" for place in places))
            for number, row in filled[1:]
        ),
        (*remarks, *([without] if lost else [])),
    )


def _check_heads(heads: Sequence[str]) -> None:
    twice = next((head for head, number in Counter(heads).items() if number > 1), None)
    if twice is not None:
        raise AttributeFileError(f"Two columns are called “{twice[:60]}”. Give one another name.")
    if len(heads) < 2:
        raise AttributeFileError(
            "The table has one column. It needs one that names the case, and one or more for "
            "attributes."
        )
