"""The whole app, served as people serve it, from a data folder of its own."""

import os
import sys
from itertools import count
from pathlib import Path
from unittest.mock import patch

import ui
from coding.model import Document
from coding.store import PretagPhase, Store
from framework.writing import framework_yaml
from tests.e2e.reading_room import TAGGER, furnish, long_talk, room_framework
from ui.studies import create_study

PAGES = sorted(path.stem for path in Path(ui.__file__).parent.glob("screens/*.py"))
STILL = "[data-testid=stApp][data-test-script-state=notRunning]"


class House:
    """A server of the app that can be killed and started again at the same address."""

    def __init__(self, home: Path, port: int, start_server) -> None:
        self.home = home
        self.port = port
        self.address = f"http://127.0.0.1:{port}"
        self.log = home / "server.log"
        self._start_server = start_server
        self._process = None
        self._numbers = count(1)

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [sys.executable, "-m", "ui.cli", "serve", "--no-browser", "--port", self.port]
        with self.log.open("a") as log:
            self._process = self._start_server(
                [str(word) for word in command], self.home, f"{self.address}/_stcore/health", log
            )

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        self._process.kill()
        self._process.wait(10)

    def stop(self) -> None:
        """End it as a person does."""
        self._process.terminate()
        self._process.wait(10)

    def study(self, name: str, *coders: str) -> Store:
        """Return a new study with these coders; it is the one opened last."""
        with patch.dict(os.environ, BETWEENLINES_HOME=str(self.home)):
            store = create_study(
                name,
                framework_yaml(room_framework()),
                path=self.home / f"study {next(self._numbers)}.betweenlines",
                source="the house",
            )
        for coder in coders:
            store.add_coder(coder)
        return store

    def interview(self, store: Store, name: str, parts=None, segments: int = 12) -> Document:
        """Return a new interview of the study, with suggestions on its passages."""
        parts = parts or [("INT", f"And {name}?"), *long_talk(segments)]
        document = furnish(store, name, parts)
        store.set_pretag_state(
            name, PretagPhase.DONE, framework_version=store.framework()[0], tagger=TAGGER
        )
        return document


def settle(page) -> None:
    """Wait until the page is drawn and no script runs."""
    page.wait_for_selector("[data-testid=stMainBlockContainer]")
    page.wait_for_selector(STILL, state="attached")


def code_as(page, name: str) -> None:
    """Choose who is coding, from the list on the page or behind the name at the top."""
    listed = page.locator("[class*=st-key-be_] button").get_by_text(name, exact=True)
    if not listed.count():
        page.locator("[class*=st-key-coder_] button").first.click()
    listed.last.click()
    page.wait_for_selector(f"[class*=st-key-coder_] button:has-text({name!r})")
    settle(page)


def no_errors(page) -> None:
    """Fail if the page shows that its script broke off."""
    assert page.locator("[data-testid=stException]").count() == 0
