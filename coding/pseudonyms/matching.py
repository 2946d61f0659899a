"""Finding words that are known: whole words only, the longest first, left to right."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from coding.pseudonyms.atoms import Atom, atoms

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[T]):
    pieces: tuple[str, ...]
    gaps: tuple[bool, ...]
    spelling: str
    any_case: bool
    means: T


class Matcher(Generic[T]):
    """Words to look for, each with what it means.

    Words are compared without regard to case and to the kind of apostrophe, spaces as any gap.
    A word with `any_case` false must begin with a capital (or be spelt as given) to be it.
    """

    def __init__(self, words: Iterable[tuple[str, bool, T]]) -> None:
        """Take `(word, any_case, meaning)`; of two alike the first counts."""
        self._by_first: dict[str, list[_Phrase[T]]] = {}
        for word, any_case, means in words:
            parts = atoms(word)
            if parts:
                pieces = tuple(part.folded for part in parts)
                gaps = tuple(part.apart for part in parts)
                phrase = _Phrase(pieces, gaps, word.strip(), any_case, means)
                self._by_first.setdefault(pieces[0], []).append(phrase)
        for phrases in self._by_first.values():
            phrases.sort(key=lambda phrase: -len(phrase.pieces))

    def spans(self, text: str) -> Iterator[tuple[int, int, T]]:
        """Return where the words stand, disjoint and in order, with what each means."""
        parts = atoms(text)
        at = 0
        while at < len(parts):
            phrase = self._at(parts, at, text)
            if phrase is None:
                at += 1
                continue
            last = at + len(phrase.pieces) - 1
            yield parts[at].start, parts[last].end, phrase.means
            at = last + 1

    def _at(self, parts: Sequence[Atom], at: int, text: str) -> _Phrase[T] | None:
        for phrase in self._by_first.get(parts[at].folded, ()):
            if _fits(phrase, parts, at) and _case_fits(phrase, parts, at, text):
                return phrase
        return None


def _fits(phrase: _Phrase[T], parts: Sequence[Atom], at: int) -> bool:
    if at + len(phrase.pieces) > len(parts):
        return False
    return all(
        parts[at + number].folded == piece and (not number or parts[at + number].apart == gap)
        for number, (piece, gap) in enumerate(zip(phrase.pieces, phrase.gaps, strict=True))
    )


def _case_fits(phrase: _Phrase[T], parts: Sequence[Atom], at: int, text: str) -> bool:
    if phrase.any_case:
        return True
    written = text[parts[at].start : parts[at + len(phrase.pieces) - 1].end]
    return not written[:1].islower() or written == phrase.spelling
