"""All that may give somebody away in a set of passages, each word once, with every place."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from coding.model import Transcript
from coding.pseudonyms.capitals import words
from coding.pseudonyms.lists import gazetteer
from coding.pseudonyms.matching import Matcher
from coding.pseudonyms.recognising import names_in
from coding.pseudonyms.rules import by_form
from coding.pseudonyms.values import Candidate, Found, Hit, Kind, Passage, folded
from coding.transcripts.choices import is_impersonal
from coding.transcripts.cleaning import clean


def passages_of(
    transcript: Transcript, *, of: str, names: Iterable[str] = ()
) -> tuple[Passage, ...]:
    """Return what of a transcript is searched: speakers' labels, turns, then names of its file."""
    labels = dict.fromkeys(turn.speaker for turn in transcript.turns if turn.speaker)
    said = (Passage(of, clean(turn.text)) for turn in transcript.turns)
    called = (Passage(of, clean(name)) for name in names)
    return (*(Passage(of, clean(label), label=True) for label in labels), *said, *called)


def find(
    passages: Sequence[Passage], *, listed: Iterable[Candidate] = (), known: Iterable[str] = ()
) -> tuple[Found, ...]:
    """Return every word that may give somebody away, with all the places where it stands.

    Where words overlap the longest counts, and only whole words are found. A word that one place
    gives away is found in every place.

    Args:
        passages: What to search, of one file or of several.
        listed: Words that count whatever they look like: the study's list, words typed by a
            person, words of the key. They come before what is recognised.
        known: Placeholders that stand in the passages already: nothing inside them is found.
    """
    candidates = merged((*listed, *candidates_in(passages)))
    return located(passages, candidates, known=known)


def candidates_in(passages: Iterable[Passage]) -> tuple[Candidate, ...]:
    """Return what the rules and the recogniser take for something to look at, each word once."""
    found: list[Candidate] = []
    for passage in passages:
        found.extend(by_form(passage.text))
        found.extend(_in_label(passage.text) if passage.label else names_in(passage.text))
    return merged(found)


def located(
    passages: Sequence[Passage], candidates: Iterable[Candidate], *, known: Iterable[str] = ()
) -> tuple[Found, ...]:
    """Return the candidates that stand somewhere, with every place: most frequent first.

    Those of which replacing is suggested come before those in doubt.
    """
    every = tuple(candidates)
    matcher = Matcher[Candidate | None](
        [*((word, True, None) for word in known), *((one.word, one.any_case, one) for one in every)]
    )
    places: dict[str, list[Hit]] = {}
    for number, passage in enumerate(passages):
        for start, end, candidate in matcher.spans(passage.text):
            if candidate is not None:
                places.setdefault(folded(candidate.word), []).append(Hit(number, start, end))
    found = [
        Found(one, tuple(places[folded(one.word)])) for one in every if folded(one.word) in places
    ]
    return tuple(sorted(found, key=lambda one: (not one.candidate.sure, -len(one.hits))))


def _in_label(label: str) -> Iterable[Candidate]:
    """Return a speaker's label as a name, unless it says a role or a number."""
    if is_impersonal(label):
        return
    parts = [word.text for word in words(label)]
    personal = [part for part in parts if not is_impersonal(part) and not _plain(part)]
    if personal:
        yield Candidate(" ".join(parts) if personal == parts else personal[0], Kind.NAME, True,
                        not gazetteer().is_everyday(label), "a speaker’s name")  # fmt: skip


def _plain(part: str) -> bool:
    return gazetteer().is_everyday(part) and folded(part) not in gazetteer().first_names


def merged(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return each word once: as it came first, sure and of the kind of its surest mention."""
    first: dict[str, Candidate] = {}
    spelt: dict[str, Counter[str]] = {}
    for one in candidates:
        key = folded(one.word)
        spelt.setdefault(key, Counter())[one.word] += 1
        before = first.get(key)
        if before is None or (one.sure and not before.sure):
            first[key] = one
    for one in tuple(first.values()):
        for part in _parts(one):
            key = folded(part.word)
            if key not in first or not first[key].sure:
                first[key] = part
                spelt.setdefault(key, Counter())[part.word] += 1
    return tuple(replace(one, word=spelt[key].most_common(1)[0][0]) for key, one in first.items())


def _parts(name: Candidate) -> Iterable[Candidate]:
    """Return the names that somebody's full name is made of: they come alone, too."""
    pieces = name.word.split()
    if name.kind is not Kind.NAME or not name.sure or len(pieces) < 2:
        return
    for piece in pieces:
        if len(piece) > 2 and piece[:1].isalpha() and not gazetteer().is_everyday(piece):
            yield replace(name, word=piece, any_case=True, why="part of a longer name")
