"""Lists of words: those that come with the program, and a study's own."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from coding.pseudonyms.everyday import FAMILIAR, MORE_NAMES, MORE_PLACES
from coding.pseudonyms.values import Candidate, Kind, PseudonymError, folded, unaccented

MOST_WORDS = 5_000
_LONGEST = 120
_KINDS = {
    **{kind.value.casefold(): kind for kind in Kind},
    **dict.fromkeys(("person", "people", "first name", "surname"), Kind.NAME),
    **dict.fromkeys(("town", "city", "street", "address", "location"), Kind.PLACE),
    **dict.fromkeys(("organization", "org", "employer", "school", "hospital"), Kind.ORGANISATION),
    **dict.fromkeys(("email", "mail"), Kind.EMAIL),
    **dict.fromkeys(("telephone", "mobile"), Kind.PHONE),
    **dict.fromkeys(("other", "anything"), Kind.DETAIL),
}


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The words that come with the program, folded and without accents.

    `everyday` holds English words and `familiar` those of them that are written with a capital or
    of which people who interview need not be told (Monday, CBT).
    """

    first_names: frozenset[str]
    surnames: frozenset[str]
    places: frozenset[str]
    everyday: frozenset[str]
    familiar: frozenset[str]

    def is_everyday(self, word: str) -> bool:
        """Return whether the word is also an ordinary English word, as Will and Reading are."""
        return unaccented(word) in self.everyday


@cache
def gazetteer() -> Gazetteer:
    """Return the packaged lists; read once."""
    first = _packaged("first_names") | _split(MORE_NAMES)
    places = _packaged("places") | {unaccented(place) for place in MORE_PLACES}
    familiar = _split(FAMILIAR)
    everyday = _packaged("words") | familiar
    return Gazetteer(first, _packaged("surnames"), places, everyday, familiar)


def _packaged(name: str) -> frozenset[str]:
    text = (files("coding.pseudonyms") / "lists" / f"{name}.txt").read_text("utf-8")
    return frozenset(unaccented(line) for line in text.splitlines() if line)


def _split(words: str) -> frozenset[str]:
    return frozenset(unaccented(word) for word in words.split())


def study_list(text: str) -> tuple[Candidate, ...]:
    """Return the words of a study's own list, all of them to be replaced.

    Args:
        text: One word or name in a line, or a table (commas, semicolons or tabs) with the word
            first and its kind second: name, place, organisation, detail. Without a kind it is a
            name. A head line (word, kind) is left out.

    Raises:
        PseudonymError: If a kind is not known or the list is too long; it names the line.
    """
    found: dict[str, Candidate] = {}
    for number, (word, kind) in enumerate(_rows(text), 1):
        if number == 1 and folded(word) in ("word", "name", "words", "names") and kind:
            continue
        if not word:
            continue
        if len(word) > _LONGEST:
            raise PseudonymError(f"Line {number} of the list is too long for a word. Shorten it.")
        if not any(char.isalnum() for char in word) and word.isascii():
            raise PseudonymError(f"Line {number} of the list has no letter or digit. Remove it.")
        any_case = not gazetteer().is_everyday(word)
        listed = Candidate(word, _kind(kind, number), True, any_case, "on your list")
        found.setdefault(folded(word), listed)
        if len(found) > MOST_WORDS:
            raise PseudonymError(f"The list has more than {MOST_WORDS:,} words. Use a shorter one.")
    return tuple(found.values())


def _rows(text: str) -> Iterator[tuple[str, str]]:
    lines = text.removeprefix("\ufeff").splitlines()
    marks = [mark for mark in "\t;," if any(mark in line for line in lines)]
    reader = csv.reader(io.StringIO("\n".join(lines)), delimiter=marks[0] if marks else "\t")
    try:
        for row in reader:
            cells = [" ".join(cell.split()) for cell in row]
            yield (cells[0] if cells else ""), (cells[1] if len(cells) > 1 else "")
    except csv.Error as error:
        raise PseudonymError(f"Line {reader.line_num} of the list cannot be read.") from error


def _kind(written: str, line: int) -> Kind:
    if not written:
        return Kind.NAME
    kind = _KINDS.get(written.casefold())
    if kind is None:
        raise PseudonymError(
            f"Line {line} of the list: its kind is not known. "
            "Write name, place, organisation, date, phone, e-mail or detail."
        )
    return kind
