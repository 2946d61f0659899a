"""A framework and a code's words as the editor takes and sends them. Pure."""

from framework.editing import CodeWords, words_of
from framework.model import Code, Framework
from ui.reader.data import JsonValue


def framework_json(framework: Framework, version: int) -> JsonValue:
    """Return the framework with all that can be sharpened in it."""
    return {
        "version": version,
        "name": framework.name,
        "themes": [
            {
                "id": theme.id,
                "name": theme.name,
                "colour": theme.colour,
                "codes": [_code(code) for code in theme.codes],
            }
            for theme in framework.themes
        ],
    }


def _code(code: Code) -> dict[str, JsonValue]:
    return {"id": code.id, "name": code.name, "colour": code.colour, **words_json(words_of(code))}


def words_json(words: CodeWords) -> dict[str, JsonValue]:
    """Return a code's words as the editor takes and sends them."""
    return {
        "definition": words.definition,
        "include": list(words.include),
        "exclude": list(words.exclude),
        "examples": list(words.examples),
        "near": [[miss.text, miss.belongs_to] for miss in words.near_misses],
    }
