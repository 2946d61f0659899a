"""What this browser had open: a cookie with a random name, and beside it the study and the coder.

So a reload, or a restart of the program, ends where the person was; and a link never carries
who is coding, because the person who opens it may be somebody else.
"""

import secrets
from dataclasses import dataclass
from threading import Lock

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.places import read_notes, write_notes

COOKIE = "betweenlines_browser"
_FILE = "browsers.json"
_MOST = 200
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Place:
    """Which study a browser had open, and who coded there; None where nothing is known."""

    study_id: str | None = None
    coder_id: str | None = None


class NameBrowser:
    """ASGI middleware: a browser without our cookie gets one with the page that it asked for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add the cookie to the answer where it is missing."""
        if scope["type"] != "http" or COOKIE in HTTPConnection(scope).cookies:
            await self.app(scope, receive, send)
            return

        async def send_named(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("set-cookie", _cookie())
            await send(message)

        await self.app(scope, receive, send_named)


def _cookie() -> str:
    return (
        f"{COOKIE}={secrets.token_urlsafe(18)}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000"
    )


def remembered(browser: str | None, study_id: str | None = None) -> Place:
    """Return what `browser` had open, or who it coded as in `study_id`."""
    known = read_notes(_FILE).get(browser or "", {})
    study = study_id or known.get("study")
    return Place(study, known.get("coders", {}).get(study))


def remember(browser: str | None, place: Place) -> None:
    """Keep what `browser` has open; nothing is kept for a browser without the cookie."""
    if not browser or place.study_id is None:
        return
    with _lock:
        notes = read_notes(_FILE)
        known = notes.pop(browser, {})
        coders = {**known.get("coders", {}), place.study_id: place.coder_id}
        notes[browser] = {"study": place.study_id, "coders": coders}
        write_notes(_FILE, dict(list(notes.items())[-_MOST:]))
