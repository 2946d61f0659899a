"""From codings to ratings: who judged which unit, and what they found in it.

A unit bears a code if a standing coding covers any of its characters but white space. A unit
that a coder finished without a code is judged and empty; one that they did not finish is not
judged at all.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from coding.agreement.continua import Continuum, character_ratings, continua_from_codings
from coding.agreement.values import AgreementError, RatedUnit, Ratings, Unit
from coding.decisions import finished_ranges
from coding.model import Coding, Decision, Document, Role, Segment, Suggestion

Ranges = Sequence[tuple[int, int]]
Finished = Mapping[tuple[str, str], Ranges]


def finished_by_coder(decisions: Iterable[Decision]) -> dict[tuple[str, str], Ranges]:
    """Return, for each (coder id, document id), the ranges that the coder finished.

    Args:
        decisions: Of any coders and documents, in the order of the log.
    """
    desks: dict[tuple[str, str], list[Decision]] = {}
    for decision in decisions:
        desks.setdefault((decision.coder_id, decision.document_id), []).append(decision)
    return {desk: finished_ranges(log) for desk, log in desks.items()}


def turn_segments(document: Document) -> tuple[Segment, ...]:
    """Return the document's turns as units; those of interviewers are not codable."""
    return tuple(
        Segment(
            document_id=document.id,
            number=place + 1,
            start=turn.start,
            end=turn.end,
            turn=place,
            codable=turn.role is not Role.INTERVIEWER,
        )
        for place, turn in enumerate(document.turns)
    )


def codings_from_suggestions(
    suggestions: Iterable[Suggestion], *, coder_id: str, at_least: float
) -> tuple[Coding, ...]:
    """Return suggestions as the codings of one more coder, to be compared with people's apart.

    Whoever compares them says, under the same name, that everything was finished.

    Args:
        suggestions: What the machine proposed.
        coder_id: The name it goes by in the comparison; no person's id.
        at_least: The score from which a suggestion counts as a coding, 0..1.
    """
    return tuple(
        Coding(
            coder_id=coder_id,
            document_id=suggestion.document_id,
            start=suggestion.start,
            end=suggestion.end,
            code_id=suggestion.code_id,
            framework_version=0,
            suggested=True,
            certainty=None,
            memo="",
        )
        for suggestion in suggestions
        if suggestion.score >= at_least
    )


def ratings_from_codings(
    texts: Mapping[str, str],
    segments: Iterable[Segment],
    codings: Iterable[Coding],
    finished: Finished,
    coders: Sequence[str],
    *,
    unit: Unit = Unit.SEGMENT,
    shared_only: bool = True,
) -> Ratings:
    """Return who judged which unit how.

    Args:
        texts: The text of each document, by id.
        segments: The units, of any number of documents: segments, sentences or turns, as
            `unit` says. Those that are not codable are left out. For characters, the matter
            that counts.
        codings: Standing codings; those of other coders are passed over.
        finished: What each coder finished (`finished_by_coder`).
        coders: The ids of the coders to compare.
        unit: What the segments are, or CHARACTER to count the characters inside them.
        shared_only: Whether only units count that all of the coders finished. Otherwise those
            that two finished do, the rest being missing for the others.

    Raises:
        AgreementError: If fewer than two coders, or one twice, are to be compared.
    """
    if len(set(coders)) < 2 or len(set(coders)) < len(coders):
        raise AgreementError("Choose two or more different coders to compare.")
    coders = tuple(sorted(coders))
    codable = _by_document(segment for segment in segments if segment.codable)
    if unit is Unit.CHARACTER:
        if not shared_only:
            raise AgreementError("Characters can only be compared where all coders have finished.")
        return character_ratings(_continua(codable, codings, finished, coders), coders)
    wanted = _by_document(coding for coding in codings if coding.coder_id in coders)
    units = [
        rated
        for document_id, found in sorted(codable.items())
        for rated in _rated(
            texts[document_id],
            sorted(found, key=lambda segment: segment.start),
            wanted.get(document_id, ()),
            {coder: finished.get((coder, document_id), ()) for coder in coders},
        )
    ]
    least = len(coders) if shared_only else 2
    counting = (
        rated for rated in units if sum(codes is not None for codes in rated.codes) >= least
    )
    return Ratings(unit=unit, coders=coders, units=tuple(counting))


def continua_of_segments(
    segments: Iterable[Segment],
    codings: Iterable[Coding],
    finished: Finished,
    coders: Sequence[str],
) -> tuple[Continuum, ...]:
    """Return, per document, the codable matter that all of the coders finished, as they marked it.

    Args are those of `ratings_from_codings`.
    """
    codable = _by_document(segment for segment in segments if segment.codable)
    return _continua(codable, codings, finished, tuple(sorted(coders)))


def _continua(
    codable: Mapping[str, Sequence[Segment]],
    codings: Iterable[Coding],
    finished: Finished,
    coders: Sequence[str],
) -> tuple[Continuum, ...]:
    extents = {document: _joined(found) for document, found in codable.items()}
    return continua_from_codings(extents, codings, finished, coders)


_Placed = TypeVar("_Placed", Segment, Coding)


def _by_document(things: Iterable[_Placed]) -> dict[str, list[_Placed]]:
    found: dict[str, list[_Placed]] = {}
    for thing in things:
        found.setdefault(thing.document_id, []).append(thing)
    return found


def _rated(
    text: str, segments: Sequence[Segment], codings: Iterable[Coding], done: Mapping[str, Ranges]
) -> Iterator[RatedUnit]:
    """Yield one document's segments with what each coder found in them."""
    borne = _codes_borne(text, segments, codings)
    for place, segment in enumerate(segments):
        codes = tuple(
            borne.get((place, coder), frozenset()) if _covered(text, segment, ranges) else None
            for coder, ranges in done.items()
        )
        yield _unit(segment, codes)


def _unit(segment: Segment, codes: tuple[frozenset[str] | None, ...]) -> RatedUnit:
    return RatedUnit(
        id=f"{segment.document_id}:{segment.number}",
        document_id=segment.document_id,
        codes=codes,
        start=segment.start,
        end=segment.end,
    )


def _joined(segments: Iterable[Segment]) -> tuple[tuple[int, int], ...]:
    """Return the segments' ranges, sorted and disjoint."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted((segment.start, segment.end) for segment in segments):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _codes_borne(
    text: str, segments: Sequence[Segment], codings: Iterable[Coding]
) -> dict[tuple[int, str], frozenset[str]]:
    """Return the codes that each (segment's place, coder) bears, where there are any."""
    ends = [segment.end for segment in segments]
    starts = [segment.start for segment in segments]
    borne: dict[tuple[int, str], set[str]] = {}
    for coding in codings:
        for place in range(bisect_right(ends, coding.start), bisect_left(starts, coding.end)):
            start, end = max(coding.start, starts[place]), min(coding.end, ends[place])
            if text[start:end].strip():
                borne.setdefault((place, coding.coder_id), set()).add(coding.code_id)
    return {key: frozenset(codes) for key, codes in borne.items()}


def _covered(text: str, segment: Segment, ranges: Ranges) -> bool:
    """Return whether all characters of the segment but white space lie in the ranges."""
    at = segment.start
    first = bisect_right(ranges, segment.start, key=lambda stretch: stretch[1])
    for start, end in ranges[first:]:
        if start >= segment.end:
            break
        if start > at and text[at:start].strip():
            return False
        at = max(at, end)
    return at >= segment.end or not text[at : segment.end].strip()
