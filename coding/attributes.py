"""Attributes from a table: what it would change in the study, before anything is changed. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coding.attribute_values import AttributeType, fitted, guessed_type
from coding.case_conditions import folded, size
from coding.model import Case

_CASE_HEADS = re.compile(
    r"case.*|participant.*|person.*|respondent.*|interviewee.*|pseudonym|site|p?id|name|code",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with words; `number` counts from 1 as in the file, `cells` has one for each head."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttributeTable:
    """A table with a heading row; `remarks` say what of the file is not in it."""

    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]
    remarks: tuple[str, ...] = ()

    def column(self, head: str) -> tuple[str, ...]:
        """Return the cells below a head."""
        place = self.heads.index(head)
        return tuple(row.cells[place] for row in self.rows)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a table is to be taken in.

    `case_column` holds the names of the cases. `types` has the columns to take, under their heads.
    `day_first` says how dates such as 03/04/2025 are meant.
    """

    case_column: str
    types: Mapping[str, AttributeType]
    day_first: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """One value that would change; `before` is empty where the case has none yet."""

    case_id: str
    case_name: str
    name: str
    before: str
    after: str
    row: int


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A value that cannot be taken, and why."""

    row: int
    case_name: str
    name: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class AttributeDiff:
    """What a table would do to the study.

    `new` are values where there were none, `different` those that would replace another one;
    `same` counts those that stand already. Empty cells change nothing.
    """

    new: tuple[Change, ...] = ()
    different: tuple[Change, ...] = ()
    same: int = 0
    not_taken: tuple[NotTaken, ...] = ()
    rows_without_case: tuple[tuple[int, str], ...] = ()
    cases_without_row: tuple[str, ...] = ()


@dataclass(slots=True)
class _Found:
    """A diff while it is made."""

    new: list[Change] = field(default_factory=list)
    different: list[Change] = field(default_factory=list)
    not_taken: list[NotTaken] = field(default_factory=list)
    same: int = 0


def guessed_case_column(table: AttributeTable, cases: Iterable[Case]) -> str:
    """Return the head of the column that names the cases: the one with most of their names."""
    names = {folded(case.name) for case in cases}
    hits = {
        head: sum(folded(cell) in names for cell in set(table.column(head))) for head in table.heads
    }
    most = max(hits.values(), default=0)
    if most:
        return next(head for head in table.heads if hits[head] == most)
    named = (head for head in table.heads if _CASE_HEADS.fullmatch(head.strip()))
    return next(named, table.heads[0])


def guessed_types(
    table: AttributeTable, case_column: str, kept: Mapping[str, AttributeType]
) -> Mapping[str, AttributeType]:
    """Return the type of each column but that of the cases: as kept, else as it looks."""
    return {
        head: kept.get(head) or guessed_type(table.column(head))
        for head in table.heads
        if head != case_column
    }


def attribute_diff(table: AttributeTable, cases: Sequence[Case], wanted: Wanted) -> AttributeDiff:
    """Return what taking the table in would change."""
    matched, strangers = _matched(table, cases, wanted.case_column)
    found = _Found()
    rows_of = {case.id: [row for row, its in matched if its.id == case.id] for case in cases}
    for case in cases:
        for name in wanted.types:
            _compare(found, case, name, list(_values(table, rows_of[case.id], name)), wanted)
    return AttributeDiff(
        new=tuple(found.new),
        different=tuple(found.different),
        same=found.same,
        not_taken=tuple(sorted(found.not_taken, key=lambda one: one.row)),
        rows_without_case=strangers,
        cases_without_row=tuple(case.name for case in cases if not rows_of[case.id]),
    )


def _matched(
    table: AttributeTable, cases: Iterable[Case], column: str
) -> tuple[list[tuple[TableRow, Case]], tuple[tuple[int, str], ...]]:
    """Return the rows with their cases, and number and name of those that have none."""
    exact = {case.name: case for case in cases}
    alike: dict[str, list[Case]] = {}
    for case in exact.values():
        alike.setdefault(folded(case.name), []).append(case)
    matched: list[tuple[TableRow, Case]] = []
    strangers: list[tuple[int, str]] = []
    place = table.heads.index(column)
    for row in table.rows:
        written = row.cells[place]
        likely = alike.get(folded(written), [])
        found = exact.get(written) or (likely[0] if len(likely) == 1 else None)
        if found is None:
            strangers.append((row.number, written))
        else:
            matched.append((row, found))
    return matched, tuple(strangers)


def _values(
    table: AttributeTable, rows: Iterable[TableRow], name: str
) -> Iterator[tuple[int, str]]:
    """Yield the row numbers and values that rows of one case have in a column."""
    place = table.heads.index(name)
    return ((row.number, row.cells[place]) for row in rows if row.cells[place].strip())


def _compare(
    found: _Found, case: Case, name: str, values: Sequence[tuple[int, str]], wanted: Wanted
) -> None:
    """Put what the rows of one case say of one attribute where it belongs."""
    kind = wanted.types[name]
    kept: dict[str, int] = {}
    for row, value in values:
        new = fitted(value, kind, day_first=wanted.day_first)
        if new is None:
            why = "is not a text that can be kept" if kind in _WORDS else f"is not a {kind.value}"
            found.not_taken.append(NotTaken(row, case.name, name, value, why))
        else:
            kept.setdefault(new, row)
    if len(kept) > 1:
        rows = ", ".join(str(row) for row in sorted(kept.values()))
        for value, row in kept.items():
            why = f"rows {rows} say different things"
            found.not_taken.append(NotTaken(row, case.name, name, value, why))
        return
    for value, row in kept.items():
        _place(found, Change(case.id, case.name, name, _now(case, name), value, row))


_WORDS = (AttributeType.TEXT, AttributeType.CATEGORY)


def _place(found: _Found, change: Change) -> None:
    number = size(change.after)
    if change.before.strip() == change.after or (
        number is not None and size(change.before) == number
    ):
        found.same += 1
    elif change.before.strip():
        found.different.append(change)
    else:
        found.new.append(change)


def _now(case: Case, name: str) -> str:
    return next((value for known, value in case.attributes if known == name), "")
