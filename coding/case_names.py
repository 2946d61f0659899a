"""Whose interview a file is, by its name: a pattern such as {case}_{visit}."""

import re
from pathlib import PurePath

WHOLE_NAME = "{case}"
BEFORE_UNDERSCORE = "{case}_{rest}"
BEFORE_HYPHEN = "{case}-{rest}"
BEFORE_SPACE = "{case} {rest}"

_BRACES = re.compile(r"\{([^{}]*)\}")


class CasePatternError(ValueError):
    """A pattern that no file name can be read by; the message says why and what to do."""


def case_of_file(file_name: str, pattern: str) -> str | None:
    """Return the case that a file's name tells, or None if the name does not fit the pattern.

    In the pattern, words in braces stand for one or more characters, as few as will do, and
    "{case}" for those that name the case; all else must stand in the name as it is, in capitals
    or not. The ending of the name (.docx) is no part of it.

    Raises:
        CasePatternError: If the pattern does not hold {case} once, or cannot tell its parts apart.
    """
    literals, names = _taken_apart(pattern)
    stem = PurePath(file_name).stem.strip()
    folded = stem.casefold() if len(stem.casefold()) == len(stem) else stem
    spans = _spans(folded, [literal.casefold() for literal in literals])
    if spans is None:
        return None
    start, end = spans[names.index("case")]
    return stem[start:end].strip() or None


def _taken_apart(pattern: str) -> tuple[list[str], list[str]]:
    """Return the words around the braces, one more than there are names, and the names."""
    parts = _BRACES.split(pattern.strip())
    literals, names = parts[::2], [name.strip().casefold() for name in parts[1::2]]
    if names.count("case") != 1:
        raise CasePatternError("Write {case} once, where the name of the case stands.")
    if any("{" in literal or "}" in literal for literal in literals):
        raise CasePatternError("A brace stands alone. Write {case} and, say, {visit}.")
    if not all(literals[1:-1]):
        raise CasePatternError("Two parts in braces touch. Put between them what parts them.")
    return literals, names


def _spans(stem: str, literals: list[str]) -> list[tuple[int, int]] | None:
    """Return where each part in braces stands, each as short as can be; None if they do not fit."""
    first, *middle, last = literals
    if not stem.startswith(first) or not stem.endswith(last):
        return None
    at, end = len(first), len(stem) - len(last)
    spans = []
    for literal in middle:
        found = stem.find(literal, at + 1, end)
        if found < 0:
            return None
        spans.append((at, found))
        at = found + len(literal)
    return [*spans, (at, end)] if at < end else None
