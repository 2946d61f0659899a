"""Asking for what takes longer: figures with intervals, free passages, tables for download."""

from functools import lru_cache
from typing import Any

from coding.agreement.free_passages import FreePassages
from coding.agreement.report import AgreementReport
from ui.comparing import Question
from ui.jobs import JobPhase, JobRequest, job_result
from ui.studies import path_of
from ui.version import program_version
from ui.wire import as_json, from_json

MODULE = "ui.agreement.work"


class Asked(JobRequest):
    """One request for something that is worked out beside the page.

    `at` is the number of the log's newest entry: what was worked out for an earlier state of
    the study is not shown for a later one.
    """

    def __init__(
        self, kind: str, study_id: str, viewer_id: str, question: Question, at: int, **more: Any
    ) -> None:
        request = {
            "kind": kind,
            "location": str(path_of(study_id)),
            "viewer": viewer_id,
            "question": as_json(question),
            "at": at,
            "program": program_version(),
            **more,
        }
        super().__init__(MODULE, request, desk=f"{study_id}/{viewer_id}/{kind}")

    def report(self) -> AgreementReport | None:
        """Return the figures with intervals, if they are there."""
        return _report(self.key) if self.state().phase is JobPhase.DONE else None

    def passages(self) -> FreePassages | None:
        """Return the figures for free passages, if they are there."""
        return _free_passages(self.key) if self.state().phase is JobPhase.DONE else None

    def archive(self) -> bytes | None:
        """Return the tables, if they are there; they are taken off the disk."""
        return job_result(self.key, keep=False)


@lru_cache(maxsize=8)
def _report(key: str) -> AgreementReport | None:
    data = job_result(key)
    return None if data is None else from_json(AgreementReport, data.decode())


@lru_cache(maxsize=8)
def _free_passages(key: str) -> FreePassages | None:
    data = job_result(key)
    return None if data is None else from_json(FreePassages, data.decode())
