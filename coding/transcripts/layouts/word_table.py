"""A table in Word, a row a turn: speaker, time and words in any order (NVivo and typed ones)."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from coding.model import Remark, SpokenTurn
from coding.transcripts.furniture import is_front_matter
from coding.transcripts.labels import LONGEST_LABEL, tidy
from coding.transcripts.layouts.base import NO, Layout, Recognition
from coding.transcripts.openings import Parsed
from coding.transcripts.source import Line, Row, Source, Table
from coding.transcripts.times import CLOCK, GAP, backward_times, seconds

_SPAN = re.compile(
    rf"[\[(#]?{GAP}({CLOCK})(?:-\d)?{GAP}[\])#]?(?:{GAP}(?:-->|[-–]){GAP}[\[(#]?{GAP}({CLOCK}){GAP}[\])#]?)?"
)
_HEADERS = (
    ("speaker", re.compile(r"speakers?|names?|who|participant|person|role", re.I)),
    ("time", re.compile(r"time ?(?:span|stamp|code)s?|times?|start(?: time)?|timing", re.I)),
    (
        "words",
        re.compile(r"content|text|transcript(?:ion)?|utterance|speech|words|dialogue|talk", re.I),
    ),
    ("number", re.compile(r"id|no\.?|nr\.?|#|number|line|row|turn", re.I)),
)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column holds what; None where the table has no such column."""

    words: int
    speaker: int | None
    time: int | None
    number: int | None
    header: bool


def _recognise(source: Source) -> Recognition:
    tables = [(table, columns) for table in source.tables if (columns := _columns(table.rows))]
    if not tables:
        return NO
    rows = sum(len(table.rows) for table, _ in tables)
    inside = sum(len(cell or "") for table, _ in tables for row in table.rows for cell in row.cells)
    outside = sum(len(block.text) for block in source.blocks if isinstance(block, Line))
    if inside < outside:
        return NO
    return Recognition(0.97, f"A table of {rows} rows with speakers beside words.")


def _parse(source: Source) -> Parsed:
    turns: list[SpokenTurn] = []
    places: list[int] = []
    remarks: list[Remark] = []
    columns: _Columns | None = None
    for block in source.blocks:
        if isinstance(block, Table):
            columns = _columns(block.rows) or columns
            if columns is None:
                remarks.append(Remark(block.rows[0].number, "A table without turns was left out."))
            else:
                _read_rows(block.rows, columns, (turns, places, remarks))
        elif block.heading or is_front_matter(block.text):
            remarks.append(Remark(block.number, "A line outside the table was left out."))
        else:
            remarks.append(
                Remark(block.number, "Words outside the table were kept as a turn of nobody's.")
            )
            turns.append(SpokenTurn(None, None, None, None, block.text.strip()))
            places.append(block.number)
    return Parsed(tuple(turns), tuple(remarks + backward_times(turns, places)))


def _read_rows(
    rows: Sequence[Row],
    columns: _Columns,
    found: tuple[list[SpokenTurn], list[int], list[Remark]],
) -> None:
    """Add a table's turns, the paragraphs that they begin at, and remarks."""
    turns, places, remarks = found
    if columns.header and _header(rows[0].cells) is not None:
        remarks.append(Remark(rows[0].number, "The table's heading row was left out."))
        rows = rows[1:]
    speaker: str | None = None
    for row in rows:
        words = _cell(row, columns.words)
        named = tidy(_cell(row, columns.speaker)).rstrip(":").strip()
        start_s, end_s = _span(_cell(row, columns.time))
        if _has_more(row, columns):
            remarks.append(Remark(row.number, "Words in a further column were left out."))
        if not words:
            remarks.append(Remark(row.number, "A row without words was left out."))
            continue
        if not named and columns.speaker is not None:
            remarks.append(
                Remark(row.number, "A row without a speaker was taken as the speaker's above.")
            )
        speaker = named or speaker
        turns.append(SpokenTurn(speaker, None, start_s, end_s, words))
        places.append(row.number)


def _cell(row: Row, column: int | None) -> str:
    if column is None or column >= len(row.cells):
        return ""
    return (row.cells[column] or "").strip()


def _has_more(row: Row, columns: _Columns) -> bool:
    """Return whether a column that is none of ours holds words."""
    ours = (columns.words, columns.speaker, columns.time, columns.number)
    return any(cell and place not in ours for place, cell in enumerate(row.cells))


def _span(text: str) -> tuple[float | None, float | None]:
    found = _SPAN.fullmatch(text) if len(text) < 80 else None
    if found is None:
        return None, None
    return seconds(found[1]), seconds(found[2]) if found[2] else None


def _columns(rows: Sequence[Row]) -> _Columns | None:
    """Return what the columns hold, by the heading row or else by what is in them."""
    width = max((len(row.cells) for row in rows), default=0)
    if not 2 <= width <= 8:
        return None
    named = _header(rows[0].cells)
    if named is not None:
        return _Columns(
            named["words"], named.get("speaker"), named.get("time"), named.get("number"), True
        )
    return _by_content([[_cell(row, column) for row in rows] for column in range(width)])


def _header(cells: Sequence[str | None]) -> dict[str, int] | None:
    """Return the columns that a heading row names, if it names the words and one more."""
    named: dict[str, int] = {}
    for place, cell in enumerate(cells):
        for what, pattern in _HEADERS:
            if cell and what not in named and pattern.fullmatch(cell.strip().rstrip(":")):
                named[what] = place
                break
    return named if "words" in named and len(named) > 1 else None


def _by_content(columns: Sequence[Sequence[str]]) -> _Columns | None:
    sizes = [sum(map(len, column)) for column in columns]
    words = sizes.index(max(sizes))
    others = [place for place in range(len(columns)) if place != words and sizes[place]]
    time = next((place for place in others if _share(columns[place], _is_time) > 0.6), None)
    number = next((place for place in others if _share(columns[place], str.isdecimal) > 0.8), None)
    rest = [place for place in others if place not in (time, number)]
    speaker = next((place for place in rest if _are_speakers(columns[place])), None)
    if speaker is None and time is None:
        return None
    return _Columns(words, speaker, time, number, False)


def _is_time(cell: str) -> bool:
    return _span(cell)[0] is not None


def _share(cells: Sequence[str], wanted: object) -> float:
    filled = [cell for cell in cells if cell]
    if not filled or not callable(wanted):
        return 0.0
    return sum(bool(wanted(cell)) for cell in filled) / len(filled)


def _are_speakers(cells: Sequence[str]) -> bool:
    """Return whether a column holds few different short things, as speakers do."""
    filled = Counter(cell.casefold() for cell in cells if cell)
    if not filled or max(map(len, filled)) > LONGEST_LABEL:
        return False
    return len(filled) <= max(2, filled.total() / 2)


WORD_TABLE = Layout(
    "word-table", "A table in Word: speaker, time and words in columns", _recognise, _parse
)
