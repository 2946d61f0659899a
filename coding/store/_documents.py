"""Verbs on documents: their frozen texts and their segments."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from coding.model import Document, Role, Segment, Turn
from coding.store._acts import DECISION_KINDS, note
from coding.store._cases import assign, case_named, set_one_attribute
from coding.store._verbs import Verbs, name_of, now, writable
from coding.store.connection import forget_deleted
from coding.store.errors import DuplicateDocumentError, StoreError
from coding.store.tables import attributes as attributes_table
from coding.store.tables import case_documents, cases, documents, log, segments, texts
from coding.store.values import CORRECTION_KINDS, NEVER_KINDS, DocumentEntry, Kind


def document_segments(connection: Connection, document_id: str) -> tuple[Segment, ...]:
    """Return a document's segments in their order."""
    query = sa.select(segments).where(segments.c.document_id == document_id)
    rows = connection.execute(query.order_by(segments.c.number))
    return tuple(Segment(*row) for row in rows)


def document_text(connection: Connection, document_id: str) -> str:
    """Return a document's text, unchecked."""
    query = sa.select(texts.c.text).where(texts.c.document_id == document_id)
    return str(connection.execute(query).scalar_one())


def document_row(connection: Connection, document_id: str) -> sa.Row[Any]:
    """Return a document's line in the list of documents.

    Raises:
        StoreError: If there is none.
    """
    query = sa.select(documents).where(documents.c.id == document_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise StoreError("This document is no longer in the study.")
    return row


class DocumentVerbs(Verbs):
    """The documents of a study."""

    def add_document(
        self,
        document: Document,
        segments: Sequence[Segment],
        *,
        case_name: str,
        attributes: Iterable[tuple[str, str]] = (),
        coder_id: str | None = None,
    ) -> None:
        """Store a document with its segments, and put it into its case: all or nothing.

        Args:
            document: The document; its text is frozen from now on.
            segments: Its segments, frozen too.
            case_name: Whose interview it is. A case of this name is made if there is none.
            attributes: What is known about the case, as names and values.
            coder_id: Who added it, and thereby confirmed its speakers and their roles.

        Raises:
            DuplicateDocumentError: If the same file or the same text is in the study already.
            StoreError: If a name cannot be written.
            ValueError: If segments or text do not belong to the document.
        """
        _check(document, segments)
        with self._write() as connection:
            _refuse_duplicate(connection, document)
            _insert(connection, document, segments)
            _note_added(connection, document, coder_id)
            case_id = case_named(connection, case_name, coder_id=coder_id)
            assign(connection, document.id, case_id, coder_id=coder_id)
            for name, value in attributes:
                set_one_attribute(connection, case_id, name, value, coder_id=coder_id)

    def documents(self) -> tuple[DocumentEntry, ...]:
        """Return the list of documents, in the order in which they were added."""
        names = sa.select(case_documents.c.document_id, cases.c.name).join(cases)
        with self._read() as connection:
            of_document: dict[str, list[str]] = {}
            for document_id, name in connection.execute(names):
                of_document.setdefault(document_id, []).append(name)
            query = sa.select(documents).order_by(documents.c.added_at, documents.c.name)
            rows = connection.execute(query).all()
        return tuple(_entry(row, of_document.get(row.id, ())) for row in rows)

    def known_file(self, file_sha256: str) -> str | None:
        """Return the name of the document that was read from this very file, if there is one."""
        query = sa.select(documents.c.name).where(documents.c.file_sha256 == file_sha256)
        with self._read() as connection:
            return connection.scalar(query)

    def known_text(self, text_sha256: str) -> str | None:
        """Return the name of the document that has this very text, if there is one."""
        query = sa.select(documents.c.name).where(documents.c.text_sha256 == text_sha256)
        with self._read() as connection:
            return connection.scalar(query)

    def document(self, document_id: str) -> Document:
        """Return a document, after checking that its text is still the one that was frozen.

        Raises:
            StoreError: If the document is not there, or its text was changed outside.
        """
        with self._read() as connection:
            row = document_row(connection, document_id)
            body = connection.execute(
                sa.select(texts).where(texts.c.document_id == document_id)
            ).one()
        if _sha256(body.text) != row.text_sha256:
            raise StoreError(
                f"The text of “{row.name}” is not the one that was stored: the file was changed "
                "by another program or is damaged. Restore one of its backups."
            )
        return Document(
            id=row.id,
            name=row.name,
            text=body.text,
            turns=tuple(
                Turn(speaker, None if role is None else Role(role), *rest)
                for speaker, role, *rest in json.loads(body.turns)
            ),
            line_starts=tuple(json.loads(body.line_starts)),
            layout=row.layout,
            file_name=row.file_name,
            file_sha256=row.file_sha256,
            text_sha256=row.text_sha256,
        )

    def segments(self, document_id: str) -> tuple[Segment, ...]:
        """Return a document's segments in their order; none if there is no such document."""
        with self._read() as connection:
            return document_segments(connection, document_id)

    def remove_document(self, document_id: str, *, coder_id: str | None) -> None:
        """Take a document out of the study with its text and suggestions.

        Its case goes too if it has no other document and nothing is known about it. Backups
        made earlier still hold the text.

        Raises:
            StoreError: If anybody has decided or corrected anything on it, or it is not there.
        """
        with self._write() as connection:
            row = document_row(connection, document_id)
            decided = sa.exists().where(
                log.c.document_id == document_id,
                log.c.kind.in_(DECISION_KINDS | CORRECTION_KINDS | NEVER_KINDS),
            )
            if connection.scalar(sa.select(decided)):
                raise StoreError(
                    f"“{row.name}” has been coded or corrected, so it cannot be removed."
                )
            connection.execute(sa.delete(documents).where(documents.c.id == document_id))
            what = {"about": "document", "about_id": document_id, "before": row.name}
            note(
                connection,
                Kind.DOCUMENT_REMOVED,
                coder_id=coder_id,
                document_id=document_id,
                detail=row.file_name,
                **what,
            )
            _drop_bare_cases(connection, coder_id)
        forget_deleted(self._engine)


def _entry(row: sa.Row[Any], case_names: Iterable[str]) -> DocumentEntry:
    return DocumentEntry(
        id=row.id,
        name=row.name,
        file_name=row.file_name,
        layout=row.layout,
        words=row.words,
        segments=row.segments,
        codable=row.codable,
        case_names=tuple(sorted(case_names)),
        added_at=row.added_at,
    )


def _sha256(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _check(document: Document, of_it: Sequence[Segment]) -> None:
    writable("document", document.text)
    if _sha256(document.text) != document.text_sha256:
        raise ValueError("text_sha256 is not that of the document's text")
    length = len(document.text)
    for segment in of_it:
        if segment.document_id != document.id or not 0 <= segment.start < segment.end <= length:
            raise ValueError(f"segment {segment.number} does not lie in the document")


def _refuse_duplicate(connection: Connection, document: Document) -> None:
    same_file = documents.c.file_sha256 == document.file_sha256
    same_text = documents.c.text_sha256 == document.text_sha256
    query = sa.select(documents).where(sa.or_(same_file, same_text)).limit(1)
    row = connection.execute(query).one_or_none()
    if row is not None:
        raise DuplicateDocumentError(
            document.file_name, document_id=row.id, name=row.name, added_at=row.added_at
        )


def _insert(connection: Connection, document: Document, of_it: Sequence[Segment]) -> None:
    connection.execute(
        sa.insert(documents).values(
            id=document.id,
            name=name_of("document", document.name),
            file_name=name_of("file", document.file_name),
            layout=document.layout,
            file_sha256=document.file_sha256,
            text_sha256=document.text_sha256,
            words=len(document.text.split()),
            segments=len(of_it),
            codable=sum(segment.codable for segment in of_it),
            added_at=now(),
        )
    )
    connection.execute(
        sa.insert(texts).values(
            document_id=document.id,
            text=document.text,
            turns=json.dumps([astuple(turn) for turn in document.turns]),
            line_starts=json.dumps(document.line_starts),
        )
    )
    if of_it:
        names = [column.name for column in segments.columns]
        rows = [dict(zip(names, astuple(segment), strict=True)) for segment in of_it]
        connection.execute(sa.insert(segments), rows)


def _note_added(connection: Connection, document: Document, coder_id: str | None) -> None:
    what = {"coder_id": coder_id, "document_id": document.id}
    what |= {"about": "document", "about_id": document.id}
    note(connection, Kind.DOCUMENT_ADDED, detail=document.file_name, after=document.name, **what)
    roles = {turn.speaker: turn.role and turn.role.value for turn in document.turns if turn.speaker}
    if roles:
        after = json.dumps(roles, ensure_ascii=False)
        note(connection, Kind.SPEAKERS_CONFIRMED, after=after, **what)


def _drop_bare_cases(connection: Connection, coder_id: str | None) -> None:
    """Remove the cases that have neither documents nor attributes."""
    bare = sa.select(cases.c.id, cases.c.name).where(
        ~sa.exists().where(case_documents.c.case_id == cases.c.id),
        ~sa.exists().where(attributes_table.c.case_id == cases.c.id),
    )
    for case_id, name in connection.execute(bare).all():
        connection.execute(sa.delete(cases).where(cases.c.id == case_id))
        what = {"about": "case", "about_id": case_id, "before": name}
        note(connection, Kind.CASE_REMOVED, coder_id=coder_id, **what)
