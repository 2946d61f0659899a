"""Work in a process of its own: progress, the answer, stopping, breaking down, forgetting."""

import json
import time

import pytest

from ui import jobs
from ui.jobs import JobPhase, cancel_job, job_key, job_result, job_state, start_job

WORKER = """
import sys, time
from pathlib import Path
from ui import jobs

folder = Path(sys.argv[1])
asked = jobs.read_request(folder)
jobs.tell_progress(folder, 0.5)
if asked["do"] == "hang":
    time.sleep(60)
if asked["do"] == "refuse":
    jobs.leave_reason(folder, "The lift is out of order.")
    sys.exit(1)
jobs.leave_result(folder, asked["say"].encode())
"""


@pytest.fixture
def worker(home, tmp_path, monkeypatch):
    """A module that does as it is told; all that is begun here is ended."""
    (tmp_path / "lift_worker.py").write_text(WORKER, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(jobs, "_processes", processes := {})
    monkeypatch.setattr(jobs, "_cancelled", set())
    monkeypatch.setattr(jobs, "_at_desk", {})
    yield "lift_worker"
    for process in processes.values():
        process.kill()
        process.wait()


def wait_for(key, *phases, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        state = job_state(key)
        if state.phase in phases:
            return state
        time.sleep(0.02)
    raise AssertionError(f"still {job_state(key)}")


def test_an_answer_is_there_once_and_for_all_who_ask_the_same(worker):
    key = start_job(worker, {"do": "say", "say": "hum"}, desk="a")
    assert wait_for(key, JobPhase.DONE).share == 1.0
    process = jobs._processes[key]

    again = start_job(worker, {"say": "hum", "do": "say"}, desk="b")

    assert again == key
    assert jobs._processes[key] is process
    assert job_result(key) == b"hum"


def test_an_answer_outlives_the_server_that_asked(worker):
    key = start_job(worker, {"do": "say", "say": "hum"}, desk="a")
    wait_for(key, JobPhase.DONE)

    jobs._processes.clear()

    assert job_state(key).phase is JobPhase.DONE


def test_progress_is_told_and_a_cancelled_job_ends_at_once(worker):
    key = start_job(worker, {"do": "hang"}, desk="a")
    end = time.monotonic() + 60
    while job_state(key).share != 0.5 and time.monotonic() < end:
        time.sleep(0.02)
    assert job_state(key).phase is JobPhase.RUNNING
    process = jobs._processes[key]

    cancel_job(key)

    assert job_state(key).phase is JobPhase.CANCELLED
    assert process.poll() is not None
    assert job_result(key) is None


def test_a_cancelled_job_can_be_begun_anew(worker):
    key = start_job(worker, {"do": "hang"}, desk="a")
    cancel_job(key)

    start_job(worker, {"do": "hang"}, desk="a")

    assert job_state(key).phase is JobPhase.RUNNING


def test_a_later_question_at_the_same_desk_ends_the_earlier_work(worker):
    first = start_job(worker, {"do": "hang", "n": 1}, desk="a")
    second = start_job(worker, {"do": "hang", "n": 2}, desk="a")
    elsewhere = start_job(worker, {"do": "hang", "n": 3}, desk="b")

    phases = [job_state(key).phase for key in (first, second, elsewhere)]
    assert phases == [JobPhase.CANCELLED, JobPhase.RUNNING, JobPhase.RUNNING]


def test_a_job_that_cannot_be_done_says_why(worker):
    key = start_job(worker, {"do": "refuse"}, desk="a")

    state = wait_for(key, JobPhase.FAILED)

    assert state.why == "The lift is out of order."


def test_a_job_that_breaks_down_has_failed(worker):
    key = start_job("no_such_module", {}, desk="a")

    assert wait_for(key, JobPhase.FAILED).why == ""


def test_words_are_taken_off_the_disk_once_they_were_read(worker, home):
    key = start_job(worker, {"do": "say", "say": "a secret hum"}, desk="a")
    wait_for(key, JobPhase.DONE)

    assert job_result(key, keep=False) == b"a secret hum"
    assert job_result(key) is None
    assert not (home / "cache" / "jobs" / key).exists()
    assert job_state(key).phase is JobPhase.ABSENT  # whoever asks again is not told of a failure


def test_a_job_that_was_never_begun_is_absent(worker):
    assert job_state(job_key(worker, {"do": "say"})).phase is JobPhase.ABSENT


def test_old_answers_are_forgotten(worker, monkeypatch, home):
    folder = home / "cache" / "jobs"
    monkeypatch.setattr(jobs, "MOST_KEPT", 2)
    monkeypatch.setattr(jobs, "cache_folder", lambda: folder.parent)
    keys = []
    for number in range(4):
        keys.append(start_job(worker, {"do": "say", "say": str(number)}, desk=str(number)))
        wait_for(keys[-1], JobPhase.DONE)
        time.sleep(0.02)

    assert [job_result(key) for key in keys[-2:]] == [b"2", b"3"]
    assert job_result(keys[0]) is None


def test_a_request_is_known_by_what_it_asks_in_whatever_order():
    assert job_key("m", {"a": 1, "b": [2]}) == job_key("m", json.loads('{"b": [2], "a": 1}'))
    assert job_key("m", {"a": 1}) != job_key("m", {"a": 2})
    assert job_key("m", {}) != job_key("n", {})
