"""Tables whose rows are turns: which column holds what, and the turns of the rows."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from coding.model import Remark, SpokenTurn
from coding.transcripts.labels import LONGEST_LABEL, tidy
from coding.transcripts.source import Row
from coding.transcripts.times import span

MOST_COLUMNS_UNNAMED = 8
"""Without a heading row, a wider table is none of turns."""
HEADER_ROWS = 10
"""How far down the heading row may stand."""

_HEADERS = (
    ("speaker", r"speakers?(?: ?name)?|names?|who|participants?|persons?|roles?|voice|speaker id"),
    ("end", r"end(?: ?(?:time|s|ms))?|end timestamp|stop(?: time)?|time ?out|finish"),
    (
        "time",
        (
            r"time ?(?:span|stamp|code|range)?s?(?: ?\(.{1,12}\))?|start(?: ?(?:time|s|ms))?|"
            r"start timestamp|timing|begin|time ?in|offset"
        ),
    ),
    (
        "words",
        (
            r"contents?|(?:transcribed )?text|transcript(?:ion)?s?|utterances?|speech|words|"
            r"dialogues?|talk|sentences?|messages?|captions?|said"
        ),
    ),
    ("number", r"ids?|no\.?|nr\.?|#|numbers?|lines?|rows?|turns?|index|segments?"),
)
_NAMED = tuple((what, re.compile(pattern, re.IGNORECASE)) for what, pattern in _HEADERS)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what; None where the table has no such column.

    `header` is the place of the heading row, None without one; `thousandths` says that times
    are whole numbers of thousandths of a second.
    """

    words: int
    speaker: int | None = None
    time: int | None = None
    end: int | None = None
    number: int | None = None
    header: int | None = None
    thousandths: bool = False


@dataclass(slots=True)
class Turns:
    """Turns while they are collected, with the place of each in the file."""

    turns: list[SpokenTurn] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def add(self, turn: SpokenTurn, place: int) -> None:
        """Add one turn."""
        self.turns.append(turn)
        self.places.append(place)

    def remark(self, place: int, what: str) -> None:
        """Add one remark."""
        self.remarks.append(Remark(place, what))


def columns_of(rows: Sequence[Row]) -> Columns | None:
    """Return what the columns hold, by the heading row or else by what is in them."""
    for place, row in enumerate(rows[:HEADER_ROWS]):
        named = header(row.cells)
        if named is not None:
            return _by_name(named, place, rows[place + 1 :])
    width = max((len(row.cells) for row in rows), default=0)
    if not 2 <= width <= MOST_COLUMNS_UNNAMED:
        return None
    return _by_content([[cell(row, column) for row in rows] for column in range(width)])


def header(cells: Sequence[str | None]) -> dict[str, int] | None:
    """Return the columns that a heading row names, if it names the words and one more."""
    named: dict[str, int] = {}
    for place, words in enumerate(cells):
        title = re.sub(r"[_\s]+", " ", words or "").strip().rstrip(":")
        if not title or len(title) > 40:
            continue
        for what, pattern in _NAMED:
            if what not in named and pattern.fullmatch(title):
                named[what] = place
                break
    return named if "words" in named and len(named) > 1 else None


def cell(row: Row, column: int | None) -> str:
    """Return a row's cell, empty if it has none there."""
    if column is None or column >= len(row.cells):
        return ""
    return (row.cells[column] or "").strip()


def _by_name(named: dict[str, int], place: int, rows: Sequence[Row]) -> Columns:
    # Whisper writes its tables in thousandths of a second, as whole numbers.
    times = [cell(row, named.get(what)) for row in rows for what in ("time", "end")]
    whole = set(named) == {"words", "time", "end"} and bool(times)
    whole = whole and all(one.isdecimal() and len(one) < 12 for one in times)
    time = named.get("time", _unnamed_time(named, rows))
    return Columns(
        named["words"],
        named.get("speaker"),
        time,
        named.get("end"),
        named.get("number"),
        place,
        whole,
    )


