"""Saving a sharpened code by HTTP, past Streamlit's reruns: one request makes one version.

What is typed stays in the browser until the answer has come. A save that comes twice, because
its answer was lost, is taken for what it is. Somebody else's change of the same code in the
meantime is not overwritten: the answer then holds what they wrote.
"""

import json
from dataclasses import dataclass
from typing import Any

from starlette.responses import JSONResponse, Response

from coding.store import FrameworkChangedError, Store
from framework.editing import CodeWords, EditError, with_words, words_of
from framework.model import Framework, NearMiss
from framework.writing import framework_yaml
from ui.reader.wire import WireError
from ui.sharpen.data import words_json
from ui.token import Pass, TokenError

LONGEST_REASON = 2_000
_TRIES = 5


@dataclass(frozen=True, slots=True)
class _Edit:
    """One code's new words, the version that they were made from, and why."""

    code_id: str
    base: int
    words: CodeWords
    reason: str


def save_code(granted: Pass, store: Store, body: bytes) -> Response:
    """Store one code's new words as a version of the framework and answer with its number.

    Answers 409 with the code as it now stands if somebody changed the same code since the
    version that the words were made from, and 422 if the words cannot be kept.
    """
    if granted.document_id is not None:
        raise TokenError("This page may not save here. Reload the page.")
    edit = _read(body)
    if not edit.reason:
        return _refusal("Say in a line why; it goes into the log.")
    for _ in range(_TRIES):
        answer = _try(store, edit, granted.coder_id)
        if answer is not None:
            return answer
    return _refusal("The framework is being changed by others right now. Save again.")


def _try(store: Store, edit: _Edit, coder_id: str) -> Response | None:
    """Return the answer; None if somebody was quicker, and it is to be tried again."""
    newest, framework = store.framework()
    if not 1 <= edit.base <= newest:
        return _refusal("This study has no such version of the framework. Reload the page.")
    try:
        edited = with_words(framework, edit.code_id, edit.words)
    except EditError as error:
        return _refusal(str(error))
    if edited == framework:
        return JSONResponse({"version": newest})
    if _changed_since(store, edit.code_id, edit.base, framework):
        return _conflict(store, newest, framework, edit.code_id)
    try:
        number = store.add_framework_version(
            framework_yaml(edited),
            edited,
            reason=f"{edit.code_id}: {edit.reason}",
            coder_id=coder_id,
            over=newest,
        )
    except FrameworkChangedError:
        return None
    return JSONResponse({"version": number})


def _changed_since(store: Store, code_id: str, base: int, now: Framework) -> bool:
    before = store.framework(base)[1].code_by_id.get(code_id)
    return before is None or words_of(before) != words_of(now.code_by_id[code_id])


def _conflict(store: Store, newest: int, framework: Framework, code_id: str) -> Response:
    last = store.framework_versions()[-1]
    names = {coder.id: coder.name for coder in store.coders()}
    return JSONResponse(
        {
            "error": "Somebody has changed this code in the meantime.",
            "version": newest,
            "by": names.get(last.coder_id or "", ""),
            "reason": last.reason,
            "now": words_json(words_of(framework.code_by_id[code_id])),
        },
        status_code=409,
    )


def _refusal(why: str) -> Response:
    return JSONResponse({"error": why}, status_code=422)


def _read(body: bytes) -> _Edit:
    try:
        sent = json.loads(body)
        code_id, base, typed = sent["code"], sent["base"], sent["words"]
        reason = sent["reason"].strip()
        if not isinstance(code_id, str) or not isinstance(base, int) or isinstance(base, bool):
            raise TypeError("not a code and a version")
        near = tuple(NearMiss(text=text, belongs_to=home) for text, home in typed["near"])
        lists = {name: _texts(typed[name]) for name in ("include", "exclude", "examples")}
        (definition,) = _texts([typed["definition"]])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise WireError("This is not a code that the program can save.") from error
    if len(reason) > LONGEST_REASON:
        raise WireError(f"The reason has {len(reason):,} characters; {LONGEST_REASON:,} is most.")
    words = CodeWords(definition=definition, near_misses=near, **lists)
    return _Edit(code_id, base, words, reason)


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise TypeError("not a list of texts")
    return tuple(value)
