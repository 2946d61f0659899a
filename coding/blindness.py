"""Who may see whose codings: coders work blind until all of them have finished a document."""

from collections.abc import Collection, Iterable, Sequence

from coding.decisions import finished_segments, in_force
from coding.model import Decision, Segment


def visible_coders(
    viewer_id: str,
    decisions: Iterable[Decision],
    segments: Sequence[Segment],
    *,
    text: str | None = None,
    assigned: Collection[str] | None = None,
) -> frozenset[str]:
    """Return the coders whose work on one document a viewer may see: always their own.

    Others' work opens when every coder of the document, the viewer among them, has finished
    all its codable segments; then the viewer sees those who have. A document without codable
    segments stays closed.

    Args:
        viewer_id: Who looks.
        decisions: All coders' decisions on the document, in the order of the log.
        segments: The document's segments.
        text: The document's text; see `finished_segments`.
        assigned: Who is to code the document. Without a plan, all who have decided anything
            on it that they have not undone.
    """
    decisions = tuple(decisions)
    taking_part = {decision.coder_id for decision in in_force(decisions)}
    finished = finished_coders(decisions, segments, text=text)
    needed = {viewer_id, *(taking_part if assigned is None else assigned)}
    return finished if needed <= finished else frozenset({viewer_id})


def finished_coders(
    decisions: Iterable[Decision], segments: Sequence[Segment], *, text: str | None = None
) -> frozenset[str]:
    """Return the coders who have finished all codable segments of one document.

    A document without codable segments is finished by nobody.

    Args:
        decisions: All coders' decisions on the document, in the order of the log. Those to
            finish, reopen and undo are enough.
        segments: The document's segments.
        text: The document's text; see `finished_segments`.
    """
    of_coder: dict[str, list[Decision]] = {}
    for decision in decisions:
        of_coder.setdefault(decision.coder_id, []).append(decision)
    codable = {segment.number for segment in segments if segment.codable}
    return frozenset(
        coder_id
        for coder_id, own in of_coder.items()
        if codable and codable <= finished_segments(own, segments, text=text)
    )
