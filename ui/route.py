"""The coding screen's own way in: decisions by HTTP, past Streamlit's reruns.

The token says whose decisions they are and where they go; nothing in the request can say
otherwise. What comes back is only what this coder sent: no route hands out anybody's codings.
"""

from collections.abc import Callable
from typing import TypeVar

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from coding.model import Decision, Document
from coding.store import Store, UnstorableDecisionsError
from framework.model import Framework
from ui.correction_route import save_correction
from ui.framework_route import save_code
from ui.guard import HEADER, LARGEST_BODY, guarded
from ui.languagemodel.draft_route import draft_by_model
from ui.learningstart import heard
from ui.matrix.context import show_context
from ui.matrix.draft_route import make_drafts
from ui.never_route import save_never
from ui.reader.wire import Author, Refusal, read_batches, read_place, sift
from ui.settle_route import save_adjudications
from ui.summary_route import save_summaries
from ui.token import Pass, TokenError

__all__ = ["HEADER", "LARGEST_BODY", "routes", "save_decisions", "save_place"]

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_documents: dict[tuple[str, str], Document] = {}
_frameworks: dict[tuple[str, int], Framework] = {}
_MOST_KEPT = 64


def routes() -> list[Route]:
    """Return the routes by which pages save, for `st.App(routes=...)`."""
    return [
        Route("/api/decisions", guarded(save_decisions), methods=["POST"]),
        Route("/api/place", guarded(save_place), methods=["POST"]),
        Route("/api/corrections", guarded(save_correction), methods=["POST"]),
        Route("/api/never", guarded(save_never), methods=["POST"]),
        Route("/api/summary", guarded(save_summaries), methods=["POST"]),
        Route("/api/draft", guarded(make_drafts), methods=["POST"]),
        Route("/api/draft-by-model", guarded(draft_by_model), methods=["POST"]),
        Route("/api/context", guarded(show_context), methods=["POST"]),
        Route("/api/adjudications", guarded(save_adjudications), methods=["POST"]),
        Route("/api/framework", guarded(save_code), methods=["POST"]),
    ]


def save_decisions(granted: Pass, store: Store, body: bytes) -> Response:
    """Store what can be stored, in one transaction; answer what is stored and what is refused.

    `acks` holds the highest number stored for each client, so that a browser whose answer was
    lost learns by sending again. Refused decisions are dealt with: they are not to be sent again.
    """
    author = Author(granted.coder_id, _document_id(granted))
    decisions, unreadable = read_batches(body, author)
    document = _document(granted, store)
    version = store.framework_versions()[-1].number
    framework = _framework(granted, store, version)
    sound, refused = sift(decisions, document, framework, newest_version=version)
    acks, clashing = _record(store, sound)
    heard(granted.study_id, granted.coder_id, len(sound))
    return _answer(acks, (*unreadable, *refused, *clashing))


def save_place(granted: Pass, store: Store, body: bytes) -> Response:
    """Remember where the coder is in the document."""
    store.set_last_place(granted.coder_id, _document_id(granted), read_place(body))
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


def _document_id(granted: Pass) -> str:
    if granted.document_id is None:
        raise TokenError("This page may not save here. Reload the page.")
    return granted.document_id


def _document(granted: Pass, store: Store) -> Document:
    """Return the document that a pass is for; kept, because a document's text never changes."""
    document_id = _document_id(granted)
    return _kept(_documents, (granted.study_id, document_id), lambda: store.document(document_id))


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
