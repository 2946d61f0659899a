"""Comparing coders of a study: what may be compared, the figures, and the passages behind them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coding.agreement.disagreements import Disagreement, disagreements
from coding.agreement.ratings import (
    Finished,
    codings_from_suggestions,
    finished_by_coder,
    ratings_from_codings,
    turn_segments,
)
from coding.agreement.report import AgreementReport, Conditions, Suggestions
from coding.agreement.reporting import agreement_report
from coding.agreement.values import Hooks, Ratings, Unit
from coding.decisions import standing_codings
from coding.model import Coding, Decision, Document, Segment
from coding.store import Store
from ui.sentences import sentence_segments

MACHINE = "machine"
"""The name that the machine's suggestions go by where they are compared; no coder's id."""


@dataclass(frozen=True, slots=True)
class Comparable:
    """What may be compared: the documents that are open, and who finished them.

    `decisions` are those on the open documents alone.
    """

    document_ids: tuple[str, ...]
    coder_ids: tuple[str, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be compared of what may be.

    `document_ids` is None for all open documents. `shared_only` counts only what all of the
    coders finished, otherwise what two did. `up_to` is a number of the log: the work as it was
    then. With `machine_from`, suggestions from that score on stand beside the coders.
    """

    coder_ids: tuple[str, ...]
    unit: Unit = Unit.SEGMENT
    document_ids: tuple[str, ...] | None = None
    shared_only: bool = True
    up_to: int | None = None
    machine_from: float | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """What a question is answered from. `segments` are the units; `finished` is by coder."""

    segments: tuple[Segment, ...]
    codings: tuple[Coding, ...]
    finished: Finished
    ratings: Ratings
    conditions: Conditions


@dataclass(frozen=True, slots=True)
class Comparison:
    """The figures of a comparison, and what they were made from."""

    report: AgreementReport
    ratings: Ratings
    codings: tuple[Coding, ...]

    def differences(self, code_ids: Iterable[str]) -> tuple[Disagreement, ...]:
        """Return the passages where coders differ on any of these codes."""
        return disagreements(self.ratings, self.codings, codes=frozenset(code_ids))


def open_to(store: Store, viewer_id: str | None) -> Comparable:
    """Return what `viewer_id` may compare; for None, what every coder of a document may.

    A document is open once all who are assigned it have finished it (without a plan, all who
    decided anything on it); so nobody sees anybody's codings, nor agreement, before the work is
    done. Who codes it only to be calibrated, or once more, is never compared here.
    """
    plan = store.plan()
    opened, coders, kept = [], set(), []
    of_document: dict[str, list[Decision]] = {}
    for decision in store.decisions():
        of_document.setdefault(decision.document_id, []).append(decision)
    for document_id, decisions in of_document.items():
        at_work = plan.counting(document_id, {decision.coder_id for decision in decisions})
        if len(at_work) < 2:
            continue
        viewers = (plan.assigned(document_id) or at_work) if viewer_id is None else {viewer_id}
        visible = [store.visible_coders(viewer, document_id) for viewer in viewers]
        seen = at_work.intersection(*visible)
        if len(seen) >= 2:
            opened.append(document_id)
            coders |= seen
            kept.extend(decision for decision in decisions if decision.coder_id in seen)
    return Comparable(tuple(opened), tuple(sorted(coders)), tuple(kept))


def gather(store: Store, comparable: Comparable, question: Question) -> Matter:
    """Return what the question is answered from.

    Raises:
        AgreementError: If fewer than two coders are named, or characters are to be compared
            where only two of several coders have finished.
    """
    chosen = set(question.document_ids or comparable.document_ids)
    wanted = [key for key in comparable.document_ids if key in chosen]
    decisions = [d for d in _decisions(store, comparable, question) if d.document_id in chosen]
    documents = {key: store.document(key) for key in wanted}
    segments = [s for key in wanted for s in _units(store, documents[key], question.unit)]
    codings, finished = standing_codings(decisions), finished_by_coder(decisions)
    coder_ids = question.coder_ids
    if question.machine_from is not None:
        suggested, read = _suggested(store, wanted, question.machine_from)
        codings += suggested
        finished |= {(MACHINE, key): ((0, len(documents[key].text)),) for key in read}
        coder_ids = (*coder_ids, MACHINE)
    ratings = ratings_from_codings(
        {key: document.text for key, document in documents.items()},
        segments,
        codings,
        finished,
        coder_ids,
        unit=question.unit,
        shared_only=question.shared_only,
    )
    conditions = _conditions(store, decisions, question.unit)
    return Matter(tuple(segments), codings, finished, ratings, conditions)


def report_on(
    store: Store, matter: Matter, *, times: int = 0, hooks: Hooks | None = None
) -> AgreementReport:
    """Return the figures; with `times` resamples for intervals."""
    return agreement_report(
        matter.ratings,
        store.framework()[1],
        conditions=matter.conditions,
        times=times,
        hooks=hooks,
    )


def compare(store: Store, comparable: Comparable, coder_ids: Sequence[str]) -> Comparison:
    """Return the figures for these coders over the open documents that they all finished.

    Raises:
        AgreementError: If fewer than two coders are named.
    """
    matter = gather(store, comparable, Question(tuple(coder_ids)))
    return Comparison(report_on(store, matter), matter.ratings, matter.codings)


def _decisions(store: Store, comparable: Comparable, question: Question) -> Iterable[Decision]:
    if question.up_to is None:
        return comparable.decisions
    counting = {(decision.coder_id, decision.document_id) for decision in comparable.decisions}
    earlier = store.decisions(up_to=question.up_to)
    return [one for one in earlier if (one.coder_id, one.document_id) in counting]


def _units(store: Store, document: Document, unit: Unit) -> Sequence[Segment]:
    if unit is Unit.TURN:
        return turn_segments(document)
    if unit is Unit.SENTENCE:
        return sentence_segments(document)
    return store.segments(document.id)


def _suggested(
    store: Store, wanted: Iterable[str], at_least: float
) -> tuple[tuple[Coding, ...], tuple[str, ...]]:
    """Return the machine's suggestions as codings, and the documents that it has read."""
    found, read = [], []
    for key in wanted:
        suggestions = store.suggestions(key)
        if suggestions:
            read.append(key)
        found.extend(codings_from_suggestions(suggestions, coder_id=MACHINE, at_least=at_least))
    return tuple(found), tuple(read)


def _conditions(store: Store, decisions: Iterable[Decision], unit: Unit) -> Conditions:
    """Return under what conditions the coding took place.

    Coders work blind here, unless the coordinator unlocked one of the documents early.
    """
    decisions, plan, entries = tuple(decisions), store.plan(), store.documents()
    keys = {decision.document_id for decision in decisions}
    control = any(plan.control_of(key) for key in keys)
    shown = any(decision.shown for decision in decisions)
    return Conditions(
        blind=not plan.unlocked & keys,
        suggestions=(Suggestions.PARTLY if control else Suggestions.SHOWN) if shown else None,
        all_units=sum(entry.codable for entry in entries) if unit is Unit.SEGMENT else None,
        all_documents=len(entries),
    )


def passage_and_before(document: Document, start: int, end: int) -> tuple[str, str]:
    """Return the words between two offsets, and the turn or part of a turn before them."""
    turn = next(turn for turn in document.turns if turn.start <= start < turn.end)
    if turn.start < start:
        return document.text[start:end], document.text[turn.start : start]
    earlier = [t for t in document.turns if t.end <= turn.start]
    before = document.text[earlier[-1].start : earlier[-1].end] if earlier else ""
    return document.text[start:end], before
