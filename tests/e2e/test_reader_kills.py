"""Whatever is killed, and when: what the page was told is stored, is; and nothing is twice."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from itertools import cycle
from random import Random

import pytest

from tests.e2e.conftest import ARGUMENTS, CHROMIUM, ROOT, free_port
from tests.e2e.reading_room import furnish, long_talk, room_store

KILLS = 50
KEYS = ("1", "Shift+Digit2", "3", "j", "Enter", "u", "j")
DRAWN = """() => [...document.querySelectorAll(".bl-seg")].flatMap((row) =>
  [...row.querySelectorAll(".bl-yes")].map((chip) => chip.dataset.name)).sort()"""


class Mortal:
    """The server, and the study's store as seen from this process."""

    def __init__(self, home):
        os.environ["BETWEENLINES_HOME"] = str(home)
        self.home = home
        self.store = room_store(home)
        self.port = free_port()
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self.log = (home / "server.log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.mortal_server", str(self.port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            env=environment,
            cwd=ROOT,
            text=True,
        )

    def order(self, word):
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "done\n"

    def url(self, document):
        return f"http://127.0.0.1:{self.port}/page?document={document.id}"

    def names(self, document):
        return Counter((d.client, d.seq) for d in self.store.decisions(document_id=document.id))


@pytest.fixture(scope="module")
def mortal(tmp_path_factory):
    before = os.environ.get("BETWEENLINES_HOME")
    server = Mortal(tmp_path_factory.mktemp("mortal"))
    server.order("up")
    yield server
    server.order("end")
    server.process.communicate(timeout=10)
    server.log.close()
    os.environ.pop("BETWEENLINES_HOME")
    if before is not None:
        os.environ["BETWEENLINES_HOME"] = before
    assert "Traceback" not in (server.home / "server.log").read_text()


LISTEN = """
const plainFetch = window.fetch;
window.fetch = async (url, options) => {
  const saving = String(url).endsWith("/api/decisions");
  if (saving) window.witness("posted", options.body);
  const answer = await plainFetch(url, options);
  if (saving && answer.ok) window.witness("told", await answer.clone().text());
  return answer;
};
"""


class Witness:
    """What the pages of a context have posted, and what they were told is stored."""

    def __init__(self, context):
        self.posted, self.told = set(), Counter()
        context.expose_binding("witness", lambda _, kind, body: self.see(kind, json.loads(body)))
        context.add_init_script(LISTEN)

    def see(self, kind, body):
        if kind == "posted":
            for batch in body["batches"]:
                self.posted |= {(batch["client"], op["seq"]) for op in batch["ops"]}
            return
        for client, seq in body["acks"].items():
            self.told[client] = max(self.told[client], seq)

    def all_told(self):
        return {(client, n) for client, top in self.told.items() for n in range(1, top + 1)}


def all_saved(page):
    page.wait_for_selector('[data-queue="0"]', timeout=20_000)


def test_fifty_kills_of_the_server_lose_nothing(mortal, browse):
    document = furnish(mortal.store, "server-kills", long_talk(150))
    context = browse.context()
    witness, dice, keys = Witness(context), Random(50), cycle(KEYS)
    page = browse(mortal.url(document), within=context)

    for _ in range(KILLS):
        for _ in range(dice.randint(1, 3)):
            page.keyboard.press(next(keys))
        page.wait_for_timeout(dice.choice((0, 0, 2, 5, 10)))
        mortal.order("down")
        for _ in range(dice.randint(0, 2)):
            page.keyboard.press(next(keys))
        mortal.order("up")
        page.evaluate("window.dispatchEvent(new Event('online'))")
    all_saved(page)

    stored = mortal.names(document)
    assert set(stored) == witness.posted
    assert set(stored.values()) == {1}
    assert witness.all_told() <= set(stored)
    assert drawn_again(page) == page.evaluate(DRAWN)


def drawn_again(page):
    """Return what a fresh page draws from the database."""
    fresh = page.context.new_page()
    fresh.goto(page.url)
    fresh.wait_for_selector("[data-ready]")
    return fresh.evaluate(DRAWN)


def test_fifty_killed_pages_lose_nothing(mortal, browse, chromium):
    document = furnish(mortal.store, "page-kills", long_talk(151))
    context = browse.context()
    session = chromium.new_browser_cdp_session()
    witness, dice, pressed = Witness(context), Random(51), 0

    for _ in range(KILLS):
        page = browse(mortal.url(document), within=context)
        for _ in range(dice.randint(1, 4)):
            page.keyboard.press("Enter")
            pressed += 1
        page.wait_for_timeout(dice.choice((0, 0, 1, 5)))
        kill_page(session, page)
    page = browse(mortal.url(document), within=context)
    all_saved(page)

    stored = mortal.names(document)
    assert witness.all_told() <= set(stored)
    assert set(stored) == witness.posted
    assert set(stored.values()) == {1}
    assert len(stored) == min(pressed, 120)


def kill_page(session, page):
    """Kill the process in which the page runs, without a word to it: first what worked most."""
    crashed = []
    page.on("crash", lambda _: crashed.append(page))
    for _ in range(40):
        processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
        if crashed:
            return
        renderers = [process for process in processes if process["type"] == "renderer"]
        worked = max(renderers, key=lambda process: process["cpuTime"], default=None)
        if worked:
            with suppress(ProcessLookupError):
                os.kill(worked["id"], signal.SIGKILL)
        time.sleep(0.03)
    raise AssertionError("the page cannot be killed")


def test_a_killed_browser_keeps_what_it_was_told(mortal, chromium, tmp_path):
    document = furnish(mortal.store, "browser-kills", long_talk(60))
    told = told_before_kills(mortal.url(document), tmp_path, 3)

    stored = mortal.names(document)
    assert told
    assert told <= set(stored)
    assert set(stored.values()) == {1}


SCRIPT = """
import json, os, signal, sys
from pathlib import Path
from playwright.sync_api import sync_playwright
from tests.e2e.test_reader_kills import Witness
url, profile, chromium, *arguments = sys.argv[1:]
with sync_playwright() as playwright:
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=chromium, args=arguments)
    witness = Witness(context)
    page = context.pages[0]
    page.goto(url)
    page.wait_for_selector("[data-ready]")
    for _ in range(5):
        page.keyboard.press("Enter")
    page.wait_for_timeout(20)
    print(json.dumps(sorted(witness.all_told())), flush=True)
    os.killpg(0, signal.SIGKILL)
"""


def told_before_kills(url, tmp_path, rounds):
    """Start a browser, decide, kill it and its driver; return what it was told is stored."""
    told = set()
    for _ in range(rounds):
        command = [sys.executable, "-c", SCRIPT, url, str(tmp_path / "profile"), CHROMIUM]
        done = subprocess.run(
            [*command, *ARGUMENTS],
            capture_output=True,
            text=True,
            start_new_session=True,
            cwd=ROOT,
            timeout=60,
            check=False,
        )
        assert done.stdout, done.stderr
        told |= {tuple(name) for name in json.loads(done.stdout)}
    return told
