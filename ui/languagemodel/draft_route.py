"""A cell's draft by the language model, asked for in the matrix.

As with the drafts that only quote, nothing of the draft is stored here, and it is of places that
the page already shows. The study's log says that passages of the cell were sent, and where to.
"""

from functools import cache

from starlette.responses import JSONResponse, Response

from coding.corrections import corrected
from coding.language_model import LanguageModelError
from coding.language_model.combining import candidates_of
from coding.store import Store
from ui.languagemodel.own import model_name, own_settings, record_use
from ui.matrix.draft_route import asked_cells, quoted_passage
from ui.reader.wire import WireError
from ui.token import Pass, TokenError

PATIENCE = 50.0
"""Seconds for one answer; the page waits for two."""

DRAFTED = "language model was asked for a draft"
"""The setting under which the study's log has each draft that was asked for."""


def draft_by_model(granted: Pass, store: Store, body: bytes) -> Response:
    """Answer the model's draft for the one cell that was asked for."""
    if granted.document_id is not None:
        raise TokenError("This page may not ask for this. Reload the page.")
    cells = list(asked_cells(body))
    if len(cells) != 1:
        raise WireError("The language model drafts one cell at a time.")
    case_id, code_id, places = cells[0]
    framework = store.framework()[1]
    case = next((one for one in store.cases() if one.id == case_id), None)
    if case is None or code_id not in framework.code_by_id:
        raise WireError("This cell is not, or no longer, in the matrix.")
    if any(document_id not in case.document_ids for document_id, *_ in places):
        raise WireError("A passage to draft from is not of this case.")
    text_of = cache(lambda key: corrected(store.document(key), store.corrections(key)))
    passages = [quoted_passage(text_of(place[0]), place[1], place[2]) for place in places]
    try:
        text = _drafted(store, candidates_of(framework, [code_id])[0], passages, granted.coder_id)
    except LanguageModelError as error:
        raise WireError(str(error)) from error
    return JSONResponse({"drafts": [{"case": case_id, "code": code_id, "text": text}]})


def _drafted(store: Store, code, passages, coder_id: str) -> str:
    # loaded here: the pages open without it
    from coding.language_model.client import LanguageModel
    from coding.language_model.drafting import ask_draft

    model = LanguageModel(own_settings, store.study().id, patience=PATIENCE)
    told = f"code {code.id}, {len(passages)} passages, {model_name(model.settings)}"
    record_use(store, DRAFTED, told, coder_id=coder_id)
    return ask_draft(code, passages, model).text
