"""What a coder is shown of the suggestions: how sure they must be, and which codes are muted.

A coder's suggestions have learnt from what that coder may see and from nothing else; see
`ui.learning`. How sure they must be, and what people mute by hand, holds for the whole study.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from coding.control_share import shown_suggestions
from coding.governance import Muting, Trial, code_records, trials
from coding.lessons import LessonNote, muted_now, sure_enough
from coding.model import Decision, Document, Segment, Suggestion
from coding.plan import APART, Plan
from coding.store import PretagPhase, Store

THRESHOLD = "how sure a suggestion must be"
MUTE_BELOW = "mute codes whose suggestions are right less often than"
BY_HAND = "suggestions of code "
MUTED, SUGGESTED = "muted", "suggested"
USUALLY_MUTED_BELOW = 0.2


@dataclass(frozen=True, slots=True)
class Offering:
    """How a coder is offered suggestions.

    `threshold` is the least probability, `chosen` whether somebody set it; `mute_below` the
    least share of right suggestions (None: no code is muted by itself). `muted` holds by code
    what is said of it where anything is: muted or not. `lesson` is the newest, None before any.
    """

    threshold: float
    chosen: bool
    mute_below: float | None
    muted: Mapping[str, Muting]
    lesson: LessonNote | None

    @property
    def muted_codes(self) -> frozenset[str]:
        """Return the codes that are not shown."""
        return frozenset(key for key, one in self.muted.items() if one.muted)


@dataclass(frozen=True, slots=True)
class Work:
    """One document with the decisions on it that somebody may see, in the order of the log.

    `seen` are the coders whose work there is in sight.
    """

    document: Document
    segments: tuple[Segment, ...]
    decisions: tuple[Decision, ...]
    seen: frozenset[str]

    @property
    def coder_ids(self) -> frozenset[str]:
        """Return those of them who have decided anything."""
        return frozenset(one.coder_id for one in self.decisions)


def offering(store: Store, coder_id: str) -> Offering:
    """Return how a coder is offered suggestions at this moment."""
    lesson = lesson_of(store, coder_id)
    muted = {one.code_id: one for one in lesson.muted} if lesson else {}
    mute_below = muted_below(store)
    if mute_below is None:
        muted = {}
    set_threshold = store.setting(THRESHOLD)
    usual = lesson.usual if lesson else 0.0
    return Offering(
        threshold=float(set_threshold) if set_threshold else usual,
        chosen=bool(set_threshold),
        mute_below=mute_below,
        muted=muted | set_by_hand(store),
        lesson=lesson,
    )


def lesson_of(store: Store, coder_id: str) -> LessonNote | None:
    """Return what a coder's suggestions have learnt last, or else the framework's own; or None."""
    found = [store.newest_lesson(key) for key in (coder_id, None)]
    there = [one for one in found if one is not None]
    return max(there, key=lambda one: (one[1].framework_version, one[0]))[1] if there else None


def muted_below(store: Store) -> float | None:
    """Return the share of right suggestions under which a code is muted by itself, or None."""
    written = store.setting(MUTE_BELOW)
    if written is None:
        return USUALLY_MUTED_BELOW
    return float(written) or None


def set_by_hand(store: Store) -> dict[str, Muting]:
    """Return what people decided on codes, by code."""
    return {
        (code_id := name.removeprefix(BY_HAND)): Muting(
            code_id, value == MUTED, True, "Set by hand."
        )
        for name, value in store.settings(BY_HAND).items()
    }


def unaided_in(plan: Plan, document_id: str, coder_id: str) -> bool:
    """Return whether a coder codes a document without suggestions altogether."""
    assignment = plan.assignment(document_id, coder_id)
    return assignment is not None and assignment.purpose in APART


def suggested_to(
    store: Store, document_id: str, coder_id: str, plan: Plan, segments: tuple[Segment, ...]
) -> tuple[Suggestion, ...]:
    """Return the suggestions that a coder is shown on a document."""
    if unaided_in(plan, document_id, coder_id):
        return ()
    how = offering(store, coder_id)
    found = store.suggestions(document_id, coder_id=coder_id)
    sure = sure_enough(found, how.threshold, how.muted_codes)
    return shown_suggestions(sure, segments, plan.control_segments(document_id, segments))


def work_in_sight(store: Store, viewer_id: str) -> Iterator[Work]:
    """Yield each document with the viewer's own decisions, and others' where it is open."""
    for entry in store.documents():
        seen = store.visible_coders(viewer_id, entry.id)
        decisions = store.decisions(document_id=entry.id)
        own = tuple(one for one in decisions if one.coder_id in seen)
        document, segments = store.document(entry.id), store.segments(entry.id)
        yield Work(document, segments, own, seen)


def trials_in_sight(store: Store, viewer_id: str, threshold: float) -> tuple[Trial, ...]:
    """Return how suggestions fared, at this threshold, on what the viewer may see.

    Suggestions of muted codes count as if they had been shown: their figures go on. Documents
    for which none have been made yet do not count.
    """
    plan, found = store.plan(), []
    done = {one.document_id for one in store.pretag_state() if one.phase is PretagPhase.DONE}
    for work in work_in_sight(store, viewer_id):
        if work.document.id not in done:
            continue
        key, everything = work.document.id, {one.number for one in work.segments}
        control = plan.control_segments(key, work.segments)
        for coder_id in sorted(work.coder_ids):
            offers = sure_enough(store.suggestions(key, coder_id=coder_id), threshold)
            found += trials(
                work.segments,
                offers,
                [one for one in work.decisions if one.coder_id == coder_id],
                control=everything if unaided_in(plan, key, coder_id) else control,
                text=work.document.text,
            )
    return tuple(found)


def remute(store: Store, coder_id: str, lesson: LessonNote, codes: Iterable[str]) -> LessonNote:
    """Keep the lesson with what the figures mute by now, and return it."""
    how = offering(store, coder_id)
    threshold = how.threshold if how.chosen else lesson.usual
    records = code_records(trials_in_sight(store, coder_id, threshold), codes)
    noted = replace(lesson, muted=muted_now(records, lesson, how.mute_below))
    store.note_lesson(noted, coder_id=coder_id)
    return noted
