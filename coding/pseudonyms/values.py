"""The nouns of pseudonymising: what may give somebody away, and what a person rules about it.

A word here is one word or several that belong together ("Bryn Awel Surgery"). Offsets count code
points, half-open, into the text of one `Passage`: one turn's words, one speaker's label or a name
of a file, in NFC.
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class PseudonymError(Exception):
    """A key or a list cannot be used; the message says which, why, and what to do."""


class Kind(StrEnum):
    """What a word tells about somebody; the value is how a placeholder begins."""

    NAME = "Name"
    PLACE = "Place"
    ORGANISATION = "Organisation"
    DATE = "Date"
    AGE = "Age"
    EMAIL = "E-mail"
    PHONE = "Phone"
    POSTCODE = "Postcode"
    NUMBER = "Number"
    LINK = "Link"
    DETAIL = "Detail"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words to search. `of` names the file; `label` is whether it is a speaker's or file's name."""

    of: str
    text: str
    label: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may give somebody away.

    `sure` is whether replacing it is suggested; a person decides either way. With `any_case` it
    also stands for itself in small letters: false where it is an everyday word too (Will).
    `why` says what it was recognised by, in words for a person.
    """

    word: str
    kind: Kind
    sure: bool
    any_case: bool
    why: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a word stands: `passage` indexes the passages that were searched."""

    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A word with every place where it stands, in reading order."""

    candidate: Candidate
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided about a word: its placeholder, or None to keep it as it is."""

    word: str
    kind: Kind
    placeholder: str | None
    any_case: bool = True


@lru_cache(maxsize=60_000)
def folded(word: str) -> str:
    """Return a word as words are compared: without regard to case, composition or apostrophes."""
    plain = unicodedata.normalize("NFC", " ".join(word.split()))
    return unicodedata.normalize("NFC", plain.replace("’", "'").replace("ʼ", "'").casefold())


@lru_cache(maxsize=60_000)
def unaccented(word: str) -> str:
    """Return a folded word without its accents: people spell Siân as Sian."""
    parts = unicodedata.normalize("NFD", folded(word))
    return "".join(char for char in parts if not unicodedata.combining(char))
