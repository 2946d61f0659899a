"""The coding screen's way of correcting the transcript, by HTTP.

A correction that touches codings is first asked about. What is said of codings is what the
asker may see: their own, and colleagues' once the interview is open to them.
"""

from datetime import UTC, datetime

from starlette.responses import JSONResponse, Response

from coding.corrections import Correction, touched_codings, why_refused
from coding.decisions import standing_codings
from coding.model import Coding, Document
from coding.store import Store, StoreError
from ui.reader.corrections import (
    Proposal,
    corrections_json,
    question,
    read_correction,
)
from ui.reader.wire import Author
from ui.token import Pass, TokenError


def save_correction(granted: Pass, store: Store, body: bytes) -> Response:
    """Keep or take back a correction; answer all that stand, or a question, or why not."""
    if granted.document_id is None:
        raise TokenError("This page may not correct here. Reload the page.")
    author = Author(granted.coder_id, granted.document_id)
    asked = read_correction(body, author, now=datetime.now(UTC))
    names = {coder.id: coder.name for coder in store.coders()}
    if isinstance(asked, Proposal):
        document = store.document(author.document_id)
        told = _proposed(store, asked, document, names)
        if told is not None:
            return JSONResponse(told)
    else:
        own = {one.id for one in store.corrections(author.document_id)}
        if asked.correction_id in own:
            store.withdraw_correction(asked.correction_id, coder_id=author.coder_id)
    standing = store.corrections(author.document_id)
    return JSONResponse({"corrections": corrections_json(standing, names)})


def _proposed(
    store: Store, asked: Proposal, document: Document, names: dict[str, str]
) -> dict[str, str] | None:
    """Keep the correction and return None; or return a question, or why it is refused."""
    new = asked.correction
    refused = why_refused(new, document, store.corrections(document.id))
    if refused is not None:
        return {"why": refused}
    asks = question(touched_codings(_in_sight(store, new), new), new.coder_id or "", names)
    if asks and not asked.sure:
        return {"asks": asks}
    try:
        store.correct(new, document)
    except StoreError as error:
        return {"why": str(error)}
    return None


def _in_sight(store: Store, new: Correction) -> tuple[Coding, ...]:
    """Return the codings of the document that who corrects it may see."""
    viewer = new.coder_id or ""
    seen = store.visible_coders(viewer, new.document_id)
    decisions = store.decisions(document_id=new.document_id)
    return standing_codings(one for one in decisions if one.coder_id in seen)
