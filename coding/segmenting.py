"""Cutting a document into segments: the stretches that are offered for coding.

Sentences are found by a rule component on spaCy's tokeniser; no model is needed. How sentences
become passages is in `coding.passages`.

Source:
    On 24,000 words of counselling talk spaCy's rules found sentence ends as well as pysbd and
    better than its statistical models, ten times as fast.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from coding.model import Document, Role, Segment
from coding.passages import Span, cut_long, inside_cluster, merge_short, packed, trimmed

_BATCH = 50_000
"""Characters handed to spaCy at once; well below its limit, and memory stays small."""

_LONG_RUN = re.compile(r"\S{65,}")
_ENDS = ".?!。？！؟۔।॥"
_DOTS = ("…", *("." * count for count in range(2, 30)))
_CLOSING = frozenset("”’)]»\"'’")
_HOUR_MARKS = ("a.m.", "p.m.", "etc.", "U.K.", "U.S.")
_ABBREVIATIONS = frozenset(("approx", "no", "nos", "vs", "dept", "est", "tel", "incl", "esp", "cf"))


class Unit(StrEnum):
    """What a segment is: a run of sentences, or a whole turn, sentence or paragraph."""

    PASSAGE = "passage"
    TURN = "turn"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


def segment_document(
    document: Document, *, unit: Unit = Unit.PASSAGE, aim: int = 40, most: int = 60
) -> tuple[Segment, ...]:
    """Return the document's segments, in order; together they hold all its words.

    No segment goes beyond its turn. Interviewers' segments are not codable.

    Args:
        document: The frozen document.
        unit: What to cut into. A passage is a run of whole sentences.
        aim: Words that a passage should have.
        most: Words that a passage or a sentence may have; longer sentences, and turns without
            punctuation, are cut between words, if possible before "but", "so" and the like.
            A single sentence is never cut below it.

    Raises:
        ValueError: If `aim` is not between 1 and `most`.
    """
    if not 1 <= aim <= most:
        raise ValueError(f"aim ({aim}) must be between 1 and most ({most})")
    sentences = _sentence_spans(document) if unit in (Unit.PASSAGE, Unit.SENTENCE) else None
    segments: list[Segment] = []
    for place, turn in enumerate(document.turns):
        if sentences is not None:
            whole = merge_short(document.text, sentences[place], most)
            spans = cut_long(document.text, whole, aim, most)
            if unit is Unit.PASSAGE:
                spans = packed(document.text, spans, aim, most)
        elif unit is Unit.PARAGRAPH:
            spans = list(_paragraphs(document.text, turn.start, turn.end))
        else:
            spans = [trimmed(document.text, turn.start, turn.end)]
        codable = turn.role is not Role.INTERVIEWER
        for start, end in spans:
            if start < end:
                number = len(segments) + 1
                segments.append(Segment(document.id, number, start, end, place, codable))
    return tuple(segments)


def turns_without_punctuation(document: Document, *, most: int = 60) -> tuple[int, ...]:
    """Return which turns (indices) are long and have hardly a sentence end, as raw captions do.

    Such turns can only be cut between words; a person should know that.
    """
    found = []
    for place, turn in enumerate(document.turns):
        text = document.text[turn.start : turn.end]
        words = len(text.split())
        if words > most and len(re.findall(r"[.?!…]+", text)) < words / most:
            found.append(place)
    return tuple(found)


def _paragraphs(text: str, start: int, end: int) -> Iterator[Span]:
    for line in re.compile(r"[^\n]+").finditer(text, start, end):
        yield trimmed(text, *line.span())


def _sentence_spans(document: Document) -> list[list[Span]]:
    """Return each turn's sentences, without white space around them."""
    spans: list[list[Span]] = []
    starts = iter(_sentence_starts(document))
    start = next(starts, None)
    for turn in document.turns:
        edges = [turn.start]
        while start is not None and start < turn.end:
            if start > turn.start and not inside_cluster(document.text, start):
                edges.append(start)
            start = next(starts, None)
        edges.append(turn.end)
        pieces = (trimmed(document.text, edges[at], edges[at + 1]) for at in range(len(edges) - 1))
        spans.append([(begin, end) for begin, end in pieces if begin < end])
    return spans


def _sentence_starts(document: Document) -> list[int]:
    """Return where sentences begin, in order, besides at the beginnings of turns."""
    nlp = _pipeline()
    offsets: list[int] = []
    with nlp.memory_zone():
        for start, end in _batches(document):
            # spaCy's tokeniser is quadratic in the length of a run without spaces: 20,000
            # question marks take it half a minute. Spaces are put into such runs, one for one.
            doc = nlp(_LONG_RUN.sub(lambda run: _spaced(run[0]), document.text[start:end]))
            begins = np.flatnonzero(doc.to_array(["SENT_START"]) == 1)
            offsets.extend(start + doc[int(token)].idx for token in begins)
    return offsets


