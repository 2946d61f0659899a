"""Drafts for cells: the program picks passages, quotes them, and the page saves what it picked.

Nothing is stored here. A draft is of places that the page already shows; who may see the codings
behind them was decided when it was charted.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from starlette.responses import JSONResponse, Response

from coding.corrections import CorrectedText, corrected
from coding.drafting import draft_from
from coding.quoting import Passage, passage
from coding.store import Store
from ui.reader.data import JsonValue
from ui.reader.wire import WireError
from ui.token import Pass, TokenError

MOST_CELLS = 100
MOST_PASSAGES = 5_000


def make_drafts(granted: Pass, store: Store, body: bytes) -> Response:
    """Answer a draft for each cell that was asked for, in its order."""
    if granted.document_id is not None:
        raise TokenError("This page may not ask for this. Reload the page.")
    text_of = cache(lambda key: corrected(store.document(key), store.corrections(key)))
    told: list[JsonValue] = []
    for case_id, code_id, places in asked_cells(body):
        passages = [quoted_passage(text_of(place[0]), place[1], place[2]) for place in places]
        draft = draft_from(passages)
        told.append({"case": case_id, "code": code_id, "text": draft.text if draft else ""})
    return JSONResponse({"drafts": told})


def quoted_passage(text: CorrectedText, start: int, end: int) -> Passage:
    """Return a passage in the words that are shown of it.

    Raises:
        WireError: If it is not in its interview.
    """
    try:
        found = passage(text.document, start, end)
        return replace(found, text=text.words(start, end))
    except ValueError as error:
        raise WireError("A passage to draft from is not in its interview.") from error


def asked_cells(body: bytes) -> Iterator[tuple[str, str, list[tuple[str, int, int]]]]:
    """Return the cells that a request names: case, code, and the places of their passages.

    Raises:
        WireError: If it names none, or more than can be drafted at once.
    """
    try:
        cells = json.loads(body)["cells"]
        found = [
            (str(cell["case"]), str(cell["code"]), [_place(place) for place in cell["passages"]])
            for cell in cells
        ]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise WireError("The request names no cells to draft.") from error
    if len(found) > MOST_CELLS or sum(len(places) for *_, places in found) > MOST_PASSAGES:
        raise WireError("These are more cells than can be drafted at once.")
    return iter(found)


def _place(place: Any) -> tuple[str, int, int]:
    document_id, start, end = place
    if not isinstance(document_id, str) or type(start) is not int or type(end) is not int:
        raise TypeError("a place is an interview, a start and an end")
    return document_id, start, end
