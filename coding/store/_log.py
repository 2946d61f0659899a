"""Verbs of the log: recording decisions, reading them back, and all that was done."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from coding.decisions import finished_segments
from coding.model import Decision
from coding.plan import Plan, own_segments
from coding.store._acts import DECISION_COLUMNS, DECISION_KINDS, decision_of, decision_row, entry_of
from coding.store._documents import document_row, document_segments, document_text
from coding.store._plan_reading import read_plan
from coding.store._seeing import FINISHING, may_see, read_decisions, visible_on
from coding.store._verbs import Verbs, now
from coding.store.errors import UnstorableDecisionsError
from coding.store.tables import coders, documents, framework_versions, log
from coding.store.values import LogEntry

_Name = tuple[str, int]


class LogVerbs(Verbs):
    """Decisions and the log of all acts."""

    def record(self, decisions: Sequence[Decision], *, reason: str | None = None) -> dict[str, int]:
        """Store decisions for good, all or none, and return each client's highest number stored.

        When this returns, they are on the disk. A decision that is there already, known by
        client and number, is not stored again. `reason` is kept with each of them in the log.

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
                more = {"stored_at": at, "reason": reason}
                rows = [{**decision_row(new), **more} for new in fresh.values()]
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
            return read_decisions(
                connection, document_id=document_id, coder_id=coder_id, up_to=up_to
            )

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
            finishing = read_decisions(connection, coder_id=coder_id, kinds=FINISHING)
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
            return visible_on(connection, viewer_id, document_id, read_plan(connection))

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
                query = query.where(may_see(connection, viewer_id))
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
