"""Verbs on a coder's desk: memos, where they stopped, how they like things."""

from collections.abc import Iterable
from uuid import uuid4

import sqlalchemy as sa

from coding.decision_checks import LONGEST_MEMO
from coding.store._acts import entry_of, note
from coding.store._verbs import Verbs, now, writable
from coding.store.errors import StoreError
from coding.store.tables import log, places, preferences
from coding.store.values import Kind, LogEntry, Memo


class DeskVerbs(Verbs):
    """Memos, places and preferences."""

    def write_memo(
        self,
        text: str,
        *,
        coder_id: str | None,
        about: str,
        about_id: str,
        document_id: str | None = None,
        memo_id: str | None = None,
    ) -> str:
        """Write a memo about anything, or change one, and return its id.

        Args:
            text: The memo; empty text removes it.
            coder_id: Who writes.
            about: What sort of thing it is about: "study", "document", "case", "code", ...
            about_id: Which of them.
            document_id: The document, if it is about something in one.
            memo_id: The memo to change; without it, a new one is written.

        Raises:
            StoreError: If the text is too long or cannot be written.
        """
        if len(text) > LONGEST_MEMO:
            raise StoreError(
                f"The memo has {len(text):,} characters; {LONGEST_MEMO:,} is the most."
            )
        new = writable("memo", text.strip()) or None
        key = memo_id or str(uuid4())
        with self._write() as connection:
            before = connection.scalar(
                sa.select(log.c.after)
                .where(log.c.kind == Kind.MEMO.value, log.c.detail == key)
                .order_by(log.c.number.desc())
                .limit(1)
            )
            if before != new:
                what = {"about": about, "about_id": about_id, "document_id": document_id}
                change = {"detail": key, "before": before, "after": new}
                note(connection, Kind.MEMO, coder_id=coder_id, **what, **change)
        return key

    def standing_memos(self) -> tuple[Memo, ...]:
        """Return the memos as they stand now, oldest first; memos on codings are not among them."""
        query = sa.select(log).where(log.c.kind == Kind.MEMO.value).order_by(log.c.number)
        with self._read() as connection:
            return _standing(entry_of(row) for row in connection.execute(query))

    def last_place(self, coder_id: str, document_id: str) -> int | None:
        """Return the offset at which a coder stopped in a document; None if they never began."""
        query = sa.select(places.c.offset).filter_by(coder_id=coder_id, document_id=document_id)
        with self._read() as connection:
            return connection.scalar(query)

    def set_last_place(self, coder_id: str, document_id: str, offset: int) -> None:
        """Keep the offset at which a coder stopped in a document. It does not go into the log."""
        key = {"coder_id": coder_id, "document_id": document_id}
        with self._write() as connection:
            connection.execute(sa.delete(places).filter_by(**key))
            connection.execute(sa.insert(places).values(**key, offset=offset, at=now()))

    def last_document(self, coder_id: str) -> str | None:
        """Return the document in which a coder stopped last; None if they never began."""
        query = sa.select(places.c.document_id).filter_by(coder_id=coder_id)
        with self._read() as connection:
            return connection.scalar(query.order_by(places.c.at.desc()).limit(1))

    def preferences(self, coder_id: str) -> dict[str, str]:
        """Return how a coder likes things, by name."""
        query = sa.select(preferences.c.name, preferences.c.value).filter_by(coder_id=coder_id)
        with self._read() as connection:
            return {row.name: row.value for row in connection.execute(query)}

    def set_preference(self, coder_id: str, name: str, value: str) -> None:
        """Keep how a coder likes one thing. It does not go into the log."""
        key = {"coder_id": coder_id, "name": name}
        with self._write() as connection:
            connection.execute(sa.delete(preferences).filter_by(**key))
            connection.execute(sa.insert(preferences).values(**key, value=value))


def _standing(entries: Iterable[LogEntry]) -> tuple[Memo, ...]:
    memos: dict[str, Memo] = {}
    for entry in entries:
        key = entry.detail or ""
        old = memos.pop(key, None)
        if entry.after is None:
            continue
        memos[key] = Memo(
            id=key,
            coder_id=entry.coder_id,
            about=entry.about or "",
            about_id=entry.about_id or "",
            document_id=entry.document_id,
            text=entry.after,
            written_at=old.written_at if old else entry.at,
            changed_at=entry.at,
        )
    return tuple(sorted(memos.values(), key=lambda memo: memo.written_at))
