"""Cutting text into atoms, so that only whole words are ever compared, in any script.

An atom is a run of letters and digits with the marks on them, or one other visible character
(with its marks and joined characters: an emoji of several parts is one atom).
"""

import re
import sys
import unicodedata
from dataclasses import dataclass

from coding.pseudonyms.values import folded


def _marks() -> str:
    """Return all combining marks as the inside of a character class."""
    marks = [
        code for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code))[0] == "M"
    ]
    ranges: list[list[int]] = []
    for code in marks:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


MARKS = _marks()
_ATOM = re.compile(rf"(?:[^\W_][{MARKS}]*)+|\S(?:\u200d\S|[{MARKS}])*")


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of text: where it stands, how it is compared, whether a gap is before it."""

    start: int
    end: int
    folded: str
    apart: bool


def atoms(text: str) -> list[Atom]:
    """Return the atoms of a text in order; the first of them counts as apart."""
    found, last = [], -1
    for match in _ATOM.finditer(text):
        start, end = match.span()
        found.append(Atom(start, end, folded(match.group()), start != last))
        last = end
    return found
