"""When suggestions learn from decisions, and beginning it in a process of its own.

Never at a click: after some new decisions, or when somebody asks for it.
"""

import subprocess
import sys
from threading import Lock

from coding.store import Store
from ui.places import home
from ui.pretagging import is_running
from ui.studies import path_of, store_of

NEW_DECISIONS = 25
"""After so many new decisions of a coder the coder's suggestions learn again.

Once they have learnt from many passages, after a tenth as many: a few more then change little.
"""

LEAST_FINISHED = 40
_lock = Lock()
_at_work: "dict[tuple[str, str], subprocess.Popen[bytes]]" = {}
_heard: dict[tuple[str, str], int] = {}


def is_due(store: Store, coder_id: str) -> bool:
    """Return whether there is enough that is new to learn from."""
    before = store.newest_lesson(coder_id)
    if before is None and store.newest_lesson(None) is None:
        return False
    decided, nevers = store.decided_since(coder_id, before[0] if before else 0)
    if nevers:
        return True
    learnt_from = before[1].finished if before else 0
    if decided < max(NEW_DECISIONS, learnt_from // 10):
        return False
    return sum(done for done, _ in store.progress(coder_id).values()) >= LEAST_FINISHED


def start_learning(study_id: str, coder_id: str, *, anyway: bool = False) -> None:
    """Begin to learn in a process of its own, if that is due and nobody is at it.

    Args:
        study_id: The study, opened here before.
        coder_id: Whose suggestions.
        anyway: Learn even if little is new.
    """
    store = store_of(study_id)
    if is_learning(study_id, coder_id) or is_running(study_id):
        return
    if not anyway and not is_due(store, coder_id):
        return
    command = [sys.executable, "-m", "ui.cli", "pretag", "--learn", coder_id]
    with _lock, (home() / "pretag.log").open("ab") as log:
        _at_work[study_id, coder_id] = subprocess.Popen(
            [*command, str(path_of(study_id))], stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )


def is_learning(study_id: str, coder_id: str) -> bool:
    """Return whether a process that was started here is learning for the coder."""
    process = _at_work.get((study_id, coder_id))
    return process is not None and process.poll() is None


def stop_learning(study_id: str, coder_id: str) -> None:
    """Stop learning at once; what was suggested before stays."""
    process = _at_work.get((study_id, coder_id))
    if process is not None and process.poll() is None:
        process.terminate()
        process.wait()


def heard(study_id: str, coder_id: str, decisions: int) -> None:
    """Take note of new decisions; once there are enough of them, begin to learn.

    Nearly always only a number grows, so that saving decisions stays quick.
    """
    key = study_id, coder_id
    with _lock:
        _heard[key] = _heard.get(key, 0) + decisions
        if _heard[key] < NEW_DECISIONS:
            return
        _heard[key] = 0
    start_learning(study_id, coder_id)
