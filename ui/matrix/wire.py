"""What the matrix page sends, read: JSON into acts of exactly one person.

As with decisions, a request that cannot be read at all is malformed; a single act that cannot
be stored is refused by name, and the others go on.
"""

from datetime import datetime
from typing import Any

from coding.cell_acts import CellAct, Deed
from coding.model import Certainty
from coding.quoting import Reference
from coding.second_order import Scope, WideAct, WideDeed
from ui.reader.wire import Refusal, read_ops

_WIDE = {deed.value for deed in WideDeed}
_UNKNOWN = "This is nothing that the program knows how to save."


def read_acts(
    body: bytes, coder_id: str
) -> tuple[tuple[CellAct | WideAct, ...], tuple[Refusal, ...]]:
    """Return the acts in a request, in its order, and those that are none.

    Acts in cells and acts about whole rows and columns may come mixed.

    They are the coder's whatever the request says of them. Their values are not checked beyond
    their form; `coding.cell_checks` does that.

    Raises:
        WireError: If the request is not in the agreed form, or too large.
    """
    acts: list[CellAct | WideAct] = []
    refused: list[Refusal] = []
    for client, op in read_ops(body):
        try:
            wide = op.get("act") in _WIDE
            acts.append((_wide_act if wide else _act)(client, op, coder_id))
        except (KeyError, TypeError, ValueError):
            refused.append(Refusal(client, op["seq"], _UNKNOWN))
    return tuple(acts), tuple(refused)


def _act(client: str, op: dict[str, Any], coder_id: str) -> CellAct:
    code_id = _name(op["code"])
    over, whose = op.get("over"), op.get("whose")
    return CellAct(
        coder_id=coder_id,
        deed=Deed(op["act"]),
        case_id=_name(op["case"]),
        code_id=code_id,
        made_at=datetime.fromisoformat(op["made_at"]),
        framework_version=op.get("framework_version", 0),
        text=op.get("text") or "",
        references=tuple(Reference(*_place(place)) for place in op.get("references") or ()),
        basis=frozenset((_name(c), *_place(place), code_id) for c, *place in op.get("basis") or ()),
        whose=None if whose is None else _name(whose),
        over=None if over is None else datetime.fromisoformat(over),
        draft=op.get("draft") is True,
        certainty=None if op.get("certainty") is None else Certainty(op["certainty"]),
        memo=op.get("memo") or "",
        client=client,
        seq=op["seq"],
    )


def _wide_act(client: str, op: dict[str, Any], coder_id: str) -> WideAct:
    deed, scope, over = WideDeed(op["act"]), Scope(op["scope"]), op.get("over")
    negative = deed is not WideDeed.SUMMARISE
    text = "" if deed is WideDeed.TAKE_BACK else op.get("text") or ""
    if (negative and scope is Scope.CASE) or (deed is WideDeed.MARK_NEGATIVE and not text.strip()):
        raise ValueError("a negative case contradicts a code, for a reason")
    return WideAct(
        coder_id=coder_id,
        deed=deed,
        scope=scope,
        about_id=_name(op["case"] if scope is Scope.CASE else op["code"]),
        made_at=datetime.fromisoformat(op["made_at"]),
        framework_version=op.get("framework_version", 0),
        text=text,
        case_id=_name(op["case"]) if negative else None,
        references=tuple(Reference(*_place(place)) for place in op.get("references") or ()),
        over=None if over is None else datetime.fromisoformat(over),
        client=client,
        seq=op["seq"],
    )


def _place(place: Any) -> tuple[str, int, int]:
    document_id, start, end = place
    if not isinstance(start, int) or not isinstance(end, int):
        raise TypeError("a place has a start and an end")
    return _name(document_id), start, end


def _name(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("an id is text")
    return value
