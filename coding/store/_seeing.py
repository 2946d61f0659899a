"""Whose work a reader may see: what keeps coders blind to each other, asked of the log."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from coding.blindness import finished_coders, visible_coders
from coding.locks import visible_by_plan
from coding.model import Act, Decision
from coding.plan import Plan
from coding.store._acts import DECISION_COLUMNS, DECISION_KINDS, decision_of
from coding.store._documents import document_segments, document_text
from coding.store._plan_reading import read_plan
from coding.store.tables import case_documents, documents, log
from coding.store.values import ADJUDICATION_KINDS, CELL_KINDS, NEVER_KINDS, WIDE_KINDS, Kind

_SUGGESTING = NEVER_KINDS | {Kind.SUGGESTIONS_LEARNT.value}

FINISHING = (Act.FINISH.value, Act.REOPEN.value, Act.UNDO.value)
"""The kinds of acts that say how far a coder has come."""


def read_decisions(
    connection: Connection,
    *,
    document_id: str | None = None,
    coder_id: str | None = None,
    kinds: Collection[str] = DECISION_KINDS,
    up_to: int | None = None,
) -> tuple[Decision, ...]:
    """Return decisions in the order of the log; None leaves a condition out."""
    query = sa.select(*DECISION_COLUMNS).where(log.c.kind.in_(kinds)).order_by(log.c.number)
    if document_id is not None:
        query = query.where(log.c.document_id == document_id)
    if coder_id is not None:
        query = query.where(log.c.coder_id == coder_id)
    if up_to is not None:
        query = query.where(log.c.number <= up_to)
    return tuple(decision_of(row) for row in connection.execute(query).all())


def visible_on(
    connection: Connection, viewer_id: str, document_id: str, plan: Plan
) -> frozenset[str]:
    """Return whose work a viewer may see, without reading more of the log than that takes."""
    finishing = read_decisions(connection, document_id=document_id, kinds=FINISHING)
    segments = document_segments(connection, document_id)
    text = document_text(connection, document_id)
    if plan.of_document(document_id):
        needed = finishing
        if not plan.assigned(document_id):
            needed = read_decisions(connection, document_id=document_id)
        return visible_by_plan(viewer_id, plan, document_id, needed, segments, text=text)
    finished = finished_coders(finishing, segments, text=text)
    if viewer_id not in finished:
        return frozenset({viewer_id})
    on_it = (log.c.document_id == document_id) & log.c.kind.in_(DECISION_KINDS)
    begun = set(connection.scalars(sa.select(log.c.coder_id).where(on_it).distinct()))
    if begun <= finished:
        return finished
    others = [
        decision
        for coder_id in sorted(begun - finished)
        for decision in read_decisions(connection, document_id=document_id, coder_id=coder_id)
    ]
    return visible_coders(viewer_id, (*finishing, *others), segments, text=text)


def may_see(connection: Connection, viewer_id: str) -> sa.ColumnElement[bool]:
    """Return the condition on the log that keeps coders blind to each other."""
    seen = _seen(connection, viewer_id)
    of_coders: dict[frozenset[str], list[str]] = {}
    for document_id, coder_ids in seen.items():
        of_coders.setdefault(coder_ids, []).append(document_id)
    closed_kinds = DECISION_KINDS | CELL_KINDS | WIDE_KINDS | ADJUDICATION_KINDS | _SUGGESTING
    secret = log.c.kind.in_(closed_kinds) | (
        (log.c.kind == Kind.MEMO.value) & log.c.document_id.is_not(None)
    )
    inside = sa.select(case_documents.c.case_id)
    closed = inside.where(case_documents.c.document_id.not_in(list(seen)))
    of_case = (log.c.kind == Kind.WIDE_SUMMARY.value) & (log.c.about == "case")
    whole_case = (log.c.kind.in_(CELL_KINDS) | of_case) & log.c.about_id.in_(inside)
    wide = sa.false() if _any_closed(connection, seen) else log.c.kind.in_(WIDE_KINDS)
    return sa.or_(
        ~secret,
        log.c.coder_id == viewer_id,
        *(
            log.c.document_id.in_(document_ids) & log.c.coder_id.in_(coder_ids)
            for coder_ids, document_ids in of_coders.items()
        ),
        whole_case & log.c.about_id.not_in(closed),
        wide & sa.not_(of_case),
        log.c.kind.in_(ADJUDICATION_KINDS) & log.c.document_id.in_(list(seen)),
    )


def _any_closed(connection: Connection, seen: Collection[str]) -> bool:
    """Return whether a document that somebody has begun is still closed."""
    begun = sa.select(log.c.document_id).where(
        log.c.kind.in_(DECISION_KINDS),
        log.c.document_id.in_(sa.select(documents.c.id)),
        log.c.document_id.not_in(list(seen)),
    )
    return bool(connection.scalar(sa.select(begun.exists())))


def _seen(connection: Connection, viewer_id: str) -> dict[str, frozenset[str]]:
    """Return the documents on which a viewer may see others' work, and whose."""
    plan = read_plan(connection)
    finishing = sa.select(log.c.document_id).where(
        log.c.kind == Act.FINISH.value, log.c.coder_id == viewer_id
    )
    there = set(connection.scalars(sa.select(documents.c.id)))
    candidates = set(connection.scalars(finishing.distinct())) | plan.unlocked
    if viewer_id == plan.coordinator_id:
        candidates |= {one.document_id for one in plan.assignments}
    found = {
        document_id: visible_on(connection, viewer_id, document_id, plan)
        for document_id in candidates & there
    }
    return {key: coder_ids for key, coder_ids in found.items() if coder_ids != {viewer_id}}
