"""Passages: stretches of a document that are quoted, and how people refer to them."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import attrgetter

from coding.model import Certainty, Coding, Document


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in a document that a summary points at. Offsets as in `coding.model`."""

    document_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A coded stretch of one document, with what is needed to quote it.

    `speaker` names all who speak in it, in order. `start_s` is when the turn began in which it
    starts, in seconds; None if the transcript has no times. `line_from` and `line_to` count from
    1, both included. `reference` is how people cite it, e.g. "P07 L112-118". `codings` are those
    that put codes on exactly these words; where several coders agree on part of what each of
    them marked, the words are the part that they share.
    """

    document_id: str
    start: int
    end: int
    text: str
    speaker: str | None
    start_s: float | None
    line_from: int
    line_to: int
    reference: str
    codings: tuple[Coding, ...]

    @property
    def code_ids(self) -> tuple[str, ...]:
        """Return the codes on these words, each once, in the order of the codings."""
        return tuple(dict.fromkeys(coding.code_id for coding in self.codings))

    @property
    def coder_ids(self) -> tuple[str, ...]:
        """Return who coded these words, each once, in the order of the codings."""
        return tuple(dict.fromkeys(coding.coder_id for coding in self.codings))

    @property
    def unsure(self) -> bool:
        """Return whether any of the coders was unsure of any of the codes."""
        return any(coding.certainty is Certainty.UNSURE for coding in self.codings)


def passage(
    document: Document, start: int, end: int, *, codings: tuple[Coding, ...] = ()
) -> Passage:
    """Return the passage of `document` from `start` to `end`.

    Raises:
        ValueError: If there are no such characters in the document.
    """
    if not 0 <= start < end <= len(document.text):
        raise ValueError(f"document {document.id} has no characters {start} to {end}")
    first = max(0, bisect_right(document.turns, start, key=attrgetter("start")) - 1)
    last = bisect_left(document.turns, end, key=attrgetter("start"))
    turns = document.turns[first:last]
    speakers = dict.fromkeys(turn.speaker for turn in turns if turn.speaker)
    line_from, line_to = document.line_of(start), document.line_of(end - 1)
    return Passage(
        document_id=document.id,
        start=start,
        end=end,
        text=document.text[start:end],
        speaker=", ".join(speakers) or None,
        start_s=turns[0].start_s if turns else None,
        line_from=line_from,
        line_to=line_to,
        reference=f"{reference_name(document.name)} {lines_label(line_from, line_to)}",
        codings=codings,
    )


def lines_label(line_from: int, line_to: int) -> str:
    """Return e.g. "L112-118", or "L112" for a single line."""
    return f"L{line_from}" if line_from == line_to else f"L{line_from}-{line_to}"


_SEPARATORS = str.maketrans({"[": "(", "]": ")", ";": " ", ",": " "})


def reference_name(name: str) -> str:
    """Return a document's name as it stands in references.

    Brackets become round, commas and semicolons go: they have a meaning in references.
    """
    return " ".join(name.translate(_SEPARATORS).split()) or "document"
