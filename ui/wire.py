"""Frozen values to JSON and back, for answers that are worked out in another process."""

import json
from dataclasses import asdict, fields, is_dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Value = TypeVar("Value")


def as_json(value: object) -> str:
    """Return a dataclass of plain values, tuples and other dataclasses as JSON."""
    return json.dumps(asdict(value), ensure_ascii=False, allow_nan=False)


def from_json(kind: type[Value], text: str) -> Value:
    """Return the value that `as_json` wrote."""
    return _revived(kind, json.loads(text))


def _revived(kind: Any, data: Any) -> Any:
    """Return plain JSON data as a value of the annotated kind."""
    if data is None or kind is Any:
        return data
    if is_dataclass(kind):
        hints = _hints(kind)
        return kind(
            **{field.name: _revived(hints[field.name], data[field.name]) for field in fields(kind)}
        )
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    origin, inside = get_origin(kind), get_args(kind)
    if origin is tuple:
        each = inside[:1] * len(data) if inside[-1] is Ellipsis else inside
        return tuple(_revived(one, item) for one, item in zip(each, data, strict=True))
    if origin is UnionType:
        return _revived(next(one for one in inside if one is not type(None)), data)
    return data


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
