"""Coverage: how much of each interview bears a code, and whether its coding is finished."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coding.matrix import FrameworkMatrix
from coding.model import Document, Segment

_WORD = re.compile(r"\S+")
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What there is to code in one interview (the participants' turns), and how much bears a code.

    A word or a segment bears a code if a passage that counts covers any of its characters other
    than white space. `finished` says whether the codings that count are finished here.
    """

    document_id: str
    name: str
    words: int
    coded_words: int
    segments: int
    coded_segments: int
    finished: bool

    @property
    def share_of_words(self) -> float | None:
        """Return the coded share of the words, 0 to 1; None if there are none to code."""
        return self.coded_words / self.words if self.words else None

    @property
    def share_of_segments(self) -> float | None:
        """Return the coded share of the segments, 0 to 1; None if there are none to code."""
        return self.coded_segments / self.segments if self.segments else None


def coverage(
    matrix: FrameworkMatrix,
    documents: Iterable[Document],
    segments: Mapping[str, Sequence[Segment]],
) -> tuple[Coverage, ...]:
    """Return the coverage of the documents of a matrix's cases, in the order of `documents`.

    Args:
        matrix: Says which codings count.
        documents: The study's; those of no case are passed over.
        segments: Each document's, under its id.
    """
    spans: dict[str, set[_Span]] = {
        key: set() for case in matrix.cases for key in case.document_ids
    }
    for cell in matrix.cells.values():
        for passage in cell.passages:
            spans[passage.document_id].add((passage.start, passage.end))
    done = {source.document_id for source in matrix.sources if source.finished}
    return tuple(
        _of_document(one, segments.get(one.id, ()), _joined(spans[one.id]), one.id in done)
        for one in documents
        if one.id in spans
    )


def _of_document(
    document: Document, segments: Sequence[Segment], spans: Sequence[_Span], finished: bool
) -> Coverage:
    words = coded_words = coded_segments = count = 0
    at = 0
    for segment in segments:
        if not segment.codable:
            continue
        count += 1
        touched = 0
        for word in _WORD.finditer(document.text, segment.start, segment.end):
            words += 1
            while at < len(spans) and spans[at][1] <= word.start():
                at += 1
            touched += at < len(spans) and spans[at][0] < word.end()
        coded_words += touched
        coded_segments += touched > 0
    return Coverage(document.id, document.name, words, coded_words, count, coded_segments, finished)


def _joined(spans: Iterable[_Span]) -> list[_Span]:
    """Return the spans in order, those that overlap or touch as one."""
    found: list[_Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
