"""Charting a study for one person: what they may see of it, and the matrix of that.

A person sees their own codings, and others' on the interviews that are open to them
(`coding.blindness`); so with the summaries (`coding.cell_acts.readable_acts`).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from coding.adjudication import standing_adjudications
from coding.blindness import finished_coders
from coding.cell_acts import (
    AtWork,
    CellAct,
    readable_acts,
    standing_not_asked,
    standing_notes,
    standing_sign_offs,
    standing_summaries,
)
from coding.charting import chart_matrix
from coding.corrected_quotes import in_corrected_words
from coding.corrections import Reading
from coding.decisions import standing_codings
from coding.locks import visible_by_plan
from coding.matrix import FrameworkMatrix
from coding.model import Coding, Decision, Document, Segment
from coding.plan import Plan
from coding.second_order import WideAct, WidePlace, readable_wide_acts
from coding.store import Store


@dataclass(frozen=True, slots=True)
class Sight:
    """What one person may see of the coding; `viewer_id` None is what every coder may.

    `codings` are those alone. `at_work` has an entry for every document.
    """

    viewer_id: str | None
    documents: tuple[Document, ...]
    codings: tuple[Coding, ...]
    at_work: Mapping[str, AtWork]

    @property
    def coder_ids(self) -> frozenset[str]:
        """Return whose codings of one interview or another are in sight, the viewer's included."""
        seen = frozenset().union(*(work.visible for work in self.at_work.values()))
        return seen if self.viewer_id is None else seen | {self.viewer_id}

    @property
    def finished(self) -> dict[str, frozenset[str]]:
        """Return, for each document, who has finished it, of those in sight there."""
        return {key: work.finished & work.visible for key, work in self.at_work.items()}


def sight_of(store: Store, viewer_id: str | None) -> Sight:
    """Return what a person may see; for None, what every coder of a document may see of it."""
    documents = tuple(store.document(entry.id) for entry in store.documents())
    decisions: dict[str, list[Decision]] = {document.id: [] for document in documents}
    for decision in store.decisions():
        decisions.setdefault(decision.document_id, []).append(decision)
    plan = store.plan()
    at_work = {
        document.id: work_on(
            viewer_id, plan, document, decisions[document.id], store.segments(document.id)
        )
        for document in documents
    }
    seen = [
        d for key, work in at_work.items() for d in decisions[key] if d.coder_id in work.visible
    ]
    return Sight(viewer_id, documents, standing_codings(seen), at_work)


def work_on(
    viewer_id: str | None,
    plan: Plan,
    document: Document,
    decisions: Iterable[Decision],
    segments: Iterable[Segment],
) -> AtWork:
    """Return how far one document is, and whom the viewer sees there.

    Who codes it only to be calibrated, or once more, is left out.
    """
    decisions, segments, text = tuple(decisions), tuple(segments), document.text
    begun = plan.counting(document.id, {decision.coder_id for decision in decisions})
    finished = begun & finished_coders(decisions, segments, text=text)
    viewers = (plan.assigned(document.id) or begun) if viewer_id is None else {viewer_id}
    seen = [
        visible_by_plan(viewer, plan, document.id, decisions, segments, text=text)
        & {*begun, viewer}
        for viewer in viewers
    ]
    return AtWork(begun, finished, frozenset.intersection(*seen) if seen else frozenset())


def acts_in_sight(store: Store, sight: Sight) -> tuple[CellAct, ...]:
    """Return what was done in the cells, as far as the viewer may see it, as in the log."""
    return readable_acts(store.cell_acts(), store.cases(), sight.viewer_id, sight.at_work)


def unseen_by(store: Store, writer_id: str, case_ids: Collection[str]) -> set[tuple[str, str]]:
    """Return the cases and coders whose acts there a writer may not see."""
    theirs = [a for a in store.cell_acts(case_ids=case_ids) if a.coder_id != writer_id]
    if not theirs:
        return set()
    cases = [case for case in store.cases() if case.id in case_ids]
    keys = {key for case in cases for key in case.document_ids}
    plan = store.plan()
    at_work = {
        key: work_on(
            writer_id,
            plan,
            store.document(key),
            store.decisions(document_id=key),
            store.segments(key),
        )
        for key in keys
    }
    seen = readable_acts(theirs, cases, writer_id, at_work)
    pairs = {(act.case_id, act.coder_id) for act in theirs}
    return pairs - {(act.case_id, act.coder_id) for act in seen}


def wide_acts_in_sight(store: Store, sight: Sight) -> tuple[WideAct, ...]:
    """Return code and case summaries and negative cases, as far as the viewer may see them."""
    return readable_wide_acts(store.wide_acts(), store.cases(), sight.viewer_id, sight.at_work)


def wide_unseen_by(store: Store, writer_id: str) -> set[tuple[WidePlace, str]]:
    """Return the rows and columns, and the coders whose acts there a writer may not see."""
    theirs = {(a.place, a.coder_id) for a in store.wide_acts() if a.coder_id != writer_id}
    if not theirs:
        return set()
    seen = wide_acts_in_sight(store, sight_of(store, writer_id))
    return theirs - {(act.place, act.coder_id) for act in seen}


def matrix_for(
    store: Store,
    sight: Sight,
    acts: Iterable[CellAct],
    *,
    whose: str | None,
    reading: Reading = Reading.CORRECTED,
) -> FrameworkMatrix:
    """Return the matrix of what is in sight, with the framework as it now stands.

    Args:
        store: The study.
        sight: From `sight_of`.
        acts: From `acts_in_sight`.
        whose: A coder's id, or None for the consensus.
        reading: Whether passages are quoted in corrected words, or as they were frozen.
    """
    acts = tuple(acts)
    version, framework = store.framework()
    opened = {key for key, seen in sight.finished.items() if len(seen) > 1}
    verdicts = standing_adjudications(store.adjudications(document_ids=opened))
    matrix = chart_matrix(
        store.cases(),
        sight.documents,
        sight.codings,
        standing_summaries(acts),
        framework,
        framework_version=version,
        whose=whose,
        finished=sight.finished,
        marks=(
            *standing_sign_offs(acts),
            *standing_not_asked(acts),
            *standing_notes(acts),
            *verdicts,
        ),
    )
    if reading is Reading.FROZEN:
        return matrix
    return in_corrected_words(matrix, sight.documents, store.corrections())
