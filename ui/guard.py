"""What stands before every route of ours: a size that is no more than it may be, and a valid pass.

The pass says whose work it is and where it goes; nothing in the request can say otherwise.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from coding.store import Store, StoreError
from ui.reader.wire import WireError
from ui.studies import UnknownStudyError, store_of
from ui.token import Pass, TokenError, claimed_study, read_token

HEADER = "X-Betweenlines-Token"
LARGEST_BODY = 4_000_000
"""Bytes in one request: 200 decisions with memos of the longest kind fit in."""

_log = logging.getLogger(__name__)


def guarded(
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
    except TokenError as error:
        return _error(403, str(error))
    except WireError as error:
        return _error(400, str(error))
    except StoreError as error:
        _log.warning("it could not be stored: %s", type(error).__name__)
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
