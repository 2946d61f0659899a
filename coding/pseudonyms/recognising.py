"""Names, places and organisations, told by lists, capitals and the words around them.

It works offline and says why it takes a word for one. Where it is in doubt it says so (`sure` is
false) rather than keep silent: a person looks at every word.
"""

import re
from collections.abc import Iterator, Sequence

from coding.pseudonyms.capitals import Word, runs, words
from coding.pseudonyms.cues import (
    CALLED,
    FAMILY,
    ORGANISATIONS,
    PLACED,
    STREETS,
    TITLES,
    TITLES_ALONE,
    WORKED,
    word_set,
)
from coding.pseudonyms.lists import Gazetteer, gazetteer
from coding.pseudonyms.values import Candidate, Kind, folded, unaccented

_SMALL = 0.01
"""A text where fewer words than this have a capital was written without them (captions)."""


def names_in(text: str) -> Iterator[Candidate]:
    """Return what is likely to be a name, a place or an organisation, some of it more than once."""
    found, lists = words(text), gazetteer()
    for start, end in runs(found):
        for first, last in _parts(found, start, end):
            first, last = _trimmed(found, first, last, lists)
            if first < last and (candidate := _judge(text, found, first, last, lists)):
                yield candidate
    yield from _in_small_letters(text, found, lists)


def has_capitals(texts: Sequence[str]) -> bool:
    """Return whether capitals are used in these texts at all."""
    every = [word for text in texts for word in words(text) if word.text[:1].isalpha()]
    inner = [word for word in every if not word.opens and len(word.text) > 1]
    return sum(word.capital for word in inner) >= max(1, _SMALL * len(inner))


