"""References that people type into summaries, such as [P07 L112-118] or [P07 L3; P08 L40].

A reference stands in square brackets: a document's name, "L", and a line or a range of lines.
Several are parted by semicolons or commas; one without a name belongs to the document named
before it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coding.model import Document
from coding.quoting import Passage, Reference, reference_name

_BRACKET = re.compile(r"\[([^\[\]]{1,2000})\]")
_ENTRY = re.compile(
    r"(?:(?P<name>\S.*?)\s+)?L\s?(?P<from>\d{1,9})(?:\s*[-–—]\s*L?(?P<to>\d{1,9}))?\s*(?=,|$)",
    re.DOTALL,
)
_PART = re.compile(r"[^;]+")
_GAP = re.compile(r"[,\s]*")


@dataclass(frozen=True, slots=True)
class ReferenceMark:
    """One reference in a text: `text[start:end]`. `name` is None if no document is named."""

    start: int
    end: int
    name: str | None
    line_from: int
    line_to: int


@dataclass(frozen=True, slots=True)
class ResolvedMark:
    """What a reference leads to.

    `reference` is the lines' span in the document, None where there is none; `passages` are the
    coded passages on those lines, in order. `why_not` says in words why the reference leads to
    no coded passage; it is empty where it leads to one.
    """

    mark: ReferenceMark
    reference: Reference | None
    passages: tuple[Passage, ...]
    why_not: str = ""


def reference_marks(text: str) -> tuple[ReferenceMark, ...]:
    """Return the references in `text`, in order. Brackets that hold no reference are passed over.

    A range that runs backwards (L118-112) is read forwards.
    """
    return tuple(mark for bracket in _BRACKET.finditer(text) for mark in _entries(bracket))


def _entries(bracket: re.Match[str]) -> Iterator[ReferenceMark]:
    inside, shift = bracket[1], bracket.start(1)
    name: str | None = None
    for part in _PART.finditer(inside):
        place = _after_gap(inside, part.start())
        while found := _ENTRY.match(inside, place, part.end()):
            name = found["name"] or name
            lines = sorted((int(found["from"]), int(found["to"] or found["from"])))
            end = shift + place + len(found[0].rstrip())
            yield ReferenceMark(shift + place, end, name, lines[0], lines[1])
            place = _after_gap(inside, found.end())


def _after_gap(text: str, place: int) -> int:
    gap = _GAP.match(text, place)
    return gap.end() if gap else place


def resolved_marks(
    text: str, documents: Iterable[Document], passages: Iterable[Passage]
) -> tuple[ResolvedMark, ...]:
    """Return what each reference in `text` leads to.

    Names are compared without regard to case and spacing. A reference that names no document
    is looked up where there is only one.

    Args:
        text: A summary.
        documents: Where references may point: those of the case, or of the whole study.
        passages: The coded passages that may be meant, in the order in which to give them.
    """
    named: dict[str, list[Document]] = defaultdict(list)
    everything = tuple(documents)
    for document in everything:
        named[_folded(document.name)].append(document)
    by_document: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        by_document[passage.document_id].append(passage)
    return tuple(
        _resolved(mark, _meant(mark, named, everything), by_document)
        for mark in reference_marks(text)
    )


def _folded(name: str) -> str:
    return reference_name(name).casefold()


def _meant(
    mark: ReferenceMark, named: Mapping[str, Sequence[Document]], everything: Sequence[Document]
) -> Sequence[Document]:
    return everything if mark.name is None else named.get(_folded(mark.name), ())


def _resolved(
    mark: ReferenceMark, meant: Sequence[Document], passages: Mapping[str, Sequence[Passage]]
) -> ResolvedMark:
    if len(meant) != 1:
        return ResolvedMark(mark, None, (), _why_not_one(mark, len(meant)))
    document = meant[0]
    count = len(document.line_starts)
    if not 1 <= mark.line_from <= mark.line_to <= count:
        return ResolvedMark(mark, None, (), f"{document.name} has lines 1 to {count}")
    start = document.line_starts[mark.line_from - 1]
    end = document.line_starts[mark.line_to] if mark.line_to < count else len(document.text)
    here = tuple(p for p in passages.get(document.id, ()) if p.start < end and start < p.end)
    why_not = "" if here else "no coded passage stands on these lines"
    return ResolvedMark(mark, Reference(document.id, start, end), here, why_not)


def _why_not_one(mark: ReferenceMark, count: int) -> str:
    if mark.name is None:
        return "it does not say which document"
    if count:
        return f"{count} documents are called {mark.name}"
    return f"no document is called {mark.name}"
