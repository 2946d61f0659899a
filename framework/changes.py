"""What changed between two versions of a framework, and how a text changed word by word."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from framework.model import Code, Framework

_WORD = re.compile(r"\S+\s*|\s+")
_LISTS = (
    ("include", "include"),
    ("exclude", "exclude"),
    ("examples", "example"),
    ("near_misses", "near miss"),
    ("cues", "cue word"),
)
_TEXTS = (
    ("name", "name"),
    ("definition", "definition"),
    ("counterpart", "counterpart"),
    ("colour", "colour"),
    ("origin", "origin"),
    ("suggest", "suggested by the machine"),
    ("dimensions", "place on the dimensions"),
)
MEANING = frozenset({"name", "definition", "include", "exclude", "example", "near miss"})
"""What, of a code, coders go by: a change of it makes older codings worth another look."""


class Part(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class CodeChange:
    """One thing that changed about a code: None stands for what was not, or is no longer, there.

    `what` is "code", "theme", or one of the things that a code has, such as "definition" or
    "example"; of a list, each line that came, went or was reworded is a change of its own.
    """

    code_id: str
    what: str
    before: str | None
    after: str | None


def code_changes(before: Framework, after: Framework) -> tuple[CodeChange, ...]:
    """Return what changed about the codes, in the order of the newer version, then what is gone."""
    found: list[CodeChange] = []
    for code in after.codes():
        old = before.code_by_id.get(code.id)
        if old is None:
            found.append(CodeChange(code.id, "code", None, code.name))
            continue
        themes = before.theme_of[code.id].id, after.theme_of[code.id].id
        if themes[0] != themes[1]:
            found.append(CodeChange(code.id, "theme", *themes))
        found += _between(old, code)
    gone = [code for code in before.codes() if code.id not in after.code_by_id]
    found += [CodeChange(code.id, "code", code.name, None) for code in gone]
    return tuple(found)


def _between(old: Code, new: Code) -> Iterator[CodeChange]:
    for field, what in _TEXTS:
        one, other = (_text(getattr(code, field)) for code in (old, new))
        if one != other:
            yield CodeChange(new.id, what, one, other)
    for field, what in _LISTS:
        lines = [[_line(line) for line in getattr(code, field)] for code in (old, new)]
        for gone, came in _replaced(*lines):
            yield CodeChange(new.id, what, gone, came)


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {value[key]}" for key in sorted(value)) or None
    return str(value) if value else None


def _line(line: object) -> str:
    text, home = getattr(line, "text", line), getattr(line, "belongs_to", None)
    return f"{text} (belongs to {home})" if home else str(text)


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    """Yield the lines that went and came; a line reworded in its place is both."""
    for kind, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        gone: list[str | None] = [*old[a:b]]
        came: list[str | None] = [*new[c:d]]
        length = max(len(gone), len(came))
        gone += [None] * (length - len(gone))
        came += [None] * (length - len(came))
        yield from zip(gone, came, strict=True)


def word_parts(before: str, after: str) -> tuple[tuple[Part, str], ...]:
    """Return both texts as one, in pieces of whole words, each the same, added or removed.

    The pieces that are not added make up `before`, those that are not removed `after`.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    parts: list[tuple[Part, str]] = []
    for kind, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append((Part.SAME, "".join(old[a:b])))
            continue
        if a < b:
            parts.append((Part.REMOVED, "".join(old[a:b])))
        if c < d:
            parts.append((Part.ADDED, "".join(new[c:d])))
    return tuple(parts)


def meaning_since(versions: Iterable[tuple[int, Framework]]) -> dict[str, int]:
    """Return, for each code of the last version, the version since which it means what it means.

    Args:
        versions: Numbers and values, oldest first.
    """
    since: dict[str, int] = {}
    last: Framework | None = None
    for number, framework in versions:
        changed = {code.id for code in framework.codes()} - set(since)
        if last is not None:
            changes = code_changes(last, framework)
            changed |= {change.code_id for change in changes if change.what in MEANING}
        for code_id in changed & set(framework.code_by_id):
            since[code_id] = number
        since = {key: value for key, value in since.items() if key in framework.code_by_id}
        last = framework
    return since
