"""Verbs on cases: whose interviews the documents are, and what is known about them."""

from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from coding.model import Case
from coding.store._acts import note
from coding.store._verbs import Verbs, name_of, now, writable
from coding.store.errors import StoreError
from coding.store.tables import attributes, case_documents, cases, documents
from coding.store.values import Kind


def case_named(connection: Connection, name: str, *, coder_id: str | None) -> str:
    """Return the id of the case with this name, made if there is none."""
    clean = name_of("case", name)
    found: str | None = connection.scalar(sa.select(cases.c.id).where(cases.c.name == clean))
    if found is not None:
        return found
    case_id = str(uuid4())
    connection.execute(sa.insert(cases).values(id=case_id, name=clean, added_at=now()))
    what = {"about": "case", "about_id": case_id, "after": clean}
    note(connection, Kind.CASE_ADDED, coder_id=coder_id, **what)
    return case_id


def assign(connection: Connection, document_id: str, case_id: str, *, coder_id: str | None) -> None:
    """Put a document into a case; nothing happens if it is there already."""
    there = (case_documents.c.document_id == document_id) & (case_documents.c.case_id == case_id)
    if connection.scalar(sa.select(sa.exists().where(there))):
        return
    pair = {"case_id": case_id, "document_id": document_id}
    connection.execute(sa.insert(case_documents).values(**pair))
    what = {"about": "case", "about_id": case_id, "document_id": document_id}
    after = connection.scalar(sa.select(cases.c.name).where(cases.c.id == case_id))
    note(connection, Kind.CASE_ASSIGNED, coder_id=coder_id, after=after, **what)


def set_one_attribute(
    connection: Connection,
    case_id: str,
    name: str,
    value: str | None,
    *,
    coder_id: str | None,
    reason: str | None = None,
) -> None:
    """Set, change or (with an empty value) remove one attribute of a case; `reason` says why."""
    clean = name_of("attribute", name)
    new = writable(f"value of “{clean}”", (value or "").strip()) or None
    this = (attributes.c.case_id == case_id) & (attributes.c.name == clean)
    old = connection.scalar(sa.select(attributes.c.value).where(this))
    if new == old:
        return
    replace_value(connection, case_id, clean, new)
    what = {"about": "case", "about_id": case_id, "detail": clean, "before": old, "after": new}
    note(connection, Kind.ATTRIBUTE_SET, coder_id=coder_id, reason=reason, **what)


def replace_value(connection: Connection, case_id: str, name: str, value: str | None) -> None:
    """Put a value in the place of whatever a case had; None leaves nothing. It is not logged."""
    this = (attributes.c.case_id == case_id) & (attributes.c.name == name)
    connection.execute(sa.delete(attributes).where(this))
    if value is not None:
        row = {"case_id": case_id, "name": name, "value": value}
        connection.execute(sa.insert(attributes).values(**row))


class CaseVerbs(Verbs):
    """The cases of a study."""

    def cases(self) -> tuple[Case, ...]:
        """Return the cases by name, with their attributes by name."""
        with self._read() as connection:
            rows = connection.execute(sa.select(cases.c.id, cases.c.name)).all()
            known: dict[str, list[tuple[str, str]]] = {}
            for case_id, name, value in connection.execute(sa.select(attributes)):
                known.setdefault(case_id, []).append((name, value))
            inside: dict[str, list[str]] = {}
            for case_id, document_id in connection.execute(
                sa.select(case_documents)
                .join(documents, documents.c.id == case_documents.c.document_id)
                .order_by(documents.c.added_at, documents.c.name)
            ):
                inside.setdefault(case_id, []).append(document_id)
        return tuple(
            Case(
                row.id,
                row.name,
                tuple(sorted(known.get(row.id, ()))),
                tuple(inside.get(row.id, ())),
            )
            for row in sorted(rows, key=lambda row: (row.name.casefold(), row.id))
        )

    def set_attribute(
        self, case_id: str, name: str, value: str | None, *, coder_id: str | None
    ) -> None:
        """Set or change one attribute of a case; an empty value removes it.

        Raises:
            StoreError: If there is no such case, or the name or value cannot be written.
        """
        with self._write() as connection:
            _case_name(connection, case_id)
            set_one_attribute(connection, case_id, name, value, coder_id=coder_id)

    def add_case(self, name: str, *, coder_id: str | None = None) -> str:
        """Return the id of the case with this name, made if there is none.

        Raises:
            StoreError: If the name is empty or cannot be written.
        """
        with self._write() as connection:
            return case_named(connection, name, coder_id=coder_id)

    def rename_case(self, case_id: str, name: str, *, coder_id: str | None = None) -> None:
        """Give a case another name.

        Raises:
            StoreError: If there is no such case, or another one has the name already.
        """
        new = name_of("case", name)
        with self._write() as connection:
            old = _case_name(connection, case_id)
            if old == new:
                return
            if connection.scalar(sa.select(cases.c.id).where(cases.c.name == new)):
                raise StoreError(f"There is already a case called “{new}”.")
            connection.execute(sa.update(cases).where(cases.c.id == case_id).values(name=new))
            what = {"about": "case", "about_id": case_id, "before": old, "after": new}
            note(connection, Kind.CASE_RENAMED, coder_id=coder_id, **what)

    def assign_case(self, document_id: str, case_id: str, *, coder_id: str | None = None) -> None:
        """Put a document into a case, beside those that it is in already.

        Raises:
            StoreError: If the document or the case is not in the study.
        """
        with self._write() as connection:
            _case_name(connection, case_id)
            if not connection.scalar(sa.select(sa.exists().where(documents.c.id == document_id))):
                raise StoreError("This document is no longer in the study.")
            assign(connection, document_id, case_id, coder_id=coder_id)

    def unassign_case(self, document_id: str, case_id: str, *, coder_id: str | None = None) -> None:
        """Take a document out of a case.

        Raises:
            StoreError: If it is the document's only case: everything said is somebody's.
        """
        with self._write() as connection:
            name = _case_name(connection, case_id)
            of_document = case_documents.c.document_id == document_id
            all_of_it = connection.scalars(
                sa.select(case_documents.c.case_id).where(of_document)
            ).all()
            if case_id not in all_of_it:
                return
            if len(all_of_it) == 1:
                raise StoreError("A document needs a case: give it another one first.")
            this = of_document & (case_documents.c.case_id == case_id)
            connection.execute(sa.delete(case_documents).where(this))
            what = {"about": "case", "about_id": case_id, "before": name}
            note(
                connection,
                Kind.CASE_UNASSIGNED,
                coder_id=coder_id,
                document_id=document_id,
                **what,
            )


def _case_name(connection: Connection, case_id: str) -> str:
    name: str | None = connection.scalar(sa.select(cases.c.name).where(cases.c.id == case_id))
    if name is None:
        raise StoreError("This case is no longer in the study.")
    return name
