"""Conditions on cases: what a query (`coding.case_query`) asks of their names and attributes."""

import operator
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from coding.model import Case


class Relation(StrEnum):
    """How a value of a case stands to those of a query."""

    IN = "in"
    NOT_IN = "not in"
    CONTAINS = "contains"
    HAS = "has"
    AT_LEAST = ">="
    AT_MOST = "<="
    MORE = ">"
    LESS = "<"


ORDERS: dict[Relation, Callable[[Decimal | date, Decimal | date], bool]] = {
    Relation.AT_LEAST: operator.ge,
    Relation.AT_MOST: operator.le,
    Relation.MORE: operator.gt,
    Relation.LESS: operator.lt,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition; `name` is an attribute's, or None for the case's own name."""

    name: str | None
    relation: Relation
    values: tuple[str, ...] = ()

    def matches(self, case: Case) -> bool:
        """Return whether it holds. A case without the attribute equals nothing and is no size."""
        own = case.name if self.name is None else dict(case.attributes).get(self.name, "")
        if self.relation is Relation.HAS:
            return bool(own.strip())
        if self.relation is Relation.CONTAINS:
            return any(folded(value) in folded(own) for value in self.values)
        if self.relation in (Relation.IN, Relation.NOT_IN):
            same = any(_same(own, value) for value in self.values)
            return same is (self.relation is Relation.IN)
        return _ordered(own, self.values[0], ORDERS[self.relation])


@dataclass(frozen=True, slots=True)
class Negation:
    """That something does not hold."""

    part: "Part"

    def matches(self, case: Case) -> bool:
        """Return whether the part does not hold."""
        return not self.part.matches(case)


@dataclass(frozen=True, slots=True)
class Group:
    """Parts of which all must hold, or any."""

    parts: "tuple[Part, ...]"
    every: bool

    def matches(self, case: Case) -> bool:
        """Return whether they hold."""
        return (all if self.every else any)(part.matches(case) for part in self.parts)


Part = Condition | Negation | Group


def folded(text: str) -> str:
    """Return the text without regard to capitals and spacing."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,30})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def size(text: str) -> Decimal | date | None:
    """Return a number or an ISO date; None for all else, also for 007, which is a name."""
    clean = text.strip().replace("−", "-")
    if _NUMBER.fullmatch(clean):
        return Decimal(clean)
    if _DATE.fullmatch(clean):
        try:
            return date.fromisoformat(clean)
        except ValueError:
            return None
    return None


def _same(one: str, other: str) -> bool:
    if folded(one) == folded(other):
        return True
    left, right = size(one), size(other)
    return left is not None and left == right


def _ordered(one: str, other: str, holds: Callable[[Decimal | date, Decimal | date], bool]) -> bool:
    left, right = size(one), size(other)
    if left is None or right is None or type(left) is not type(right):
        return False
    return holds(left, right)
