"""Moments of the study: when interviews were finished, and states of the log to go back to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from coding.model import Act, Decision
from coding.store import Kind, LogEntry, Store


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of the log: up to `number`, reached `at`, for the reason in `label`."""

    number: int
    at: datetime
    label: str


def finished_when(decisions: Iterable[Decision], coder_ids: Iterable[str]) -> dict[str, datetime]:
    """Return when the last of these coders finished each document, by their own clocks."""
    chosen, latest = set(coder_ids), {}
    for decision in decisions:
        if decision.act is Act.FINISH and decision.coder_id in chosen:
            known = latest.get(decision.document_id)
            if known is None or decision.made_at > known:
                latest[decision.document_id] = decision.made_at
    return latest


def moments(
    store: Store, coder_ids: Sequence[str], document_ids: Sequence[str]
) -> tuple[Moment, ...]:
    """Return states of the log worth comparing with now, the most telling first.

    That is when all chosen coders had first finished all chosen documents, and the state before
    each change of the framework.
    """
    entries = store.log(kinds=[Act.FINISH.value, Kind.FRAMEWORK_CHANGED.value], limit=100_000)[::-1]
    found = []
    finished = _all_finished(entries, coder_ids, document_ids)
    if finished is not None:
        label = "When all had first finished"
        found.append(Moment(finished.number, finished.at, label))
    for entry in entries:
        if entry.kind == Kind.FRAMEWORK_CHANGED.value:
            why = f": {entry.reason}" if entry.reason else ""
            label = f"Before a change of the framework{why}"
            found.append(Moment(entry.number - 1, entry.at, label))
    return tuple(found)


def _all_finished(
    entries: Iterable[LogEntry], coder_ids: Sequence[str], document_ids: Sequence[str]
) -> LogEntry | None:
    missing = {(coder, document) for coder in coder_ids for document in document_ids}
    for entry in entries:
        missing.discard((entry.coder_id or "", entry.document_id or ""))
        if not missing:
            return entry
    return None
