"""What the log of decisions leaves standing: a pure fold over frozen values.

Decisions come in the order of the log. That order counts, never the coders' clocks, and
only among one coder's own decisions on one document. A decision that is handed in twice,
known by its `client` and `seq`, counts once.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from coding.decision_checks import check_decision
from coding.model import Act, Coding, Decision, Segment

__all__ = [
    "Rejection",
    "check_decision",
    "finished_ranges",
    "finished_segments",
    "in_force",
    "rejected",
    "standing_codings",
]

_Key = tuple[str, str, int, int, str]
_Name = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Rejection:
    """A coder's "no" to one code on one span. Silence is not a rejection."""

    coder_id: str
    document_id: str
    start: int
    end: int
    code_id: str
    framework_version: int


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that count, in the order of the log: nothing undone, and no undo.

    Undoing an undo is a redo. An undo reaches only decisions of the same coder on the same
    document, and reaches them wherever they stand in the log: two browser tabs may send their
    work in either order. Undos that go round in a circle cancel nothing but each other.
    """
    log: dict[_Name, Decision] = {}
    for decision in decisions:
        log.setdefault((decision.client, decision.seq), decision)
    cancelled = cancelled_names(_targets(log), log)
    return tuple(
        decision
        for key, decision in log.items()
        if decision.act is not Act.UNDO and key not in cancelled
    )


def _targets(log: Mapping[_Name, Decision]) -> dict[_Name, _Name]:
    """Return what each undo reaches."""
    targets = {}
    for key, decision in log.items():
        if decision.act is not Act.UNDO:
            continue
        if decision.undoes_client is None or decision.undoes_seq is None:
            continue
        target = log.get((decision.undoes_client, decision.undoes_seq))
        if target is not None and _same_desk(decision, target):
            targets[key] = (target.client, target.seq)
    return targets


def _same_desk(one: Decision, other: Decision) -> bool:
    return one.coder_id == other.coder_id and one.document_id == other.document_id


def cancelled_names(targets: Mapping[_Name, _Name], keys: Iterable[_Name]) -> set[_Name]:
    """Return what is undone: settled from the last undo of each chain back to its decision."""
    waiting = Counter(targets.values())
    settled = [key for key in keys if not waiting[key]]
    cancelled: set[_Name] = set()
    while settled:
        key = settled.pop()
        target = targets.get(key)
        if target is None:
            continue
        if key not in cancelled:
            cancelled.add(target)
        waiting[target] -= 1
        if not waiting[target]:
            settled.append(target)
    return cancelled


def standing_codings(decisions: Iterable[Decision]) -> tuple[Coding, ...]:
    """Return the codings that the decisions leave standing, by document, span, code and coder.

    Accepting or adding puts a coding; doing so again keeps its memo and certainty unless new
    ones come with it. Rejecting and withdrawing take it away. A changed span keeps certainty
    and memo; if the coding lands on one that stands already, both memos are kept. An annotate
    sets certainty and memo to what it carries. A change to a coding that does not stand does
    nothing.
    """
    codings, _ = _fold(decisions)
    return tuple(
        sorted(
            codings.values(), key=lambda c: (c.document_id, c.start, c.end, c.code_id, c.coder_id)
        )
    )


def rejected(decisions: Iterable[Decision]) -> tuple[Rejection, ...]:
    """Return the rejections that stand, by document, span, code and coder.

    Coding the same span with the same code later, or withdrawing, takes a rejection back.
    """
    _, rejections = _fold(decisions)
    return tuple(
        sorted(
            rejections.values(),
            key=lambda r: (r.document_id, r.start, r.end, r.code_id, r.coder_id),
        )
    )


def _fold(
    decisions: Iterable[Decision],
) -> tuple[dict[_Key, Coding], dict[_Key, Rejection]]:
    codings: dict[_Key, Coding] = {}
    rejections: dict[_Key, Rejection] = {}
    for decision in in_force(decisions):
        key = _key(decision)
        if key is None:
            continue
        if decision.act is Act.ANNOTATE:
            _annotate(codings, key, decision)
            continue
        if decision.act is Act.RESPAN:
            if _respan(codings, key, decision):
                rejections.pop(key, None)
            continue
        rejections.pop(key, None)
        if decision.act in (Act.ACCEPT, Act.ADD):
            codings[key] = _put(codings.get(key), key, decision)
            continue
        codings.pop(key, None)
        if decision.act is Act.REJECT:
            rejections[key] = Rejection(*key, decision.framework_version)
    return codings, rejections


def _key(decision: Decision) -> _Key | None:
    """Return which coding a decision is about; None for finish, reopen and the incomplete."""
    if decision.start is None or decision.end is None or decision.code_id is None:
        return None
    return (
        decision.coder_id,
        decision.document_id,
        decision.start,
        decision.end,
        decision.code_id,
    )


def _put(old: Coding | None, key: _Key, decision: Decision) -> Coding:
    certainty, memo = decision.certainty, decision.memo
    if old is not None:
        certainty = certainty or old.certainty
        memo = old.memo if memo is None else memo
    return Coding(
        *key,
        framework_version=decision.framework_version,
        suggested=decision.act is Act.ACCEPT or bool(decision.shown),
        certainty=certainty,
        memo=memo or "",
    )


def _annotate(codings: dict[_Key, Coding], key: _Key, decision: Decision) -> None:
    if key in codings:
        codings[key] = replace(codings[key], certainty=decision.certainty, memo=decision.memo or "")


def _respan(codings: dict[_Key, Coding], key: _Key, decision: Decision) -> bool:
    """Move a coding to its new span; return whether there was one to move."""
    if decision.was_start is None or decision.was_end is None:
        return False
    coder_id, document_id, start, end, code_id = key
    moved = codings.pop(
        (coder_id, document_id, decision.was_start, decision.was_end, code_id), None
    )
    if moved is None:
        return False
    there = codings.get(key)
    memos = dict.fromkeys(coding.memo for coding in (there, moved) if coding and coding.memo)
    codings[key] = replace(
        moved,
        start=start,
        end=end,
        framework_version=decision.framework_version,
        certainty=moved.certainty or (there.certainty if there else None),
        memo="\n".join(memos),
    )
    return True


def finished_ranges(decisions: Iterable[Decision]) -> tuple[tuple[int, int], ...]:
    """Return the stretches that one coder has finished in one document: sorted and disjoint.

    Args:
        decisions: Those of one coder on one document, in the order of the log.

    Raises:
        ValueError: If they are of several coders or several documents, whose finished ranges
            must not be taken together.
    """
    counting = in_force(decisions)
    if len({(decision.coder_id, decision.document_id) for decision in counting}) > 1:
        raise ValueError("finished ranges are those of one coder in one document")
    ranges: list[tuple[int, int]] = []
    for decision in counting:
        if decision.start is None or decision.end is None or decision.start >= decision.end:
            continue
        if decision.act is Act.FINISH:
            _join(ranges, decision.start, decision.end)
        elif decision.act is Act.REOPEN:
            _cut(ranges, decision.start, decision.end)
    return tuple(ranges)


def _join(ranges: list[tuple[int, int]], start: int, end: int) -> None:
    """Add a range to sorted disjoint ones, swallowing those that it meets or touches."""
    first = bisect_left(ranges, start, key=itemgetter(1))
    last = bisect_right(ranges, end, key=itemgetter(0))
    met = ranges[first:last]
    if met:
        start, end = min(start, met[0][0]), max(end, met[-1][1])
    ranges[first:last] = [(start, end)]


def _cut(ranges: list[tuple[int, int]], start: int, end: int) -> None:
    """Take a range out of sorted disjoint ones, leaving what sticks out on either side."""
    first = bisect_right(ranges, start, key=itemgetter(1))
    last = bisect_left(ranges, end, key=itemgetter(0))
    met = ranges[first:last]
    if met:
        pieces = ((met[0][0], start), (end, met[-1][1]))
        ranges[first:last] = [(s, e) for s, e in pieces if s < e]


def finished_segments(
    decisions: Iterable[Decision], segments: Iterable[Segment], *, text: str | None = None
) -> frozenset[int]:
    """Return the numbers of the segments that one coder has finished.

    A segment is finished when all its characters but white space lie in finished ranges.

    Args:
        decisions: Those of one coder, in the order of the log. Decisions on other documents
            than the segments' are passed over.
        segments: Segments of one document, codable or not.
        text: The document's text. Without it, white space between two finished ranges inside
            one segment counts as unfinished.

    Raises:
        ValueError: If the decisions on this document are of several coders, or the segments
            of several documents.
    """
    wanted = tuple(segments)
    documents = {segment.document_id for segment in wanted}
    if len(documents) > 1:
        raise ValueError("segments of several documents cannot be looked at together")
    ranges = finished_ranges(d for d in decisions if d.document_id in documents)
    if text is not None:
        ranges = _bridged(ranges, text)
    starts = [start for start, _ in ranges]
    ends = [end for _, end in ranges]
    return frozenset(
        segment.number
        for segment in wanted
        if (place := bisect_right(starts, segment.start)) and segment.end <= ends[place - 1]
    )


def _bridged(ranges: Sequence[tuple[int, int]], text: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges with the white space around them, and so joined where only it divides."""
    bridged: list[tuple[int, int]] = []
    for start, end in ranges:
        while start > 0 and text[start - 1].isspace():
            start -= 1
        while end < len(text) and text[end].isspace():
            end += 1
        _join(bridged, start, end)
    return tuple(bridged)
