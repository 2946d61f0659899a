"""Writing to the log and reading its rows."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from coding.model import Act, Certainty, Decision
from coding.store._verbs import now
from coding.store.tables import log
from coding.store.values import Kind, LogEntry

DECISION_KINDS = frozenset(act.value for act in Act)

_ACTS = {act.value: act for act in Act}
_CERTAINTIES: dict[str | None, Certainty | None] = {None: None}
_CERTAINTIES.update((certainty.value, certainty) for certainty in Certainty)

_FIELDS = tuple(field.name for field in fields(Decision))
DECISION_COLUMNS = tuple(log.c["kind" if name == "act" else name] for name in _FIELDS)
"""What of the log makes up a decision, in the order of its fields."""


def note(connection: Connection, kind: Kind, **what: Any) -> None:
    """Write one act that is no decision into the log; `what` names columns of the log."""
    connection.execute(sa.insert(log).values(kind=kind.value, stored_at=now(), **what))


def decision_row(decision: Decision) -> dict[str, Any]:
    """Return a decision as a row of the log."""
    row = {name: getattr(decision, name) for name in _FIELDS}
    certainty = decision.certainty
    row["kind"] = row.pop("act").value
    row["certainty"] = None if certainty is None else certainty.value
    return row


def decision_of(row: Sequence[Any]) -> Decision:
    """Return the decision in a row of `DECISION_COLUMNS`. Studies hold 100,000s: it is quick."""
    client, seq, coder_id, document_id, kind, version, made_at, *rest = row
    start, end, code_id, was_start, was_end, undoes_client, undoes_seq, *rest = rest
    shown, score, certainty, memo = rest
    return Decision(
        client,
        seq,
        coder_id,
        document_id,
        _ACTS[kind],
        version,
        made_at,
        start,
        end,
        code_id,
        was_start,
        was_end,
        undoes_client,
        undoes_seq,
        shown,
        score,
        _CERTAINTIES[certainty],
        memo,
    )


def entry_of(row: sa.Row[Any]) -> LogEntry:
    """Return a row of the log as an entry."""
    return LogEntry(
        number=row.number,
        kind=row.kind,
        at=row.stored_at,
        coder_id=row.coder_id,
        document_id=row.document_id,
        about=row.about,
        about_id=row.about_id,
        detail=row.detail,
        before=row.before,
        after=row.after,
        reason=row.reason,
        decision=decision_of([row._mapping[column] for column in DECISION_COLUMNS])
        if row.kind in DECISION_KINDS
        else None,
    )
