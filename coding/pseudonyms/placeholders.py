"""Placeholders: marked with brackets, numbered within their kind, the same for the same person."""

import re
from collections.abc import Collection, Iterable, Sequence

from coding.pseudonyms.values import Candidate, Kind, PseudonymError, Ruling, folded, unaccented

_LONGEST = 60
_OVER_89 = "[Age over 89]"
_NUMBERED = re.compile(rf"\[(?:{'|'.join(re.escape(kind.value) for kind in Kind)}) \d+\]")


def as_placeholder(written: str) -> str:
    """Return what a person wrote as a placeholder, in the brackets that mark it.

    Raises:
        PseudonymError: If it is empty or too long.
    """
    inner = " ".join(written.replace("[", " ").replace("]", " ").split())
    if not inner:
        raise PseudonymError("A placeholder needs a word, such as Name 3 or the sister.")
    if len(inner) > _LONGEST:
        raise PseudonymError(f"A placeholder has at most {_LONGEST} characters. Shorten it.")
    return f"[{inner}]"


def placeholders_in(texts: Iterable[str]) -> frozenset[str]:
    """Return the numbered placeholders that stand in texts already, whoever put them there."""
    return frozenset(match for text in texts for match in _NUMBERED.findall(text))


def suggested(
    candidates: Sequence[Candidate], rulings: Sequence[Ruling], *, taken: Collection[str] = ()
) -> dict[str, str]:
    """Return a placeholder for each candidate, under its folded word.

    A word that was ruled on keeps what it has. A word that differs only by accents, or that is
    part of exactly one longer name (Marged of Marged Pritchard), shares that name's placeholder:
    it is most likely the same person. Every other word gets the next free number of its kind.

    Args:
        candidates: The words, in the order in which they shall be numbered.
        rulings: What was decided so far, in this import and in earlier ones.
        taken: Placeholders that may not be given to anybody new.
    """
    used = {*taken, *(one.placeholder for one in rulings if one.placeholder)}
    given = {folded(one.word): one.placeholder for one in rulings if one.placeholder}
    before = {folded(one.word) for one in rulings if one.placeholder and one.kind is Kind.NAME}
    names = _pieces({folded(one.word) for one in candidates if one.kind is Kind.NAME} | before)
    numbers = dict.fromkeys(Kind, 0)
    for candidate in candidates:
        key = folded(candidate.word)
        if key in given:
            continue
        owner = _same_person(key, names, before) if candidate.kind is Kind.NAME else None
        same = _alike(key, given) or given.get(owner or "")
        if same is None:
            same = _next(candidate.kind, used, numbers)
            used.add(same)
        given[key] = same
        if owner is not None:
            given.setdefault(owner, same)
    return {folded(one.word): given[folded(one.word)] for one in candidates}


def _alike(word: str, given: dict[str, str]) -> str | None:
    """Return the placeholder of a word that differs by accents only."""
    plain = unaccented(word)
    found = {value for other, value in given.items() if unaccented(other) == plain}
    return found.pop() if len(found) == 1 else None


def _pieces(names: Iterable[str]) -> dict[str, frozenset[str]]:
    return {name: frozenset(unaccented(name).split()) for name in names}


def _same_person(
    word: str, names: dict[str, frozenset[str]], before: Collection[str]
) -> str | None:
    """Return the one longer name that holds this one, or the one part of it that is known."""
    pieces = names[word]
    longer = [name for name, theirs in names.items() if pieces < theirs]
    if longer:
        return longer[0] if len(longer) == 1 else None
    parts = [name for name in before if names[name] < pieces]
    return parts[0] if len(parts) == 1 else None


def _next(kind: Kind, used: Collection[str], numbers: dict[Kind, int]) -> str:
    if kind is Kind.AGE:
        return _OVER_89
    while True:
        numbers[kind] += 1
        placeholder = f"[{kind.value} {numbers[kind]}]"
        if placeholder not in used:
            return placeholder
