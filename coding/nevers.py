"""What shall not be suggested: "never this code for things like this", an act of a coder."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from coding.model import Document, Segment
from framework.model import Framework


@dataclass(frozen=True, slots=True)
class NeverLike:
    """That a code is not to be suggested for things like this passage.

    It is no decision on the passage: whether the code applies there is said by rejecting or
    accepting it. `id` is made by who sends it.
    """

    id: str
    coder_id: str
    document_id: str
    start: int
    end: int
    code_id: str
    made_at: datetime


def why_unfit(new: NeverLike, document: Document, framework: Framework) -> str | None:
    """Return why it cannot be kept, in a sentence; None if it can."""
    if not 0 <= new.start < new.end <= len(document.text):
        return "This passage is not in the interview. Reload the page."
    if new.code_id not in framework.code_by_id:
        return "The framework no longer has this code. Reload the page."
    return None


def unwanted_codes(
    nevers: Iterable[NeverLike], segments: Sequence[Segment]
) -> dict[int, frozenset[str]]:
    """Return, by segment number, the codes that are never to be suggested for things like it.

    Args:
        nevers: What stands on one document.
        segments: The document's segments.
    """
    found: dict[int, set[str]] = {}
    nevers = tuple(nevers)
    for segment in segments if nevers else ():
        for one in nevers:
            if one.start < segment.end and one.end > segment.start:
                found.setdefault(segment.number, set()).add(one.code_id)
    return {number: frozenset(codes) for number, codes in found.items()}
