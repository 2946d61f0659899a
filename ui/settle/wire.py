"""What the adjudication page sends and is told: verdicts as JSON, both ways.

As with decisions, a request that cannot be read at all is malformed; a single verdict that
cannot be stored is refused by name, and the others go on.
"""

from datetime import UTC, datetime
from typing import Any

from coding.adjudication import Adjudication, Mark, Verdict
from coding.summaries import CodingKey
from ui.reader.data import JsonValue
from ui.reader.wire import Refusal, read_ops

_UNKNOWN = "This is nothing that the program knows how to save."
_VERDICTS = {verdict.name.lower(): verdict for verdict in Verdict}


def read_adjudications(
    body: bytes, adjudicator_id: str
) -> tuple[tuple[Adjudication, ...], tuple[Refusal, ...]]:
    """Return the verdicts in a request, in its order, and what is none.

    They are the adjudicator's whatever the request says of them. Their values are not checked
    beyond their form; `coding.adjudication_checks` does that.

    Raises:
        WireError: If the request is not in the agreed form, or too large.
    """
    acts: list[Adjudication] = []
    refused: list[Refusal] = []
    for client, op in read_ops(body):
        try:
            acts.append(_act(client, op, adjudicator_id))
        except (KeyError, TypeError, ValueError):
            refused.append(Refusal(client, op["seq"], _UNKNOWN))
    return tuple(acts), tuple(refused)


def adjudication_json(act: Adjudication) -> dict[str, JsonValue]:
    """Return a verdict in the form in which the browser makes and sends them, with its author."""
    undoes: JsonValue = None
    if act.undoes_client is not None and act.undoes_seq is not None:
        undoes = {"client": act.undoes_client, "seq": act.undoes_seq}
    made_at = act.made_at.astimezone(UTC).isoformat(timespec="milliseconds")
    return {
        "client": act.client,
        "seq": act.seq,
        "by": act.adjudicator_id,
        "act": "undo" if act.verdict is Verdict.UNDO else "settle",
        "verdict": act.verdict.name.lower(),
        "document": act.document_id,
        "start": act.start,
        "end": act.end,
        "codes": list(act.code_ids),
        "takes": act.takes,
        "marks": [[mark.start, mark.end, mark.code_id] for mark in act.marks],
        "basis": [[coder, start, end, code] for coder, _, start, end, code in sorted(act.basis)],
        "reason": act.reason,
        "undoes": undoes,
        "made_at": made_at.replace("+00:00", "Z"),
        "framework_version": act.framework_version,
    }


def _act(client: str, op: dict[str, Any], adjudicator_id: str) -> Adjudication:
    verdict = _VERDICTS[op["verdict"]]
    if op["act"] != ("undo" if verdict is Verdict.UNDO else "settle"):
        raise ValueError("act and verdict do not go together")
    document_id = op["document"]
    if not isinstance(document_id, str):
        raise TypeError("a verdict names its interview")
    undoes = op.get("undoes")
    undoes = undoes if isinstance(undoes, dict) else {}
    return Adjudication(
        client=client,
        seq=op["seq"],
        adjudicator_id=adjudicator_id,
        document_id=document_id,
        verdict=verdict,
        framework_version=op["framework_version"],
        made_at=datetime.fromisoformat(op["made_at"]),
        start=op["start"],
        end=op["end"],
        code_ids=tuple(_texts(op["codes"])),
        takes=op["takes"],
        marks=tuple(_mark(mark) for mark in _list(op["marks"])),
        basis=frozenset(_key(document_id, key) for key in _list(op["basis"])),
        reason=op["reason"],
        undoes_client=undoes.get("client"),
        undoes_seq=undoes.get("seq"),
    )


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value


def _texts(value: Any) -> list[str]:
    if not all(isinstance(text, str) for text in _list(value)):
        raise TypeError("not a list of texts")
    return list(value)


def _mark(value: Any) -> Mark:
    start, end, code_id = _list(value)
    return Mark(start, end, code_id)


def _key(document_id: str, value: Any) -> CodingKey:
    coder_id, start, end, code_id = _list(value)
    _texts([coder_id, code_id])
    return (coder_id, document_id, int(start), int(end), code_id)
