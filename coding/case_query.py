"""Queries over cases in words that a researcher can type: `role = patient and age >= 30`.

A condition is a name, a relation and a value: `role = patient`, `age band is 30-44`,
`service != North`, `age >= 30`, `seen < 2025-01-31`, `role in (patient, carer)`,
`name contains P0`, `has modality`. `name` (or `case`) is the case's own name, unless the cases
have an attribute of that name. Conditions are joined by `and`, `or`, `not` and round brackets,
`and` before `or`; parts parted by commas must all hold. Names and values that hold such words,
signs or commas go into quotation marks. Capitals and spacing make no difference.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from coding.case_conditions import ORDERS, Condition, Group, Negation, Part, Relation, folded, size
from coding.model import Case
from coding.query_words import QueryError, QueryWord, Sort, query_words, quoted

__all__ = ["CaseQuery", "QueryError", "attributes_of", "chosen_cases", "quoted", "read_query"]

_DEEPEST = 40
_MOST_WORDS = 20
_OWN_NAMES = ("name", "case")
_SIGNS = {
    "=": Relation.IN,
    "==": Relation.IN,
    "!=": Relation.NOT_IN,
    "<>": Relation.NOT_IN,
    "≠": Relation.NOT_IN,
    ">=": Relation.AT_LEAST,
    "≥": Relation.AT_LEAST,
    "<=": Relation.AT_MOST,
    "≤": Relation.AT_MOST,
    ">": Relation.MORE,
    "<": Relation.LESS,
}


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """A query as it was typed, and what it asks; an empty one asks nothing and every case matches.

    `names` are the attributes that it asks about, each once, in order.
    """

    text: str
    part: Part
    names: tuple[str, ...]

    def matches(self, case: Case) -> bool:
        """Return whether the case is among those that the query asks for."""
        return self.part.matches(case)


def attributes_of(cases: Iterable[Case]) -> tuple[str, ...]:
    """Return the names of the attributes that any of the cases has, in order of appearance."""
    return tuple(dict.fromkeys(name for case in cases for name, _ in case.attributes))


def chosen_cases(cases: Collection[Case], text: str) -> tuple[Case, ...]:
    """Return the cases that a query asks for, in their order.

    Raises:
        QueryError: If the query cannot be read, or names an attribute that no case has.
    """
    query = read_query(text, known=attributes_of(cases))
    return tuple(case for case in cases if query.matches(case))


def read_query(text: str, *, known: Collection[str]) -> CaseQuery:
    """Return what a typed query asks.

    Args:
        text: As typed. Empty asks nothing.
        known: The names of the attributes that cases have.

    Raises:
        QueryError: If it cannot be read, or names an attribute that is not known.
    """
    reading = _Reading(text, known)
    part = reading.all_of_it()
    return CaseQuery(text, part, tuple(dict.fromkeys(reading.names)))


class _Reading:
    """One pass through the words of one query."""

    def __init__(self, text: str, known: Collection[str]) -> None:
        self._text = text
        self._words = query_words(text)
        self._at = 0
        self._depth = 0
        self._known = tuple(known)
        self._by_folded = {folded(name): name for name in reversed(self._known)}
        self.names: list[str] = []

    def all_of_it(self) -> Part:
        if not self._words:
            return Group((), every=True)
        part = self._listed()
        if self._next is not None:
            raise QueryError(
                self._next.start,
                "something stands after the end of a condition. Join conditions by and, or, or a "
                "comma; put a name or value of several words with signs into quotation marks.",
            )
        return part

    @property
    def _next(self) -> QueryWord | None:
        return self._words[self._at] if self._at < len(self._words) else None

    def _takes(self, *words: str) -> bool:
        if self._next is None or not self._next.says(*words):
            return False
        self._at += 1
        return True

    def _fail(self, why: str) -> QueryError:
        return QueryError(len(self._text) if self._next is None else self._next.start, why)

    def _listed(self) -> Part:
        return self._joined(self._either, (",",), every=True)

    def _either(self) -> Part:
        return self._joined(self._both, ("or",), every=False)

    def _both(self) -> Part:
        return self._joined(self._single, ("and",), every=True)

    def _joined(self, read: Callable[[], Part], by: tuple[str, ...], *, every: bool) -> Part:
        parts = [read()]
        while self._takes(*by):
            parts.append(read())
        return parts[0] if len(parts) == 1 else Group(tuple(parts), every)

    def _single(self) -> Part:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._fail("the query has too many brackets inside each other. Make it simpler.")
        part = self._negated_or_bracketed()
        self._depth -= 1
        return part

    def _negated_or_bracketed(self) -> Part:
        if self._takes("not"):
            return Negation(self._single())
        if not self._takes("("):
            return self._condition()
        part = self._listed()
        if not self._takes(")"):
            raise self._fail("a bracket is not closed. Put ) after the last condition in it.")
        return part

    def _condition(self) -> Condition:
        if self._takes("has"):
            return Condition(self._name(), Relation.HAS)
        name = self._name()
        relation, several = self._relation()
        values = self._list_of_values() if several else (self._value(),)
        if relation in ORDERS and size(values[0]) is None:
            why = f"“{relation}” compares numbers and dates such as 2025-01-31; this is neither."
            raise QueryError(self._words[self._at - 1].start, why)
        return Condition(name, relation, values)

    def _name(self) -> str | None:
        """Take the longest run of words that is a known name."""
        most = min(len(self._words), self._at + _MOST_WORDS)
        for end in range(most, self._at, -1):
            words = self._words[self._at : end]
            name = words[0].text if len(words) == 1 else self._between(words)
            found = name if name in self._known else self._by_folded.get(folded(name))
            if found is not None or folded(name) in _OWN_NAMES:
                self._at = end
                self.names += [] if found is None else [found]
                return found
        raise self._fail(self._unknown())

    def _between(self, words: tuple[QueryWord, ...]) -> str:
        return self._text[words[0].start : words[-1].end]

    def _unknown(self) -> str:
        if self._next is None:
            return "a condition is missing here, such as: role = patient."
        typed = self._next.text
        near = get_close_matches(folded(typed), self._by_folded, n=1)
        meant = f" Did you mean “{self._by_folded[near[0]]}”?" if near else ""
        known = ", ".join(self._known) or "none"
        return (
            f"no case has an attribute that begins like “{typed}”.{meant} "
            f"Known are name (the case's own) and these attributes: {known}."
        )

    def _relation(self) -> tuple[Relation, bool]:
        """Take a relation; return it, and whether a list of values follows."""
        word = self._next
        if word is not None and word.sort is Sort.SIGN:
            self._at += 1
            return _SIGNS[word.text], False
        if self._takes("contains"):
            return Relation.CONTAINS, False
        stated = self._takes("is")
        relation = Relation.NOT_IN if self._takes("not") else Relation.IN
        if self._takes("in"):
            return relation, True
        if stated:
            return relation, False
        raise self._fail(
            "a relation is missing here. Write one of: =, !=, <, <=, >, >=, is, is not, "
            "in (…, …), contains."
        )

    def _list_of_values(self) -> tuple[str, ...]:
        if not self._takes("("):
            raise self._fail("after in comes a list in brackets: role in (patient, carer).")
        values = [self._value()]
        while self._takes(","):
            values.append(self._value())
        if not self._takes(")"):
            raise self._fail("the list is not closed. Put ) after its last value.")
        return tuple(values)

    def _value(self) -> str:
        """Take one quoted value, or the words up to the next bracket, comma, sign, and or or."""
        if self._next is not None and self._next.sort is Sort.QUOTED:
            self._at += 1
            return self._words[self._at - 1].text
        first = self._at
        while self._next is not None and self._next.sort is Sort.WORD:
            if self._next.says("and", "or"):
                break
            self._at += 1
        if first == self._at:
            raise self._fail("a value is missing here. Signs and brackets go in quotation marks.")
        return self._between(self._words[first : self._at])
