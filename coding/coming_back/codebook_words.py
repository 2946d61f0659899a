"""The words of a code as they stand in a row of the codebook, and back again."""

import re
from collections.abc import Mapping

from framework.editing import EditError, renamed, with_words, words_of
from framework.model import Code, Framework, NearMiss

FIELDS = (
    "code.name",
    "code.definition",
    "code.include",
    "code.exclude",
    "code.examples",
    "code.near_misses",
)
"""The columns that can come back."""

_BULLET = re.compile(r"[•\-*–]\s+")
_BELONGS = re.compile(r"(?P<text>.*\S)\s*\(belongs to (?P<home>[^()\s]+)\)", re.DOTALL)


def code_texts(code: Code) -> dict[str, str]:
    """Return the texts of a code's row by column, as the workbook has them."""
    misses = (
        f"{miss.text} (belongs to {miss.belongs_to})" if miss.belongs_to else miss.text
        for miss in code.near_misses
    )
    lists = (code.include, code.exclude, code.examples, tuple(misses))
    texts = (code.name, code.definition, *(_bulleted(lines) for lines in lists))
    return dict(zip(FIELDS, texts, strict=True))


def _bulleted(texts: tuple[str, ...]) -> str:
    return "\n".join(f"• {text}" for text in texts) if len(texts) > 1 else "".join(texts)


def with_texts(framework: Framework, code_id: str, texts: Mapping[str, str]) -> Framework:
    """Return the framework with these texts for one code; columns that are not named stay.

    Lists have a line for each entry; bullets are taken off. A code keeps its id and its place.

    Raises:
        EditError: If the code has gone, or a text cannot be kept in a framework.
    """
    code = framework.code_by_id.get(code_id)
    if code is None:
        raise EditError(f"The framework has no code {code_id!r}.")
    words = words_of(code)
    lists = {
        name: _lines(texts.get(f"code.{name}"), getattr(words, name))
        for name in ("include", "exclude", "examples")
    }
    misses = texts.get("code.near_misses")
    new = type(words)(
        definition=texts.get("code.definition", words.definition),
        near_misses=words.near_misses if misses is None else tuple(map(_miss, _split(misses))),
        **lists,
    )
    return with_words(renamed(framework, code_id, texts.get("code.name", code.name)), code_id, new)


def _lines(text: str | None, now: tuple[str, ...]) -> tuple[str, ...]:
    return now if text is None else _split(text)


def _split(text: str) -> tuple[str, ...]:
    """Return the entries of a list: by bullets where it has them, else by lines."""
    found: list[str] = []
    bulleted = text.lstrip().startswith("•")
    for line in text.split("\n"):
        begins = _BULLET.match(line.lstrip())
        if found and bulleted and not line.lstrip().startswith("•"):
            found[-1] += "\n" + line
        else:
            found.append(line.lstrip()[begins.end() :] if begins else line)
    return tuple(entry.strip() for entry in found if entry.strip())


def _miss(entry: str) -> NearMiss:
    found = _BELONGS.fullmatch(entry)
    if found is None:
        return NearMiss(text=entry)
    return NearMiss(text=found["text"], belongs_to=found["home"])
