"""Codes found by words, wherever in the framework the words stand."""

import unicodedata
from dataclasses import dataclass

from framework.model import Code, Framework


@dataclass(frozen=True, slots=True)
class Find:
    """A code that holds all the words, and the most telling field that holds one of them."""

    code: Code
    field: str


def find_codes(framework: Framework, words: str) -> tuple[Find, ...]:
    """Return the codes that hold every one of the words, the best first.

    Capital letters and accents do not matter, and a word may stand inside another. A code
    whose every word stands in its id or name comes before one that needs its definition, and
    so on through include, cues and examples; codes alike keep the order of the framework.
    Without words, every code is returned.
    """
    wanted = tuple(plain(words).split())
    ranked = []
    for number, code in enumerate(framework.codes()):
        fields = _fields(code)
        ranks = [_rank(fields, word) for word in wanted]
        if all(rank is not None for rank in ranks):
            found = sorted(rank for rank in ranks if rank is not None) or [0]
            ranked.append((found[-1], sum(found), number, Find(code, fields[found[0]][0])))
    return tuple(find for *_, find in sorted(ranked, key=lambda entry: entry[:3]))


def plain(text: str) -> str:
    """Return the text without capital letters and accents, for comparing."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


def _fields(code: Code) -> tuple[tuple[str, str], ...]:
    return (
        ("id", plain(code.id)),
        ("name", plain(code.name)),
        ("definition", plain(code.definition)),
        ("include", plain("\n".join(code.include))),
        ("cues", plain("\n".join(code.cues))),
        ("examples", plain("\n".join(code.examples))),
    )


def _rank(fields: tuple[tuple[str, str], ...], word: str) -> int | None:
    return next((rank for rank, (_, text) in enumerate(fields) if word in text), None)
