"""Verbs on the plan for double coding: who codes what, who coordinates, what was opened early.

Each change is an act in the one log, and the plan is what the log leaves standing. Only the
named coordinator changes it; who that is says the person at the keyboard, for there is no login.
"""

import json
from collections.abc import Collection, Iterable, Mapping

from coding.model import Coder
from coding.plan import APART, Assignment, Plan, Purpose
from coding.store._acts import note
from coding.store._plan_changing import (
    add_round_coder,
    begun_documents,
    coder_name,
    coordinated,
    drop_assignment,
    need_coordinator,
    put_assignment,
    refuse_known,
    refuse_taking_begun,
)
from coding.store._plan_reading import read_plan
from coding.store._verbs import Verbs, writable
from coding.store.errors import StoreError
from coding.store.values import Kind


class PlanVerbs(Verbs):
    """The plan for double coding."""

    def plan(self) -> Plan:
        """Return the plan as it stands; an empty one where there is none."""
        with self._read() as connection:
            return read_plan(connection)

    def begun(self) -> dict[str, frozenset[str]]:
        """Return, for each document that anybody has decided anything on, who has."""
        with self._read() as connection:
            return begun_documents(connection)

    def name_coordinator(self, who: str, *, coder_id: str) -> None:
        """Name the one person who plans, unlocks and adjudicates.

        Raises:
            StoreError: If there is a coordinator and somebody else wants to name another one,
                or the named person is not in the study.
        """
        with self._write() as connection:
            plan = read_plan(connection)
            if plan.coordinator_id is not None:
                need_coordinator(connection, plan, coder_id)
            if plan.coordinator_id == who:
                return
            new = coder_name(connection, plan.person_of(who))
            before = plan.coordinator_id and coder_name(connection, plan.coordinator_id)
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
            plan = coordinated(connection, coder_id)
            standing = {
                (one.document_id, one.coder_id): one
                for one in plan.assignments
                if one.purpose not in APART
            }
            kept_apart = {(a.document_id, a.coder_id) for a in plan.assignments} - set(standing)
            refuse_taking_begun(connection, standing.keys() - wanted.keys())
            note(
                connection,
                Kind.PLAN_DRAWN,
                coder_id=coder_id,
                about="plan",
                after=writable("description", how),
            )
            for key in sorted(standing.keys() - wanted.keys()):
                drop_assignment(connection, standing[key], coder_id, reason=None)
            for key, one in wanted.items():
                if standing.get(key) != one and key not in kept_apart:
                    put_assignment(connection, one, coder_id)

    def assign_coder(self, assignment: Assignment, *, coder_id: str) -> None:
        """Assign a document to a coder, or change what they are to do in it.

        Raises:
            StoreError: If it is not the coordinator, the coder or document is not in the study,
                or a coder who has begun the document as one of its coders would be calibrated
                on it.
        """
        with self._write() as connection:
            plan = coordinated(connection, coder_id)
            before = plan.assignment(assignment.document_id, assignment.coder_id)
            if before == assignment:
                return
            if assignment.purpose in APART:
                refuse_known(connection, assignment)
            put_assignment(connection, assignment, coder_id)

    def unassign_coder(
        self, document_id: str, who: str, *, coder_id: str, reason: str | None = None
    ) -> None:
        """Take a document from a coder; what they decided on it stays, and no longer counts.

        Raises:
            StoreError: If it is not the coordinator, or the coder has begun the document and no
                reason is given.
        """
        with self._write() as connection:
            plan = coordinated(connection, coder_id)
            standing = plan.assignment(document_id, who)
            if standing is None:
                return
            if (
                who in begun_documents(connection).get(document_id, ())
                and not (reason or "").strip()
            ):
                raise StoreError(
                    "This coder has begun the interview. Say why they are to stop; it goes into "
                    "the log."
                )
            drop_assignment(connection, standing, coder_id, reason=reason)

    def set_control_share(self, share: float, *, seed: int, coder_id: str) -> None:
        """Have a share (0..1) of each document's segments coded with suggestions hidden.

        Documents that somebody has begun keep what held before.

        Raises:
            StoreError: If it is not the coordinator, or the share is not in 0..1.
        """
        if not 0 <= share <= 1:
            raise StoreError("The control share lies between 0 and 100 per cent.")
        with self._write() as connection:
            plan = coordinated(connection, coder_id)
            last = plan.controls[-1] if plan.controls else None
            if last is not None and (last.share, last.seed) == (share, seed):
                return
            begun = sorted(begun_documents(connection))
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
            plan = coordinated(connection, coder_id)
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
            plan = coordinated(connection, coder_id)
            number = len(plan.rounds_of(person_id)) + 2
            again = add_round_coder(connection, person_id, number)
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
                put_assignment(connection, one, coder_id)
        return again
