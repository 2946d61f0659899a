"""What changing the plan is made of: who may, what is refused, and the acts in the log."""

import json
from collections.abc import Iterable
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from coding.model import Coder
from coding.plan import Assignment, Plan
from coding.store._acts import DECISION_KINDS, note
from coding.store._plan_reading import read_plan
from coding.store._verbs import name_of, now, writable
from coding.store.errors import StoreError
from coding.store.tables import coders, documents, log
from coding.store.values import Kind

_ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth"}


def coordinated(connection: Connection, coder_id: str) -> Plan:
    """Return the plan, after checking that it is the coordinator who wants to change it."""
    plan = read_plan(connection)
    need_coordinator(connection, plan, coder_id)
    return plan


def need_coordinator(connection: Connection, plan: Plan, coder_id: str) -> None:
    """Check that it is the coordinator who wants to change the plan.

    Raises:
        StoreError: If it is somebody else, or nobody coordinates.
    """
    if plan.coordinator_id is None:
        raise StoreError("Name a coordinator first: one person plans and unlocks.")
    if plan.coordinator_id != coder_id:
        name = coder_name(connection, plan.coordinator_id)
        raise StoreError(f"Only the coordinator, {name}, changes the plan.")


def coder_name(connection: Connection, coder_id: str) -> str:
    """Return a coder's name.

    Raises:
        StoreError: If they are not in the study.
    """
    name: str | None = connection.scalar(sa.select(coders.c.name).where(coders.c.id == coder_id))
    if name is None:
        raise StoreError("This coder is not in the study.")
    return name


def begun_documents(connection: Connection) -> dict[str, frozenset[str]]:
    """Return, for each document that anybody has decided anything on, who has."""
    query = sa.select(log.c.document_id, log.c.coder_id).distinct()
    found: dict[str, set[str]] = {}
    for document_id, coder_id in connection.execute(query.where(log.c.kind.in_(DECISION_KINDS))):
        found.setdefault(document_id, set()).add(coder_id)
    return {document_id: frozenset(who) for document_id, who in found.items()}


def refuse_taking_begun(connection: Connection, keys: Iterable[tuple[str, str]]) -> None:
    """Refuse to take documents from coders who have begun them.

    Raises:
        StoreError: If any of these documents and coders are such; it names the coders.
    """
    begun = begun_documents(connection)
    taken = {who for document_id, who in keys if who in begun.get(document_id, ())}
    if taken:
        names = ", ".join(sorted(coder_name(connection, who) for who in taken))
        raise StoreError(
            f"This plan would take interviews from people who have begun them ({names}). "
            "Leave those who have begun in the plan, or take the interviews from them by hand, "
            "with a reason."
        )


def refuse_known(connection: Connection, assignment: Assignment) -> None:
    """Refuse to check a coder on a document that they have coded.

    Raises:
        StoreError: If they have.
    """
    if assignment.coder_id in begun_documents(connection).get(assignment.document_id, ()):
        raise StoreError("This coder has coded the interview already; choose another one.")


def put_assignment(connection: Connection, one: Assignment, coder_id: str) -> None:
    """Write into the log that a document is assigned to a coder.

    Raises:
        StoreError: If the document or the coder is not in the study.
    """
    if not connection.scalar(sa.select(sa.exists().where(documents.c.id == one.document_id))):
        raise StoreError("This document is no longer in the study.")
    part = None if one.segments is None else sorted(one.segments)
    passages = "" if part is None else f", {len(part)} passages"
    note(
        connection,
        Kind.CODER_ASSIGNED,
        coder_id=coder_id,
        document_id=one.document_id,
        about="coder",
        about_id=one.coder_id,
        detail=coder_name(connection, one.coder_id),
        after=f"{one.purpose.value}{passages}",
        rests_on=json.dumps(
            {"purpose": one.purpose.value, "segments": part, "against": one.against}
        ),
    )


def drop_assignment(
    connection: Connection, one: Assignment, coder_id: str, *, reason: str | None
) -> None:
    """Write into the log that a document is taken from a coder."""
    note(
        connection,
        Kind.CODER_UNASSIGNED,
        coder_id=coder_id,
        document_id=one.document_id,
        about="coder",
        about_id=one.coder_id,
        detail=coder_name(connection, one.coder_id),
        before=one.purpose.value,
        reason=None if reason is None else writable("reason", reason.strip()),
    )


def add_round_coder(connection: Connection, person_id: str, number: int) -> Coder:
    """Add the name under which a person codes another round."""
    person = coder_name(connection, person_id)
    name = name_of("coder", f"{person}, {_ORDINALS.get(number, f'{number}th')} round")
    taken = {one.casefold() for one in connection.scalars(sa.select(coders.c.name))}
    while name.casefold() in taken:
        name += " again"
    again = Coder(str(uuid4()), name)
    connection.execute(sa.insert(coders).values(id=again.id, name=again.name, added_at=now()))
    return again
