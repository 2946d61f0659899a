"""The work that was begun on a study, as far as this server knows: one at a time."""

import json
import time
from dataclasses import dataclass

from coding.language_model.asking import Tally
from coding.language_model.estimating import Estimate
from ui.jobs import JobPhase, JobState, cancel_job, job_result, job_state, start_job
from ui.studies import path_of

MODULE = "ui.languagemodel.work"
ESTIMATE, ASK = "estimate", "ask"
_latest: dict[str, "Work"] = {}


@dataclass(frozen=True, slots=True)
class Work:
    """What was begun last: an estimate or the asking, and the job that does it."""

    kind: str
    key: str

    @property
    def state(self) -> JobState:
        """Return how far it is."""
        return job_state(self.key)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What finished work came to; `tally` is None for an estimate."""

    estimate: Estimate
    tally: Tally | None


def latest_work(study_id: str) -> Work | None:
    """Return what was begun last on the study; None if nothing was since the program started."""
    return _latest.get(study_id)


def begin(study_id: str, kind: str, coder_id: str | None) -> None:
    """Begin an estimate or the asking, unless something is under way."""
    known = latest_work(study_id)
    if known and known.state.phase is JobPhase.RUNNING:
        return
    request = {
        "location": str(path_of(study_id)),
        "kind": kind,
        "coder": coder_id,
        "begun": time.time_ns(),  # the same may be asked for again
    }
    key = start_job(MODULE, request, desk=f"{study_id}/language model")
    _latest[study_id] = Work(kind, key)


def stop(study_id: str) -> None:
    """Stop what is under way; what was answered is kept."""
    known = latest_work(study_id)
    if known:
        cancel_job(known.key)


def outcome(work: Work) -> Outcome | None:
    """Return what the work came to; None if it is not done."""
    data = job_result(work.key)
    if data is None:
        return None
    told = json.loads(data)
    tally = Tally(**told["tally"]) if told["tally"] else None
    return Outcome(Estimate(**told["estimate"]), tally)
