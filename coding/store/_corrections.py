"""Verbs on corrections of transcripts: acts in the log, laid over text that never changes."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from coding.corrections import Correction, tidy, why_refused, without
from coding.model import Document
from coding.store._acts import note
from coding.store._verbs import Verbs, writable
from coding.store.errors import StoreError
from coding.store.tables import log
from coding.store.values import CORRECTION_KINDS, Kind


class CorrectionVerbs(Verbs):
    """Correcting transcripts, and taking that back."""

    def corrections(self, document_id: str | None = None) -> tuple[Correction, ...]:
        """Return the corrections that stand, of a document or of all, in the order of the log."""
        with self._read() as connection:
            return _standing(connection, document_id)

    def correct(self, new: Correction, document: Document) -> Correction:
        """Keep a correction and return it as it was kept; the same id again changes nothing.

        Args:
            new: With an id made by who sends it.
            document: The document that it is of, as the store gave it.

        Raises:
            StoreError: If it is refused (`coding.corrections.why_refused`).
        """
        one = tidy(new)
        with self._write() as connection:
            kept = _kept(connection, one.id)
            if kept is not None:
                return kept
            why = why_refused(one, document, _standing(connection, document.id))
            if why is not None:
                raise StoreError(why)
            _note_correction(connection, one, document.text[one.start : one.end])
            return one

    def withdraw_correction(
        self, correction_id: str, *, coder_id: str | None, reason: str = ""
    ) -> None:
        """Take a correction back; nothing happens if that was done already.

        Raises:
            StoreError: If there never was such a correction, or the reason cannot be written.
        """
        why = writable("reason", reason.strip()) or None
        with self._write() as connection:
            there = _kept(connection, correction_id)
            if there is None:
                raise StoreError("This correction is not in the study. Reload the page.")
            standing = _standing(connection, there.document_id)
            if correction_id in {one.id for one in standing}:
                note(
                    connection,
                    Kind.CORRECTION_WITHDRAWN,
                    coder_id=coder_id,
                    document_id=there.document_id,
                    about="correction",
                    about_id=correction_id,
                    before=there.words,
                    start=there.start,
                    end=there.end,
                    reason=why,
                )


def _note_correction(connection: Connection, one: Correction, before: str) -> None:
    note(
        connection,
        Kind.TRANSCRIPT_CORRECTED,
        coder_id=one.coder_id,
        document_id=one.document_id,
        about="correction",
        about_id=one.id,
        before=before,
        after=one.words,
        start=one.start,
        end=one.end,
        made_at=one.made_at,
        reason=one.reason or None,
    )


def _standing(connection: Connection, document_id: str | None) -> tuple[Correction, ...]:
    query = sa.select(log).where(log.c.kind.in_(CORRECTION_KINDS)).order_by(log.c.number)
    if document_id is not None:
        query = query.where(log.c.document_id == document_id)
    found: tuple[Correction, ...] = ()
    for row in connection.execute(query):
        if row.kind == Kind.CORRECTION_WITHDRAWN.value:
            found = without(found, row.about_id)
        else:
            found = (*found, _correction(row))
    return found


def _kept(connection: Connection, correction_id: str) -> Correction | None:
    """Return a correction whether it stands or was taken back."""
    this = (log.c.kind == Kind.TRANSCRIPT_CORRECTED.value) & (log.c.about_id == correction_id)
    row = connection.execute(sa.select(log).where(this)).first()
    return None if row is None else _correction(row)


def _correction(row: sa.Row[Any]) -> Correction:
    return Correction(
        id=row.about_id,
        document_id=row.document_id,
        start=row.start,
        end=row.end,
        words=row.after or "",
        coder_id=row.coder_id,
        made_at=row.made_at,
        reason=row.reason or "",
    )
