"""Lines that are rows: .csv and .tsv, and NVivo's lines with the same number of tabs."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from coding.transcripts.errors import TranscriptError
from coding.transcripts.layouts.base import NO, Layout, Recognition
from coding.transcripts.openings import Parsed
from coding.transcripts.source import Line, Row, Source
from coding.transcripts.tables import Columns, Turns, columns_of, read_rows
from coding.transcripts.times import backward_times

MOST_COLUMNS = 60

_DELIMITERS = "\t;,|"
_LEAST_ROWS = 2


def _recognise(source: Source) -> Recognition:
    if source.kind != "text":
        return NO
    rows, delimiter = _rows(source.sample)
    width = max((len(row.cells) for row in rows), default=0)
    if width > MOST_COLUMNS:
        return Recognition(0.9, f"Rows of {width} columns.")
    columns = columns_of(rows) if rows else None
    if columns is None or not _is_table(columns, width, delimiter):
        return NO
    sure = 0.9 if columns.header is None else 0.98
    return Recognition(sure, f"{len(rows)} lines have the same {width} columns.")


def _is_table(columns: Columns, width: int, delimiter: str) -> bool:
    """Return whether columns say enough: "I:<tab>words" is no table, nor are two clauses."""
    if columns.header is not None:
        return True
    return width >= 3 and (delimiter == "\t" or columns.time is not None)


def _parse(source: Source) -> Parsed:
    rows, _ = _rows(source.lines)
    found = Turns()
    if any(len(row.cells) > MOST_COLUMNS for row in rows):
        raise TranscriptError(
            f"The table has more than {MOST_COLUMNS} columns; a transcript has two to six."
        )
    columns = columns_of(rows) if rows else None
    if columns is None:
        raise TranscriptError("No table with a column for words and one for speaker or time.")
    read_rows(rows, columns, found)
    backwards = backward_times(found.turns, found.places)
    return Parsed(tuple(found.turns), (*found.remarks, *backwards))


def _rows(lines: Sequence[Line]) -> tuple[list[Row], str]:
    """Return the rows by the delimiter that gives most lines the same number of columns."""
    found: tuple[list[Row], str] = ([], "")
    best = 0.0
    for delimiter in _DELIMITERS:
        if sum(delimiter in line.text for line in lines[:50]) < _LEAST_ROWS:
            continue
        for quoted in (False, True) if delimiter == "\t" else (True, False):
            rows = _split(lines, delimiter, quoted=quoted)
            share = _evenness(rows)
            if share > max(best, 0.9):
                best, found = share, (rows, delimiter)
    return found


def _evenness(rows: Sequence[Row]) -> float:
    """Return the share of rows that are as wide as most; 0 if they have one column."""
    widths = [len(row.cells) for row in rows]
    if len(widths) < _LEAST_ROWS:
        return 0.0
    usual = max(set(widths), key=widths.count)
    return widths.count(usual) / len(widths) if usual > 1 else 0.0


def _split(lines: Sequence[Line], delimiter: str, *, quoted: bool) -> list[Row]:
    if not quoted:
        return [Row(line.number, tuple(line.text.split(delimiter))) for line in lines]
    csv.field_size_limit(32 * 1024 * 1024)
    rows: list[Row] = []
    reader = csv.reader(_with_ends(lines), delimiter=delimiter, strict=True)
    try:
        begin = 0
        for cells in reader:
            rows.append(Row(lines[begin].number, tuple(cell.strip() for cell in cells)))
            begin = min(reader.line_num, len(lines) - 1)
    except csv.Error:
        return []
    return rows


def _with_ends(lines: Iterable[Line]) -> Iterator[str]:
    return (line.text + "\n" for line in lines)


TABLE_LINES = Layout(
    "table-lines", "A table of lines: .csv, .tsv, and NVivo's lines with tabs", _recognise, _parse
)
