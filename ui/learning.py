"""Letting suggestions learn from decisions: the work itself (`ui.learningstart` begins it).

What a coder is suggested learns from that coder's own decisions, and from others' on interviews
that are open to the coder: from what the coder may see, and from nothing else. So two people who
code the same interview blind cannot see each other's codings through their suggestions.
"""

from collections.abc import Iterable

from coding.decisions import finished_segments, rejected, standing_codings
from coding.lessons import LEAST_KEPT, LessonNote, difference, renewed, sure_enough
from coding.model import Decision, Segment
from coding.nevers import unwanted_codes
from coding.pretag import Judged, Limits, SegmentText, Tagger, fit_tagger, judged_passages
from coding.store import Store
from ui.languagemodel.joining import joined
from ui.places import cache_folder
from ui.pretagging import segment_texts
from ui.suggested import (
    Work,
    offering,
    remute,
    unaided_in,
    work_in_sight,
)

MOST_LEARNT = 3_000
"""From so many passages is learnt at most, the latest interviews', so that it takes seconds."""


def learn_for(store: Store, coder_id: str, *, tagger: Tagger | None = None) -> LessonNote:
    """Let a coder's suggestions learn from all that the coder may see, and keep them.

    Suggestions on passages that the coder has finished, or decided anything on, stay as they
    were. Nothing is suggested where the coder codes unaided.

    Args:
        store: The study.
        coder_id: Whose suggestions.
        tagger: One that knows the study's framework only, if there is one already.
    """
    version, framework = store.framework()
    tagger = tagger or fit_tagger(framework, cache=cache_folder())
    works = tuple(work_in_sight(store, coder_id))
    judged, among = lessons_from(store, works)
    learnt = joined(store, tagger.learn(judged, among=among, kept=store), judged)
    how = offering(store, coder_id)
    threshold = how.threshold if how.chosen else learnt.usual_threshold
    new, gone = _renew(store, coder_id, works, learnt, threshold, version)
    lesson = learnt.lesson
    codes = tuple(code.id for code in framework.codes() if code.suggest)
    counts = tuple((code, right, of) for code, (right, of) in lesson.held.items())
    note = LessonNote(
        tagger=learnt.name,
        framework_version=version,
        usual=learnt.usual_threshold,
        curve=learnt.expected,
        finished=lesson.finished,
        codings=lesson.codings,
        never=lesson.never,
        better=lesson.code_ids,
        new=new,
        gone=gone,
        muted=how.lesson.muted if how.lesson else (),
        held=counts,
    )
    return remute(store, coder_id, note, codes)


def lessons_from(
    store: Store, works: Iterable[Work]
) -> tuple[tuple[Judged, ...], tuple[SegmentText, ...]]:
    """Return what can be learnt from this work, and all segments of the documents it is on."""
    judged: list[Judged] = []
    among: list[SegmentText] = []
    for work in works:
        key, text = work.document.id, work.document.text
        of_document: list[Judged] = []
        nevers = [one for one in store.nevers(key) if one.coder_id in work.seen]
        for coder_id in sorted(work.coder_ids | {one.coder_id for one in nevers}):
            unwanted = unwanted_codes((n for n in nevers if n.coder_id == coder_id), work.segments)
            own = [one for one in work.decisions if one.coder_id == coder_id]
            of_document += judged_passages(work.segments, text, own, never=unwanted)
        if of_document:
            judged += of_document
            among += segment_texts(work.document, work.segments)
    return _most(judged), tuple(among)


def _most(judged: list[Judged]) -> tuple[Judged, ...]:
    """Return the last of them, and of the earlier ones those with a "never like this"."""
    earlier, latest = judged[:-MOST_LEARNT], judged[-MOST_LEARNT:]
    return (*(one for one in earlier if one.never), *latest)


def settled_passages(
    decisions: Iterable[Decision], segments: Iterable[Segment], text: str
) -> frozenset[tuple[int, int]]:
    """Return start and end of the segments that one coder finished or decided anything on."""
    decisions, segments = tuple(decisions), tuple(segments)
    done = finished_segments(decisions, segments, text=text)
    places = [(one.start, one.end) for one in standing_codings(decisions)]
    places += [(one.start, one.end) for one in rejected(decisions)]
    return frozenset(
        (one.start, one.end)
        for one in segments
        if one.number in done or any(s < one.end and e > one.start for s, e in places)
    )


def _renew(
    store: Store,
    coder_id: str,
    works: Iterable[Work],
    learnt: Tagger,
    threshold: float,
    version: int,
) -> tuple[int, int]:
    """Put the coder's suggestions; return how many of those shown are new, and gone."""
    plan, new, gone = store.plan(), 0, 0
    for work in works:
        key = work.document.id
        assigned = plan.assigned(key)
        if unaided_in(plan, key, coder_id) or (assigned and coder_id not in assigned):
            continue
        own = [one for one in work.decisions if one.coder_id == coder_id]
        settled = settled_passages(own, work.segments, work.document.text)
        if all((one.start, one.end) in settled for one in work.segments if one.codable):
            continue
        old = store.suggestions(key, coder_id=coder_id)
        texts = segment_texts(work.document, work.segments)
        found = learnt.suggest(texts, kept=store, limits=Limits(threshold=LEAST_KEPT))
        fresh = renewed(old, (one for of_one in found for one in of_one), settled)
        store.put_suggestions(
            key, fresh, tagger=learnt.name, framework_version=version, coder_id=coder_id
        )
        more, less = difference(sure_enough(old, threshold), sure_enough(fresh, threshold))
        new, gone = new + more, gone + less
    return new, gone


def learn_for_all(store: Store, tagger: Tagger) -> None:
    """Let the suggestions of all who have learnt something before learn again.

    For when interviews or the framework are new.
    """
    for coder in store.coders():
        if store.newest_lesson(coder.id) is not None:
            learn_for(store, coder.id, tagger=tagger)
