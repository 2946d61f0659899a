"""What the coding screen sends, read: JSON into decisions of exactly one coder and document.

Two kinds of fault are kept apart. A request that cannot be read at all is malformed, and
nothing of it is stored. A single decision that cannot be stored is refused by name, and the
others go on.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coding.decision_checks import check_decision
from coding.model import Act, Certainty, Decision, Document
from framework.model import Framework

MOST_OPS = 1_000
"""Decisions in one request; the screen sends 200 at most."""


class WireError(Exception):
    """A request that is not in the agreed form."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One decision that cannot be stored, and why, in a sentence for the coder."""

    client: str
    seq: int
    why: str


@dataclass(frozen=True, slots=True)
class Author:
    """Whose decisions they are, and on which document."""

    coder_id: str
    document_id: str


def read_batches(body: bytes, author: Author) -> tuple[tuple[Decision, ...], tuple[Refusal, ...]]:
    """Return the decisions in a request, in its order, and those that are no decisions.

    They are the author's whatever the request says of them. Their values are not checked
    beyond their form; `sift` does that.

    Raises:
        WireError: If the request is not in the agreed form, or holds more than `MOST_OPS`.
    """
    decisions: list[Decision] = []
    refused: list[Refusal] = []
    for client, op in read_ops(body):
        read = _decision(client, op, author)
        if isinstance(read, Refusal):
            refused.append(read)
        else:
            decisions.append(read)
    return tuple(decisions), tuple(refused)


def sift(
    decisions: Iterable[Decision],
    document: Document,
    framework: Framework,
    *,
    newest_version: int,
) -> tuple[tuple[Decision, ...], tuple[Refusal, ...]]:
    """Return the decisions that can be stored, and a refusal for each that cannot."""
    sound: list[Decision] = []
    refused: list[Refusal] = []
    for decision in decisions:
        why = check_decision(decision, document, framework, newest_version=newest_version)
        if why is None:
            sound.append(decision)
        else:
            refused.append(Refusal(decision.client, decision.seq, why))
    return tuple(sound), tuple(refused)


def read_place(body: bytes) -> int:
    """Return the offset in a request that says where the coder is.

    Raises:
        WireError: If there is none.
    """
    place = _json(body)
    offset = place.get("at") if isinstance(place, dict) else None
    if not isinstance(offset, int) or isinstance(offset, bool) or offset < 0:
        raise WireError("A place is an offset from 0.")
    return offset


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise WireError("The request is not JSON.") from error


def read_ops(body: bytes) -> Sequence[tuple[str, dict[str, Any]]]:
    """Return the numbered acts in a request with their clients, in its order, not yet read.

    Raises:
        WireError: If the request is not in the agreed form, or holds more than `MOST_OPS`.
    """
    request = _json(body)
    batches = request.get("batches") if isinstance(request, dict) else None
    if not isinstance(batches, list):
        raise WireError("The request holds no batches.")
    found: list[tuple[str, dict[str, Any]]] = []
    for batch in batches:
        client = batch.get("client") if isinstance(batch, dict) else None
        ops = batch.get("ops") if isinstance(batch, dict) else None
        if not isinstance(client, str) or not isinstance(ops, list):
            raise WireError("A batch names its client and holds its decisions.")
        for op in ops:
            if not isinstance(op, dict) or not isinstance(op.get("seq"), int):
                raise WireError("A decision has a number.")
            found.append((client, op))
    if len(found) > MOST_OPS:
        raise WireError(f"A request holds {MOST_OPS} decisions at most.")
    return found


def _decision(client: str, op: dict[str, Any], author: Author) -> Decision | Refusal:
    try:
        act = Act(op.get("act"))
        certainty = None if op.get("certainty") is None else Certainty(op["certainty"])
        made_at = datetime.fromisoformat(op["made_at"])
    except (KeyError, TypeError, ValueError):
        return Refusal(client, op["seq"], "This decision is not one that the program knows.")
    undoes = op.get("undoes")
    undoes = undoes if isinstance(undoes, dict) else {}
    shown = op.get("shown")
    return Decision(
        client=client,
        seq=op["seq"],
        coder_id=author.coder_id,
        document_id=author.document_id,
        act=act,
        framework_version=op.get("framework_version", 0),
        made_at=made_at,
        start=op.get("start"),
        end=op.get("end"),
        code_id=op.get("code"),
        was_start=op.get("was_start"),
        was_end=op.get("was_end"),
        undoes_client=undoes.get("client"),
        undoes_seq=undoes.get("seq"),
        shown=shown if isinstance(shown, bool) else None,
        score=op.get("score"),
        certainty=certainty,
        memo=op.get("memo"),
    )
