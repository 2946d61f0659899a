"""One sheet of a workbook that came back: its edited cells, by the ids of row and column."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from coding.coming_back.values import Found, Place, Refused
from exports.cell_values import cell_text
from exports.errors import ExportError
from exports.hidden_ids import CODE_SUMMARIES, fingerprint

MOST_ROWS = 200_000
MOST_COLUMNS = 4_000
LOOKED_THROUGH = 30
"""How many rows from the top the hidden ids may stand."""

_EMPTY = fingerprint("")


class ReturnError(ExportError):
    """A workbook cannot be brought back; the message says why and what to do."""


@dataclass(slots=True)
class Reading:
    """What is asked and what is known while the sheets of a workbook are read.

    `formats` has what the first hidden cell of a sheet may say, with how the ids of the columns
    begin that may come back from such a sheet.
    """

    data: bytes
    formats: Mapping[str, tuple[str, ...]]
    format: str = ""
    prints: dict[Place, str] | None = None
    cut: set[Place] = field(default_factory=set)
    state: dict[str, str] = field(default_factory=dict)
    studies: dict[str, str] = field(default_factory=dict)
    edited: list[Found] = field(default_factory=list)
    rows: set[str] = field(default_factory=set)
    refused: list[Refused] = field(default_factory=list)


@dataclass(slots=True)
class _Sheet:
    """One sheet: where its ids stand, its merged cells, and whether a row with an id was met."""

    title: str
    id_column: int
    editable: tuple[tuple[int, str], ...]
    merged: frozenset[tuple[int, int]]
    begun: bool = False


def rows_of(sheet: Any) -> Iterator[Sequence[Any]]:
    """Return a sheet's rows, as far as they go, whatever it says of its size.

    Raises:
        ReturnError: If it has far more than any sheet that this program writes.
    """
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if number > MOST_ROWS or len(cells) > MOST_COLUMNS:
            raise ReturnError(
                f"The sheet “{sheet.title}” is far larger than any that Betweenlines writes. "
                "Delete its empty rows and columns, save it and try again."
            )
        yield cells


def read_sheet(sheet: Any, reading: Reading, merged: Iterable[str]) -> None:
    """Add what was edited on a sheet; one without hidden ids is passed over.

    Args:
        sheet: As openpyxl reads it, row by row.
        reading: Where to add it.
        merged: The sheet's merged areas, such as "E5:F5".
    """
    known: _Sheet | None = None
    for number, cells in enumerate(rows_of(sheet), 1):
        if known is not None:
            _read_row(known, number, cells, reading)
            continue
        if number > LOOKED_THROUGH:
            return
        known = _known(sheet.title, cells, reading, merged)


def _known(
    title: str, cells: Sequence[Any], reading: Reading, merged: Iterable[str]
) -> _Sheet | None:
    """Return what the row of ids says; None if this is not it."""
    texts = [cell.value if isinstance(cell.value, str) else "" for cell in cells]
    format_ = next((text for text in texts if text in reading.formats), None)
    if format_ is None or (reading.format and format_ != reading.format):
        return None
    reading.format = format_
    study = next((text for text in texts if text.startswith("study:")), "")
    reading.studies[title] = study.removeprefix("study:")
    editable = tuple(
        (at, t) for at, t in enumerate(texts) if t.startswith(reading.formats[format_])
    )
    covered = _covered(title, merged, {at + 1 for at, _ in editable}, reading)
    return _Sheet(title, texts.index(format_), editable, covered)


def _covered(
    title: str, merged: Iterable[str], columns: set[int], reading: Reading
) -> frozenset[tuple[int, int]]:
    """Return the editable cells, by row and column from 1, that merged areas cover; say which."""
    found: set[tuple[int, int]] = set()
    for area in merged:
        left, top, right, bottom = (number or 1 for number in range_boundaries(area))
        inside = columns & set(range(left, min(right, MOST_COLUMNS) + 1))
        if inside:
            why = "These cells were merged into one, so it is not clear whose words they are."
            reading.refused.append(Refused(f"{title}!{area}", f"{why} Nothing in them is taken."))
        rows = range(top, min(bottom, MOST_ROWS) + 1)
        found.update((row, column) for column in inside for row in rows)
    return frozenset(found)


def _read_row(sheet: _Sheet, number: int, cells: Sequence[Any], reading: Reading) -> None:
    row_id = cells[sheet.id_column].value if sheet.id_column < len(cells) else None
    if not isinstance(row_id, str) or (":" not in row_id and row_id != CODE_SUMMARIES):
        if sheet.begun and row_id in (None, "") and _has_words(sheet, cells):
            why = (
                "A row was added in the workbook, or this one is only there to be read. Nothing "
                "in it is taken; a new case or code is added in Betweenlines first."
            )
            reading.refused.append(Refused(f"{sheet.title}, row {number}", why))
        return
    sheet.begun = True
    reading.rows.add(row_id)
    for at, column in sheet.editable:
        if (number, at + 1) not in sheet.merged:
            cell = cells[at] if at < len(cells) else None
            address = f"{get_column_letter(at + 1)}{number}"
            _read_cell(cell, (row_id, column), (sheet.title, address), reading)


def _has_words(sheet: _Sheet, cells: Sequence[Any]) -> bool:
    return any(at < len(cells) and cells[at].value not in (None, "") for at, _ in sheet.editable)


def _read_cell(cell: Any, place: Place, at: tuple[str, str], reading: Reading) -> None:
    """Add a cell if it is not what was written."""
    where = "!".join(at)
    if cell is None or cell.value in (None, ""):
        # without fingerprints it is not known whether words were here: a draft may be left out
        if reading.prints is not None and place in reading.prints:
            reading.edited.append(Found(place, "", _EMPTY, where))
        return
    value, remark = cell.value, ""
    if cell.data_type == "f":
        value, remark = _result(reading.data, at), "The result of a formula in the workbook."
    why = _unreadable(cell.data_type, value)
    if why:
        reading.refused.append(Refused(where, why))
        return
    told = cell_text(value, getattr(cell, "number_format", None) or "General")
    sha256 = fingerprint(told.text)
    if reading.prints is None or reading.prints.get(place) != sha256:
        reading.edited.append(Found(place, told.text, sha256, where, remark or told.remark))


def _unreadable(data_type: str, value: Any) -> str | None:
    if value is None:
        return "The cell holds a formula without a result. Open the workbook, save it, try again."
    if data_type == "e" or (data_type == "f" and str(value).startswith("#")):
        return f"The cell holds an error ({str(value)[:8]}) instead of words. Nothing is taken."
    return None


def _result(data: bytes, at: tuple[str, str]) -> Any:
    """Return what a formula came to when the workbook was last saved; rare, so read again."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    with suppress(KeyError):
        return book[at[0]][at[1]].value
    return None