def _parts(found: Sequence[Word], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Return a run in the parts that its possessives make, unless it is an institution's name."""
    if any(unaccented(word.text) in ORGANISATIONS for word in found[start:end]):
        yield start, end
        return
    first = start
    for at in range(start + 1, end):
        if found[at].owned:
            yield first, at
            first = at
    yield first, end


def _trimmed(found: Sequence[Word], start: int, end: int, lists: Gazetteer) -> tuple[int, int]:
    """Return a run without titles, and without everyday words that only open its sentence."""
    while start < end and (_is_title(found[start].text) or _only_opens(found, start, end, lists)):
        start += 1
    while end > start and (not found[end - 1].capital or _familiar_end(found, start, end, lists)):
        end -= 1
    return start, end


def _is_title(word: str) -> bool:
    return folded(word).rstrip(".") in TITLES


def _only_opens(found: Sequence[Word], start: int, end: int, lists: Gazetteer) -> bool:
    word = found[start]
    if not word.capital:
        return True
    folded_word = unaccented(word.text)
    if not lists.is_everyday(word.text) or _names_somebody(folded_word, lists):
        return False
    institution = any(unaccented(one.text) in ORGANISATIONS for one in found[start:end])
    if folded_word in lists.familiar and not institution:
        return True
    if word.opens:
        return folded_word in _LITTLE or not (institution and end - start > 1)
    return folded_word in _LITTLE


def _familiar_end(found: Sequence[Word], start: int, end: int, lists: Gazetteer) -> bool:
    """Return whether a run of several ends in a small word, as in "Priya I"."""
    return end - start > 1 and unaccented(found[end - 1].text) in _LITTLE


def _names_somebody(word: str, lists: Gazetteer) -> bool:
    return word in lists.first_names or word in lists.surnames or word in lists.places


_LITTLE = word_set("""
    i a the an and but so my our his her their your this that these those it he she we they you
    in on at to for from with of if when then yes no not oh well mum dad
""")


def _judge(
    text: str, found: Sequence[Word], start: int, end: int, lists: Gazetteer
) -> Candidate | None:
    """Return what a run of capitalised words is, or None if it is nothing to replace."""
    written = text[_from_number(found, start, end) : found[end - 1].end]
    parts = [unaccented(word.text) for word in found[start:end]]
    if len(written) < 2:
        return None
    common = all(lists.is_everyday(part) or part in _LITTLE for part in parts)
    any_case = not common
    for kind, why, sure in _reasons(found, start, end, lists):
        return Candidate(written, kind, sure, any_case, why)
    if common and (found[start].opens or (len(parts) == 1 and parts[0] in lists.familiar)):
        return None
    if all(_MEASURE.fullmatch(part) for part in parts):
        return None
    if written.isupper() and len(parts) == 1 and len(written) <= 6:
        return Candidate(written, Kind.ORGANISATION, False, False, "capital letters")
    return Candidate(written, Kind.NAME, False, any_case, "a capital letter")


_MEASURE = re.compile(r"[\W\d]+|[a-z]+-?\d+|the|and|of")
"""Numbers and scales, such as PHQ-9: nobody's name."""


def _from_number(found: Sequence[Word], start: int, end: int) -> int:
    """Return where a run begins, with the number of the house where it is a street."""
    before = found[start - 1] if start and found[start].tight else None
    street = end - start > 1 and unaccented(found[end - 1].text) in STREETS
    if before is not None and street and before.text[:1].isdigit():
        return before.start
    return found[start].start


def _reasons(
    found: Sequence[Word], start: int, end: int, lists: Gazetteer
) -> Iterator[tuple[Kind, str, bool]]:
    """Return why a run is a name, the strongest reason first: kind, in words, whether sure."""
    parts = [unaccented(word.text) for word in found[start:end]]
    near = [folded(word.text).rstrip(".") for word in found[max(0, start - 3) : start]]
    nearest = near[-1] if near and found[start].tight else ""
    everyday = all(lists.is_everyday(part) for part in parts)
    alone = everyday and found[start].opens and len(parts) == 1
    place = " ".join(parts) in lists.places
    rules = (
        (len(parts) > 1 and ORGANISATIONS & set(parts), _INSTITUTION, True),
        (_is_street(parts, lists), (Kind.PLACE, "the name of a street or house"), True),
        (nearest in TITLES, _TITLED, True),
        (nearest in TITLES_ALONE and not everyday, _TITLED, True),
        (place and nearest in PLACED, _LISTED_PLACE, True),
        (nearest in WORKED and not place and not _is_person(parts, lists), _WORKED, not everyday),
        (_is_person(parts, lists), (Kind.NAME, "on the list of first names"), not alone),
        (place, _LISTED_PLACE, not alone),
        (
            parts[-1] in lists.surnames and not everyday,
            (Kind.NAME, "on the list of surnames"),
            True,
        ),
        (_is_called(near, found, start) and not everyday, _CALLED, True),
        (nearest in PLACED and not everyday, _PLACED, False),
    )
    yield from ((kind, why, sure) for holds, (kind, why), sure in rules if holds)


_INSTITUTION = (Kind.ORGANISATION, "the name of an institution")
_TITLED = (Kind.NAME, "after a title")
_LISTED_PLACE = (Kind.PLACE, "on the list of places")
_WORKED = (Kind.ORGANISATION, "where somebody works or goes")
_CALLED = (Kind.NAME, "after words that lead to a name")
_PLACED = (Kind.PLACE, "a capital letter after a word of place")


def _is_street(parts: Sequence[str], lists: Gazetteer) -> bool:
    return len(parts) > 1 and parts[-1] in STREETS and parts[0] not in lists.first_names


def _is_person(parts: Sequence[str], lists: Gazetteer) -> bool:
    if parts[0] in lists.first_names:
        return True
    return len(parts) > 1 and parts[0].split("-")[0] in lists.first_names


def _is_called(before: Sequence[str], found: Sequence[Word], start: int) -> bool:
    if not before:
        return False
    near = " ".join(before)
    return any(f" {near}".endswith(f" {cue}") for cue in CALLED) or (
        before[-1] in FAMILY and found[start].tight
    )


def _in_small_letters(text: str, found: Sequence[Word], lists: Gazetteer) -> Iterator[Candidate]:
    """Return names and places that are on the lists but written without a capital."""
    for at, word in enumerate(found):
        if word.capital or not word.text[:1].isalpha() or len(word.text) < 3:
            continue
        judged = _small(text, found, at, lists)
        if judged is not None:
            yield judged


def _small(text: str, found: Sequence[Word], at: int, lists: Gazetteer) -> Candidate | None:
    word = found[at]
    part, ordinary = unaccented(word.text), lists.is_everyday(word.text)
    before = [folded(one.text).rstrip(".") for one in found[max(0, at - 3) : at]]
    nearest = before[-1] if before and word.tight else ""
    if nearest in TITLES and not ordinary:
        return Candidate(word.text, Kind.NAME, True, True, "after a title")
    if ordinary:
        if nearest in _NAMED_BY and part in lists.first_names:
            return Candidate(word.text, Kind.NAME, False, False, "perhaps a name")
        return None
    if part in lists.first_names:
        return Candidate(_with_surname(text, found, at, lists), Kind.NAME, True, True,
                         "on the list of first names")  # fmt: skip
    if part in lists.places:
        return _small_place(text, found, at)
    if _is_called(before, found, at):
        return Candidate(word.text, Kind.NAME, False, True, "after words that lead to a name")
    if nearest in WORKED or nearest in PLACED:
        kind = Kind.ORGANISATION if nearest in WORKED else Kind.PLACE
        return Candidate(word.text, kind, False, True, "an unknown word after a word of place")
    return None


_NAMED_BY = word_set("""
    called named i'm name's our thanks manager sister brother friend
""")


def _with_surname(text: str, found: Sequence[Word], at: int, lists: Gazetteer) -> str:
    """Return a first name in small letters with the surname that follows it, if one does."""
    word, after = found[at], found[at + 1] if at + 1 < len(found) else None
    if after is None or not after.tight or after.owned or after.capital:
        return word.text
    part = unaccented(after.text)
    known = part in lists.surnames or part in lists.first_names
    if known and not lists.is_everyday(after.text):
        return text[word.start : after.end]
    return word.text


def _small_place(text: str, found: Sequence[Word], at: int) -> Candidate:
    """Return a place in small letters, or the institution that is called after it."""
    last = None
    for end in range(at + 1, min(at + 5, len(found))):
        if not found[end].tight or found[end].capital:
            break
        if unaccented(found[end].text) in ORGANISATIONS:
            last = end
    if last is not None:
        written = text[found[at].start : found[last].end]
        return Candidate(written, Kind.ORGANISATION, True, True, "the name of an institution")
    return Candidate(found[at].text, Kind.PLACE, True, True, "on the list of places")
