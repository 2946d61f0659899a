"""Free passages: what coders marked in a text, cut into atoms at every edge of a passage.

Within an atom nothing changes, so that counting atoms by their length counts characters,
without ever holding a character.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from coding.agreement.values import RatedUnit, Ratings, Unit
from coding.model import Coding


@dataclass(frozen=True, slots=True)
class Span:
    """A passage that a coder marked with a code; half-open, in characters."""

    coder: str
    start: int
    end: int
    code: str


@dataclass(frozen=True, slots=True)
class Continuum:
    """The matter of one document that all coders went through, and what they marked in it.

    `extent` is that matter: sorted disjoint half-open ranges. What lies outside is not there
    at all: neither coded nor left uncoded.
    """

    document_id: str
    extent: tuple[tuple[int, int], ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Atom:
    """A stretch in which nobody's coding changes: for each coder, the indices of their spans."""

    start: int
    end: int
    spans: Mapping[str, tuple[int, ...]]


def atoms(continuum: Continuum) -> tuple[Atom, ...]:
    """Return the continuum's atoms in order; indices count `continuum.spans`."""
    edges = {edge for stretch in continuum.extent for edge in stretch}
    for span in continuum.spans:
        edges.update((span.start, span.end))
    cuts = sorted(edges)
    inside = [False] * len(cuts)
    for start, end in continuum.extent:
        for place in range(bisect_left(cuts, start), bisect_left(cuts, end)):
            inside[place] = True
    covering: list[dict[str, tuple[int, ...]]] = [{} for _ in cuts]
    for index, span in enumerate(continuum.spans):
        for place in range(bisect_left(cuts, span.start), bisect_left(cuts, span.end)):
            here = covering[place]
            here[span.coder] = (*here.get(span.coder, ()), index)
    return tuple(
        Atom(start, end, covering[place])
        for place, (start, end) in enumerate(pairwise(cuts))
        if inside[place]
    )


def character_ratings(continua: Iterable[Continuum], coders: Sequence[str]) -> Ratings:
    """Return ratings whose units are atoms, counting as many characters as they are long."""
    units = []
    for continuum in continua:
        for atom in atoms(continuum):
            codes = tuple(
                frozenset(continuum.spans[index].code for index in atom.spans.get(coder, ()))
                for coder in coders
            )
            units.append(
                RatedUnit(
                    id=f"{continuum.document_id}:{atom.start}",
                    document_id=continuum.document_id,
                    codes=codes,
                    start=atom.start,
                    end=atom.end,
                    size=atom.end - atom.start,
                )
            )
    return Ratings(unit=Unit.CHARACTER, coders=tuple(coders), units=tuple(units))


def shared_ranges(
    ranges: Sequence[Sequence[tuple[int, int]]],
) -> tuple[tuple[int, int], ...]:
    """Return what lies in all of several sets of sorted disjoint ranges."""
    shared: Sequence[tuple[int, int]] = ranges[0] if ranges else ()
    for other in ranges[1:]:
        shared = _in_both(shared, other)
    return tuple(shared)


def _in_both(
    some: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    shared = []
    here = there = 0
    while here < len(some) and there < len(others):
        start = max(some[here][0], others[there][0])
        end = min(some[here][1], others[there][1])
        if start < end:
            shared.append((start, end))
        if some[here][1] <= others[there][1]:
            here += 1
        else:
            there += 1
    return shared


def continua_from_codings(
    extents: Mapping[str, Sequence[tuple[int, int]]],
    codings: Iterable[Coding],
    finished: Mapping[tuple[str, str], Sequence[tuple[int, int]]],
    coders: Sequence[str],
) -> tuple[Continuum, ...]:
    """Return, per document, the matter that all of the coders finished, with their codings.

    Args:
        extents: For each document id the sorted disjoint ranges that are there to be coded
            (its codable segments).
        codings: Standing codings, of any coders and documents.
        finished: For (coder id, document id), the ranges finished (`finished_ranges`).
        coders: The ids of the coders to compare.
    """
    chosen = set(coders)
    by_document: dict[str, list[Span]] = {}
    for coding in codings:
        if coding.coder_id in chosen:
            span = Span(coding.coder_id, coding.start, coding.end, coding.code_id)
            by_document.setdefault(coding.document_id, []).append(span)
    continua = []
    for document_id, extent in sorted(extents.items()):
        done = [finished.get((coder, document_id), ()) for coder in coders]
        shared = shared_ranges([extent, *done])
        if shared:
            marked = by_document.get(document_id, ())
            spans = [span for span in marked if _touches(span, shared)]
            continua.append(Continuum(document_id, shared, tuple(sorted(spans, key=_by_place))))
    return tuple(continua)


def _touches(span: Span, extent: Sequence[tuple[int, int]]) -> bool:
    place = bisect_right(extent, span.start, key=lambda stretch: stretch[1])
    return place < len(extent) and extent[place][0] < span.end


def _by_place(span: Span) -> tuple[str, int, int, str]:
    return span.coder, span.start, span.end, span.code


def merged_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans with one coder's overlapping passages of the same code made one.

    Passages that only touch stay two: that somebody marked two is part of the data.
    """
    merged: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.coder, s.code, s.start, s.end)):
        last = merged[-1] if merged else None
        same = last and (last.coder, last.code) == (span.coder, span.code)
        if last and same and span.start < last.end:
            merged[-1] = replace(last, end=max(last.end, span.end))
        else:
            merged.append(span)
    return tuple(sorted(merged, key=_by_place))
