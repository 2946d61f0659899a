"""The coding screen's own way in: decisions by HTTP, past Streamlit's reruns.

The token says whose decisions they are and where they go; nothing in the request can say
otherwise. What comes back is only what this coder sent: no route hands out anybody's codings.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from coding.model import Decision, Document
from coding.store import Store, StoreError, UnstorableDecisionsError
from framework.model import Framework
from ui.reader.wire import Author, Refusal, WireError, read_batches, read_place, sift
from ui.studies import UnknownStudyError, store_of
from ui.token import Pass, TokenError, claimed_study, read_token

HEADER = "X-Betweenlines-Token"
LARGEST_BODY = 4_000_000
"""Bytes in one request: 200 decisions with memos of the longest kind fit in."""

_log = logging.getLogger(__name__)
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_documents: dict[tuple[str, str], Document] = {}
_frameworks: dict[tuple[str, int], Framework] = {}
_MOST_KEPT = 64


def routes() -> list[Route]:
    """Return the routes of the coding screen, for `st.App(routes=...)`."""
    return [
        Route("/api/decisions", _guarded(save_decisions), methods=["POST"]),
        Route("/api/place", _guarded(save_place), methods=["POST"]),
    ]


def save_decisions(granted: Pass, store: Store, body: bytes) -> Response:
    """Store what can be stored, in one transaction; answer what is stored and what is refused.

    `acks` holds the highest number stored for each client, so that a browser whose answer was
    lost learns by sending again. Refused decisions are dealt with: they are not to be sent again.
    """
    author = Author(granted.coder_id, granted.document_id)
    decisions, unreadable = read_batches(body, author)
    document = _document(granted, store)
    version = store.framework_versions()[-1].number
    framework = _framework(granted, store, version)
    sound, refused = sift(decisions, document, framework, newest_version=version)
    acks, clashing = _record(store, sound)
    return _answer(acks, (*unreadable, *refused, *clashing))


def save_place(granted: Pass, store: Store, body: bytes) -> Response:
    """Remember where the coder is in the document."""
    store.set_last_place(granted.coder_id, granted.document_id, read_place(body))
    return Response(status_code=204)


def _record(
    store: Store, decisions: tuple[Decision, ...]
) -> tuple[dict[str, int], tuple[Refusal, ...]]:
    """Store decisions; those that the store can never keep are refused, and the rest stored."""
    refused: list[Refusal] = []
    left = decisions
    while True:
        try:
            return store.record(left), tuple(refused)
        except UnstorableDecisionsError as error:
            refused += [Refusal(*name, str(error)) for name in sorted(error.decisions)]
            keep = tuple(d for d in left if (d.client, d.seq) not in error.decisions)
            if len(keep) == len(left):
                raise
            left = keep


def _answer(acks: dict[str, int], refused: tuple[Refusal, ...]) -> Response:
    named = [{"client": r.client, "seq": r.seq, "why": r.why} for r in refused]
    return JSONResponse({"acks": acks, "refused": named})


def _document(granted: Pass, store: Store) -> Document:
    """Return the document that a pass is for; kept, because a document's text never changes."""
    key = (granted.study_id, granted.document_id)
    return _kept(_documents, key, lambda: store.document(granted.document_id))


def _framework(granted: Pass, store: Store, version: int) -> Framework:
    """Return a version of the study's framework; kept, because a version never changes."""
    return _kept(_frameworks, (granted.study_id, version), lambda: store.framework(version)[1])


def _kept(shelf: dict[_Key, _Value], key: _Key, read: Callable[[], _Value]) -> _Value:
    """Return what `read` gave for `key` before, or gives now; the oldest make room."""
    value = shelf.get(key)
    if value is None:
        value = read()
        while len(shelf) >= _MOST_KEPT:
            shelf.pop(next(iter(shelf)), None)
        shelf[key] = value
    return value


def _guarded(
    act: Callable[[Pass, Store, bytes], Response],
) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that reads at most `LARGEST_BODY`, checks the pass, and then acts."""

    async def endpoint(request: Request) -> Response:
        try:
            body = await _body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return _error(413, "This is more than can be saved at once.")
        token = request.headers.get(HEADER, "")
        return await run_in_threadpool(_act, act, token, body)

    return endpoint


def _act(act: Callable[[Pass, Store, bytes], Response], token: str, body: bytes) -> Response:
    try:
        store = store_of(claimed_study(token))
        granted = read_token(token, store.secret(), now=datetime.now(UTC))
    except (TokenError, UnknownStudyError) as error:
        return _error(403, str(error) or "This page's pass is not valid. Reload the page.")
    try:
        return act(granted, store, body)
    except WireError as error:
        return _error(400, str(error))
    except StoreError as error:
        _log.warning("decisions could not be stored: %s", type(error).__name__)
        return _error(503, str(error))


async def _body(request: Request) -> bytes | None:
    """Return the request's body; None if it is larger than it may be, however it is sent."""
    said = request.headers.get("content-length", "0")
    if not said.isdigit() or int(said) > LARGEST_BODY:
        return None
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST_BODY:
            return None
        parts.append(part)
    return b"".join(parts)


def _error(status: int, why: str) -> Response:
    return JSONResponse({"error": why}, status_code=status)
