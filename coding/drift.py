"""Coder drift: a coder's own earlier segments, drawn to be coded once more without seeing them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from coding.decisions import finished_segments
from coding.model import Decision, Segment


def finished_before(
    decisions: Iterable[Decision], segments: Mapping[str, Sequence[Segment]], moment: datetime
) -> dict[str, frozenset[int]]:
    """Return, for each document, the codable segments that a coder had finished by a moment.

    Segments that were opened again since do not count. Documents without any are left out.

    Args:
        decisions: One coder's, in the order of the log.
        segments: The segments of each document, under its id.
        moment: Aware; the coder's own clock counts.
    """
    of_document: dict[str, list[Decision]] = {}
    for decision in decisions:
        of_document.setdefault(decision.document_id, []).append(decision)
    found = {}
    for document_id, own in of_document.items():
        codable = [one for one in segments.get(document_id, ()) if one.codable]
        old = finished_segments((d for d in own if d.made_at <= moment), codable)
        left = old & finished_segments(own, codable)
        if left:
            found[document_id] = left
    return found


def drift_sample(
    decisions: Iterable[Decision],
    segments: Mapping[str, Sequence[Segment]],
    *,
    now: datetime,
    days: int,
    number: int,
    seed: int,
) -> dict[str, frozenset[int]]:
    """Return segments for a coder to code once more: document ids, and segments' numbers.

    Args:
        decisions: The coder's own, in the order of the log.
        segments: The segments of each document, under its id.
        now: The moment, aware.
        days: Only segments that the coder had finished so many days ago.
        number: How many to draw, over all documents; fewer where there are not so many.
        seed: The same seed draws the same.
    """
    old = finished_before(decisions, segments, now - timedelta(days=days))
    pool = sorted((document_id, one) for document_id, numbers in old.items() for one in numbers)
    drawn: dict[str, set[int]] = {}
    for document_id, one in Random(f"drift {seed}").sample(pool, min(number, len(pool))):
        drawn.setdefault(document_id, set()).add(one)
    return {document_id: frozenset(numbers) for document_id, numbers in sorted(drawn.items())}
