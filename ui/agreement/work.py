"""What the agreement page has worked out in a process of its own: `python -m ui.agreement.work`.

Run with the folder of a job (`ui.jobs`). It opens the study by itself, reads the log up to the
number that it was asked for, and leaves figures: ids and numbers. Only the tables for download
hold participants' words, and are removed from the disk once they were read.
"""

import gc
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from coding.agreement.free_passages import free_passages
from coding.agreement.ratings import continua_of_segments
from coding.agreement.values import AgreementError, Hooks, Unit
from coding.store import Store, StoreError, open_store
from exports.errors import ExportError
from ui.agreement.tables import tables_archive
from ui.comparing import Comparable, Question, gather, open_to, report_on
from ui.jobs import leave_reason, leave_result, read_request, tell_progress
from ui.wire import as_json, from_json

TIMES = 2000
_OFTEN = 0.1  # seconds between two words of progress


def main(folder: Path) -> int:
    """Answer the request in `folder`; return the exit status."""
    asked = read_request(folder)
    if asked["kind"] != "tables":  # those make so much at once that memory counts for more
        gc.disable()
    try:
        store = open_store(asked["location"])
        comparable = open_to(store, asked["viewer"])
        answer = _WORK[asked["kind"]]
        leave_result(folder, answer(store, comparable, asked, _hooks(folder)))
    except (AgreementError, ExportError, StoreError) as error:
        leave_reason(folder, str(error))
        return 1
    return 0


def _hooks(folder: Path) -> Hooks:
    told = 0.0

    def progress(share: float) -> None:
        nonlocal told
        if time.monotonic() - told > _OFTEN:
            told = time.monotonic()
            tell_progress(folder, share)

    return Hooks(progress=progress)


def _question(asked: dict[str, Any]) -> Question:
    """Return the question, held to the state of the log that it was asked in."""
    question = from_json(Question, asked["question"])
    return replace(question, up_to=question.up_to or asked["at"])


def _figures(store: Store, comparable: Comparable, asked: dict[str, Any], hooks: Hooks) -> bytes:
    hooks.step(0.02)
    matter = gather(store, comparable, _question(asked))
    report = report_on(store, matter, times=TIMES, hooks=hooks.part(0.3, 1.0))
    return as_json(report).encode()


def _passages(store: Store, comparable: Comparable, asked: dict[str, Any], hooks: Hooks) -> bytes:
    hooks.step(0.02)
    question = replace(_question(asked), unit=Unit.SEGMENT, shared_only=True)
    matter = gather(store, comparable, question)
    coders = question.coder_ids
    continua = continua_of_segments(matter.segments, matter.codings, matter.finished, coders)
    first, second = asked["pair"]
    found = free_passages(
        continua,
        coders,
        store.framework()[1],
        pair=(first, second),
        at_least=asked["at_least"],
        hooks=hooks.part(0.3, 1.0),
    )
    return as_json(found).encode()


def _tables(store: Store, comparable: Comparable, asked: dict[str, Any], hooks: Hooks) -> bytes:
    archive = tables_archive(
        store,
        comparable,
        _question(asked),
        filters=tuple(asked["filters"]),
        times=TIMES,
        hooks=hooks,
    )
    return archive.packed()


_WORK = {"figures": _figures, "passages": _passages, "tables": _tables}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
