"""Shared by the browser's tests: a server with a study of its own, and Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.e2e.house import House, no_errors, settle
from tests.e2e.reading_room import furnish, long_talk, room_store

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-blink-features=AutomationControlled",
]
ROOT = Path(__file__).parents[2]


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


def is_elsewhere(url):
    return not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_up(url, process, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process.poll() is None, "the server has ended"
        try:
            with urlopen(url, timeout=2) as answer:
                return answer.status
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not come up")


def start_server(command, home, url, log):
    """Start a server of ours on a data folder of its own and wait until it answers."""
    environment = {**os.environ, "BETWEENLINES_HOME": str(home), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
    )
    wait_until_up(url, process)
    return process


def stop(process):
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="session")
def chromium():
    if not Path(CHROMIUM).exists() and not shutil.which("chromium"):
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing, and in CI the browser's tests must run")
        pytest.skip("Chromium is not installed here")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def room(tmp_path_factory):
    """A study, and a server of the coding screen alone that serves it."""
    home = tmp_path_factory.mktemp("room")
    before = os.environ.get("BETWEENLINES_HOME")
    os.environ["BETWEENLINES_HOME"] = str(home)
    store = room_store(home)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with (home / "server.log").open("w") as log:
        command = [sys.executable, "-m", "tests.e2e.reading_room", str(port)]
        process = start_server(command, home, f"{address}/reader.js", log)
        yield Room(store, address)
        stop(process)
    assert "Traceback" not in (home / "server.log").read_text()
    os.environ.pop("BETWEENLINES_HOME")
    if before is not None:
        os.environ["BETWEENLINES_HOME"] = before


class Room:
    """The served study; every test takes a new document."""

    def __init__(self, store, address):
        self.store = store
        self.address = address
        self.numbers = count(1)

    def document(self, parts=None, segments=12):
        number = next(self.numbers)
        parts = parts or [("INT", f"Question {number}?"), *long_talk(segments)]
        return furnish(self.store, f"doc{number}", parts)

    def coder_id(self, name="Oda"):
        return next(coder.id for coder in self.store.coders() if coder.name == name)

    def decisions(self, document, name="Oda"):
        return self.store.decisions(document_id=document.id, coder_id=self.coder_id(name))

    def url(self, document, **query):
        more = "".join(f"&{name}={value}" for name, value in query.items())
        return f"{self.address}/page?document={document.id}{more}"


@pytest.fixture
def browse(chromium, request):
    """Open pages that fail the test on an error in the page or on a request to elsewhere."""
    contexts, faults = [], []

    def context(**options):
        made = chromium.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        made.on("weberror", lambda error: faults.append(str(error.error)))
        made.route(
            lambda url: (
                not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))
            ),
            lambda route: (faults.append(f"left the machine: {route.request.url}"), route.abort()),
        )
        contexts.append(made)
        return made

    def browse_to(url, within=None, **options):
        page = (within or context(**options)).new_page()
        page.goto(url)
        page.wait_for_selector("[data-ready]")
        return page

    browse_to.context = context
    yield browse_to
    for made in contexts:
        made.close()
    assert not faults


@pytest.fixture
def saved():
    """Wait until the page has nothing left to save."""

    def wait(page):
        page.wait_for_selector('[data-queue="0"]')
        page.wait_for_function("document.querySelector('.bl-saved').dataset.state === 'saved'")

    return wait


SELECT = """([row, from, to]) => {
  const words = document.querySelector(`[data-i="${row}"] .bl-words`).firstChild;
  const range = document.createRange();
  range.setStart(words, from);
  range.setEnd(words, to);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return getSelection().toString();
}"""


@pytest.fixture
def select():
    """Select words of a row, by UTF-16 offsets, and wait for the bar; return what is selected."""

    def select_words(page, row, start, end):
        words = page.evaluate(SELECT, [row, start, end])
        page.wait_for_selector(".bl-pick:not([hidden])")
        return words

    return select_words


MARKS = """row => [...document.querySelectorAll(`[data-i="${row}"] .bl-chip`)].map(chip => [
  ["maybe", "yes", "no"].find(kind => chip.classList.contains("bl-" + kind)),
  chip.querySelector(".bl-name").textContent,
])"""


@pytest.fixture
def chips():
    """Return the marks in a row's margin as (kind, code name)."""

    def read(page, row):
        return page.evaluate(MARKS, row)

    return read


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    """The whole app; a test makes a study of its own in it."""
    home = tmp_path_factory.mktemp("house")
    served = House(home, free_port(), start_server)
    served.study("seed").close()
    served.start()
    yield served
    served.stop()
    assert "Traceback" not in served.log.read_text()


@pytest.fixture
def visit(browse, house):
    """Open a page of the app; a browser given as `within` keeps who is coding there."""

    def open_page(path="", within=None, **options):
        page = (within or browse.context(**options)).new_page()
        page.goto(f"{house.address}/{path}")
        settle(page)
        no_errors(page)
        return page

    return open_page
