"""The ids of a framework file: given once each, and named only if they exist."""

from collections.abc import Collection
from difflib import get_close_matches

from framework.fields import Fields
from framework.tree import Notebook, shown

_FEW = 500  # beyond this, looking for what may have been meant would take seconds


class Names:
    """The ids given so far, and what mentions them; checked when the whole file is read."""

    def __init__(self, notebook: Notebook) -> None:
        self.latest_code = ""
        self._any_code = False
        self._notebook = notebook
        self._given: dict[tuple[str, str], str] = {}
        self._codes: dict[str, None] = {}
        self._values: dict[str, list[str]] = {}
        self._mentions: list[tuple[int, str, str]] = []
        self._places: list[tuple[int, str, str, str]] = []

    def has_codes(self) -> bool:
        """Say whether the file holds any code."""
        return self._any_code

    def dimension(self, fields: Fields, dimension_id: str) -> None:
        """Take down a dimension's id."""
        self._give("dimension", fields, dimension_id)
        self._values.setdefault(dimension_id, [])

    def value(self, fields: Fields, dimension_id: str, value_id: str) -> None:
        """Take down the id of one of a dimension's values."""
        self._give(f"value of {dimension_id}", fields, value_id)
        self._values[dimension_id].append(value_id)

    def theme(self, fields: Fields, theme_id: str) -> None:
        """Take down a theme's id."""
        self._give("theme", fields, theme_id)

    def code(self, fields: Fields, code_id: str) -> None:
        """Take down a code's id."""
        self._give("code", fields, code_id)
        self._codes[code_id] = None
        self.latest_code = code_id
        self._any_code = True

    def mention(self, fields: Fields, key: str, own: str) -> str | None:
        """Return the code that a field names, to be looked up when all codes are known."""
        named = fields.mention(key)
        if named is None:
            return None
        if named == own:
            fields.note(key, "this names the code itself; name another code or delete the line")
        else:
            line = fields.line_of(key)
            self._mentions.append((line, f"{fields.path}.{key}", named))
        return named

    def places(self, fields: Fields) -> dict[str, str]:
        """Return an entry's value on each dimension, to be looked up as well."""
        found = fields.pairs("dimensions")
        for dimension, value, line in found:
            self._places.append((line, f"{fields.path}.dimensions", dimension, value))
        return {dimension: value for dimension, value, _ in found}

    def check(self) -> None:
        """Note everything that is named and does not exist."""
        for line, path, named in self._mentions:
            if named not in self._codes:
                self._missing(line, path, "code", named, self._codes)
        for line, path, dimension, value in self._places:
            if dimension not in self._values:
                self._missing(line, path, "dimension", dimension, self._values)
            elif value and value not in self._values[dimension]:
                where = f"{path}.{shown(dimension)}"
                kind = f"value of {shown(dimension)}"
                self._missing(line, where, kind, value, self._values[dimension])
            elif not value:
                what = "a value is missing after the colon; name one or delete the line"
                self._notebook.note(line, f"{path}.{shown(dimension)}", what)

    def _give(self, kind: str, fields: Fields, given: str) -> None:
        if not given:
            return
        key = (kind, given.casefold())
        first = self._given.setdefault(key, fields.path)
        if first != fields.path:
            what = (
                f'"{shown(given)}" is already the id of {first}; '
                "ids differ by more than capital letters, so choose another"
            )
            fields.note("id", what)

    def _missing(self, line: int, path: str, kind: str, named: str, known: Collection[str]) -> None:
        known = [name for name in known if name] if len(known) <= _FEW else []
        close = get_close_matches(named[:_FEW], known, n=1, cutoff=0.75)
        if close:
            hint = f"did you mean {close[0]}?"
        elif 0 < len(known) <= 8:
            hint = f"known are {', '.join(known)}"
        else:
            hint = "correct it, or add it to the file"
        self._notebook.note(line, path, f'there is no {kind} "{shown(named)}"; {hint}')
