"""How long each page takes on a made study, in a real browser.

    python -m benchmarks.pages --interviews 60

Makes a study (see `benchmarks.made_study`), serves it, and opens each page twice in Chromium,
by its address: the time from asking for it until it has been drawn and nothing is running any
more. Says the server's memory at the end. The second figure is with the browser's cache warm.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

from benchmarks.made_study import make_study
from coding.store import PretagPhase, Store

PAGES = (
    "transcripts",
    "code",
    "suggestions",
    "agreement",
    "matrix",
    "pictures",
    "framework",
    "cases",
    "memos",
    "export",
    "log",
)
CHROMIUM = ("--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking")
SETTLED = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app && app.dataset.testScriptState === 'notRunning'
    && document.querySelector('[data-testid="stMainBlockContainer"]')?.innerText.length > 40;
}"""


def open_page(page: Page, address: str) -> float:
    """Return the seconds until the page at `address` is drawn and at rest."""
    began = time.perf_counter()
    page.goto(address)
    page.wait_for_function(SETTLED, timeout=60_000)
    return time.perf_counter() - began


def measure(address: str, coder: str) -> None:
    """Print a line a page."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(CHROMIUM)
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        open_page(page, address)
        page.get_by_role("button", name="Who is coding?").first.click()
        page.get_by_role("button", name=coder, exact=True).first.click()
        page.wait_for_timeout(2000)
        for name in PAGES:
            path = "" if name == "transcripts" else name
            times = [open_page(page, f"{address}/{path}") for _ in range(3)]
            print(f"{name:12} first {times[0]:5.2f} s, again {min(times[1:]):5.2f} s", flush=True)
        browser.close()


def leave_alone(store: Store) -> None:
    """Set every interview as if its suggestions were made, so that nothing works meanwhile."""
    for entry in store.documents():
        store.set_pretag_state(
            entry.id, PretagPhase.DONE, framework_version=1, tagger="none, for measuring"
        )


def serve(home: Path, study: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Return the server's process and its address, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "ui.cli", "serve", str(study), "--no-browser"]
    server = subprocess.Popen(
        [*command, "--port", str(port)],
        env={**os.environ, "BETWEENLINES_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(120):
        try:
            urlopen(f"{address}/_stcore/health", timeout=1).close()
            return server, address
        except OSError:
            time.sleep(0.25)
    raise SystemExit("The server did not start.")


def memory_mib(pid: int) -> float:
    """Return a process's peak memory in MiB (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def main() -> None:
    """Measure on a study of the size that the command line asks for."""
    described = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    described.add_argument("--interviews", type=int, default=60)
    args = described.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        study = home / "made.betweenlines"
        with make_study(study, interviews=args.interviews) as store:
            leave_alone(store)
        os.environ["BETWEENLINES_HOME"] = folder
        server, address = serve(home, study)
        try:
            print(f"{args.interviews} interviews of 8,000 words, 4 coders; load {os.getloadavg()}")
            measure(address, "Ada")
            print(f"server's peak memory {memory_mib(server.pid):.0f} MiB")
        finally:
            server.terminate()
            server.wait(20)


if __name__ == "__main__":
    main()
