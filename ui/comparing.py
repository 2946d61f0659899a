"""Comparing coders of a study: what may be compared, the figures, and the passages behind them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coding.agreement.disagreements import Disagreement, disagreements
from coding.agreement.ratings import finished_by_coder, ratings_from_codings
from coding.agreement.report import AgreementReport, Conditions, Suggestions
from coding.agreement.reporting import agreement_report
from coding.agreement.values import Ratings
from coding.decisions import in_force, standing_codings
from coding.model import Coding, Decision, Document
from coding.store import Store


@dataclass(frozen=True, slots=True)
class Comparable:
    """What may be compared: the documents that are open, and who finished them.

    `texts`, `segments` and `decisions` are those of the open documents alone.
    """

    document_ids: tuple[str, ...]
    coder_ids: tuple[str, ...]
    decisions: tuple[Decision, ...]


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


def compare(store: Store, comparable: Comparable, coder_ids: Sequence[str]) -> Comparison:
    """Return the figures for these coders over the open documents that they all finished.

    Raises:
        AgreementError: If fewer than two coders are named.
    """
    texts = {key: store.document(key).text for key in comparable.document_ids}
    segments = [s for key in comparable.document_ids for s in store.segments(key)]
    codings = standing_codings(comparable.decisions)
    ratings = ratings_from_codings(
        texts, segments, codings, finished_by_coder(comparable.decisions), coder_ids
    )
    report = agreement_report(
        ratings,
        store.framework()[1],
        conditions=_conditions(store, comparable.decisions),
        times=0,
    )
    return Comparison(report, ratings, codings)


def _conditions(store: Store, decisions: Iterable[Decision]) -> Conditions:
    """Return under what conditions the coding took place; coders always work blind here."""
    shown = {decision.shown for decision in in_force(decisions) if decision.shown is not None}
    entries = store.documents()
    return Conditions(
        blind=True,
        suggestions=Suggestions.SHOWN if True in shown else None,
        all_units=sum(entry.codable for entry in entries),
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
