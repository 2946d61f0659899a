"""Corrections of a transcript after coding: laid over the frozen text, which never changes.

A correction says how some words of one turn should read. Codings, segments and line references
keep pointing at the frozen text; only what is shown or quoted can be the corrected words. At
both edges of a correction the frozen and the corrected text meet one to one; inside it they do
not, so whatever cuts a correction in two is quoted with all of its words.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import accumulate
from operator import attrgetter

from coding.model import Coding, Document
from coding.plain_text import unwritable_at

LONGEST_CORRECTION = 2_000
LONGEST_REASON = 500


class Reading(StrEnum):
    """Which words are quoted: with the corrections, or as they were when the text was frozen."""

    CORRECTED = "corrected"
    FROZEN = "frozen"


@dataclass(frozen=True, slots=True)
class Correction:
    """How some words of a document should read. Offsets are those of the frozen text.

    `coder_id` is None where nobody had said who they are; `reason` may be empty.
    """

    id: str
    document_id: str
    start: int
    end: int
    words: str
    coder_id: str | None
    made_at: datetime
    reason: str = ""

    def overlaps(self, start: int, end: int) -> bool:
        """Return whether it changes any of these characters."""
        return self.start < end and start < self.end


@dataclass(frozen=True, slots=True)
class CorrectedText:
    """A document's text with its corrections, and the way between the offsets of both.

    `corrections` are in the order of place. `places` are the offsets in `text` at which they
    begin.
    """

    document: Document
    text: str
    corrections: tuple[Correction, ...]
    places: tuple[int, ...]

    def to_corrected(self, offset: int, *, end: bool = False) -> int:
        """Return where a place of the frozen text is in the corrected one.

        A place inside a correction goes to its beginning, or to its end if `end`.
        """
        nth = bisect_left(self.corrections, offset, key=attrgetter("start")) - 1
        if nth < 0:
            return offset
        one, place = self.corrections[nth], self.places[nth]
        if offset >= one.end:
            return place + len(one.words) + offset - one.end
        return place + (len(one.words) if end else 0)

    def to_frozen(self, offset: int, *, end: bool = False) -> int:
        """Return where a place of the corrected text is in the frozen one.

        A place inside corrected words goes to where the correction begins, or ends if `end`.
        """
        nth = bisect_left(self.places, offset) - 1
        if nth < 0:
            return offset
        one, last = self.corrections[nth], self.places[nth] + len(self.corrections[nth].words)
        if offset >= last:
            return one.end + offset - last
        return one.end if end else one.start

    def words(self, start: int, end: int) -> str:
        """Return how the frozen characters from `start` to `end` should read."""
        return self.text[self.to_corrected(start) : self.to_corrected(end, end=True)]

    def line_of(self, offset: int) -> int:
        """Return the line of a place in the corrected text: that of the frozen text, as cited."""
        return self.document.line_of(self.to_frozen(offset))


def corrected(document: Document, corrections: Iterable[Correction]) -> CorrectedText:
    """Return the document's text with these corrections.

    Raises:
        ValueError: If two overlap, or one is of another document or outside of its text.
    """
    ordered = sorted(corrections, key=lambda one: (one.start, one.end))
    pieces: list[str] = []
    at = 0
    for one in ordered:
        if one.document_id != document.id or not at <= one.start < one.end <= len(document.text):
            raise ValueError(f"document {document.id} cannot take correction {one.id}")
        pieces += [document.text[at : one.start], one.words]
        at = one.end
    pieces.append(document.text[at:])
    places = tuple(accumulate(map(len, pieces)))[0:-1:2]
    return CorrectedText(document, "".join(pieces), tuple(ordered), places)


def by_document(corrections: Iterable[Correction]) -> Mapping[str, tuple[Correction, ...]]:
    """Return the corrections of each document that has any, under its id."""
    found: dict[str, list[Correction]] = {}
    for one in corrections:
        found.setdefault(one.document_id, []).append(one)
    return {document_id: tuple(these) for document_id, these in found.items()}


def corrected_texts(
    documents: Iterable[Document], corrections: Iterable[Correction]
) -> Mapping[str, CorrectedText]:
    """Return the corrected text of each of the documents that has corrections, under its id."""
    of_document = by_document(corrections)
    return {
        document.id: corrected(document, of_document[document.id])
        for document in documents
        if document.id in of_document
    }


def tidied(words: str) -> str:
    """Return typed words as a correction keeps them: NFC, on one line, no space around them."""
    return " ".join(unicodedata.normalize("NFC", words).split())


def why_refused(new: Correction, document: Document, standing: Iterable[Correction]) -> str | None:
    """Return why a correction cannot be kept, in a sentence for people; None if it can."""
    size = len(document.text)
    if new.document_id != document.id or not 0 <= new.start < new.end <= size:
        return "The interview has no such words."
    holding = bisect_right(document.turns, new.start, key=attrgetter("start")) - 1
    if holding < 0 or new.end > document.turns[holding].end:
        return "A correction stays inside one person's turn. Correct each turn for itself."
    return _why_words(new, document) or _why_overlaps(new, document, standing)


def _why_words(new: Correction, document: Document) -> str | None:
    if not new.words:
        return (
            "A correction needs words. To leave a word out, select the one beside it as well, "
            "and type only what stays."
        )
    if len(new.words) > LONGEST_CORRECTION:
        return f"A correction has {LONGEST_CORRECTION:,} characters at most. Correct less at once."
    if len(new.reason) > LONGEST_REASON:
        return f"A reason has {LONGEST_REASON:,} characters at most."
    if unwritable_at(new.words) is not None or unwritable_at(new.reason) is not None:
        return "There is a character in it that cannot be kept. Type it again."
    if new.words == document.text[new.start : new.end]:
        return "Nothing is changed: these are the words that stand there."
    return None


def _why_overlaps(
    new: Correction, document: Document, standing: Iterable[Correction]
) -> str | None:
    met = [one for one in standing if one.id != new.id and one.overlaps(new.start, new.end)]
    if not met:
        return None
    line = document.line_of(met[0].start)
    return (
        f"Some of these words (line {line}) are corrected already. Withdraw that correction "
        "first, or select other words."
    )


def touched_codings(codings: Iterable[Coding], new: Correction) -> tuple[Coding, ...]:
    """Return the codings that stand on any of the words that a correction changes."""
    return tuple(
        one
        for one in codings
        if one.document_id == new.document_id and new.overlaps(one.start, one.end)
    )


def without(corrections: Iterable[Correction], correction_id: str) -> tuple[Correction, ...]:
    """Return the corrections but this one."""
    return tuple(one for one in corrections if one.id != correction_id)


def tidy(new: Correction) -> Correction:
    """Return the correction with its typed words as they are kept."""
    return replace(new, words=tidied(new.words), reason=tidied(new.reason))
