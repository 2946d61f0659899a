"""What the coding screen is told: one coder's view of one document, as plain JSON.

Pure. Offsets stay code points; the browser converts at its own edge. Only the coder's own
decisions go out, whatever is handed in: what a colleague made of the text is not in the page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256

from coding.model import Coder, Decision, Document, Evidence, Segment, Suggestion
from framework.model import Code, Framework, Theme

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]


@dataclass(frozen=True, slots=True)
class ReaderData:
    """All that the coding screen shows and needs to save.

    `suggestions` is empty for a coder who works unaided. `decisions` are the coder's own on
    this document, in the order of the log. `place` is the offset at which the coder stopped,
    `at` one that a link leads to (it wins); None where there is none. `about` is one line
    under the document's name. `token` comes from `ui.token`. `control` are the numbers of the
    segments on which suggestions are hidden to measure what they do, and which say so. With
    `part`, the coder is to code only some of the document: the others are handed in as not
    codable. `corrections` comes from `ui.reader.corrections`,
    `nevers` (the coder's own) from `ui.never_route`.
    """

    study_id: str
    coder: Coder
    document: Document
    segments: tuple[Segment, ...]
    framework: Framework
    framework_version: int
    suggestions: tuple[Suggestion, ...]
    decisions: tuple[Decision, ...]
    token: str
    about: str = ""
    place: int | None = None
    at: int | None = None
    control: frozenset[int] = frozenset()
    part: bool = False
    corrections: tuple[JsonValue, ...] = ()
    nevers: tuple[JsonValue, ...] = ()


def reader_json(data: ReaderData) -> dict[str, JsonValue]:
    """Return the data as JSON values, short where there are many of them.

    `rev` changes when the page must be drawn anew: another document, coder, framework version,
    cutting or set of suggestions. New decisions are merged without that.

    Raises:
        ValueError: If a decision, segment or suggestion belongs to somebody or something else.
    """
    _check_own(data)
    document = data.document
    return {
        "rev": _revision(data),
        "study": data.study_id,
        "coder": {"id": data.coder.id, "name": data.coder.name},
        "document": {"id": document.id, "name": document.name, "about": data.about},
        "text": document.text,
        "turns": [[turn.speaker, turn.role, turn.start_s] for turn in document.turns],
        "segments": [
            [s.start, s.end, s.turn, int(s.codable), document.line_of(s.start)]
            + [1] * (s.number in data.control)
            for s in data.segments
        ],
        "part": data.part,
        "framework": _framework(data.framework, data.framework_version),
        "suggestions": [_suggestion(suggestion) for suggestion in data.suggestions],
        "log": [decision_json(decision) for decision in data.decisions],
        "corrections": list(data.corrections),
        "nevers": list(data.nevers),
        "place": data.place,
        "at": data.at,
        "token": data.token,
    }


def decision_json(decision: Decision) -> dict[str, JsonValue]:
    """Return a decision in the form in which the browser makes and sends them, with its client."""
    undoes: JsonValue = None
    if decision.undoes_client is not None and decision.undoes_seq is not None:
        undoes = {"client": decision.undoes_client, "seq": decision.undoes_seq}
    made_at = decision.made_at.astimezone(UTC).isoformat(timespec="milliseconds")
    return {
        "client": decision.client,
        "seq": decision.seq,
        "act": decision.act.value,
        "start": decision.start,
        "end": decision.end,
        "code": decision.code_id,
        "was_start": decision.was_start,
        "was_end": decision.was_end,
        "undoes": undoes,
        "shown": decision.shown,
        "score": decision.score,
        "certainty": decision.certainty.value if decision.certainty else None,
        "memo": decision.memo,
        "made_at": made_at.replace("+00:00", "Z"),
        "framework_version": decision.framework_version,
    }


def _check_own(data: ReaderData) -> None:
    own = data.document.id
    if any(d.coder_id != data.coder.id or d.document_id != own for d in data.decisions):
        raise ValueError("a coding screen takes one coder's own decisions on one document")
    if any(part.document_id != own for part in (*data.segments, *data.suggestions)):
        raise ValueError("a coding screen takes segments and suggestions of its own document")


def _revision(data: ReaderData) -> str:
    runs = sorted({suggestion.tagger for suggestion in data.suggestions})
    parts: Iterable[object] = (
        data.document.id,
        data.coder.id,
        data.framework_version,
        len(data.segments),
        len(data.suggestions),
        sum(segment.codable for segment in data.segments),
        *sorted(data.control),
        *runs,
        _digest(data.suggestions),
        data.at,
    )
    return "|".join(str(part) for part in parts)


def _digest(suggestions: Iterable[Suggestion]) -> str:
    """Return eight letters that differ where other codes are suggested, or elsewhere."""
    places = ";".join(f"{one.start}:{one.end}:{one.code_id}" for one in suggestions)
    return sha256(places.encode()).hexdigest()[:8]


def _framework(framework: Framework, version: int) -> JsonValue:
    return {
        "version": version,
        "name": framework.name,
        "themes": [_theme(theme, framework) for theme in framework.themes],
    }


def _theme(theme: Theme, framework: Framework) -> JsonValue:
    return {
        "id": theme.id,
        "name": theme.name,
        "colour": theme.colour,
        "codes": [_code(code, framework) for code in theme.codes],
    }


def _code(code: Code, framework: Framework) -> JsonValue:
    return {
        "id": code.id,
        "name": code.name,
        "colour": code.colour,
        "definition": code.definition,
        "include": list(code.include),
        "exclude": list(code.exclude),
        "examples": list(code.examples[:3]),
        "near": [[miss.text, miss.belongs_to] for miss in code.near_misses],
        "twin": code.counterpart,
        "where": _place_in_dimensions(code, framework),
    }


def _place_in_dimensions(code: Code, framework: Framework) -> str:
    """Return the names of the code's dimension values, e.g. "patient · barrier"."""
    values = framework.values_of(code.id)
    return " · ".join(
        value.name
        for dimension in framework.dimensions
        for value in dimension.values
        if values.get(dimension.id) == value.id
    )


def _suggestion(suggestion: Suggestion) -> JsonValue:
    evidence: list[JsonValue] = [
        [reason.kind.value, reason.text, *_place_here(reason)] for reason in suggestion.evidence
    ]
    return [
        suggestion.start,
        suggestion.end,
        suggestion.code_id,
        round(suggestion.score, 4),
        evidence,
    ]


def _place_here(reason: Evidence) -> tuple[int | None, int | None]:
    """Return where the reason stands in the passage's own document; a confirmed one does not."""
    return (reason.start, reason.end) if reason.document_id is None else (None, None)
