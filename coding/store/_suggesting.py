"""Verbs on how suggestions learn: what people never want again, and what was learnt when."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from coding.lessons import LessonNote, lesson_json, read_lesson
from coding.nevers import NeverLike
from coding.store._acts import DECISION_KINDS, note
from coding.store._verbs import Verbs
from coding.store.errors import StoreError
from coding.store.tables import log
from coding.store.values import NEVER_KINDS, Kind


class SuggestingVerbs(Verbs):
    """Never suggesting, and lessons."""

    def nevers(self, document_id: str | None = None) -> tuple[NeverLike, ...]:
        """Return what stands of "never like this", of a document or of all, in the log's order."""
        query = sa.select(log).where(log.c.kind.in_(NEVER_KINDS)).order_by(log.c.number)
        if document_id is not None:
            query = query.where(log.c.document_id == document_id)
        standing: dict[str, NeverLike] = {}
        with self._read() as connection:
            for row in connection.execute(query):
                if row.kind == Kind.NEVER_LIKE.value:
                    standing[row.about_id] = _never(row)
                else:
                    standing.pop(row.about_id, None)
        return tuple(standing.values())

    def never_suggest(self, new: NeverLike) -> None:
        """Keep a "never like this"; the same id again changes nothing."""
        with self._write() as connection:
            if _kept(connection, new.id) is None:
                _note(connection, Kind.NEVER_LIKE, new)

    def suggest_again(self, never_id: str, *, coder_id: str) -> None:
        """Take a "never like this" back; nothing happens if that was done already.

        Raises:
            StoreError: If it is not one of this coder's.
        """
        with self._write() as connection:
            kept = _kept(connection, never_id)
            if kept is None or kept.coder_id != coder_id:
                raise StoreError("This is not in the study, or not yours. Reload the page.")
            newest = sa.select(log.c.kind).where(
                log.c.kind.in_(NEVER_KINDS), log.c.about_id == never_id
            )
            last = connection.scalar(newest.order_by(log.c.number.desc()).limit(1))
            if last == Kind.NEVER_LIKE.value:
                _note(connection, Kind.NEVER_LIKE_TAKEN_BACK, kept)

    def note_lesson(self, lesson: LessonNote, *, coder_id: str | None) -> None:
        """Keep what a coder's suggestions have learnt; None for the framework's own."""
        with self._write() as connection:
            note(
                connection,
                Kind.SUGGESTIONS_LEARNT,
                coder_id=coder_id,
                about="suggestions",
                detail=lesson.tagger,
                after=lesson_json(lesson),
            )

    def newest_lesson(self, coder_id: str | None) -> tuple[int, LessonNote] | None:
        """Return the newest lesson of a coder's suggestions and its number in the log, or None.

        None as the coder asks for what the framework alone gives.
        """
        query = sa.select(log.c.number, log.c.after).where(
            log.c.kind == Kind.SUGGESTIONS_LEARNT.value,
            log.c.coder_id.is_(None) if coder_id is None else log.c.coder_id == coder_id,
        )
        with self._read() as connection:
            row = connection.execute(query.order_by(log.c.number.desc()).limit(1)).one_or_none()
        return None if row is None else (row.number, read_lesson(row.after))

    def decided_since(self, coder_id: str, number: int) -> tuple[int, int]:
        """Return how many decisions, and how many acts of "never", a coder made after an entry."""
        later = (log.c.coder_id == coder_id) & (log.c.number > number)

        def count(kinds: frozenset[str]) -> sa.ScalarSelect[int]:
            there = sa.select(sa.func.count()).where(later, log.c.kind.in_(kinds))
            return there.scalar_subquery()

        with self._read() as connection:
            row = connection.execute(sa.select(count(DECISION_KINDS), count(NEVER_KINDS))).one()
        return row[0], row[1]


def _note(connection: Connection, kind: Kind, one: NeverLike) -> None:
    note(
        connection,
        kind,
        coder_id=one.coder_id,
        document_id=one.document_id,
        about="suggestion",
        about_id=one.id,
        detail=one.code_id,
        start=one.start,
        end=one.end,
        made_at=one.made_at,
    )


def _kept(connection: Connection, never_id: str) -> NeverLike | None:
    this = (log.c.kind == Kind.NEVER_LIKE.value) & (log.c.about_id == never_id)
    row = connection.execute(sa.select(log).where(this)).first()
    return None if row is None else _never(row)


def _never(row: sa.Row[Any]) -> NeverLike:
    return NeverLike(
        id=row.about_id,
        coder_id=row.coder_id,
        document_id=row.document_id,
        start=row.start,
        end=row.end,
        code_id=row.detail,
        made_at=row.made_at,
    )
