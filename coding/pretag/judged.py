"""What coders have decided on a passage, as a tagger learns from it."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coding.decisions import Rejection, finished_segments, rejected, standing_codings
from coding.model import Coding, Decision, Segment
from coding.pretag.segment_text import SegmentText


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage with what stands on it.

    `codes` are those that people gave; without any, a finished passage bears none. `rejected`
    were proposed and refused. `never` are codes that somebody does not want to see suggested for
    things like this. From a passage that is not `finished` only the last is learnt: silence is
    not a "no".
    """

    segment: SegmentText
    codes: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    finished: bool = True


def digest_of(judged: Iterable[Judged]) -> str:
    """Return eight letters that name these decisions: the same decisions, the same letters."""
    content = sorted(
        [
            one.segment.document_id,
            one.segment.start,
            one.segment.end,
            sorted(one.codes),
            sorted(one.rejected),
            sorted(one.never),
            one.finished,
        ]
        for one in judged
    )
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:8]


def judged_passages(
    segments: Sequence[Segment],
    text: str,
    decisions: Sequence[Decision],
    *,
    never: Mapping[int, frozenset[str]] | None = None,
) -> tuple[Judged, ...]:
    """Return what one coder has decided on one document, ready to be learnt from.

    Only passages that the coder finished, and those with a "never like this", are among them.

    Args:
        segments: The document's segments, in order.
        text: The document's text.
        decisions: The coder's decisions on it, in the order of the log.
        never: By segment number, the codes never to be suggested for things like it.
    """
    unwanted = never or {}
    done = finished_segments(decisions, segments, text=text)
    standing, refusals = standing_codings(decisions), rejected(decisions)
    return tuple(
        Judged(
            segment=SegmentText(
                one.document_id, one.start, one.end, text[one.start : one.end], one.codable
            ),
            codes=_within(standing, one),
            rejected=_within(refusals, one),
            never=unwanted.get(one.number, frozenset()),
            finished=one.number in done,
        )
        for one in segments
        if one.codable and (one.number in done or unwanted.get(one.number))
    )


def _within(found: Iterable[Coding | Rejection], segment: Segment) -> frozenset[str]:
    return frozenset(
        one.code_id for one in found if one.start < segment.end and one.end > segment.start
    )
