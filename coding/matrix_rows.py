"""The rows of a matrix in the order in which people want to read them: sorted, and in groups."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from coding.case_conditions import size
from coding.model import Case

NOT_GIVEN = "(not given)"
"""What a group is called whose cases say nothing on the attribute."""

BY_NAME = "name"
"""Sorts the cases by their own names."""

_NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Cases that share a value; `label` is the value, empty where nothing is grouped."""

    label: str
    cases: tuple[Case, ...]


def arranged_rows(
    cases: Iterable[Case], *, sort_by: str = "", group_by: str = ""
) -> tuple[RowGroup, ...]:
    """Return the cases in groups, each group in order; groups without cases do not occur.

    Numbers inside names and values count as numbers: P2 stands before P10, and 9 before 30.
    Cases that say nothing on an attribute come last. Among equals the given order is kept.

    Args:
        cases: The rows, in the study's order.
        sort_by: An attribute's name, `BY_NAME`, or empty for the study's order. An attribute
            that is called "name" itself cannot be sorted by.
        group_by: An attribute's name, or empty for one group of all.
    """
    rows = sorted(cases, key=lambda case: _sort_key(case, sort_by)) if sort_by else list(cases)
    if not group_by:
        return (RowGroup("", tuple(rows)),) if rows else ()
    groups: dict[str, list[Case]] = {}
    for case in rows:
        groups.setdefault(_value(case, group_by), []).append(case)
    return tuple(
        RowGroup(value or NOT_GIVEN, tuple(groups[value]))
        for value in sorted(groups, key=natural_key)
    )


def values_of_attribute(cases: Iterable[Case], name: str) -> tuple[str, ...]:
    """Return the values that the cases have on an attribute, each once, in reading order."""
    return tuple(sorted({_value(case, name) for case in cases} - {""}, key=natural_key))


def natural_key(text: str) -> tuple[bool, tuple[tuple[int, int | Decimal, str], ...]]:
    """Return what sorts texts as people do: numbers by size, capitals alike, empty ones last."""
    number = size(text)
    if isinstance(number, Decimal):
        return False, ((0, number, ""),)
    parts = tuple(part for part in _NUMBERS.split(text.casefold().strip()) if part)
    return not parts, tuple(_part_key(part) for part in parts)


def _part_key(part: str) -> tuple[int, int | Decimal, str]:
    return (0, int(part), "") if _NUMBERS.fullmatch(part) else (1, 0, part)


def _value(case: Case, name: str) -> str:
    return next((value.strip() for key, value in case.attributes if key == name), "")


def _sort_key(case: Case, sort_by: str) -> tuple[bool, tuple[tuple[int, int | Decimal, str], ...]]:
    return natural_key(case.name if sort_by == BY_NAME else _value(case, sort_by))
