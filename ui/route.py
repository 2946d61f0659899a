"""The coding screen's own way in: decisions by HTTP, past Streamlit's reruns.

The token says whose decisions they are and where they go; nothing in the request can say
otherwise. What comes back is only what this coder sent: no route hands out anybody's codings.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from coding.model import Document
from coding.store import Store, StoreError
from ui.reader.resume import keep_place
from ui.reader.wire import Author, Refusal, WireError, read_batches, read_place, sift
from ui.studies import UnknownStudyError, store_of
from ui.token import Pass, TokenError, claimed_study, read_token

HEADER = "X-Betweenlines-Token"
LARGEST_BODY = 4_000_000
"""Bytes in one request: 200 decisions with memos of the longest kind fit in."""

_log = logging.getLogger(__name__)
_documents: dict[tuple[str, str], Document] = {}
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
    version, framework = store.framework()
    sound, refused = sift(decisions, document, framework, newest_version=version)
    acks = dict(store.record(sound)) if sound else {}
    return _answer(acks, (*unreadable, *refused))


def save_place(granted: Pass, store: Store, body: bytes) -> Response:
    """Remember where the coder is in the document."""
    keep_place(granted.study_id, granted.coder_id, granted.document_id, read_place(body))
    return Response(status_code=204)


def _answer(acks: dict[str, int], refused: tuple[Refusal, ...]) -> Response:
    named = [{"client": r.client, "seq": r.seq, "why": r.why} for r in refused]
    return JSONResponse({"acks": acks, "refused": named})


def _document(granted: Pass, store: Store) -> Document:
    """Return the document that a pass is for; kept, because a document's text never changes."""
    key = (granted.study_id, granted.document_id)
    if key not in _documents:
        while len(_documents) >= _MOST_KEPT:
            _documents.pop(next(iter(_documents)), None)
        _documents[key] = store.document(granted.document_id)
    return _documents[key]


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
