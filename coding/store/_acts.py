"""Writing to the log and reading its rows."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from coding.model import Act, Certainty, Decision
from coding.store._verbs import now
from coding.store.tables import log
from coding.store.values import Kind, LogEntry

DECISION_KINDS = frozenset(act.value for act in Act)

_OPTIONAL = (
    "start",
    "end",
    "code_id",
    "was_start",
    "was_end",
    "undoes_client",
    "undoes_seq",
    "shown",
    "score",
    "memo",
)


def note(connection: Connection, kind: Kind, **what: Any) -> None:
    """Write one act that is no decision into the log; `what` names columns of the log."""
    connection.execute(sa.insert(log).values(kind=kind.value, stored_at=now(), **what))


def decision_row(decision: Decision) -> dict[str, Any]:
    """Return a decision as a row of the log."""
    return {
        "kind": decision.act.value,
        "client": decision.client,
        "seq": decision.seq,
        "coder_id": decision.coder_id,
        "document_id": decision.document_id,
        "framework_version": decision.framework_version,
        "made_at": decision.made_at,
        "certainty": None if decision.certainty is None else decision.certainty.value,
        **{name: getattr(decision, name) for name in _OPTIONAL},
    }


def decision_of(row: sa.Row[Any]) -> Decision:
    """Return the decision in a row of the log."""
    return Decision(
        client=row.client,
        seq=row.seq,
        coder_id=row.coder_id,
        document_id=row.document_id,
        act=Act(row.kind),
        framework_version=row.framework_version,
        made_at=row.made_at,
        certainty=None if row.certainty is None else Certainty(row.certainty),
        **{name: row._mapping[name] for name in _OPTIONAL},
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
        decision=decision_of(row) if row.kind in DECISION_KINDS else None,
    )
