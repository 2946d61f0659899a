"""Which sheet holds what: decided before a line is written, so that cells can link."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from openpyxl.utils import get_column_letter

from coding.matrix import Column
from coding.quoting import Passage
from coding.second_order import NegativeCase, Scope
from exports.colours import theme_colour
from exports.contents import BY_THEME, WorkbookContents
from exports.errors import ExportError
from exports.hidden_ids import MACHINE_SHEET
from exports.pen import place
from exports.safe_text import safe_sheet_name
from framework.model import Dimension, Framework

README, OVERVIEW, QUOTES = "Read me", "All codes", "Quotes"
REFERENCES, CASES, DOCUMENTS, CODEBOOK = "References", "Cases", "Documents", "Codebook"
VERSIONS, COUNTS, BINARY, MEMOS = "Codebook versions", "Counts", "Binary", "Memos"
AGREEMENT, ALL_CODES_AGREEMENT = "Agreement", "Agreement, all codes"
AUDIT, AUDIT_COUNTS, NEGATIVES = "Audit", "Audit counts", "Negative cases"
FIXED = (
    *(README, OVERVIEW, QUOTES, REFERENCES, CASES, DOCUMENTS, CODEBOOK, VERSIONS, COUNTS, BINARY),
    *(MEMOS, AGREEMENT, ALL_CODES_AGREEMENT, AUDIT, AUDIT_COUNTS, NEGATIVES),
    MACHINE_SHEET,
)

FIRST_ROW = 5
"""The row of the first case on a matrix sheet, below ids, title, themes and codes."""

PER_CODE = 5
"""The columns that a code takes on a matrix sheet: summary, state, quotes, certainty, memo."""

PassageKey = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One matrix sheet: its name as Excel takes it, its title and its columns."""

    name: str
    title: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage with its number in this workbook and the cases that it belongs to."""

    number: int
    passage: Passage
    case_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The sheets, the quotes by passage, the place of each cell, and each theme's colour.

    `wide` has the summaries of codes, themes and cases by scope and id; `negative` the cases
    that contradict the pattern of a code or theme, by scope, its id and the case's.
    """

    sheets: tuple[SheetPlan, ...]
    quotes: Mapping[PassageKey, Quote]
    places: Mapping[tuple[str, str], str]
    colours: Mapping[str, str]
    wide: Mapping[tuple[Scope, str], str]
    negative: Mapping[tuple[Scope, str, str], NegativeCase]


def plan_workbook(contents: WorkbookContents) -> Plan:
    """Return where everything goes.

    Raises:
        ExportError: If `contents.by` names a dimension that the framework does not have.
    """
    matrix = contents.matrix
    sheets = tuple(_sheets(contents))
    themes = matrix.framework.themes
    return Plan(
        sheets=sheets,
        quotes=_quotes(contents),
        places=_places(contents, sheets),
        colours={t.id: theme_colour(t.colour, number) for number, t in enumerate(themes)},
        wide={(one.scope, one.about_id): one.text for one in contents.wide_summaries},
        negative={(n.scope, n.about_id, n.case_id): n for n in contents.negative_cases},
    )


def _sheets(contents: WorkbookContents) -> Iterator[SheetPlan]:
    taken = list(FIXED)
    for title, columns in _groups(contents):
        name = safe_sheet_name(title, taken)
        taken.append(name)
        yield SheetPlan(name, title, columns)


def _groups(contents: WorkbookContents) -> Iterable[tuple[str, tuple[Column, ...]]]:
    matrix = contents.matrix
    if not contents.by:
        return [("Matrix", matrix.columns)]
    if contents.by == BY_THEME:
        themes = matrix.framework.themes
        return _grouped(
            ((number,), f"{theme.id} {theme.name}", column)
            for number, theme in enumerate(themes)
            for column in matrix.columns
            if column.theme_id == theme.id
        )
    dimensions = _dimensions(matrix.framework, contents.by)
    return _grouped((*_stand(matrix.framework, dimensions, c), c) for c in matrix.columns)


def _grouped(
    ranked: Iterable[tuple[tuple[int, ...], str, Column]],
) -> list[tuple[str, tuple[Column, ...]]]:
    """Return title and columns of each group, by rank."""
    groups: dict[tuple[int, ...], tuple[str, list[Column]]] = {}
    for rank, title, column in ranked:
        groups.setdefault(rank, (title, []))[1].append(column)
    return [(groups[rank][0], tuple(groups[rank][1])) for rank in sorted(groups)]


def _dimensions(framework: Framework, ids: Iterable[str]) -> tuple[Dimension, ...]:
    known = {dimension.id: dimension for dimension in framework.dimensions}
    unknown = [name for name in ids if name not in known]
    if unknown:
        there = ", ".join(known) or "none"
        raise ExportError(
            f'a sheet for each value of "{unknown[0]}" cannot be made: the framework has no such '
            f'dimension. It has: {there}. Choose one of these, or "theme".'
        )
    return tuple(known[name] for name in ids)


def _stand(
    framework: Framework, dimensions: Iterable[Dimension], column: Column
) -> tuple[tuple[int, ...], str]:
    """Return where a code stands on the dimensions, as a rank and as a title."""
    values = framework.values_of(column.id)
    rank, names = [], []
    for dimension in dimensions:
        ids = [value.id for value in dimension.values]
        at = ids.index(values[dimension.id]) if values.get(dimension.id) in ids else len(ids)
        rank.append(at)
        missing = f"no {dimension.name.lower()}"
        names.append(dimension.values[at].name if at < len(ids) else missing)
    title = ", ".join(names)
    return tuple(rank), title[:1].upper() + title[1:]


def _quotes(contents: WorkbookContents) -> dict[PassageKey, Quote]:
    """Return every passage of the matrix, numbered by case, document and place."""
    found: dict[PassageKey, Passage] = {}
    cases: dict[PassageKey, list[str]] = {}
    for case in contents.matrix.cases:
        for passage in contents.matrix.passages_of(case):
            key = passage_key(passage)
            found.setdefault(key, passage)
            cases.setdefault(key, []).append(case.name)
    numbers = count(1)
    return {key: Quote(next(numbers), found[key], tuple(cases[key])) for key in found}


def passage_key(passage: Passage) -> PassageKey:
    """Return what identifies a passage in a matrix."""
    return (passage.document_id, passage.start, passage.end)


def first_code_column(contents: WorkbookContents) -> int:
    """Return the number of the first code's column on a matrix sheet: after id, case and facts."""
    return 3 + len(contents.facts)


def _places(contents: WorkbookContents, sheets: Iterable[SheetPlan]) -> dict[tuple[str, str], str]:
    first = first_code_column(contents)
    return {
        (case.id, column.id): place(
            sheet.name, f"{get_column_letter(first + PER_CODE * number)}{FIRST_ROW + row}"
        )
        for sheet in sheets
        for number, column in enumerate(sheet.columns)
        for row, case in enumerate(contents.matrix.cases)
    }
