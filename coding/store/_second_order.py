"""Verbs on what is written beside the rows and columns of the matrix, as acts in the one log."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from coding.quoting import Reference
from coding.second_order import Scope, WideAct, WideDeed, WidePlace
from coding.store._once import check_known, fresh_acts, highest_numbers, refused
from coding.store._verbs import Verbs, now, writable
from coding.store.errors import StoreError
from coding.store.tables import cases, coders, framework_versions, log
from coding.store.values import WIDE_KINDS

_COLUMNS: tuple[sa.ColumnElement[Any], ...] = (
    log.c.kind,
    log.c.coder_id,
    log.c.about,
    log.c.about_id,
    log.c.detail,
    log.c.made_at,
    log.c.framework_version,
    log.c.after,
    log.c.reason,
    log.c.rests_on,
    log.c.client,
    log.c.seq,
)
_WANTED = (
    (coders.c.id, attrgetter("coder_id"), "person"),
    (cases.c.id, attrgetter("case_id"), "case"),
    (cases.c.id, lambda act: act.about_id if act.scope is Scope.CASE else None, "case"),
    (framework_versions.c.number, attrgetter("framework_version"), "framework version"),
)
_DEEDS = {deed.value: deed for deed in WideDeed}


class SecondOrderVerbs(Verbs):
    """Code summaries, case summaries and negative cases."""

    def record_wide_acts(
        self, acts: Sequence[WideAct], *, unseen: Collection[tuple[WidePlace, str]] = ()
    ) -> dict[str, int]:
        """Store acts for good, all or none, and return each client's highest number stored.

        One that is there already, known by client and number, is not stored again. What is
        written over something must name it in `over`: nobody overwrites unknowingly.

        Args:
            acts: In the order in which they were made.
            unseen: Places and coders whose acts there the writers may not see; they are not
                held against them.

        Raises:
            UnstorableDecisionsError: If some name a person, case or framework version that is
                not in the study, carry a number that another act has, or were made without
                knowing of something newer; nothing was stored.
            StoreError: If a negative case has no reason, some words cannot be kept, or the
                database cannot be written; nothing was stored.
        """
        if not acts:
            return {}
        with self._write() as connection:
            put_wide_acts(connection, acts, unseen=unseen)
        return highest_numbers(acts)

    def wide_acts(self) -> tuple[WideAct, ...]:
        """Return what was written beside rows and columns, and the negative cases, as in the log.

        `coding.second_order` says what of it stands, and who may read it.
        """
        with self._read() as connection:
            return _acts(connection)


def put_wide_acts(
    connection: Connection,
    acts: Sequence[WideAct],
    *,
    unseen: Collection[tuple[WidePlace, str]] = (),
    reason: str | None = None,
) -> None:
    """Store acts as `record_wide_acts` does, inside a transaction; `reason` says why.

    A negative case has a reason of its own, and keeps it.

    Raises:
        StoreError: As `record_wide_acts` does.
    """
    for act in acts:
        _check_words(act)
    check_known(connection, acts, _WANTED)
    fresh = fresh_acts(connection, acts, _COLUMNS, dict.fromkeys(_DEEDS, _act_of))
    rows = _rows(connection, fresh, frozenset(unseen))
    if rows:
        told = [{**row, "reason": row["reason"] or reason} for row in rows]
        connection.execute(sa.insert(log), told)


def _check_words(act: WideAct) -> None:
    writable("text", act.text)
    if act.deed is WideDeed.MARK_NEGATIVE and not act.text.strip():
        raise StoreError("A negative case needs a reason: say what it contradicts.")
    if act.deed is WideDeed.TAKE_BACK and act.text:
        raise ValueError("who takes a negative case back says nothing more")
    if (act.deed is WideDeed.SUMMARISE) is (act.case_id is not None):
        raise ValueError("a negative case names a case, a summary does not")


def _rows(
    connection: Connection, acts: Sequence[WideAct], unseen: frozenset[tuple[WidePlace, str]]
) -> list[dict[str, Any]]:
    """Return the acts as rows of the log, each held against what stands when it comes."""
    there: dict[WidePlace, list[WideAct]] = {}
    for act in _acts(connection):
        there.setdefault(act.place, []).append(act)
    at = now()
    rows = []
    late = []
    for act in acts:
        seen = [o for o in there.get(act.place, ()) if (act.place, o.coder_id) not in unseen]
        newest = seen[-1] if seen and seen[-1].text.strip() else None
        if newest is not None and act.over != newest.made_at:
            late.append(act)
            continue
        rows.append({**_row(act), "before": newest and newest.text, "stored_at": at})
        there.setdefault(act.place, []).append(act)
    if late:
        raise refused("Somebody wrote here in the meantime. Read it before you save.", late)
    return rows


def _acts(connection: Connection) -> tuple[WideAct, ...]:
    query = sa.select(*_COLUMNS).where(log.c.kind.in_(WIDE_KINDS)).order_by(log.c.number)
    return tuple(_act_of(row) for row in connection.execute(query).all())


def _row(act: WideAct) -> dict[str, Any]:
    rests_on = {
        "references": [[r.document_id, r.start, r.end] for r in act.references],
        "over": None if act.over is None else act.over.isoformat(),
    }
    negative = act.deed is WideDeed.MARK_NEGATIVE
    return {
        "kind": act.deed.value,
        "coder_id": act.coder_id,
        "about": act.scope.value,
        "about_id": act.about_id,
        "detail": act.case_id,
        "after": act.text if act.deed is WideDeed.SUMMARISE else None,
        "reason": act.text if negative else None,
        "made_at": act.made_at,
        "framework_version": act.framework_version,
        "rests_on": json.dumps(rests_on, separators=(",", ":")),
        "client": act.client,
        "seq": act.seq,
    }


def _act_of(row: sa.Row[Any]) -> WideAct:
    rests_on = json.loads(row.rests_on)
    over = rests_on["over"]
    deed = _DEEDS[row.kind]
    return WideAct(
        coder_id=row.coder_id,
        deed=deed,
        scope=Scope(row.about),
        about_id=row.about_id,
        made_at=row.made_at,
        framework_version=row.framework_version,
        text=(row.reason if deed is WideDeed.MARK_NEGATIVE else row.after) or "",
        case_id=row.detail,
        references=tuple(Reference(*place) for place in rests_on["references"]),
        over=None if over is None else datetime.fromisoformat(over),
        client=row.client,
        seq=row.seq,
    )
