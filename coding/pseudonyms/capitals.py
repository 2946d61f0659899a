"""Runs of capitalised words, and what stands around them: where names are likely to be."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coding.pseudonyms.atoms import MARKS
from coding.pseudonyms.cues import word_set

_WORD = re.compile(rf"(?:[^\W_][{MARKS}]*)+(?:['’.&-](?:[^\W_][{MARKS}]*)+)*")
_JOINS = word_set("of the on upon and de da di du van von der bin ibn al el la le y ó ap ab")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_VERBAL = re.compile(r"(?:['’](?:m|re|ve|ll|d)|n['’]t)$", re.IGNORECASE)
_BEGINS = re.compile(r"(?:^|[.?!…:;\n\u2014–]|[\"“‘(\[])\s*[\"“‘'(\[]*$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text without its possessive; `opens` says that a sentence begins with it.

    `tight` says that only a space parts it from the word before, `owned` that the word before
    is a possessive ("Cadoc's Church").
    """

    start: int
    end: int
    text: str
    opens: bool
    tight: bool
    owned: bool

    @property
    def capital(self) -> bool:
        """Return whether it is written with a capital; scripts without capitals have none."""
        return self.text[:1].isupper() or self.text[:1].istitle()


def words(text: str) -> list[Word]:
    """Return the words of a text; see `Word`."""
    found: list[Word] = []
    last = 0
    for match in _WORD.finditer(text):
        written = match.group()
        for ending in (_POSSESSIVE, _VERBAL):
            written = ending.sub("", written)
        between = text[last : match.start()]
        opens = bool(_BEGINS.search(text[max(0, match.start() - 4) : match.start()]))
        owned = bool(found) and between.casefold() in ("'s ", "’s ")
        tight = owned or (bool(found) and between in (" ", "\n", "\u00a0"))
        start, end = match.start(), match.start() + len(written)
        found.append(Word(start, end, written, opens or not found, tight, owned))
        last = match.start() + len(written)
    return found


def runs(found: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Return the runs of capitalised words, as half-open ranges of their indices.

    "of", "the", "van" and their like count along between two capitals ("University of Wales").
    A word in capitals that begins a sentence begins a run too.
    """
    at = 0
    while at < len(found):
        if not found[at].capital:
            at += 1
            continue
        end = at + 1
        while (more := _goes_on(found, end)) is not None:
            end = more
        yield at, end
        at = end


def _goes_on(found: Sequence[Word], end: int) -> int | None:
    """Return where a run goes on to, one capitalised word further; None if it ends."""
    for at in range(end, min(end + 3, len(found))):
        word = found[at]
        if not word.tight or (word.opens and at > end):
            return None
        if word.capital:
            return at + 1
        if word.text not in _JOINS:
            return None
    return None