def _unnamed_time(named: dict[str, int], rows: Sequence[Row]) -> int | None:
    """Return the first column of times that the heading row calls something else."""
    width = max((len(row.cells) for row in rows), default=0)
    others = (place for place in range(width) if place not in named.values())
    columns = ((place, [cell(row, place) for row in rows]) for place in others)
    return next((place for place, column in columns if _share(column, _is_time) > 0.6), None)


def _by_content(columns: Sequence[Sequence[str]]) -> Columns | None:
    sizes = [sum(map(len, column)) for column in columns]
    filled = [place for place in range(len(columns)) if sizes[place]]
    times = [place for place in filled if _share(columns[place], _is_time) > 0.6]
    numbers = [place for place in filled if _share(columns[place], _is_number) > 0.8]
    rest = [place for place in filled if place not in times and place not in numbers]
    if not rest:
        return None
    words = max(rest, key=sizes.__getitem__)
    rest.remove(words)
    time, end, number = (*times, None, None)[0], (*times, None, None)[1], (*numbers, None)[0]
    speaker = next((place for place in rest if _are_speakers(columns[place])), None)
    if speaker is None and time is None:
        return None
    return Columns(words, speaker, time, end, number)


def _is_time(words: str) -> bool:
    return ":" in words and span(words)[0] is not None


def _is_number(words: str) -> bool:
    return words.rstrip(".").isdecimal()


def _share(cells: Sequence[str], wanted: Callable[[str], bool]) -> float:
    filled = [words for words in cells if words]
    return sum(map(wanted, filled)) / len(filled) if filled else 0.0


def _are_speakers(cells: Sequence[str]) -> bool:
    """Return whether a column holds few different short things, as speakers do."""
    filled = Counter(words.casefold() for words in cells if words)
    if not filled or max(map(len, filled)) > LONGEST_LABEL:
        return False
    return len(filled) <= max(2, filled.total() / 2)


def read_rows(rows: Sequence[Row], columns: Columns, found: Turns) -> None:
    """Add a table's turns, and remarks on what was left out or is doubtful."""
    if columns.header is not None and header(rows[min(columns.header, len(rows) - 1)].cells):
        for row in rows[: columns.header]:
            found.remark(row.number, "A row above the heading row was left out.")
        found.remark(rows[columns.header].number, "The table's heading row was left out.")
        rows = rows[columns.header + 1 :]
    speaker: str | None = None
    for row in rows:
        words = cell(row, columns.words)
        named = tidy(cell(row, columns.speaker)).rstrip(":").strip()
        if _has_more(row, columns):
            found.remark(row.number, "Words in a further column were left out.")
        if not words:
            found.remark(row.number, "A row without words was left out.")
            continue
        if not named and columns.speaker is not None:
            found.remark(row.number, "A row without a speaker was taken as the speaker's above.")
        speaker = named or speaker
        start_s, end_s = _times(row, columns, found)
        found.add(SpokenTurn(speaker, None, start_s, end_s, words), row.number)


def _times(row: Row, columns: Columns, found: Turns) -> tuple[float | None, float | None]:
    """Return a row's times in seconds, and a remark if they cannot be read."""
    first, last = cell(row, columns.time), cell(row, columns.end)
    if columns.thousandths:
        start_s, end_s = (float(one) / 1000 if one.isdecimal() else None for one in (first, last))
    else:
        start_s, end_s = span(first)
        end_s = span(last)[0] if last else end_s
    if first and start_s is None:
        found.remark(row.number, "The time in this row cannot be read.")
    return start_s, end_s


def _has_more(row: Row, columns: Columns) -> bool:
    """Return whether a column that is none of ours holds words."""
    ours = (columns.words, columns.speaker, columns.time, columns.end, columns.number)
    return any(words and place not in ours for place, words in enumerate(row.cells))
