"""Verbs of the log: recording decisions, reading them back, and all that was done."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from coding.blindness import finished_coders, visible_coders
from coding.decisions import finished_segments
from coding.locks import visible_by_plan
from coding.model import Act, Decision
from coding.plan import Plan, own_segments
from coding.store._acts import DECISION_COLUMNS, DECISION_KINDS, decision_of, decision_row, entry_of
from coding.store._documents import document_row, document_segments, document_text
from coding.store._plan_reading import read_plan
from coding.store._verbs import Verbs, now
from coding.store.errors import UnstorableDecisionsError
from coding.store.tables import case_documents, coders, documents, framework_versions, log
from coding.store.values import ADJUDICATION_KINDS, CELL_KINDS, Kind, LogEntry

_Name = tuple[str, int]

_FINISHING = (Act.FINISH.value, Act.REOPEN.value, Act.UNDO.value)


class LogVerbs(Verbs):
    """Decisions and the log of all acts."""

    def record(self, decisions: Sequence[Decision]) -> dict[str, int]:
        """Store decisions for good, all or none, and return each client's highest number stored.

        When this returns, they are on the disk. A decision that is there already, known by
        client and number, is not stored again.

        Raises:
            UnstorableDecisionsError: If some name a coder, a document or a framework version
                that is not in the study, or a client and number that another decision has;
                nothing was stored.
            StoreError: If the database cannot be written; nothing was stored.
        """
        if not decisions:
            return {}
        with self._write() as connection:
            _check_known(connection, decisions)
            fresh = _fresh(connection, decisions)
            if fresh:
                at = now()
                rows = [{**decision_row(new), "stored_at": at} for new in fresh.values()]
                connection.execute(sa.insert(log), rows)
        acks: dict[str, int] = {}
        for decision in decisions:
            acks[decision.client] = max(decision.seq, acks.get(decision.client, 0))
        return acks

    def decisions(
        self,
        *,
        document_id: str | None = None,
        coder_id: str | None = None,
        up_to: int | None = None,
    ) -> tuple[Decision, ...]:
        """Return the decisions on a document, by a coder, or all, in the order of the log.

        With `up_to`, only those that the log held when it had come to that number.
        """
        with self._read() as connection:
            return _decisions(connection, document_id=document_id, coder_id=coder_id, up_to=up_to)

    def number_at(self, moment: datetime) -> int:
        """Return the number to which the log had come at a moment (aware), 0 before its start."""
        query = sa.select(sa.func.max(log.c.number)).where(log.c.stored_at <= moment)
        with self._read() as connection:
            return connection.scalar(query) or 0

    def progress(self, coder_id: str) -> dict[str, tuple[int, int]]:
        """Return, for each document, how many codable segments the coder finished, of how many.

        Where the coder is assigned only some segments of a document, those are counted.
        """
        with self._read() as connection:
            plan = read_plan(connection)
            parts = {
                one.document_id: len(one.segments)
                for one in plan.of_coder(coder_id)
                if one.segments is not None
            }
            rows = connection.execute(sa.select(documents.c.id, documents.c.codable)).all()
            finishing = _decisions(connection, coder_id=coder_id, kinds=_FINISHING)
            of_document: dict[str, list[Decision]] = {}
            for decision in finishing:
                of_document.setdefault(decision.document_id, []).append(decision)
            return {
                row.id: (
                    _finished(connection, row.id, of_document.get(row.id, ()), plan),
                    parts.get(row.id, row.codable),
                )
                for row in rows
            }

    def visible_coders(self, viewer_id: str, document_id: str) -> frozenset[str]:
        """Return the coders whose work on a document the viewer may see; always their own.

        Raises:
            StoreError: If the document is not in the study.
        """
        with self._read() as connection:
            document_row(connection, document_id)
            return _visible(connection, viewer_id, document_id, read_plan(connection))

    def log(
        self,
        *,
        coder_id: str | None = None,
        kinds: Collection[str] | None = None,
        document_id: str | None = None,
        viewer_id: str | None = None,
        limit: int = 200,
        offset: int = 0,
    ) -> tuple[LogEntry, ...]:
        """Return what was done, newest first.

        Args:
            coder_id: Only this coder's acts.
            kinds: Only these kinds, of `Kind` or `Act`.
            document_id: Only acts on this document.
            viewer_id: Leave out what this coder may not see yet: other coders' decisions and
                memos on documents that not all have finished, and what they did in the cells
                of cases with such documents.
            limit: How many entries at most.
            offset: How many to pass over.
        """
        query = sa.select(log).order_by(log.c.number.desc()).limit(limit).offset(offset)
        if coder_id is not None:
            query = query.where(log.c.coder_id == coder_id)
        if kinds is not None:
            query = query.where(log.c.kind.in_([str(kind) for kind in kinds]))
        if document_id is not None:
            query = query.where(log.c.document_id == document_id)
        with self._read() as connection:
            if viewer_id is not None:
                query = query.where(_may_see(connection, viewer_id))
            return tuple(entry_of(row) for row in connection.execute(query))


def _check_known(connection: Connection, decisions: Iterable[Decision]) -> None:
    wanted: tuple[tuple[sa.ColumnElement[Any], Callable[[Decision], Any], str], ...] = (
        (coders.c.id, attrgetter("coder_id"), "coder"),
        (documents.c.id, attrgetter("document_id"), "document"),
        (framework_versions.c.number, attrgetter("framework_version"), "framework version"),
    )
    for column, value_of, what in wanted:
        ids = {value_of(decision) for decision in decisions}
        unknown = ids - set(connection.scalars(sa.select(column).where(column.in_(ids))))
        if unknown:
            raise UnstorableDecisionsError(
                f"The {what} of this decision is not, or no longer, in the study.",
                [(one.client, one.seq) for one in decisions if value_of(one) in unknown],
            )


def _fresh(connection: Connection, decisions: Iterable[Decision]) -> dict[_Name, Decision]:
    """Return the decisions that are not stored yet, in their order, each once."""
    stored = _stored(connection, decisions)
    fresh: dict[_Name, Decision] = {}
    clashes = []
    for decision in decisions:
        name = (decision.client, decision.seq)
        if (stored.get(name) or fresh.setdefault(name, decision)) != decision:
            clashes.append(name)
    if clashes:
        raise UnstorableDecisionsError(
            "Another decision carries the same number. Please decide again.", clashes
        )
    return fresh


def _stored(connection: Connection, decisions: Iterable[Decision]) -> dict[_Name, Decision | str]:
    """Return those of the decisions' names that are taken, with what is stored there.

    Of an act that is no decision that is only its kind.
    """
    numbers: dict[str, list[int]] = {}
    for decision in decisions:
        numbers.setdefault(decision.client, []).append(decision.seq)
    stored: dict[_Name, Decision | str] = {}
    for client, seqs in numbers.items():
        between = log.c.seq.between(min(seqs), max(seqs))
        query = sa.select(*DECISION_COLUMNS).where(log.c.client == client, between)
        for row in connection.execute(query):
            known = row.kind in DECISION_KINDS
            stored[row.client, row.seq] = decision_of(row) if known else str(row.kind)
    return stored


def _decisions(
    connection: Connection,
    *,
    document_id: str | None = None,
    coder_id: str | None = None,
    kinds: Collection[str] = DECISION_KINDS,
    up_to: int | None = None,
) -> tuple[Decision, ...]:
    query = sa.select(*DECISION_COLUMNS).where(log.c.kind.in_(kinds)).order_by(log.c.number)
    if document_id is not None:
        query = query.where(log.c.document_id == document_id)
    if coder_id is not None:
        query = query.where(log.c.coder_id == coder_id)
    if up_to is not None:
        query = query.where(log.c.number <= up_to)
    return tuple(decision_of(row) for row in connection.execute(query).all())


def _finished(
    connection: Connection, document_id: str, decisions: Sequence[Decision], plan: Plan
) -> int:
    """Return how many of the segments that one coder is to code their decisions finish."""
    if not decisions:
        return 0
    assignment = plan.assignment(document_id, decisions[0].coder_id)
    segments = own_segments(document_segments(connection, document_id), assignment)
    codable = [s for s in segments if s.codable]
    count = len(finished_segments(decisions, codable))
    if count == len(codable):
        return count
    text = document_text(connection, document_id)
    return len(finished_segments(decisions, codable, text=text))


def _visible(
    connection: Connection, viewer_id: str, document_id: str, plan: Plan
) -> frozenset[str]:
    """Return whose work a viewer may see, without reading more of the log than that takes."""
    finishing = _decisions(connection, document_id=document_id, kinds=_FINISHING)
    segments = document_segments(connection, document_id)
    text = document_text(connection, document_id)
    if plan.of_document(document_id):
        needed = finishing
        if not plan.assigned(document_id):
            needed = _decisions(connection, document_id=document_id)
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
        for decision in _decisions(connection, document_id=document_id, coder_id=coder_id)
    ]
    return visible_coders(viewer_id, (*finishing, *others), segments, text=text)


def _may_see(connection: Connection, viewer_id: str) -> sa.ColumnElement[bool]:
    """Return the condition on the log that keeps coders blind to each other."""
    seen = _seen(connection, viewer_id)
    of_coders: dict[frozenset[str], list[str]] = {}
    for document_id, coder_ids in seen.items():
        of_coders.setdefault(coder_ids, []).append(document_id)
    secret = log.c.kind.in_(DECISION_KINDS | CELL_KINDS | ADJUDICATION_KINDS) | (
        (log.c.kind == Kind.MEMO.value) & log.c.document_id.is_not(None)
    )
    inside = sa.select(case_documents.c.case_id)
    closed = inside.where(case_documents.c.document_id.not_in(list(seen)))
    whole_case = log.c.kind.in_(CELL_KINDS) & log.c.about_id.in_(inside)
    return sa.or_(
        ~secret,
        log.c.coder_id == viewer_id,
        *(
            log.c.document_id.in_(document_ids) & log.c.coder_id.in_(coder_ids)
            for coder_ids, document_ids in of_coders.items()
        ),
        whole_case & log.c.about_id.not_in(closed),
        log.c.kind.in_(ADJUDICATION_KINDS) & log.c.document_id.in_(list(seen)),
    )


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
        document_id: _visible(connection, viewer_id, document_id, plan)
        for document_id in candidates & there
    }
    return {key: coder_ids for key, coder_ids in found.items() if coder_ids != {viewer_id}}
