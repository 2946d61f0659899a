"""Verbs on attributes that come in from a table: in one step, and out again in one step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from coding.attribute_values import TYPE_SETTING, AttributeType
from coding.attributes import Change
from coding.store._acts import note
from coding.store._cases import replace_value
from coding.store._verbs import Verbs, name_of, now, writable
from coding.store.errors import StoreError
from coding.store.tables import attributes, cases, log
from coding.store.values import Kind

_KINDS = (Kind.ATTRIBUTE_SET.value, Kind.SETTING_CHANGED.value)


@dataclass(frozen=True, slots=True)
class AttributeImport:
    """What came in with one table: when, by whom, from where, and how many values."""

    id: str
    at: datetime
    coder_id: str | None
    reason: str
    values: int


class AttributeVerbs(Verbs):
    """Attributes from a table."""

    def import_attributes(
        self,
        changes: Iterable[Change],
        types: Mapping[str, AttributeType],
        *,
        coder_id: str | None,
        reason: str,
    ) -> str:
        """Store values and the types of their attributes, all or none; return the import's id.

        Args:
            changes: What changes, each with the value that it saw before.
            types: The type of each attribute that the table has.
            coder_id: Who brings it.
            reason: Where it comes from; it stands beside each act in the log.

        Raises:
            StoreError: If a case has gone, or somebody changed a value in the meantime.
        """
        batch = str(uuid4())
        why = writable("reason", reason)
        with self._write() as connection:
            mark = _Mark(connection, batch, coder_id, why)
            for name, kind in types.items():
                key = name_of("attribute", TYPE_SETTING + name)
                before = _setting(connection, key)
                if before != kind.value:
                    what = {"about": "setting", "about_id": key}
                    mark.note(Kind.SETTING_CHANGED, before=before, after=kind.value, **what)
            for one in changes:
                _check(connection, one)
                name, value = name_of("attribute", one.name), writable("value", one.after)
                replace_value(connection, one.case_id, name, value)
                mark.note(
                    Kind.ATTRIBUTE_SET,
                    before=one.before or None,
                    after=value,
                    about="case",
                    about_id=one.case_id,
                    detail=name,
                )
        return batch

    def last_attribute_import(self) -> AttributeImport | None:
        """Return the import that was made last and not undone; None if there is none."""
        with self._read() as connection:
            batch = _newest(connection)
            if batch is None:
                return None
            rows = connection.execute(_of(batch)).all()
            values = sum(row.kind == Kind.ATTRIBUTE_SET.value for row in rows)
            first = rows[0]
            return AttributeImport(
                batch, first.stored_at, first.coder_id, first.reason or "", values
            )

    def undo_attribute_import(
        self, batch: str, *, coder_id: str | None
    ) -> tuple[int, tuple[tuple[str, str], ...]]:
        """Undo an import; return how many values went back, and case and name of those that stay.

        A value that somebody has changed since stays as it is.

        Raises:
            StoreError: If there is no such import, it was undone already, or none of its values
                still stands.
        """
        with self._write() as connection:
            rows = connection.execute(_of(batch)).all()
            undone = sa.select(sa.exists().where(log.c.undoes_client == batch))
            if not rows or connection.scalar(undone):
                raise StoreError("There is no such import to be undone any more.")
            stayed = tuple(
                (row.about_id, row.detail)
                for row in reversed(rows)
                if not _put_back(connection, row, coder_id) and row.detail is not None
            )
            values = sum(row.kind == Kind.ATTRIBUTE_SET.value for row in rows)
            if len(stayed) == values:
                raise StoreError("All of these values were changed since. Nothing was undone.")
            return values - len(stayed), stayed


class _Mark:
    """Writes the acts of one import into the log, numbered."""

    def __init__(
        self, connection: Connection, batch: str, coder_id: str | None, reason: str
    ) -> None:
        self._connection = connection
        self._given = {"client": batch, "coder_id": coder_id, "reason": reason, "made_at": now()}
        self._seq = 0

    def note(self, kind: Kind, **what: Any) -> None:
        self._seq += 1
        note(self._connection, kind, seq=self._seq, **self._given, **what)


def _check(connection: Connection, change: Change) -> None:
    if connection.scalar(sa.select(cases.c.id).where(cases.c.id == change.case_id)) is None:
        raise StoreError("A case of the table is no longer in the study. Look again.")
    if (_value(connection, change.case_id, change.name) or "") != change.before:
        raise StoreError(
            f"Somebody changed “{change.name}” of {change.case_name} in the meantime. Look again."
        )


def _value(connection: Connection, case_id: str, name: str) -> str | None:
    this = (attributes.c.case_id == case_id) & (attributes.c.name == name)
    return connection.scalar(sa.select(attributes.c.value).where(this))


def _setting(connection: Connection, key: str) -> str | None:
    this = (log.c.kind == Kind.SETTING_CHANGED.value) & (log.c.about_id == key)
    newest = sa.select(log.c.after).where(this).order_by(log.c.number.desc()).limit(1)
    return connection.scalar(newest)


def _of(batch: str) -> sa.Select[Any]:
    return sa.select(log).where(log.c.client == batch, log.c.kind.in_(_KINDS)).order_by(log.c.seq)


def _newest(connection: Connection) -> str | None:
    """Return the client of the newest act of an import of which no act was undone."""
    undone = sa.select(log.c.undoes_client).where(
        log.c.kind.in_(_KINDS), log.c.undoes_client.is_not(None)
    )
    query = sa.select(log.c.client).where(
        log.c.kind == Kind.ATTRIBUTE_SET.value,
        log.c.client.is_not(None),
        log.c.client.not_in(undone),
    )
    return connection.scalar(query.order_by(log.c.number.desc()).limit(1))


def _put_back(connection: Connection, row: sa.Row[Any], coder_id: str | None) -> bool:
    """Put back what one act of an import changed; return whether that still stood."""
    of_case = row.kind == Kind.ATTRIBUTE_SET.value
    stands = (
        _value(connection, row.about_id, row.detail)
        if of_case
        else _setting(connection, row.about_id)
    )
    if stands != row.after:
        return False
    if of_case:
        replace_value(connection, row.about_id, row.detail, row.before)
    note(
        connection,
        Kind.ATTRIBUTE_SET if of_case else Kind.SETTING_CHANGED,
        coder_id=coder_id,
        about=row.about,
        about_id=row.about_id,
        detail=row.detail,
        before=row.after,
        after=row.before,
        reason=f"undone: {row.reason}" if row.reason else "undone",
        undoes_client=row.client,
        undoes_seq=row.seq,
    )
    return True
