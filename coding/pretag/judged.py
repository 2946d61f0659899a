"""What coders have decided on a passage, as a tagger learns from it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

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
