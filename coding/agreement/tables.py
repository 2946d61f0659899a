"""Tables of judgements made elsewhere: ratings, codes and spans as CSV text.

Comma, semicolon or tab, quoted or not, with or without a byte order mark. Errors name the row
as a spreadsheet counts it (the header is row 1) and never repeat what stands in a cell.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coding.agreement.continua import Continuum, Span
from coding.agreement.values import AgreementError, RatedUnit, Ratings, Unit

_SEPARATORS = ",;\t"
_MOST_DIGITS = 12


@dataclass(frozen=True, slots=True)
class LabelledUnits:
    """One label a cell: units by coders, None where a judgement is missing."""

    coders: tuple[str, ...]
    labels: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


def _rows(text: str, what: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with their numbers, header first, empty ones left out."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    header = next((line for line in text.split("\n") if line.strip()), "")
    separator = max(_SEPARATORS, key=re.sub('"[^"]*"', "", header).count)
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield number, cells
    except csv.Error as error:
        raise AgreementError(
            f"{what}: row {number + 1} cannot be read as CSV ({error}). Is a quotation mark left "
            "open?"
        ) from error


def _body(
    rows: Iterator[tuple[int, list[str]]], width: int, what: str
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows under the header, each as wide as the header."""
    count = 0
    for number, cells in rows:
        if len(cells) != width:
            raise AgreementError(
                f"{what}: row {number} has {len(cells)} cells, the header has {width}. Put cells "
                "that hold the separator in quotation marks."
            )
        count += 1
        yield number, cells
    if not count:
        raise AgreementError(f"{what}: there are no rows under the header.")


def _header(rows: Iterator[tuple[int, list[str]]], what: str) -> list[str]:
    _, header = next(rows, (0, []))
    if not header:
        raise AgreementError(f"{what}: the file is empty; its first row must name the columns.")
    return header


def _named_columns(header: Sequence[str], names: Sequence[str], what: str) -> list[int]:
    """Return where the columns of these names stand, in any order and any case."""
    found = [cell.lower() for cell in header]
    missing = [name for name in names if name not in found]
    if missing:
        raise AgreementError(
            f"{what}: the header must name the columns {', '.join(names)}; "
            f"{', '.join(missing)} not found."
        )
    return [found.index(name) for name in names]


def read_ratings(text: str) -> LabelledUnits:
    """Return the labels of a wide table: a unit a row, a coder a column, empty = missing.

    Coders and labels come sorted.

    Raises:
        AgreementError: If the table is not of that shape; the message names the row.
    """
    what = "Ratings"
    rows = _rows(text, what)
    names = _header(rows, what)[1:]
    if not names:
        raise AgreementError(
            f"{what}: the header has one column; the first is the unit, then comes one for each "
            "coder. Columns are separated by commas, semicolons or tabs."
        )
    if "" in names or len(set(names)) < len(names):
        raise AgreementError(f"{what}: each coder's column needs a name of its own in row 1.")
    order = sorted(range(len(names)), key=lambda place: names[place])
    seen: dict[str, int] = {}
    table = []
    for number, (unit, *labels) in _body(rows, len(names) + 1, what):
        if unit in seen and unit:
            raise AgreementError(f"{what}: rows {seen[unit]} and {number} are of the same unit.")
        seen[unit] = number
        table.append(tuple(labels[place] or None for place in order))
    present = {label for row in table for label in row if label is not None}
    return LabelledUnits(
        tuple(names[place] for place in order), tuple(sorted(present)), tuple(table)
    )


def read_codes(text: str) -> Ratings:
    """Return the ratings of a long table with the columns unit, coder and codes.

    Codes are separated by semicolons. An empty cell means judged and left without a code; no
    row for a unit and coder means not assigned.

    Raises:
        AgreementError: If the table is not of that shape; the message names the row.
    """
    what = "Codes"
    rows = _rows(text, what)
    header = _header(rows, what)
    places = _named_columns(header, ("unit", "coder", "codes"), what)
    judged: dict[tuple[str, str], frozenset[str]] = {}
    first: dict[tuple[str, str], int] = {}
    for number, cells in _body(rows, len(header), what):
        unit, coder, codes = (cells[place] for place in places)
        if not unit or not coder:
            raise AgreementError(f"{what}: row {number} does not name its unit and its coder.")
        if (unit, coder) in first:
            raise AgreementError(
                f"{what}: rows {first[unit, coder]} and {number} are of the same unit and coder; "
                "put all codes in one row, separated by semicolons."
            )
        first[unit, coder] = number
        judged[unit, coder] = frozenset(code for part in codes.split(";") if (code := part.strip()))
    coders = tuple(sorted({coder for _, coder in judged}))
    units = tuple(
        RatedUnit(id=unit, document_id="", codes=tuple(judged.get((unit, c)) for c in coders))
        for unit in sorted({unit for unit, _ in judged})
    )
    return Ratings(unit=Unit.SEGMENT, coders=coders, units=units)


@dataclass(frozen=True, slots=True)
class MarkedText:
    """Passages on one text, and the coders who went through it."""

    coders: tuple[str, ...]
    codes: tuple[str, ...]
    continuum: Continuum


def read_spans(text: str, length: int) -> MarkedText:
    """Return the passages of a table with the columns coder, start, end and code.

    Offsets are half-open and count characters from 0. A row with a coder alone stands for
    somebody who marked nothing.

    Args:
        text: The table.
        length: How many characters the text has that the coders went through.

    Raises:
        AgreementError: If the table is not of that shape, or a passage lies outside the text.
    """
    what = "Spans"
    if length < 1:
        raise AgreementError(f"{what}: the length of the text must be 1 character or more.")
    rows = _rows(text, what)
    header = _header(rows, what)
    places = _named_columns(header, ("coder", "start", "end", "code"), what)
    coders: set[str] = set()
    spans = []
    for number, cells in _body(rows, len(header), what):
        coder, *passage = (cells[place] for place in places)
        if not coder:
            raise AgreementError(f"{what}: row {number} does not name its coder.")
        coders.add(coder)
        if any(passage):
            spans.append(_span(coder, passage, number, length))
    return MarkedText(
        coders=tuple(sorted(coders)),
        codes=tuple(sorted({span.code for span in spans})),
        continuum=Continuum("", ((0, length),), tuple(spans)),
    )


def _span(coder: str, passage: Sequence[str], number: int, length: int) -> Span:
    start, end, code = passage
    if not all(edge.isdecimal() and len(edge) <= _MOST_DIGITS for edge in (start, end)):
        raise AgreementError(f"Spans: row {number}: start and end must be whole numbers from 0.")
    if not code:
        raise AgreementError(f"Spans: row {number} does not name its code.")
    first, last = int(start), int(end)
    if not 0 <= first < last <= length:
        raise AgreementError(
            f"Spans: row {number}: {first}-{last} is no passage of a text of {length} characters; "
            "start must be less than end, and end no more than the length."
        )
    return Span(coder, first, last, code)
