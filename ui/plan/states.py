"""How far everybody is with what the plan gives them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from coding.model import Coder
from coding.plan import APART, Assignment, Plan
from coding.store import DocumentEntry, Store


class View(StrEnum):
    """Whether those who code an interview may see each other's work; the value is the word."""

    UNPLANNED = "nobody assigned"
    LOCKED = "locked"
    OPEN = "open"
    UNLOCKED = "unlocked early"


@dataclass(frozen=True, slots=True)
class Desk:
    """One coder with one interview: `done` of `of` passages. `assignment` is None if unplanned."""

    document_id: str
    coder_id: str
    assignment: Assignment | None
    done: int
    of: int
    begun: bool

    @property
    def finished(self) -> bool:
        """Return whether all that is to be coded is finished."""
        return self.of > 0 and self.done == self.of

    @property
    def words(self) -> str:
        """Return how far it is, in words."""
        if self.finished:
            return "finished"
        if self.done:
            return f"{self.done:,} of {self.of:,}"
        return "begun" if self.begun else "assigned"


@dataclass(frozen=True, slots=True)
class PlanState:
    """The plan, and how far everybody is with it.

    `people` are the coders without the names under which rounds are coded; `names` has all.
    """

    plan: Plan
    entries: tuple[DocumentEntry, ...]
    people: tuple[Coder, ...]
    names: Mapping[str, str]
    desks: Mapping[tuple[str, str], Desk]

    def view(self, document_id: str) -> View:
        """Return whether an interview is open to those who code it."""
        assigned = self.plan.assigned(document_id)
        if not assigned:
            return View.UNPLANNED
        if all(self.desks[document_id, coder_id].finished for coder_id in assigned):
            return View.OPEN
        return View.UNLOCKED if document_id in self.plan.unlocked else View.LOCKED

    def checks(self) -> tuple[Desk, ...]:
        """Return the desks of calibrations and rounds."""
        return tuple(
            self.desks[one.document_id, one.coder_id]
            for one in self.plan.assignments
            if one.purpose in APART
        )


def plan_state(store: Store) -> PlanState:
    """Return the plan of a study and how far everybody is."""
    plan, begun = store.plan(), store.begun()
    coders = store.coders()
    rounds = {one.coder_id for one in plan.rounds}
    desks = {}
    for coder in coders:
        for document_id, (done, of) in store.progress(coder.id).items():
            assignment = plan.assignment(document_id, coder.id)
            there = coder.id in begun.get(document_id, ())
            if assignment is not None or there:
                desk = Desk(document_id, coder.id, assignment, done, of, there)
                desks[document_id, coder.id] = desk
    return PlanState(
        plan=plan,
        entries=store.documents(),
        people=tuple(coder for coder in coders if coder.id not in rounds),
        names={coder.id: coder.name for coder in coders},
        desks=desks,
    )