def _batches(document: Document) -> Iterator[Span]:
    """Yield stretches of whole turns to look at together; a huge turn in several."""
    begin = end = 0
    for turn in document.turns:
        if end > begin and turn.end - begin > _BATCH:
            yield begin, end
            begin = turn.start
        while turn.end - begin > _BATCH:
            cut = _cut_of_huge_turn(document.text, begin)
            yield begin, cut
            begin = cut
        end = turn.end
    if end > begin:
        yield begin, end


def _cut_of_huge_turn(text: str, begin: int) -> int:
    """Return where to stop looking at once, where no sentence begins; after a space if it can."""
    reach = (begin + _BATCH // 2, begin + _BATCH)
    space = text.rfind(" ", *reach)
    while space > 0 and not text[space - 1].isalpha():
        space = text.rfind(" ", reach[0], space)
    return space + 1 if space > 0 else reach[1]


def _spaced(run: str) -> str:
    """Return a long run with every 33rd character a space, and no sentence end inside."""
    masked = re.sub(r"\W", "x", run[:-1]) + run[-1]
    return "".join(" " if place % 33 == 32 else mark for place, mark in enumerate(masked))


@cache
def _pipeline() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("betweenlines_sentences")
    return nlp


@Language.component("betweenlines_sentences")
def mark_sentences(doc: Doc) -> Doc:
    """Return the doc with its sentence starts marked, for talk as people transcribe it.

    A hesitation ("I was ... you know") and a quotation are not split, nor is an abbreviation.
    """
    orths = doc.to_array(["ORTH"])
    # Written at once: setting Token.is_sent_start looks through the whole doc each time.
    starts = np.zeros((len(doc), 1), dtype="uint64")
    inside = _quotation_of(doc, orths)
    for end in np.flatnonzero(np.isin(orths, _ids(doc, (*_ENDS, *_DOTS, *_HOUR_MARKS)))):
        begin = _start_after(doc, int(end), inside)
        if begin is not None:
            starts[begin] = 1
    for place in np.flatnonzero(doc.to_array(["IS_SPACE"])):
        if "\n" in doc[int(place)].text and place + 1 < len(doc):
            starts[int(place) + 1] = 1
    doc.from_array(["SENT_START"], starts)  # type: ignore[arg-type]  # spaCy types only int32
    return doc


def _ids(doc: Doc, words: tuple[str, ...]) -> list[int]:
    return [doc.vocab.strings.add(word) for word in words]


def _start_after(doc: Doc, end: int, inside: dict[int, int]) -> int | None:
    """Return the token that begins a sentence after the mark at `end`, or None."""
    after = end + 1
    while after < len(doc) and _closes(doc, after):
        after += 1
    quotation = inside.get(end)
    if after >= len(doc) or (quotation is not None and after <= quotation):
        return None
    glued = not doc[after - 1].whitespace_ and not doc[after].is_space
    while after < len(doc) and doc[after].is_space:
        after += 1
    if after >= len(doc) or not _may_begin(doc, end, after, glued or quotation is not None):
        return None
    return after


def _closes(doc: Doc, place: int) -> bool:
    """Return whether the token still belongs to the sentence end before it."""
    text = doc[place].text
    if doc[place - 1].whitespace_:
        return False
    return text in _CLOSING or text in _ENDS or text in _DOTS


def _may_begin(doc: Doc, end: int, after: int, needs_capital: bool) -> bool:
    """Return whether a sentence may begin at `after`, given the mark before it."""
    mark, word = doc[end].text, doc[after].text
    small = word[0].islower()
    if needs_capital or mark in _HOUR_MARKS:
        return not small
    if mark in _DOTS:
        return not small and word not in ("I", ",", ".")
    if mark == "." and end > 0:
        before = doc[end - 1].text.casefold()
        if before in _ABBREVIATIONS:
            return not (small or word[0].isdecimal())
    return True


def _quotation_of(doc: Doc, orths: np.ndarray) -> dict[int, int]:
    """Return for each token inside a short quotation the token that closes it."""
    inside: dict[int, int] = {}
    opened: int | None = None
    for place in np.flatnonzero(np.isin(orths, _ids(doc, ("“", "”", '"')))):
        mark = doc[int(place)].text
        if mark == "“" or (mark == '"' and opened is None):
            opened = int(place)
        elif opened is not None:
            length = int(place) - opened
            if length <= 60 and not any("\n" in doc[at].text for at in range(opened, int(place))):
                inside.update(dict.fromkeys(range(opened, int(place)), int(place)))
                opened = None
            else:
                opened = int(place) if mark == '"' else None
    return inside
