"""What attributes hold: text, numbers, dates or categories, and how a typed value is kept.

Values are kept as text. A number is kept with a point for its decimals, a date as in 2025-01-31,
so that they can be sorted and compared (`coding.case_conditions.size`).
"""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum

from coding.case_conditions import folded
from coding.model import Case
from coding.plain_text import unwritable_at

MOST_CATEGORIES = 12
LONGEST_VALUE = 2_000
TYPE_SETTING = "attribute type/"
"""How the settings begin that keep an attribute's type; its name follows."""


class AttributeType(StrEnum):
    """What the values of an attribute are."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CATEGORY = "category"


_NUMBER = re.compile(r"([-+]?)(0|[1-9][0-9]*)(?:\.([0-9]+))?")
_GROUPED = re.compile(
    r"([-+]?)([1-9][0-9]{0,2}(?:([ ,.'])[0-9]{3})(?:\3[0-9]{3})*)(?:([.,])([0-9]+))?"
)
_COMMA = re.compile(r"([-+]?)(0|[1-9][0-9]*),([0-9]+)")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_SHORT = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})")
_NAMED = re.compile(r"([0-9]{1,2})\.? ([A-Za-z]{3,9})\.?,? ([0-9]{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2}),? ([0-9]{4})")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def fitted(value: str, kind: AttributeType, *, day_first: bool = True) -> str | None:
    """Return a value as it is kept; None if it does not fit the type.

    Args:
        value: As written, not empty.
        kind: What it should be.
        day_first: Whether 03/04/2025 is the third of April, not the fourth of March.
    """
    clean = value.strip()
    if len(clean) > LONGEST_VALUE or unwritable_at(clean) is not None:
        return None
    if kind is AttributeType.NUMBER:
        return _number(clean)
    if kind is AttributeType.DATE:
        return _date(clean, day_first=day_first)
    return clean


def _number(text: str) -> str | None:
    """Return a number with a point; None also for 007, a name, and 1,234, which is two numbers."""
    text = text.replace("−", "-").replace("\u00a0", " ").replace("\u202f", " ")
    plain = _NUMBER.fullmatch(text)
    if plain:
        return text.removeprefix("+")
    comma = _COMMA.fullmatch(text)
    if comma:
        sign, whole, rest = comma.groups()
        return None if len(rest) == 3 and whole != "0" else f"{_sign(sign)}{whole}.{rest}"
    grouped = _GROUPED.fullmatch(text)
    if not grouped:
        return None
    sign, whole, mark, point, rest = grouped.groups()
    if mark == point or (mark in (".", ",") and point is None and whole.count(mark) == 1):
        return None
    return _sign(sign) + whole.replace(mark, "") + (f".{rest}" if rest else "")


def _sign(sign: str) -> str:
    return "-" if sign == "-" else ""


def _date(text: str, *, day_first: bool) -> str | None:
    numbers = _date_numbers(" ".join(text.split()), day_first=day_first)
    if numbers is None:
        return None
    try:
        return date(*numbers).isoformat()
    except ValueError:
        return None


def _date_numbers(text: str, *, day_first: bool) -> tuple[int, int, int] | None:
    """Return year, month and day of what looks like a date."""
    if found := _ISO.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _SHORT.fullmatch(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        return (year, second, first) if day_first else (year, first, second)
    if found := _NAMED.fullmatch(text):
        return int(found[3]), _month(found[2]), int(found[1])
    if found := _MONTH_FIRST.fullmatch(text):
        return int(found[3]), _month(found[1]), int(found[2])
    return None


def _month(name: str) -> int:
    """Return the number of a month, 0 if there is none of this name."""
    low = name.casefold()
    low = "sep" if low == "sept" else low
    known = (n for n, month in enumerate(_MONTHS, 1) if month == low or month[:3] == low)
    return next(known, 0)


def days_come_first(values: Iterable[str]) -> bool | None:
    """Return whether dates such as 03/04/2025 begin with the day; None if that cannot be told."""
    found = [match for value in values if (match := _SHORT.fullmatch(value.strip()))]
    if not found:
        return True
    days = any(int(one[1]) > 12 for one in found)
    months = any(int(one[3]) > 12 for one in found)
    return days if days != months else None


def guessed_type(values: Collection[str]) -> AttributeType:
    """Return what the values look like; text where there are none."""
    filled = [value for value in values if value.strip()]
    if not filled:
        return AttributeType.TEXT
    if all(fitted(value, AttributeType.NUMBER) is not None for value in filled):
        return AttributeType.NUMBER
    first = days_come_first(filled) is not False
    if all(fitted(value, AttributeType.DATE, day_first=first) is not None for value in filled):
        return AttributeType.DATE
    few = len({folded(value) for value in filled})
    if few <= MOST_CATEGORIES and few < len(filled) and max(map(len, filled)) <= 60:
        return AttributeType.CATEGORY
    return AttributeType.TEXT


def attribute_types(
    cases: Iterable[Case], settings: Mapping[str, str]
) -> Mapping[str, AttributeType]:
    """Return the type of each attribute by name: as the study keeps it, else as it looks.

    Args:
        cases: Those of the study.
        settings: From the store, whatever they are about.
    """
    values: dict[str, list[str]] = {}
    for case in cases:
        for name, value in case.attributes:
            values.setdefault(name, []).append(value)
    kept = kept_types(settings)
    return {name: kept.get(name) or guessed_type(these) for name, these in sorted(values.items())}


def kept_types(settings: Mapping[str, str]) -> Mapping[str, AttributeType]:
    """Return the types that people chose, by attribute."""
    known = {kind.value: kind for kind in AttributeType}
    return {
        name.removeprefix(TYPE_SETTING): known[value]
        for name, value in settings.items()
        if name.startswith(TYPE_SETTING) and value in known
    }
