"""Asking the language model, in a process of its own: `python -m ui.languagemodel.work`.

Run with the folder of a job (`ui.jobs`). Answers are kept as they come, and suggestions put into
the study an interview at a time, so that the work can be killed at any moment and gone on with.
It ends when the program that began it does, and when the model is switched off.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from coding.language_model import LanguageModelError
from coding.language_model.asking import Tally
from coding.language_model.client import LanguageModel
from coding.language_model.estimating import Estimate
from coding.pretag import TaggerError
from coding.store import Store, StoreError, open_store
from ui.jobs import leave_reason, leave_result, read_request, tell_progress
from ui.languagemodel.own import model_name, own_settings, record_use
from ui.languagemodel.study import ModelStudy
from ui.wording import counted

RUN = "language model was asked"
"""The setting under which the study's log has what each run came to."""

_OFTEN = 0.2  # seconds between two words of progress


def main(folder: Path) -> int:
    """Answer the request in `folder`; return the exit status."""
    asked, parent = read_request(folder), os.getppid()
    orphaned: Callable[[], bool] = lambda: os.getppid() != parent  # noqa: E731
    try:
        store = open_store(asked["location"])
        model = LanguageModel(own_settings, store.study().id)
        study = ModelStudy(store, model.settings, cancelled=orphaned)
        tally, left = None, study.estimate.passages
        if asked["kind"] == "estimate":
            record_begin(store, min(left, 1), asked["coder"])
            study.probe(model)
        else:
            record_begin(store, left, asked["coder"])
            tally = study.ask(model, progress=_teller(folder), cancelled=orphaned)
            record_run(store, tally, asked["coder"])
        leave_result(folder, result_json(study.estimate, tally))
    except (LanguageModelError, StoreError, TaggerError) as error:
        leave_reason(folder, str(error))
        return 1
    return 0


def record_run(store: Store, tally: Tally, coder_id: str | None) -> None:
    """Let the study's log say what was sent where, and what came back."""
    sent = tally.answered + tally.refused + tally.left
    if not sent:
        return
    told = [f"{counted(sent, 'passage')} sent to {model_name(own_settings())}"]
    told += [f"{tally.refused} refused"] if tally.refused else []
    told += [f"{tally.left} without a usable answer"] if tally.left else []
    struck = tally.invented_codes + tally.invented_quotes
    told += [f"{struck} invented codes or quotes struck out"] if struck else []
    record_use(store, RUN, "; ".join(told), coder_id=coder_id)


def record_begin(store: Store, most: int, coder_id: str | None) -> None:
    """Let the study's log say that passages are about to be sent, in case nobody sees the end."""
    if most:
        told = f"begun: up to {counted(most, 'passage')} to {model_name(own_settings())}"
        record_use(store, RUN, told, coder_id=coder_id)


def result_json(estimate: Estimate, tally: Tally | None) -> bytes:
    """Return what a run came to, as the page reads it: numbers alone."""
    told = {"estimate": asdict(estimate), "tally": asdict(tally) if tally else None}
    return json.dumps(told).encode()


def _teller(folder: Path) -> Callable[[int, int], None]:
    told = 0.0

    def progress(done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - told > _OFTEN:
            told = time.monotonic()
            tell_progress(folder, done / max(total, 1))

    return progress


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
