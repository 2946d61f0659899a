"""Verbs on the cells of the matrix: summaries, sign-offs, and what was not asked."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from coding.cell_acts import (
    Cell,
    CellAct,
    Deed,
    standing_not_asked,
    standing_notes,
    standing_sign_offs,
    standing_summaries,
    summary_of,
    takes_place_of,
    words_of,
)
from coding.model import Certainty
from coding.quoting import Reference
from coding.store._once import check_known, fresh_acts, highest_numbers, refused
from coding.store._verbs import Verbs, now
from coding.store.tables import cases, coders, framework_versions, log
from coding.store.values import CELL_KINDS
from coding.summaries import CellNote, NotAsked, SignOff, Summary

_LATE = {
    Deed.SUMMARISE: "Another summary was written here in the meantime. Read it before you save.",
    Deed.SIGN_OFF: "The summary has changed since you read it. Read it again, then sign it off.",
    Deed.ANNOTATE: "Another note was made here in the meantime. Read it before you save.",
}
_HELD_AGAINST = {
    Deed.SUMMARISE: Deed.SUMMARISE,
    Deed.SIGN_OFF: Deed.SUMMARISE,
    Deed.ANNOTATE: Deed.ANNOTATE,
}
_DEEDS = {deed.value: deed for deed in Deed}
_COLUMNS: tuple[sa.ColumnElement[Any], ...] = (
    log.c.kind,
    log.c.coder_id,
    log.c.about_id,
    log.c.detail,
    log.c.made_at,
    log.c.framework_version,
    log.c.after,
    log.c.rests_on,
    log.c.client,
    log.c.seq,
    log.c.certainty,
    log.c.memo,
)
_WANTED = (
    (coders.c.id, attrgetter("coder_id"), "person"),
    (cases.c.id, attrgetter("case_id"), "case"),
    (framework_versions.c.number, attrgetter("framework_version"), "framework version"),
)


class CellVerbs(Verbs):
    """Summaries, sign-offs, notes and "not asked", as acts in the log."""

    def record_cells(
        self, acts: Sequence[CellAct], *, unseen: Collection[tuple[str, str]] = ()
    ) -> dict[str, int]:
        """Store acts for good, all or none, and return each client's highest number stored.

        One that is there already, known by client and number, is not stored again. A summary
        is stored only over the one that its writer saw, an annotation likewise, and a sign-off
        only of the summary that stands: nobody overwrites unknowingly. A draft is stored only
        where no person's words are.

        Args:
            acts: In the order in which they were made.
            unseen: Cases and coders whose acts there the writers may not see; summaries that
                nobody could know of are not held against them.

        Raises:
            UnstorableDecisionsError: If some name a coder, case or framework version that is
                not in the study, carry a number that another act has, or were made without
                knowing of a newer summary; nothing was stored.
            StoreError: If the database cannot be written; nothing was stored.
        """
        if not acts:
            return {}
        with self._write() as connection:
            put_cells(connection, acts, unseen=unseen)
        return highest_numbers(acts)

    def cell_acts(
        self, *, case_ids: Collection[str] | None = None, code_id: str | None = None
    ) -> tuple[CellAct, ...]:
        """Return what was done in the cells of these cases and this code, as in the log."""
        with self._read() as connection:
            return _acts(connection, case_ids=case_ids, code_id=code_id)

    def summaries(self) -> tuple[Summary, ...]:
        """Return the summary that stands in each cell, in the order in which they were stored."""
        return standing_summaries(self.cell_acts())

    def sign_offs(self) -> tuple[SignOff, ...]:
        """Return the sign-offs that were not taken back, in the order of the log."""
        return standing_sign_offs(self.cell_acts())

    def not_asked(self) -> tuple[NotAsked, ...]:
        """Return the cells that are marked as not asked."""
        return standing_not_asked(self.cell_acts())

    def cell_notes(self) -> tuple[CellNote, ...]:
        """Return each cell's certainty and memo, where somebody gave one."""
        return standing_notes(self.cell_acts())

    def summary_history(self, case_id: str, code_id: str) -> tuple[Summary, ...]:
        """Return every summary that one cell ever had, oldest first; an empty one took it away."""
        acts = self.cell_acts(case_ids=[case_id], code_id=code_id)
        return tuple(summary_of(act) for act in acts if act.deed is Deed.SUMMARISE)


def put_cells(
    connection: Connection,
    acts: Sequence[CellAct],
    *,
    unseen: Collection[tuple[str, str]] = (),
    reason: str | None = None,
) -> None:
    """Store acts as `CellVerbs.record_cells` does, inside a transaction; `reason` says why.

    Raises:
        UnstorableDecisionsError: As `record_cells` does.
    """
    check_known(connection, acts, _WANTED)
    fresh = fresh_acts(connection, acts, _COLUMNS, dict.fromkeys(_DEEDS, _act_of))
    rows = _rows(connection, fresh, frozenset(unseen))
    if rows:
        connection.execute(sa.insert(log), [{**row, "reason": reason} for row in rows])


