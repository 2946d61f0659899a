"""Pictures of every page of the sample study, to be looked at.

    python -m benchmarks.screenshots FOLDER [--width 1440 ...] [--page code ...]

Serves the sample study from a data folder of its own, lets the machine suggest its codes, and
saves one PNG for each page, width and colour scheme, named page_width_scheme.png.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
PAGES = (
    "transcripts",
    *sorted({path.stem for path in (ROOT / "ui" / "screens").glob("*.py")} - {"transcripts"}),
)
WIDTHS = (1440, 800, 420)
SCHEMES = ("light", "dark")
QUIET = 900
"""Milliseconds that a page is left alone before its picture is taken."""


@contextmanager
def served_sample(home: Path):
    """Serve the sample study, pre-tagged, and yield its address."""
    environment = {**os.environ, "BETWEENLINES_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "ui.cli"]
    make = "from ui.sample import sample_study; sample_study()"
    subprocess.run([sys.executable, "-c", make], env=environment, check=True)
    subprocess.run(
        [*command, "pretag", str(home / "sample study.betweenlines")], env=environment, check=True
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [*command, "serve", "--sample", "--no-browser", "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_up(f"{address}/_stcore/health")
        yield address
    finally:
        server.terminate()
        server.wait(10)


def _wait_until_up(url: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            with urlopen(url, timeout=2):
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def settle(page: Page) -> None:
    """Wait until the page is drawn and nothing runs any more."""
    page.wait_for_selector("[data-testid=stMainBlockContainer]")
    page.wait_for_selector(
        "[data-testid=stApp][data-test-script-state=notRunning]", state="attached"
    )
    page.wait_for_timeout(QUIET)


def choose_first_coder(page: Page, address: str) -> None:
    """Code as the first of the sample's coders, for all pages of this browser."""
    page.goto(address)
    settle(page)
    page.get_by_role("button", name="Who is coding?").click()
    page.locator("[class*=st-key-be_] button").first.click()
    settle(page)


def take(address: str, folder: Path, pages: tuple[str, ...], widths: tuple[int, ...]) -> None:
    """Save the pictures."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-background-networking", "--disable-sync"],
        )
        for scheme in SCHEMES:
            context = browser.new_context(color_scheme=scheme)
            page = context.new_page()
            choose_first_coder(page, address)
            for width in widths:
                page.set_viewport_size({"width": width, "height": 900})
                for name in pages:
                    page.goto(f"{address}/{'' if name == 'transcripts' else name}")
                    settle(page)
                    page.screenshot(path=folder / f"{name}_{width}_{scheme}.png")
            context.close()
        browser.close()


def main() -> None:
    """Take the pictures that the command asks for."""
    described = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    described.add_argument("folder", type=Path, help="where the pictures are put")
    described.add_argument("--width", type=int, nargs="+", default=WIDTHS)
    described.add_argument("--page", nargs="+", default=PAGES, choices=PAGES)
    described.add_argument("--home", type=Path, help="a data folder to keep between runs")
    args = described.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        home = args.home or Path(made)
        home.mkdir(parents=True, exist_ok=True)
        with served_sample(home) as address:
            take(address, args.folder, tuple(args.page), tuple(args.width))


if __name__ == "__main__":
    main()
