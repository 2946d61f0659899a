"""Verbs on adjudications: settling where coders differ, as acts in the one log."""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from coding.adjudication import (
    Adjudication,
    Mark,
    Verdict,
    outcome_words,
    previous_words,
    standing_adjudications,
)
from coding.store._verbs import Verbs, now
from coding.store.errors import UnstorableDecisionsError
from coding.store.tables import coders, documents, framework_versions, log
from coding.store.values import ADJUDICATION_KINDS, Kind

_VERDICTS = {verdict.value: verdict for verdict in Verdict}
_KINDS = {Verdict.ASIDE: Kind.SET_ASIDE, Verdict.UNDO: Kind.VERDICT_TAKEN_BACK}
_COLUMNS: tuple[sa.ColumnElement[Any], ...] = (
    log.c.kind,
    log.c.client,
    log.c.seq,
    log.c.coder_id,
    log.c.document_id,
    log.c.detail,
    log.c.framework_version,
    log.c.made_at,
    log.c.start,
    log.c.end,
    log.c.reason,
    log.c.rests_on,
    log.c.undoes_client,
    log.c.undoes_seq,
)


class AdjudicationVerbs(Verbs):
    """Verdicts on passages where coders differ."""

    def record_adjudications(self, acts: Sequence[Adjudication]) -> dict[str, int]:
        """Store adjudications for good, all or none; return each client's highest number stored.

        One that is there already, known by client and number, is not stored again.

        Raises:
            UnstorableDecisionsError: If some name an adjudicator, document or framework version
                that is not in the study, or a client and number that another act has; nothing
                was stored.
            StoreError: If the database cannot be written; nothing was stored.
        """
        if not acts:
            return {}
        with self._write() as connection:
            _check_known(connection, acts)
            fresh = _fresh(connection, acts)
            if fresh:
                connection.execute(sa.insert(log), _rows(connection, fresh))
        acks: dict[str, int] = {}
        for act in acts:
            acks[act.client] = max(act.seq, acks.get(act.client, 0))
        return acks

    def adjudications(
        self, *, document_ids: Collection[str] | None = None
    ) -> tuple[Adjudication, ...]:
        """Return every act of adjudication on these documents, or all, in the order of the log.

        `coding.adjudication.standing_adjudications` says which of them stand.
        """
        with self._read() as connection:
            return _acts(connection, document_ids)


def _check_known(connection: Connection, acts: Iterable[Adjudication]) -> None:
    wanted: tuple[tuple[sa.ColumnElement[Any], Callable[[Adjudication], Any], str], ...] = (
        (coders.c.id, attrgetter("adjudicator_id"), "adjudicator"),
        (documents.c.id, attrgetter("document_id"), "interview"),
        (framework_versions.c.number, attrgetter("framework_version"), "framework version"),
    )
    for column, value_of, what in wanted:
        ids = {value_of(act) for act in acts}
        unknown = ids - set(connection.scalars(sa.select(column).where(column.in_(ids))))
        if unknown:
            raise UnstorableDecisionsError(
                f"The {what} of this verdict is not, or no longer, in the study.",
                [(act.client, act.seq) for act in acts if value_of(act) in unknown],
            )


def _fresh(connection: Connection, acts: Iterable[Adjudication]) -> list[Adjudication]:
    """Return the acts that are not stored yet, in their order, each once."""
    known = _stored(connection, {act.client for act in acts})
    fresh: list[Adjudication] = []
    clashing: list[tuple[str, int]] = []
    for act in acts:
        there = known.setdefault((act.client, act.seq), act)
        if there is act:
            fresh.append(act)
        elif there != act:
            clashing.append((act.client, act.seq))
    if clashing:
        raise UnstorableDecisionsError(
            "Something else carries the same number. Please decide again.", clashing
        )
    return fresh


def _stored(
    connection: Connection, clients: Collection[str]
) -> dict[tuple[str, int], Adjudication | str]:
    """Return what is stored under the clients' names; only its kind if it is no adjudication."""
    query = sa.select(*_COLUMNS).where(log.c.client.in_(clients))
    return {
        (row.client, row.seq): _act_of(row) if row.kind in ADJUDICATION_KINDS else str(row.kind)
        for row in connection.execute(query)
    }


def _rows(connection: Connection, acts: Sequence[Adjudication]) -> list[dict[str, Any]]:
    """Return the acts as rows of the log, each with what stood on its passage before."""
    known = _acts(connection, {act.document_id for act in acts})
    standing = {one.place: one for one in standing_adjudications(known)}
    at = now()
    rows = []
    for act in acts:
        rows.append({**_row(act), "before": previous_words(standing, act), "stored_at": at})
        if act.verdict is not Verdict.UNDO:
            standing[act.place] = act
    return rows


def _row(act: Adjudication) -> dict[str, Any]:
    rests_on = {
        "codes": list(act.code_ids),
        "takes": act.takes,
        "marks": [[mark.start, mark.end, mark.code_id] for mark in act.marks],
        "basis": sorted(act.basis),
    }
    return {
        "kind": _KINDS.get(act.verdict, Kind.SETTLED).value,
        "coder_id": act.adjudicator_id,
        "document_id": act.document_id,
        "about": "passage",
        "about_id": ", ".join(act.code_ids) or None,
        "detail": act.verdict.value,
        "after": None if act.verdict is Verdict.UNDO else outcome_words(act),
        "reason": act.reason or None,
        "client": act.client,
        "seq": act.seq,
        "made_at": act.made_at,
        "framework_version": act.framework_version,
        "start": act.start,
        "end": act.end,
        "undoes_client": act.undoes_client,
        "undoes_seq": act.undoes_seq,
        "rests_on": json.dumps(rests_on, separators=(",", ":")),
    }


def _acts(connection: Connection, document_ids: Collection[str] | None) -> tuple[Adjudication, ...]:
    query = sa.select(*_COLUMNS).where(log.c.kind.in_(ADJUDICATION_KINDS)).order_by(log.c.number)
    if document_ids is not None:
        query = query.where(log.c.document_id.in_(document_ids))
    return tuple(_act_of(row) for row in connection.execute(query).all())


def _act_of(row: sa.Row[Any]) -> Adjudication:
    rests_on = json.loads(row.rests_on)
    return Adjudication(
        client=row.client,
        seq=row.seq,
        adjudicator_id=row.coder_id,
        document_id=row.document_id,
        verdict=_VERDICTS[row.detail],
        framework_version=row.framework_version,
        made_at=row.made_at,
        start=row.start,
        end=row.end,
        code_ids=tuple(rests_on["codes"]),
        takes=rests_on["takes"],
        marks=tuple(Mark(*mark) for mark in rests_on["marks"]),
        basis=frozenset((c, d, start, end, k) for c, d, start, end, k in rests_on["basis"]),
        reason=row.reason or "",
        undoes_client=row.undoes_client,
        undoes_seq=row.undoes_seq,
    )
