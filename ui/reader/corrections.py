"""Corrections on their way to and from the coding screen, as plain JSON. Pure."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from coding.corrections import Correction
from coding.model import Coding
from ui.reader.data import JsonValue
from ui.reader.wire import Author, WireError
from ui.wording import counted

LONGEST_ID = 80


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That a correction is taken back."""

    correction_id: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A correction that somebody typed; `sure` says that they know which codings it touches."""

    correction: Correction
    sure: bool


def corrections_json(
    corrections: Iterable[Correction], names: Mapping[str, str]
) -> list[JsonValue]:
    """Return the corrections by place: id, start, end, words, who, when and why."""
    return [
        [
            one.id,
            one.start,
            one.end,
            one.words,
            names.get(one.coder_id or "", ""),
            one.made_at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            one.reason,
        ]
        for one in sorted(corrections, key=lambda one: one.start)
    ]


def read_correction(body: bytes, author: Author, *, now: datetime) -> Proposal | Withdrawal:
    """Return what a request asks for; a correction is the author's whatever it says of itself.

    Raises:
        WireError: If the request is not in the agreed form.
    """
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise WireError("The request is not JSON.") from error
    asked = asked if isinstance(asked, dict) else {}
    if isinstance(asked.get("withdraw"), str):
        return Withdrawal(asked["withdraw"][:LONGEST_ID])
    told = asked.get("correct")
    if not isinstance(told, dict) or not _is_sound(told):
        raise WireError("The request names no correction.")
    made = Correction(
        id=told["id"],
        document_id=author.document_id,
        start=told["start"],
        end=told["end"],
        words=told["words"],
        coder_id=author.coder_id,
        made_at=now,
        reason=told["reason"],
    )
    return Proposal(made, sure=told.get("sure") is True)


def _is_sound(told: Mapping[str, Any]) -> bool:
    words = all(isinstance(told.get(name), str) for name in ("id", "words", "reason"))
    places = all(type(told.get(name)) is int for name in ("start", "end"))
    return words and places and 0 < len(told["id"]) <= LONGEST_ID


def question(touched: Iterable[Coding], own_id: str, names: Mapping[str, str]) -> str:
    """Return what a correction does to codings in sight, as a question; empty if to none."""
    counts = Counter(coding.coder_id for coding in touched)
    if not counts:
        return ""
    own = counts.pop(own_id, 0)
    parts = [f"{counted(own, 'code')} of yours"] if own else []
    parts += [
        f"{counted(number, 'code')} by {names.get(coder_id, 'somebody who has left')}"
        for coder_id, number in sorted(counts.items(), key=lambda one: names.get(one[0], ""))
    ]
    stand = "stands" if own + counts.total() == 1 else "stand"
    return (
        f"{' and '.join(parts)} {stand} on these words. Codes stay where they are, and their "
        "passages will read as corrected. Is that right?"
    )
