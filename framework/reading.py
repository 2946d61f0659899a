"""Framework files: YAML text into a `Framework`, or all that is wrong with it at once.

A researcher writes the file by hand, so every message says where it is, what is wrong and
what to do. Sentences of the file are never repeated in a message: examples may be what
somebody said in confidence.
"""

from pydantic import ValidationError

from framework.fields import Fields
from framework.model import Code, Dimension, DimensionValue, Framework, NearMiss, Origin, Theme
from framework.references import Names
from framework.tree import MOST_BYTES, TOO_LARGE, Block, Node, Notebook, Problem, grow_tree

_SHOWN = 10


class FrameworkError(Exception):
    """A framework file that cannot be used.

    `problems` holds everything found, in the order of the file; the message shows the
    first ten.
    """

    def __init__(self, source: str, problems: tuple[Problem, ...]) -> None:
        lines = [f"{source}, {problem}" for problem in problems[:_SHOWN]]
        if len(problems) > _SHOWN:
            lines.append(f"{source}: and {len(problems) - _SHOWN} more")
        super().__init__("\n".join(lines))
        self.source = source
        self.problems = problems


def decode_framework(data: bytes, *, source: str) -> str:
    """Return the text of a framework file's bytes.

    Raises:
        FrameworkError: If it is larger than 2 MB or not saved as UTF-8.
    """
    if len(data) > MOST_BYTES:
        raise FrameworkError(source, (Problem(1, "", TOO_LARGE),))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        what = "this is no UTF-8 text; in your editor choose Save as, encoding UTF-8"
        raise FrameworkError(source, (Problem(line, "", what),)) from None


def read_framework(text: str, *, source: str) -> Framework:
    """Return the framework that the YAML text describes.

    Args:
        text: The file's text.
        source: What the file is called in messages, usually its name.

    Raises:
        FrameworkError: If anything is wrong with it; all problems are collected.
    """
    notebook = Notebook()
    root = grow_tree(text, notebook)
    framework = _framework(root, notebook) if root is not None else None
    problems = notebook.problems()
    if framework is None and not problems:
        what = "the file is empty; begin with name: and themes:"
        problems = (Problem(1, "", what),)
    if problems or framework is None:
        raise FrameworkError(source, problems)
    return framework


def _framework(root: Node, notebook: Notebook) -> Framework | None:
    if not isinstance(root, Block):
        notebook.note(root.line, "", "a framework begins with name: and themes:")
        return None
    names = Names(notebook)
    fields = Fields(root, notebook, "", Framework)
    values = {
        "name": fields.title("name"),
        "version": fields.label("version", "1"),
        "about": fields.text("about"),
        "licence": fields.text("licence"),
        "language": fields.label("language", "en"),
        "dimensions": tuple(_dimension(item, names) for item in fields.blocks(Dimension)),
        "themes": tuple(_theme(item, names) for item in fields.blocks(Theme)),
    }
    if not names.has_codes() and not notebook.count():
        notebook.note(root.line, "themes", "there is no code; a framework has at least one")
    names.check()
    try:
        return None if notebook.count() else Framework.model_validate(values)
    except ValidationError:
        notebook.note(root.line, "", "a value cannot be used; check it against the guide")
        return None


def _dimension(fields: Fields, names: Names) -> dict[str, object]:
    dimension_id = fields.id()
    names.dimension(fields, dimension_id)
    values = tuple(_value(item, names, dimension_id) for item in fields.blocks(DimensionValue))
    if not values:
        fields.note("values", "a dimension needs values, each with an id and a name")
    return {
        "id": dimension_id,
        "name": fields.title("name"),
        "rule": fields.text("rule"),
        "values": values,
    }


def _value(fields: Fields, names: Names, dimension_id: str) -> dict[str, object]:
    value_id = fields.id()
    names.value(fields, dimension_id, value_id)
    return {"id": value_id, "name": fields.title("name"), "about": fields.text("about")}


def _theme(fields: Fields, names: Names) -> dict[str, object]:
    theme_id = fields.id()
    names.theme(fields, theme_id)
    return {
        "id": theme_id,
        "name": fields.title("name"),
        "about": fields.text("about"),
        "colour": fields.colour(),
        "dimensions": names.places(fields),
        "codes": tuple(_code(item, names) for item in fields.blocks(Code)),
    }


def _code(fields: Fields, names: Names) -> dict[str, object]:
    code_id = fields.id()
    names.code(fields, code_id)
    return {
        "id": code_id,
        "name": fields.title("name"),
        "definition": fields.text("definition"),
        "include": fields.texts("include"),
        "exclude": fields.texts("exclude"),
        "examples": fields.texts("examples"),
        "near_misses": tuple(_near_miss(item, names) for item in fields.blocks(NearMiss)),
        "cues": fields.texts("cues"),
        "counterpart": names.mention(fields, "counterpart", code_id),
        "colour": fields.colour(),
        "origin": fields.choice("origin", tuple(Origin), Origin.DEDUCTIVE),
        "suggest": fields.yes("suggest", default=True),
        "dimensions": names.places(fields),
    }


def _near_miss(fields: Fields, names: Names) -> dict[str, object]:
    return {
        "text": fields.title("text"),
        "belongs_to": names.mention(fields, "belongs_to", names.latest_code),
    }
