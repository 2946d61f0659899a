"""What the adjudication page is told, as plain JSON. Pure; offsets stay code points.

Only interviews that are open to the person come in, so everything in it may be shown.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from coding.adjudication import Adjudication
from coding.model import Coder, Coding, Document
from coding.settling import Difference
from framework.model import Framework
from ui.reader.data import JsonValue
from ui.settle.wire import adjudication_json
from ui.sharpen.data import framework_json


@dataclass(frozen=True, slots=True)
class SettleData:
    """All that the adjudication page shows and needs to save.

    `passages` are in the order of their documents, `figures` a code's alpha. `acts` are all
    adjudications on these documents, in the order of the log. `codes` are those that a link led
    here for, with what it called them; None for all. `by_rule` says why this person may only
    read; empty if they may settle. `token` comes from `ui.token`.
    """

    study_id: str
    coder: Coder
    coders: tuple[Coder, ...]
    documents: tuple[Document, ...]
    passages: tuple[Difference, ...]
    acts: tuple[Adjudication, ...]
    figures: Mapping[str, float | None]
    framework: Framework
    framework_version: int
    token: str
    codes: tuple[str, frozenset[str]] | None = None
    at: tuple[str, int] | None = None
    by_rule: str = ""


def settle_json(data: SettleData) -> dict[str, JsonValue]:
    """Return the data as JSON values.

    `rev` changes when the page must be drawn anew: other coders' work or another link. New
    verdicts and a new version of the framework are taken in without that.
    """
    places = {document.id: number for number, document in enumerate(data.documents)}
    coders = {coder.id: number for number, coder in enumerate(data.coders)}
    texts = {document.id: document for document in data.documents}
    passages: list[JsonValue] = [
        _passage(passage, texts[passage.document_id], places, coders) for passage in data.passages
    ]
    wanted: JsonValue = None
    if data.codes is not None:
        wanted = {"name": data.codes[0], "codes": sorted(data.codes[1])}
    return {
        "rev": _revision(data, passages, wanted),
        "study": data.study_id,
        "coder": {"id": data.coder.id, "name": data.coder.name},
        "coders": [{"id": coder.id, "name": coder.name} for coder in data.coders],
        "documents": [_document(document) for document in data.documents],
        "passages": passages,
        "log": [adjudication_json(act) for act in data.acts],
        "figures": dict(data.figures),
        "framework": framework_json(data.framework, data.framework_version),
        "wanted": wanted,
        "at": None if data.at is None else list(data.at),
        "rule": data.by_rule,
        "token": data.token,
    }


def _document(document: Document) -> JsonValue:
    turns: list[JsonValue] = [
        [turn.start, turn.end, turn.speaker, turn.role] for turn in document.turns
    ]
    return {"id": document.id, "name": document.name, "text": document.text, "turns": turns}


def _passage(
    passage: Difference,
    document: Document,
    places: Mapping[str, int],
    coders: Mapping[str, int],
) -> JsonValue:
    return {
        "document": places[passage.document_id],
        "start": passage.start,
        "end": passage.end,
        "line": document.line_of(passage.start),
        "codes": list(passage.code_ids),
        "shared": list(passage.shared),
        "apart": list(passage.apart),
        "contested": passage.contested,
        "coders": _numbers(coders, passage.coder_ids),
        "codings": [_coding(coding, coders) for coding in passage.codings],
    }


def _numbers(coders: Mapping[str, int], ids: Iterable[str]) -> list[JsonValue]:
    return [coders[coder_id] for coder_id in ids if coder_id in coders]


def _coding(coding: Coding, coders: Mapping[str, int]) -> JsonValue:
    certainty = coding.certainty.value if coding.certainty else None
    place = coders[coding.coder_id]
    return [place, coding.start, coding.end, coding.code_id, certainty, coding.memo]


def _revision(data: SettleData, passages: Sequence[JsonValue], wanted: JsonValue) -> str:
    told = json.dumps([data.study_id, data.coder.id, passages, wanted, data.at, data.by_rule])
    return sha256(told.encode()).hexdigest()[:16]
