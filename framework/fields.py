"""The fields of one entry of a framework file, each checked as it is taken out."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from pydantic import BaseModel

from framework.model import Code, Dimension, DimensionValue, Framework, NearMiss, Theme
from framework.tree import Block, Entry, Leaf, Listing, Node, Notebook, shown

_LISTS: dict[type[BaseModel], str] = {
    Dimension: "dimensions",
    DimensionValue: "values",
    Theme: "themes",
    Code: "codes",
    NearMiss: "near_misses",
}
_KINDS: dict[type[BaseModel], str] = {
    Framework: "framework",
    Dimension: "dimension",
    DimensionValue: "value",
    Theme: "theme",
    Code: "code",
    NearMiss: "near miss",
}
_ID = re.compile(r"\w[\w.\-]*")
_LONGEST_ID = 60
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_ALSO_KNOWN_AS = {
    "title": "name",
    "label": "name",
    "description": "about or definition",
    "color": "colour",
    "mirror": "counterpart",
    "keywords": "cues",
    "quotes": "examples",
    "subthemes": "codes",
}


class Fields:
    """One entry (a theme, a code …) of the file; what is wrong in it goes to the notebook."""

    def __init__(self, node: Node, notebook: Notebook, path: str, model: type[BaseModel]) -> None:
        self.line = node.line
        self.path = path
        self._model = model
        self._notebook = notebook
        self._entries: dict[str, Entry] = {}
        self._readable = True
        if isinstance(node, Block):
            self._entries = {entry.key: entry for entry in node.entries}
            self._refuse_unknown_keys()
        elif isinstance(node, Leaf) and model is NearMiss:
            self._entries = {"text": Entry("text", node.line, node)}
        else:
            self._readable = False
            what = f'a {_KINDS[model]} is written as fields below each other, such as "id: …"'
            notebook.note(node.line, path, what)

    def note(self, key: str, what: str) -> None:
        """Write down a problem of the field `key`."""
        self._notebook.note(self.line_of(key), self._below(key), what)

    def line_of(self, key: str) -> int:
        """Return the line of the field `key`, that of the entry if it is absent."""
        entry = self._entries.get(key)
        return entry.line if entry else self.line

    def text(self, key: str) -> str:
        """Return the field's text, "" if it is absent or empty."""
        node = self._node(key)
        return "" if node is None else self._words(node, self._below(key))

    def title(self, key: str) -> str:
        """Return the field's text; it must be there."""
        before = self._notebook.count()
        text = self.text(key)
        if not text.strip() and self._readable and self._notebook.count() == before:
            self.note(key, f"every {_KINDS[self._model]} needs a {key}; write one here")
        return text

    def label(self, key: str, default: str) -> str:
        """Return the field's text; a number is taken as it is typed."""
        node = self._node(key)
        if isinstance(node, Leaf) and node.misread in ("a number", "a date"):
            return node.text
        return default if node is None else self.text(key)

    def id(self) -> str:
        """Return the entry's id."""
        found = self.title("id").strip()
        if not found:
            return ""
        if not _ID.fullmatch(found) or len(found) > _LONGEST_ID:
            self.note(
                "id",
                f'"{shown(found)}" cannot be an id; use letters, digits, ".", "-" and "_", '
                f"no spaces, at most {_LONGEST_ID}",
            )
            return ""
        return found

    def mention(self, key: str) -> str | None:
        """Return the id that the field names, None if it names none."""
        return self.text(key).strip() or None

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of a list field."""
        items = self._items(key, "texts")
        found = tuple(self._words(item, f"{self._below(key)}[{n}]") for n, item in enumerate(items))
        for number, (item, text) in enumerate(zip(items, found, strict=True)):
            if isinstance(item, Leaf) and item.misread in (None, "empty") and not text.strip():
                what = "nothing stands here; write a text or delete the line"
                self._notebook.note(item.line, f"{self._below(key)}[{number}]", what)
        return found

    def blocks(self, model: type[BaseModel]) -> tuple["Fields", ...]:
        """Return the entries of a list field, such as the codes of a theme."""
        key = _LISTS[model]
        return tuple(
            Fields(item, self._notebook, f"{self._below(key)}[{number}]", model)
            for number, item in enumerate(self._items(key, key.replace("_", " ")))
        )

    def pairs(self, key: str) -> tuple[tuple[str, str, int], ...]:
        """Return the names, texts and lines of a field that is a mapping itself."""
        node = self._node(key)
        if node is None:
            return ()
        if not isinstance(node, Block):
            self.note(key, 'write one "dimension: value" a line, indented below')
            return ()
        below = self._below(key)
        return tuple(
            (entry.key, self._words(entry.node, f"{below}.{shown(entry.key)}").strip(), entry.line)
            for entry in node.entries
        )

    def colour(self) -> str | None:
        """Return the entry's colour as #rrggbb, None if it has none."""
        if "colour" not in self._entries:
            return None
        text = self.text("colour").strip()
        if not _COLOUR.fullmatch(text):
            what = 'a colour is written in quotes as "#" and six digits, such as "#2a6f97"'
            self.note("colour", what)
            return None
        return text

    def choice(self, key: str, choices: Sequence[str], default: str) -> str:
        """Return which of the choices the field names."""
        text = self.text(key).strip() or default
        if text not in choices:
            self.note(key, f"this can be {' or '.join(choices)}")
        return text

    def yes(self, key: str, *, default: bool) -> bool:
        """Return whether the field says true."""
        node = self._node(key)
        if node is None:
            return default
        word = node.text.lower() if isinstance(node, Leaf) else ""
        if word not in ("true", "false", "yes", "no"):
            self.note(key, "this can be true or false")
        return word in ("true", "yes")

    def _below(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _node(self, key: str) -> Node | None:
        entry = self._entries.get(key)
        if entry is None or (isinstance(entry.node, Leaf) and entry.node.misread == "empty"):
            return None
        return entry.node

    def _items(self, key: str, what: str) -> tuple[Node, ...]:
        node = self._node(key)
        if isinstance(node, Listing) or node is None:
            return node.items if node else ()
        self.note(key, f'a list of {what} is expected; begin each of them with "- "')
        return ()

    def _words(self, node: Node, path: str) -> str:
        if not isinstance(node, Leaf):
            what = 'a text is expected; if it has ": " in it or begins with "[", put it in quotes'
            self._notebook.note(node.line, path, what)
            return ""
        if node.misread not in (None, "empty"):
            what = f"YAML takes this for {node.misread}; put it in quotes"
            self._notebook.note(node.line, path, what)
        return node.text

    def _refuse_unknown_keys(self) -> None:
        known = list(self._model.model_fields)
        for key in self._entries:
            if key not in known:
                close = get_close_matches(key[:40].lower(), known, n=1)
                meant = _ALSO_KNOWN_AS.get(key.lower()) or (close[0] if close else None)
                hint = f"did you mean {meant}?" if meant else f"known are {', '.join(known)}"
                what = f"a {_KINDS[self._model]} has no such field; {hint}"
                self._notebook.note(self._entries[key].line, self._below(shown(key)), what)
