"""How quick the coding screen is: first render, key to screen, key to stored.

    python -m benchmarks.coding_screen [--segments 400 2000] [--others 0 4] [--presses 40]

A real server of the app on a data folder of its own, a real Chromium, and, with `--others`, as
many coders more who post four decisions a second each by script. Times are the browser's own:
a key's event time to the frame after it was drawn, and to the answer that it is stored. The
budget (two cores): 50 ms to the screen and 150 ms to stored, 95th percentile.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.e2e.conftest import ARGUMENTS, CHROMIUM, free_port, start_server
from tests.e2e.reading_room import furnish, long_talk, room_data, room_store

EVERY = 0.25  # seconds between the decisions of one of the other coders
MEASURE = """() => {
  window.times = { screen: [], stored: [] };
  let pressed = 0;
  window.addEventListener("keydown", (event) => {
    pressed = event.timeStamp;
    const from = pressed;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.times.screen.push(performance.now() - from);
      channel.port2.postMessage(0);
    });
  }, { capture: true });
  const plain = window.fetch;
  window.fetch = async (url, options) => {
    const from = pressed;
    const answer = await plain(url, options);
    if (String(url).endsWith("/api/decisions")) window.times.stored.push(performance.now() - from);
    return answer;
  };
}"""


def post_forever(address: str, token: str, stop: threading.Event, name: str) -> None:
    """Post one decision after another, as a quick coder does."""
    for seq in count(1):
        if stop.wait(EVERY):
            return
        op = {"seq": seq, "act": "finish", "start": 0, "end": 5, "code": None}
        op |= {"made_at": datetime.now(UTC).isoformat(), "framework_version": 1}
        body = json.dumps({"batches": [{"client": name, "ops": [op]}]}).encode()
        request = urllib.request.Request(f"{address}/api/decisions", data=body, method="POST")
        request.add_header("X-Betweenlines-Token", token)
        with urllib.request.urlopen(request) as answer:
            answer.read()


def open_reader(page: Page, url: str, coder: str) -> float:
    """Open the code page as a coder; return the seconds from navigation to painted interview."""
    page.goto(url)
    page.wait_for_selector("[data-ready], [class*=st-key-be_]")
    if not page.locator("[data-ready]").count():
        page.locator("[class*=st-key-be_] button").get_by_text(coder, exact=True).click()
        page.wait_for_selector("[data-ready]")
    started = time.perf_counter()
    page.goto(url)
    page.wait_for_selector("[data-ready]")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    return time.perf_counter() - started


def press_keys(page: Page, presses: int) -> dict[str, list[float]]:
    """Decide, move and finish at a human's pace; return both series of times in milliseconds."""
    page.evaluate(MEASURE)
    keys = ("1", "Shift+Digit2", "Enter", "3")
    for number in range(presses):
        page.keyboard.press(keys[number % len(keys)])
        page.wait_for_timeout(120)
    page.wait_for_selector('[data-queue="0"]')
    return page.evaluate("window.times")


def described(times: list[float]) -> str:
    """Return median and 95th percentile, e.g. "12 / 20"."""
    ordered = sorted(times)
    return f"{statistics.median(ordered):.0f} / {ordered[int(len(ordered) * 0.95) - 1]:.0f}"


def measure(segments: int, others: int, presses: int) -> str:
    """Measure one setting on a server of its own; return a line of figures."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        os.environ["BETWEENLINES_HOME"] = folder
        store = room_store(home)
        document = furnish(store, f"talk{segments}", long_talk(segments))
        names = [f"Coder {number}" for number in range(others)]
        for name in names:
            store.add_coder(name)
        tokens = [room_data(store, document.id, name).token for name in names]
        query = f"study={store.study().id}&document={document.id}"
        store.close()
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
        with (home / "server.log").open("w") as log:
            server = start_server(
                [*command, f"--server.port={port}"], home, f"{address}/_stcore/health", log
            )
            try:
                return with_server(address, query, tokens, (segments, others, presses))
            finally:
                server.terminate()
                server.wait(10)


def with_server(address: str, query: str, tokens: list[str], setting: tuple[int, int, int]) -> str:
    segments, others, presses = setting
    stop = threading.Event()
    crowd = [
        threading.Thread(target=post_forever, args=(address, token, stop, f"crowd-{number}"))
        for number, token in enumerate(tokens)
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        first = open_reader(page, f"{address}/code?{query}", "Oda")
        for one in crowd:
            one.start()
        times = press_keys(page, presses)
        stop.set()
        for one in crowd:
            one.join()
        browser.close()
    return (
        f"{segments:>8} {others:>6} {first:>14.2f} "
        f"{described(times['screen']):>16} {described(times['stored']):>16}"
    )


def main() -> None:
    """Measure every setting asked for and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--segments", type=int, nargs="+", default=[400, 2000])
    options.add_argument("--others", type=int, nargs="+", default=[0, 4])
    options.add_argument("--presses", type=int, default=40)
    chosen = options.parse_args()
    load = subprocess.run(["uptime"], capture_output=True, text=True, check=False).stdout.strip()
    print(load)
    print("segments others render (s) reload  screen med/p95 ms  stored med/p95 ms")
    for segments in chosen.segments:
        for others in chosen.others:
            print(measure(segments, others, chosen.presses), flush=True)


if __name__ == "__main__":
    main()
