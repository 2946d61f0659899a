"""Verbs on the plan for double coding: who codes what, who coordinates, what was opened early.

Each change is an act in the one log, and the plan is what the log leaves standing. Only the
named coordinator changes it; who that is says the person at the keyboard, for there is no login.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from coding.model import Coder
from coding.plan import APART, Assignment, Plan, Purpose
from coding.store._acts import DECISION_KINDS, note
from coding.store._plan_reading import read_plan
from coding.store._verbs import Verbs, name_of, now, writable
from coding.store.errors import StoreError
from coding.store.tables import coders, documents, log
from coding.store.values import Kind

_ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth"}


class PlanVerbs(Verbs):
    """The plan for double coding."""

    def plan(self) -> Plan:
        """Return the plan as it stands; an empty one where there is none."""
        with self._read() as connection:
            return read_plan(connection)

    def begun(self) -> dict[str, frozenset[str]]:
        """Return, for each document that anybody has decided anything on, who has."""
        with self._read() as connection:
            return _begun(connection)

    def name_coordinator(self, who: str, *, coder_id: str) -> None:
        """Name the one person who plans, unlocks and adjudicates.

        Raises:
            StoreError: If there is a coordinator and somebody else wants to name another one,
                or the named person is not in the study.
        """
        with self._write() as connection:
            plan = read_plan(connection)
            if plan.coordinator_id is not None:
                _need_coordinator(connection, plan, coder_id)
            if plan.coordinator_id == who:
                return
            new = _coder_name(connection, plan.person_of(who))
            before = plan.coordinator_id and _coder_name(connection, plan.coordinator_id)
            what = {"about": "coder", "about_id": plan.person_of(who), "detail": new}
            note(
                connection,
                Kind.COORDINATOR_NAMED,
                coder_id=coder_id,
                before=before,
                after=new,
                **what,
            )

    def put_plan(self, assignments: Iterable[Assignment], *, how: str, coder_id: str) -> None:
        """Put these assignments in place of all that stand; calibration and rounds stay.

        Args:
            assignments: Who is to code what.
            how: How they were arrived at, in a sentence for the log.
            coder_id: Who does it: the coordinator.

        Raises:
            StoreError: If it is not the coordinator, a coder or document is not in the study,
                or a coder who has begun a document would lose it (`unassign_coder` takes that,
                with a reason).
        """
        wanted = {(one.document_id, one.coder_id): one for one in assignments}
        with self._write() as connection:
            plan = _coordinated(connection, coder_id)
            standing = {
                (one.document_id, one.coder_id): one
                for one in plan.assignments
                if one.purpose not in APART
            }
            kept_apart = {(a.document_id, a.coder_id) for a in plan.assignments} - set(standing)
            _refuse_taking_begun(connection, standing.keys() - wanted.keys())
            note(
                connection,
                Kind.PLAN_DRAWN,
                coder_id=coder_id,
                about="plan",
                after=writable("description", how),
            )
            for key in sorted(standing.keys() - wanted.keys()):
                _unassign(connection, standing[key], coder_id, reason=None)
            for key, one in wanted.items():
                if standing.get(key) != one and key not in kept_apart:
                    _assign(connection, one, coder_id)

    def assign_coder(self, assignment: Assignment, *, coder_id: str) -> None:
        """Assign a document to a coder, or change what they are to do in it.

        Raises:
            StoreError: If it is not the coordinator, the coder or document is not in the study,
                or a coder who has begun the document as one of its coders would be calibrated
                on it.
        """
        with self._write() as connection:
            plan = _coordinated(connection, coder_id)
            before = plan.assignment(assignment.document_id, assignment.coder_id)
            if before == assignment:
                return
            if assignment.purpose in APART:
                _refuse_known(connection, assignment)
            _assign(connection, assignment, coder_id)

    def unassign_coder(
        self, document_id: str, who: str, *, coder_id: str, reason: str | None = None
    ) -> None:
        """Take a document from a coder; what they decided on it stays, and no longer counts.

        Raises:
            StoreError: If it is not the coordinator, or the coder has begun the document and no
                reason is given.
        """
        with self._write() as connection:
            plan = _coordinated(connection, coder_id)
            standing = plan.assignment(document_id, who)
            if standing is None:
                return
            if who in _begun(connection).get(document_id, ()) and not (reason or "").strip():
                raise StoreError(
                    "This coder has begun the interview. Say why they are to stop; it goes into "
                    "the log."
                )
            _unassign(connection, standing, coder_id, reason=reason)

    def set_control_share(self, share: float, *, seed: int, coder_id: str) -> None:
        """Have a share (0..1) of each document's segments coded with suggestions hidden.

        Documents that somebody has begun keep what held before.

        Raises:
            StoreError: If it is not the coordinator, or the share is not in 0..1.
        """
        if not 0 <= share <= 1:
            raise StoreError("The control share lies between 0 and 100 per cent.")
        with self._write() as connection:
            plan = _coordinated(connection, coder_id)
            last = plan.controls[-1] if plan.controls else None
            if last is not None and (last.share, last.seed) == (share, seed):
                return
            begun = sorted(_begun(connection))
            note(
                connection,
                Kind.CONTROL_SET,
                coder_id=coder_id,
                about="plan",
                before=None if last is None else f"{last.share:.0%}",
                after=f"{share:.0%}",
                rests_on=json.dumps({"share": share, "seed": seed, "except": begun}),
            )

    def unlock_early(self, document_id: str, *, reason: str, coder_id: str) -> None:
        """Let those who are assigned a document see each other before all have finished it.

        Raises:
            StoreError: If it is not the coordinator, no reason is given, or there is nothing to
                unlock.
        """
        if not reason.strip():
            raise StoreError("Say why this interview is unlocked early; it goes into the log.")
        with self._write() as connection:
            plan = _coordinated(connection, coder_id)
            if not plan.assigned(document_id):
                raise StoreError("Nobody is assigned this interview, so nothing is locked.")
            if document_id in plan.unlocked:
                return
            note(
                connection,
                Kind.UNLOCKED_EARLY,
                coder_id=coder_id,
                document_id=document_id,
                about="document",
                about_id=document_id,
                reason=writable("reason", reason.strip()),
            )

    def begin_round(
        self, person_id: str, sample: Mapping[str, Collection[int]], *, coder_id: str
    ) -> Coder:
        """Have a coder code segments of their own once more, and return who they are meanwhile.

        What is decided in the round is kept under a name of its own ("Ada, second round"), so
        that what the coder decided before is neither shown nor changed.

        Args:
            person_id: Whose earlier work it is.
            sample: Document ids, and in each the numbers of the segments to code.
            coder_id: Who does it: the coordinator.

        Raises:
            StoreError: If it is not the coordinator, nothing is to be coded, or the person is
                not in the study.
        """
        if not any(sample.values()):
            raise StoreError(
                "There is nothing to code once more: no passage was finished long enough ago."
            )
        with self._write() as connection:
            plan = _coordinated(connection, coder_id)
            number = len(plan.rounds_of(person_id)) + 2
            again = _add_again(connection, person_id, number)
            note(
                connection,
                Kind.ROUND_BEGUN,
                coder_id=coder_id,
                about="coder",
                about_id=again.id,
                detail=again.name,
                rests_on=json.dumps({"person": person_id, "number": number}),
            )
            for document_id, numbers in sample.items():
                part = frozenset(numbers)
                one = Assignment(document_id, again.id, Purpose.ROUND, part)
                _assign(connection, one, coder_id)
        return again


def _coordinated(connection: Connection, coder_id: str) -> Plan:
    """Return the plan, after checking that it is the coordinator who wants to change it."""
    plan = read_plan(connection)
    _need_coordinator(connection, plan, coder_id)
    return plan


def _need_coordinator(connection: Connection, plan: Plan, coder_id: str) -> None:
    if plan.coordinator_id is None:
        raise StoreError("Name a coordinator first: one person plans and unlocks.")
    if plan.coordinator_id != coder_id:
        name = _coder_name(connection, plan.coordinator_id)
        raise StoreError(f"Only the coordinator, {name}, changes the plan.")


def _coder_name(connection: Connection, coder_id: str) -> str:
    name: str | None = connection.scalar(sa.select(coders.c.name).where(coders.c.id == coder_id))
    if name is None:
        raise StoreError("This coder is not in the study.")
    return name


def _begun(connection: Connection) -> dict[str, frozenset[str]]:
    query = sa.select(log.c.document_id, log.c.coder_id).distinct()
    found: dict[str, set[str]] = {}
    for document_id, coder_id in connection.execute(query.where(log.c.kind.in_(DECISION_KINDS))):
        found.setdefault(document_id, set()).add(coder_id)
    return {document_id: frozenset(who) for document_id, who in found.items()}


def _refuse_taking_begun(connection: Connection, keys: Iterable[tuple[str, str]]) -> None:
    begun = _begun(connection)
    taken = {who for document_id, who in keys if who in begun.get(document_id, ())}
    if taken:
        names = ", ".join(sorted(_coder_name(connection, who) for who in taken))
        raise StoreError(
            f"This plan would take interviews from people who have begun them ({names}). "
            "Leave those who have begun in the plan, or take the interviews from them by hand, "
            "with a reason."
        )


def _refuse_known(connection: Connection, assignment: Assignment) -> None:
    if assignment.coder_id in _begun(connection).get(assignment.document_id, ()):
        raise StoreError("This coder has coded the interview already; choose another one.")


def _assign(connection: Connection, one: Assignment, coder_id: str) -> None:
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
        detail=_coder_name(connection, one.coder_id),
        after=f"{one.purpose.value}{passages}",
        rests_on=json.dumps(
            {"purpose": one.purpose.value, "segments": part, "against": one.against}
        ),
    )


def _unassign(
    connection: Connection, one: Assignment, coder_id: str, *, reason: str | None
) -> None:
    note(
        connection,
        Kind.CODER_UNASSIGNED,
        coder_id=coder_id,
        document_id=one.document_id,
        about="coder",
        about_id=one.coder_id,
        detail=_coder_name(connection, one.coder_id),
        before=one.purpose.value,
        reason=None if reason is None else writable("reason", reason.strip()),
    )


def _add_again(connection: Connection, person_id: str, number: int) -> Coder:
    """Add the name under which a person codes another round."""
    person = _coder_name(connection, person_id)
    name = name_of("coder", f"{person}, {_ORDINALS.get(number, f'{number}th')} round")
    taken = {one.casefold() for one in connection.scalars(sa.select(coders.c.name))}
    while name.casefold() in taken:
        name += " again"
    again = Coder(str(uuid4()), name)
    connection.execute(sa.insert(coders).values(id=again.id, name=again.name, added_at=now()))
    return again
