"""Pre-tagging a study: the work itself, done in a process of its own, and starting it.

The work can be killed at any moment: what was encoded is kept, and the next run goes on there.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from coding.lessons import LEAST_KEPT, LessonNote
from coding.model import Document, Segment
from coding.pretag import SegmentText
from coding.store import PretagPhase, PretagState, Store, StoreError
from ui.places import cache_folder, home
from ui.studies import path_of, store_of

if TYPE_CHECKING:
    from coding.pretag import Tagger

FIRST = 24
"""Passages that are read before the rest, so that a coder can begin within seconds."""

_LOOK_AGAIN = 1.0
_started: dict[str, subprocess.Popen[bytes]] = {}


def pretag_study(
    store: Store,
    *,
    progress: Callable[[int, int], None] | None = None,
    say: Callable[[str], None] | None = None,
    then: "Callable[[Store, Tagger], None] | None" = None,
) -> int:
    """Suggest codes for every document that waits, oldest first; return how many were done.

    What another process has in hand is waited for, and taken over if that gives no sign of life.

    Args:
        store: The study.
        progress: Is told passages done and in all, of the document at hand.
        say: Is told in words which document is at hand, and what is amiss.
        then: Is called with the tagger once everything is done, if anything was.
    """
    from coding.pretag import TaggingCancelledError, fit_tagger  # takes seconds to import
    from ui.languagemodel.joining import joined

    version, framework = store.framework()
    if not store.pretag_waiting(version):
        return 0
    try:
        tagger = fit_tagger(
            framework,
            cache=cache_folder(),
            progress=progress,
            cancelled=lambda: not store.pretag_waiting(version),
        )
    except TaggingCancelledError:
        return 0
    if tagger.notice and say:
        say(tagger.notice)
    tagger = joined(store, tagger)
    _note_framework(store, version, tagger)
    names = {entry.id: entry.name for entry in store.documents()}
    done = 0
    while (waiting := store.pretag_waiting(version)) or _in_hand(store):
        if not waiting:
            time.sleep(_LOOK_AGAIN)
            continue
        if say:
            say(f"Reading {names.get(waiting[0], 'an interview')}")
        done += _pretag_document(store, waiting[0], version, tagger, progress)
    if done and then:
        then(store, tagger)
    return done


def _note_framework(store: Store, version: int, tagger: "Tagger") -> None:
    """Keep what to expect of suggestions before anybody has decided anything, once a version."""
    note = LessonNote(tagger.name, version, tagger.usual_threshold, tagger.expected)
    before = store.newest_lesson(None)
    if before is None or before[1] != note:
        store.note_lesson(note, coder_id=None)


def newest_states(store: Store) -> tuple[PretagState, ...]:
    """Return how far pre-tagging is, one state for each document that was ever begun or stopped."""
    version = store.framework()[0]
    newest = {state.document_id: state for state in store.pretag_state(framework_version=version)}
    return tuple(newest.values())


def _in_hand(store: Store) -> bool:
    return any(state.phase is PretagPhase.RUNNING for state in newest_states(store))


def _pretag_document(
    store: Store,
    document_id: str,
    version: int,
    tagger: "Tagger",
    progress: Callable[[int, int], None] | None,
) -> bool:
    from coding.pretag import TaggingCancelledError

    stopped = False

    def note(phase: PretagPhase, done: int = 0, total: int = 0, why: str = "") -> bool:
        return store.set_pretag_state(
            document_id,
            phase,
            framework_version=version,
            tagger=tagger.name,
            done=done,
            total=total,
            why=why,
        )

    def watch(done: int, total: int) -> None:
        nonlocal stopped
        stopped = note(PretagPhase.RUNNING, done, total) or stopped
        if progress:
            progress(done, total)

    try:
        segments = segment_texts(store.document(document_id), store.segments(document_id))
        watch(0, len(segments))
        _put_suggestions(store, version, tagger, segments, watch, lambda: stopped)
    except TaggingCancelledError:
        note(PretagPhase.CANCELLED)
        return False
    except StoreError as error:
        note(PretagPhase.FAILED, why=str(error))
        return False
    except Exception as error:
        # message of a library's might hold words of the interview, so only its kind is kept
        note(PretagPhase.FAILED, why=f"Something unforeseen went wrong ({type(error).__name__}).")
        return False
    except BaseException:
        note(PretagPhase.WAITING)
        raise
    note(PretagPhase.DONE, len(segments), len(segments))
    return True


def _put_suggestions(
    store: Store,
    version: int,
    tagger: "Tagger",
    segments: Sequence[SegmentText],
    watch: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> None:
    """Store suggestions for the first passages, then for all of a document's."""
    from coding.pretag import Limits

    beginning = [(segments[:FIRST], None)] if len(segments) > FIRST else []
    for part, progress in (*beginning, (segments, watch)):
        found = tagger.suggest(
            part,
            kept=store,
            limits=Limits(threshold=LEAST_KEPT),
            progress=progress,
            cancelled=cancelled,
        )
        store.put_suggestions(
            segments[0].document_id,
            [suggestion for of_segment in found for suggestion in of_segment],
            tagger=tagger.name,
            framework_version=version,
        )


def segment_texts(document: Document, segments: Iterable[Segment]) -> list[SegmentText]:
    """Return a document's segments with their words, as a tagger takes them."""
    text = document.text
    return [
        SegmentText(document.id, s.start, s.end, text[s.start : s.end], s.codable) for s in segments
    ]


def start_pretagging(study_id: str, *, again: bool = False) -> None:
    """Begin pre-tagging what waits, in a process of its own, unless it is under way.

    A process that broke down is not begun anew by itself.

    Args:
        study_id: The study, opened here before.
        again: Take up, too, what was stopped or failed before.
    """
    store = store_of(study_id)
    if again:
        resume_stopped(store)
    elif broke_down(study_id):
        return
    if is_running(study_id) or not store.pretag_waiting(store.framework()[0]):
        return
    command = [sys.executable, "-m", "ui.cli", "pretag", "--leave-stopped", str(path_of(study_id))]
    with (home() / "pretag.log").open("ab") as log:
        _started[study_id] = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )


def resume_stopped(store: Store) -> None:
    """Let documents whose pre-tagging was stopped, or failed, wait for it again."""
    for state in newest_states(store):
        if state.phase in (PretagPhase.CANCELLED, PretagPhase.FAILED):
            _set_phase(store, state.document_id, PretagPhase.WAITING, state.tagger)


def stop_pretagging(study_id: str) -> None:
    """Stop pre-tagging of the whole study soon; what waits is not begun by itself again."""
    store = store_of(study_id)
    for document_id in store.pretag_waiting(store.framework()[0]):
        _set_phase(store, document_id, PretagPhase.CANCELLED, "")
    store.request_pretag_cancel()


def _set_phase(store: Store, document_id: str, phase: PretagPhase, tagger: str) -> None:
    store.set_pretag_state(
        document_id, phase, framework_version=store.framework()[0], tagger=tagger
    )


def is_running(study_id: str) -> bool:
    """Return whether a process that was started here is at work on the study."""
    running = _started.get(study_id)
    return running is not None and running.poll() is None


def broke_down(study_id: str) -> bool:
    """Return whether the process that was started here last ended before its work did."""
    ended = _started.get(study_id)
    return ended is not None and ended.poll() not in (None, 0)


def is_at_work(study_id: str) -> bool:
    """Return whether any process on this machine is at work on the study."""
    return is_running(study_id) or _in_hand(store_of(study_id))
