"""The plan as the log leaves it."""

import json
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from coding.plan import Assignment, Control, Plan, Purpose, Round
from coding.store.tables import documents, log
from coding.store.values import PLAN_KINDS, Kind

_PURPOSES = {purpose.value: purpose for purpose in Purpose}


def read_plan(connection: Connection) -> Plan:
    """Return what the log says of the plan; documents that are gone are gone from it too."""
    query = sa.select(log.c.number, log.c.kind, log.c.document_id, log.c.about_id, log.c.rests_on)
    acts = connection.execute(query.where(log.c.kind.in_(PLAN_KINDS)).order_by(log.c.number)).all()
    folded = _Folded()
    for act in acts:
        folded.take(act)
    if not acts:
        return Plan()
    there = set(connection.scalars(sa.select(documents.c.id)))
    return Plan(
        assignments=tuple(one for one in folded.assigned.values() if one.document_id in there),
        coordinator_id=folded.coordinator_id,
        controls=tuple(folded.controls),
        unlocked=frozenset(folded.unlocked & there),
        rounds=tuple(folded.rounds),
    )


class _Folded:
    """The plan while the log is read."""

    def __init__(self) -> None:
        self.assigned: dict[tuple[str, str], Assignment] = {}
        self.coordinator_id: str | None = None
        self.controls: list[Control] = []
        self.unlocked: set[str] = set()
        self.rounds: list[Round] = []
        self._takers: dict[str, Callable[[Any], None]] = {
            Kind.COORDINATOR_NAMED.value: self._name,
            Kind.CODER_ASSIGNED.value: self._assign,
            Kind.CODER_UNASSIGNED.value: self._unassign,
            Kind.CONTROL_SET.value: self._control,
            Kind.UNLOCKED_EARLY.value: self._unlock,
            Kind.ROUND_BEGUN.value: self._round,
        }

    def take(self, act: Any) -> None:
        """Take in one act of the log."""
        taker = self._takers.get(act.kind)
        if taker is not None:
            taker(act)

    def _name(self, act: Any) -> None:
        self.coordinator_id = act.about_id

    def _assign(self, act: Any) -> None:
        said = json.loads(act.rests_on)
        part = said["segments"]
        key = (act.document_id, act.about_id)
        self.assigned[key] = Assignment(
            *key,
            purpose=_PURPOSES[said["purpose"]],
            segments=None if part is None else frozenset(part),
            against=said["against"],
        )

    def _unassign(self, act: Any) -> None:
        self.assigned.pop((act.document_id, act.about_id), None)

    def _control(self, act: Any) -> None:
        said = json.loads(act.rests_on)
        self.controls.append(Control(said["share"], said["seed"], frozenset(said["except"])))

    def _unlock(self, act: Any) -> None:
        self.unlocked.add(act.document_id)

    def _round(self, act: Any) -> None:
        said = json.loads(act.rests_on)
        self.rounds.append(Round(act.about_id, said["person"], said["number"], act.number))
