"""Who may see whose codings of a document for which there is a plan.

Those who are assigned a document see each other once all of them have finished what they are
assigned; the coordinator sees it then too. An early unlock by the coordinator opens the document
to both as it stands. Calibration and further rounds open to nobody before they are finished, and
hold nobody else up.
"""

from collections.abc import Iterable, Sequence

from coding.blindness import visible_coders
from coding.decisions import finished_segments
from coding.model import Decision, Segment
from coding.plan import APART, Plan, Purpose


def finished_their_part(
    plan: Plan,
    document_id: str,
    decisions: Iterable[Decision],
    segments: Sequence[Segment],
    *,
    text: str | None = None,
) -> frozenset[str]:
    """Return the coders who have finished all that they are to code in a document.

    That is what they are assigned, and all codable segments for those who are not assigned it.

    Args:
        plan: Who is assigned what.
        document_id: The document.
        decisions: Decisions on it, of any coders, in the order of the log; those to finish,
            reopen and undo are enough.
        segments: The document's segments.
        text: The document's text; see `finished_segments`.
    """
    of_coder: dict[str, list[Decision]] = {}
    for decision in decisions:
        of_coder.setdefault(decision.coder_id, []).append(decision)
    done = set()
    for coder_id, own in of_coder.items():
        assignment = plan.assignment(document_id, coder_id)
        part = [s for s in segments if (s.codable if assignment is None else assignment.covers(s))]
        if part and len(finished_segments(own, part, text=text)) == len(part):
            done.add(coder_id)
    return frozenset(done)


def is_open(plan: Plan, document_id: str, finished: frozenset[str]) -> bool:
    """Return whether those who are assigned a document may see each other's work.

    Args:
        plan: Who is assigned what.
        document_id: The document.
        finished: Who has finished their part (`finished_their_part`).
    """
    assigned = plan.assigned(document_id)
    return bool(assigned) and (document_id in plan.unlocked or assigned <= finished)


def visible_by_plan(
    viewer_id: str,
    plan: Plan,
    document_id: str,
    decisions: Iterable[Decision],
    segments: Sequence[Segment],
    *,
    text: str | None = None,
) -> frozenset[str]:
    """Return the coders whose work on one document a viewer may see: always their own.

    Without a plan for the document the rule of `coding.blindness.visible_coders` holds.

    Args:
        viewer_id: Who looks.
        plan: Who is assigned what.
        document_id: The document.
        decisions: All coders' decisions on it, in the order of the log; where somebody is
            assigned the document, those to finish, reopen and undo are enough.
        segments: The document's segments.
        text: The document's text; see `finished_segments`.
    """
    decisions = tuple(decisions)
    finished = finished_their_part(plan, document_id, decisions, segments, text=text)
    apart = plan.apart(document_id)
    seen = {viewer_id}
    if viewer_id in apart and viewer_id not in finished:
        return frozenset(seen)
    if plan.assigned(document_id):
        seen |= _assigned_seen(viewer_id, plan, document_id, finished)
    elif viewer_id not in apart:
        counting = [decision for decision in decisions if decision.coder_id not in apart]
        seen |= visible_coders(viewer_id, counting, segments, text=text)
    return frozenset(seen | _checks_seen(viewer_id, plan, document_id, finished))


def _assigned_seen(
    viewer_id: str, plan: Plan, document_id: str, finished: frozenset[str]
) -> frozenset[str]:
    assigned = plan.assigned(document_id)
    if not is_open(plan, document_id, finished):
        return frozenset()
    unlocked = viewer_id in assigned and document_id in plan.unlocked
    may = viewer_id in finished or unlocked or viewer_id == plan.coordinator_id
    return assigned if may else frozenset()


def _checks_seen(
    viewer_id: str, plan: Plan, document_id: str, finished: frozenset[str]
) -> frozenset[str]:
    """Return whose finished calibration or round a viewer may see, and whom it is held against.

    They are open to the two sides of the comparison and to the coordinator.
    """
    seen: set[str] = set()
    for one in plan.of_document(document_id):
        if one.purpose not in APART or one.coder_id not in finished:
            continue
        calibrating = one.purpose is Purpose.CALIBRATION
        other = one.against if calibrating else plan.person_of(one.coder_id)
        sides = {one.coder_id, other} - {None}
        if viewer_id in sides:
            seen |= {side for side in sides if side is not None}
        elif viewer_id == plan.coordinator_id:
            seen.add(one.coder_id)
    return frozenset(seen)
