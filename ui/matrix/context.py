"""What was said around a passage: the turns before it, those that it stands in, those after."""

import json
from bisect import bisect_left, bisect_right
from itertools import pairwise
from operator import attrgetter

from starlette.responses import JSONResponse, Response

from coding.corrections import CorrectedText, corrected
from coding.store import Store
from ui.reader.data import JsonValue
from ui.reader.wire import WireError
from ui.token import Pass, TokenError

MOST_TURNS = 200
"""Turns on each side that one request may ask for."""


def show_context(granted: Pass, store: Store, body: bytes) -> Response:
    """Answer the turns around a place in an interview, which every coder of the study may read."""
    if granted.document_id is not None:
        raise TokenError("This page may not ask for this. Reload the page.")
    document_id, start, end, reach = _asked(body)
    document = store.document(document_id)
    text = corrected(document, store.corrections(document_id))
    if not 0 <= start < end <= len(document.text):
        raise WireError("The interview has no such passage.")
    return JSONResponse(context_json(text, start, end, reach=min(reach, MOST_TURNS)))


def _asked(body: bytes) -> tuple[str, int, int, int]:
    try:
        told = json.loads(body)
        document_id, *numbers = (told[name] for name in ("document", "start", "end", "reach"))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise WireError("The request names no passage.") from error
    whole = all(type(number) is int and number >= 0 for number in numbers)
    if not isinstance(document_id, str) or not whole:
        raise WireError("The request names no passage.")
    start, end, reach = numbers
    return document_id, start, end, reach


def context_json(text: CorrectedText, start: int, end: int, *, reach: int) -> dict[str, JsonValue]:
    """Return the turns of a passage and `reach` more on each side.

    Each turn is its speaker, and its words, as corrected, before, in and after the passage; `more`
    says whether the interview goes on beyond them.
    """
    turns = text.document.turns
    first = max(0, bisect_right(turns, start, key=attrgetter("start")) - 1)
    last = bisect_left(turns, end, key=attrgetter("start"))
    around = turns[max(0, first - reach) : last + reach]
    told: list[JsonValue] = []
    for turn in around:
        low = min(max(start, turn.start), turn.end)
        high = max(min(end, turn.end), low)
        edges = (text.to_corrected(low), text.to_corrected(high, end=low < high))
        places = (text.to_corrected(turn.start), *edges, text.to_corrected(turn.end))
        told.append([turn.speaker, *(text.text[a:b] for a, b in pairwise(places))])
    return {"turns": told, "more": first - reach > 0 or last + reach < len(turns)}
