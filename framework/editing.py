"""Sharpening a code: its definition and the rules and examples around it, nothing else.

Moving, merging and splitting codes is another matter; here a code keeps its id and its place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from framework.model import Code, Framework, NearMiss, Theme
from framework.reading import FrameworkError, read_framework
from framework.writing import framework_yaml

LONGEST_TEXT = 5_000
"""Characters in a definition, a rule or an example."""

LONGEST_NAME = 200
"""Characters in the name of a code."""

MOST_LINES = 200
"""Rules or examples in one list."""

_UNKEPT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class EditError(Exception):
    """A code cannot be changed like this; the message says what to do."""


@dataclass(frozen=True, slots=True)
class CodeWords:
    """What of a code can be sharpened: all that coders go by, but its name."""

    definition: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()


def words_of(code: Code) -> CodeWords:
    """Return what of a code can be sharpened, as it stands."""
    return CodeWords(code.definition, code.include, code.exclude, code.examples, code.near_misses)


def with_words(framework: Framework, code_id: str, words: CodeWords) -> Framework:
    """Return the framework with these words for one code; lines without words are left out.

    Raises:
        EditError: If the framework has no such code, a text or list is too long, holds what a
            framework file cannot keep, or a near miss belongs to no other code.
    """
    code = framework.code_by_id.get(code_id)
    if code is None:
        raise EditError(f"The framework has no code {code_id!r}.")
    clean = _clean(words)
    _check(framework, code_id, clean)
    new = code.model_copy(
        update={
            "definition": clean.definition,
            "include": clean.include,
            "exclude": clean.exclude,
            "examples": clean.examples,
            "near_misses": clean.near_misses,
        }
    )
    edited = framework.model_copy(
        update={"themes": tuple(_with_code(theme, new) for theme in framework.themes)}
    )
    return _as_read(edited)


def renamed(framework: Framework, code_id: str, name: str) -> Framework:
    """Return the framework with another name for one code, which keeps its id and its place.

    Raises:
        EditError: If the framework has no such code, or the name is empty, of several lines, too
            long or holds what a framework file cannot keep.
    """
    code, clean = framework.code_by_id.get(code_id), name.strip()
    if code is None:
        raise EditError(f"The framework has no code {code_id!r}.")
    if code.name == clean:
        return framework
    if not clean or len(clean.splitlines()) > 1 or len(clean) > LONGEST_NAME:
        raise EditError(f"The name of {code_id} must be one line of up to {LONGEST_NAME} signs.")
    if _UNKEPT.search(clean):
        raise EditError("A text holds signs that cannot be kept; type it again without them.")
    new = code.model_copy(update={"name": clean})
    themes = tuple(_with_code(theme, new) for theme in framework.themes)
    return _as_read(framework.model_copy(update={"themes": themes}))


def _with_code(theme: Theme, new: Code) -> Theme:
    codes = tuple(new if code.id == new.id else code for code in theme.codes)
    return theme.model_copy(update={"codes": codes})


def _clean(words: CodeWords) -> CodeWords:
    return CodeWords(
        definition=words.definition.strip(),
        include=_lines(words.include),
        exclude=_lines(words.exclude),
        examples=_lines(words.examples),
        near_misses=tuple(
            NearMiss(text=miss.text.strip(), belongs_to=miss.belongs_to or None)
            for miss in words.near_misses
            if miss.text.strip()
        ),
    )


def _lines(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(line.strip() for line in lines if line.strip())


def _check(framework: Framework, code_id: str, words: CodeWords) -> None:
    near = tuple(miss.text for miss in words.near_misses)
    lists = (words.include, words.exclude, words.examples, near)
    if any(len(lines) > MOST_LINES for lines in lists):
        raise EditError(f"A code can have {MOST_LINES} lines of one kind at most.")
    texts = [text for lines in ((words.definition,), *lists) for text in lines]
    if any(_UNKEPT.search(text) for text in texts):
        raise EditError("A text holds signs that cannot be kept; type it again without them.")
    longest = max(len(text) for text in texts)
    if longest > LONGEST_TEXT:
        raise EditError(
            f"One of the texts has {longest:,} characters; {LONGEST_TEXT:,} is the most."
        )
    for miss in words.near_misses:
        if miss.belongs_to == code_id:
            raise EditError("A near miss belongs to another code, or to none; not to this one.")
        if miss.belongs_to is not None and miss.belongs_to not in framework.code_by_id:
            raise EditError(f"A near miss belongs to {miss.belongs_to!r}, which is no code here.")


def _as_read(framework: Framework) -> Framework:
    """Return the framework as its own file is read, so that the file can always be read again."""
    try:
        return read_framework(framework_yaml(framework), source="framework")
    except FrameworkError as error:
        first = error.problems[0]
        raise EditError(f"This cannot be kept in a framework: {first.what}.") from error
