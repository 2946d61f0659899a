"""Work that takes longer than a second, done in a process of its own while the pages go on.

A job is a module that is run with a folder: it reads `request.json` there, says how far it is
(`tell_progress`), and leaves its answer (`leave_result`). Jobs are known by what was asked, so
that asking the same again finds the answer there. A job can be killed at any moment: what it puts
into the study, if anything, it puts there whole or not at all.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from ui.places import cache_folder, home

MOST_KEPT = 40
_REQUEST, _PROGRESS, _RESULT, _WHY = "request.json", "progress", "result", "why"
_lock = Lock()
_processes: "dict[str, subprocess.Popen[bytes]]" = {}
_cancelled: set[str] = set()
_at_desk: dict[str, str] = {}


class JobPhase(StrEnum):
    """How far a job has come."""

    ABSENT = "absent"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class JobState:
    """A job's phase, the share of it that is done (0..1), and why it failed."""

    phase: JobPhase
    share: float = 0.0
    why: str = ""


def job_key(module: str, request: Mapping[str, Any]) -> str:
    """Return the name of the job that answers this request."""
    asked = json.dumps([module, request], sort_keys=True)
    return sha256(asked.encode()).hexdigest()[:32]


def start_job(module: str, request: Mapping[str, Any], *, desk: str) -> str:
    """Start a job unless it runs or is done; return its key.

    Args:
        module: The module to run, e.g. "ui.agreement.work".
        request: What it is asked, as JSON has it; it should name the state of the study.
        desk: Whose job this is. A job begun earlier at the same desk is no longer wanted and
            is stopped.
    """
    key = job_key(module, request)
    with _lock:
        earlier = _at_desk.get(desk)
        if earlier not in (None, key):
            _end(str(earlier))
        _at_desk[desk] = key
        _cancelled.discard(key)
        if _phase(key) in (JobPhase.RUNNING, JobPhase.DONE):
            return key
        folder = _emptied(key)
        (folder / _REQUEST).write_text(json.dumps(request), "utf-8")
        _processes[key] = _run(module, folder)
        _forget_old()
    return key


class JobRequest:
    """One request to a job; asking the same again, here or in another window, is the same job.

    `key` names the job. `desk` says whose it is: what is asked there next stops it.
    """

    def __init__(self, module: str, request: Mapping[str, Any], *, desk: str) -> None:
        self._module, self._request, self._desk = module, request, desk
        self.key = job_key(module, request)

    def start(self) -> None:
        """Begin the work, unless it is under way or done."""
        start_job(self._module, self._request, desk=self._desk)

    def state(self) -> JobState:
        """Return how far the work is."""
        return job_state(self.key)


def job_state(key: str) -> JobState:
    """Return how far a job is."""
    phase = _phase(key)
    if phase is JobPhase.RUNNING:
        return JobState(phase, _share(_folder(key)))
    if phase is JobPhase.FAILED:
        return JobState(phase, why=_read(_folder(key) / _WHY))
    return JobState(phase, 1.0 if phase is JobPhase.DONE else 0.0)


def cancel_job(key: str) -> None:
    """Stop a job at once; asking for it again begins it anew."""
    with _lock:
        if _phase(key) is JobPhase.RUNNING:
            _end(key)


def job_result(key: str, *, keep: bool = True) -> bytes | None:
    """Return what a finished job left; None if it is not done.

    Without `keep` the answer is removed from the disk once it is read, and the job is as if it
    had not been asked: for what holds participants' words.
    """
    path = _folder(key) / _RESULT
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    if not keep:
        shutil.rmtree(path.parent, ignore_errors=True)
        if (process := _processes.pop(key, None)) is not None:
            process.wait()
    return data


def read_request(folder: Path) -> Any:
    """Return what the job in `folder` is asked (for the job itself)."""
    return json.loads((folder / _REQUEST).read_text("utf-8"))


def tell_progress(folder: Path, share: float) -> None:
    """Say how far the job in `folder` is, 0..1 (for the job itself)."""
    _put(folder / _PROGRESS, f"{share:.4f}".encode())


def leave_result(folder: Path, data: bytes) -> None:
    """Leave the answer of the job in `folder`, whole or not at all (for the job itself)."""
    _put(folder / _RESULT, data)


def leave_reason(folder: Path, why: str) -> None:
    """Say in words why the job in `folder` cannot be done (for the job itself)."""
    _put(folder / _WHY, why.encode())


def _phase(key: str) -> JobPhase:
    process = _processes.get(key)
    if process is not None and process.poll() is None:
        return JobPhase.RUNNING
    if (_folder(key) / _RESULT).exists():
        return JobPhase.DONE
    if key in _cancelled:
        return JobPhase.CANCELLED
    return JobPhase.ABSENT if key not in _processes else JobPhase.FAILED


def _run(module: str, folder: Path) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    # not sys.path: Streamlit puts the folder of its script on it, whose modules would shadow others
    paths = (str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", ""))
    environment["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    with (home() / "jobs.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", module, str(folder)],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )


def _end(key: str) -> None:
    process = _processes.pop(key, None)
    if process is None or process.poll() is not None:
        return
    _cancelled.add(key)
    process.kill()
    process.wait()


def _folder(key: str) -> Path:
    return cache_folder() / "jobs" / key


def _emptied(key: str) -> Path:
    folder = _folder(key)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    return folder


def _forget_old() -> None:
    """Remove the answers that were asked for longest ago."""
    there = sorted(_folder("").iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for folder in there[MOST_KEPT:]:
        if _phase(folder.name) is not JobPhase.RUNNING:
            _processes.pop(folder.name, None)
            shutil.rmtree(folder, ignore_errors=True)


def _share(folder: Path) -> float:
    try:
        return min(1.0, max(0.0, float(_read(folder / _PROGRESS) or 0)))
    except ValueError:
        return 0.0


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError:
        return ""


def _put(path: Path, data: bytes) -> None:
    """Write a file so that nobody reads half of it."""
    draft = path.with_suffix(f".{time.monotonic_ns()}.new")
    draft.write_bytes(data)
    draft.replace(path)