def _rows(
    connection: Connection, acts: Sequence[CellAct], unseen: frozenset[tuple[str, str]]
) -> list[dict[str, Any]]:
    """Return the acts as rows of the log, each held against what stands when it comes."""
    written = _written(connection, {act.case_id for act in acts}) if acts else {}
    at = now()
    rows: list[dict[str, Any]] = []
    late: list[CellAct] = []
    for act in acts:
        sort = _HELD_AGAINST.get(act.deed)
        there = written.get((act.cell, sort), ())
        seen = [other for other in there if (act.case_id, other.coder_id) not in unseen]
        if sort is not None and not _knows(act, seen):
            late.append(act)
            continue
        before = next((words_of(s) for s in reversed(seen) if s.made_at == act.over), None)
        rows.append({**_row(act, before), "stored_at": at})
        if act.deed is sort:
            written.setdefault((act.cell, sort), []).append(act)
    if late:
        deed = late[0].deed
        raise refused(_LATE[deed], [act for act in late if act.deed is deed])
    return rows


def _knows(act: CellAct, seen: Sequence[CellAct]) -> bool:
    """Return whether whoever acts knew of the newest words that they could see."""
    newest: CellAct | None = None
    for other in seen:
        newest = other if takes_place_of(other, newest) else newest
    if not takes_place_of(act, newest):
        return False
    if newest is None or not words_of(newest).strip():
        return act.deed is not Deed.SIGN_OFF and (
            act.over is None or (newest is not None and act.over == newest.made_at)
        )
    return act.over == newest.made_at


def _written(
    connection: Connection, case_ids: Collection[str]
) -> dict[tuple[Cell, Deed | None], list[CellAct]]:
    found: dict[tuple[Cell, Deed | None], list[CellAct]] = {}
    for act in _acts(connection, case_ids=case_ids, deeds=(Deed.SUMMARISE, Deed.ANNOTATE)):
        found.setdefault((act.cell, act.deed), []).append(act)
    return found


def _acts(
    connection: Connection,
    *,
    case_ids: Collection[str] | None = None,
    code_id: str | None = None,
    deeds: Iterable[Deed] | None = None,
) -> tuple[CellAct, ...]:
    kinds = CELL_KINDS if deeds is None else [deed.value for deed in deeds]
    query = sa.select(*_COLUMNS).where(log.c.kind.in_(kinds)).order_by(log.c.number)
    if case_ids is not None:
        query = query.where(log.c.about_id.in_(case_ids))
    if code_id is not None:
        query = query.where(log.c.detail == code_id)
    return tuple(_act_of(row) for row in connection.execute(query).all())


def _row(act: CellAct, before: str | None) -> dict[str, Any]:
    rests_on = {
        "references": [[r.document_id, r.start, r.end] for r in act.references],
        "basis": sorted(act.basis),
        "whose": act.whose,
        "over": None if act.over is None else act.over.isoformat(),
        "draft": act.draft,
    }
    worded = act.deed in (Deed.SUMMARISE, Deed.ANNOTATE)
    noted = act.deed is Deed.ANNOTATE
    return {
        "kind": act.deed.value,
        "coder_id": act.coder_id,
        "about": "cell",
        "about_id": act.case_id,
        "detail": act.code_id,
        "before": before if worded else None,
        "after": words_of(act) if worded else None,
        "made_at": act.made_at,
        "framework_version": act.framework_version,
        "rests_on": json.dumps(rests_on, separators=(",", ":")),
        "client": act.client,
        "seq": act.seq,
        "certainty": act.certainty.value if noted and act.certainty else None,
        "memo": act.memo if noted else None,
    }


def _act_of(row: sa.Row[Any]) -> CellAct:
    rests_on = json.loads(row.rests_on)
    deed = _DEEDS[row.kind]
    over = rests_on["over"]
    return CellAct(
        coder_id=row.coder_id,
        deed=deed,
        case_id=row.about_id,
        code_id=row.detail,
        made_at=row.made_at,
        framework_version=row.framework_version,
        text=row.after or "" if deed is Deed.SUMMARISE else "",
        references=tuple(Reference(*place) for place in rests_on["references"]),
        basis=frozenset((c, d, start, end, k) for c, d, start, end, k in rests_on["basis"]),
        whose=rests_on["whose"],
        over=None if over is None else datetime.fromisoformat(over),
        draft=rests_on["draft"],
        client=row.client,
        seq=row.seq,
        certainty=None if row.certainty is None else Certainty(row.certainty),
        memo=row.memo or "",
    )
