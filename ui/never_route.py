"""The coding screen's way of saying "never suggest this code for things like this", by HTTP.

What comes back are the coder's own; a colleague's are not told.
"""

import json
from datetime import UTC, datetime
from typing import Any

from starlette.responses import JSONResponse, Response

from coding.nevers import NeverLike, why_unfit
from coding.store import Store, StoreError
from ui.learningstart import start_learning
from ui.reader.data import JsonValue
from ui.reader.wire import WireError
from ui.token import Pass, TokenError

LONGEST_ID = 80


def save_never(granted: Pass, store: Store, body: bytes) -> Response:
    """Keep a "never like this", or take one back; answer the coder's own on this document."""
    if granted.document_id is None:
        raise TokenError("This page may not save here. Reload the page.")
    asked = _read(body)
    again = asked.get("again")
    if isinstance(again, str):
        store.suggest_again(again[:LONGEST_ID], coder_id=granted.coder_id)
    else:
        new = _never(asked.get("never"), granted.coder_id, granted.document_id)
        why = why_unfit(new, store.document(new.document_id), store.framework()[1])
        if why is not None:
            raise StoreError(why)
        store.never_suggest(new)
    start_learning(granted.study_id, granted.coder_id)
    return JSONResponse({"nevers": nevers_json(store, granted.coder_id, granted.document_id)})


def nevers_json(store: Store, coder_id: str, document_id: str) -> list[JsonValue]:
    """Return what one coder said of one document: id, start, end and code each."""
    return [
        [one.id, one.start, one.end, one.code_id]
        for one in store.nevers(document_id)
        if one.coder_id == coder_id
    ]


def _read(body: bytes) -> dict[str, Any]:
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise WireError("The request is not JSON.") from error
    if not isinstance(asked, dict):
        raise WireError("The request names nothing.")
    return asked


def _never(told: Any, coder_id: str, document_id: str) -> NeverLike:
    told = told if isinstance(told, dict) else {}
    key, code = told.get("id"), told.get("code")
    start, end = told.get("start"), told.get("end")
    if not (isinstance(key, str) and 0 < len(key) <= LONGEST_ID and isinstance(code, str)):
        raise WireError("The request names no suggestion.")
    if type(start) is not int or type(end) is not int:
        raise WireError("The request names no passage.")
    return NeverLike(key, coder_id, document_id, start, end, code, datetime.now(UTC))
