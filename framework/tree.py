"""YAML text as a plain tree that remembers lines, with everything risky refused.

Nothing is built from tags, nothing is repeated through aliases, and every value keeps the
characters that its author typed, so that the reader above can say "line 12" and "quote this".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from yaml.resolver import Resolver

MOST_BYTES = 2_000_000
TOO_LARGE = "the file is larger than 2 MB; a framework is text only"
MOST_DEPTH = 12
MOST_VALUES = 50_000
MOST_PROBLEMS = 500

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER = Resolver()
_KINDS = {"bool": "yes or no", "int": "a number", "float": "a number", "timestamp": "a date"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a framework file, with its remedy; `line` counts from 1."""

    line: int
    path: str
    what: str

    def __str__(self) -> str:
        """Return the problem on one line, place first."""
        return f"line {self.line}{', ' + self.path if self.path else ''}: {self.what}"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value as typed. `misread` says what YAML would take it for if it is no text."""

    text: str
    line: int
    misread: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """The items of a list."""

    items: "tuple[Node, ...]"
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping with its value."""

    key: str
    line: int
    node: "Node"


@dataclass(frozen=True, slots=True)
class Block:
    """The keys and values of a mapping, in the order of the file."""

    entries: tuple[Entry, ...]
    line: int


Node = Leaf | Listing | Block


class Notebook:
    """The problems found so far in one file; it stops writing after the first few hundred."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._values = 0

    def note(self, line: int, path: str, what: str) -> None:
        """Write down one problem."""
        if len(self._problems) < MOST_PROBLEMS:
            self._problems.append(Problem(line, path, what))

    def read_one_more(self) -> bool:
        """Count one more value of the file; return whether it may hold so many."""
        self._values += 1
        return self._values <= MOST_VALUES

    def count(self) -> int:
        """Return how many problems are written down."""
        return len(self._problems)

    def problems(self) -> tuple[Problem, ...]:
        """Return all problems in the order of the file."""
        return tuple(sorted(self._problems, key=lambda problem: problem.line))


class _HopelessError(Exception):
    """The text cannot be read to its end; the reason is in the notebook."""


def grow_tree(text: str, notebook: Notebook) -> Node | None:
    """Return the text's one document as a tree, or None if it cannot be read to its end.

    What is wrong goes into the notebook: broken syntax, tabs, aliases and anchors, tags,
    keys given twice, more than one document, nesting deeper than 12, more than 50,000 texts,
    more than 2 MB.
    """
    if len(text) > MOST_BYTES or len(text.encode(errors="replace")) > MOST_BYTES:
        notebook.note(1, "", TOO_LARGE)
        return None
    forbidden = yaml.reader.Reader.NON_PRINTABLE.search(text.removeprefix("\ufeff"))
    if forbidden:
        line = text[: forbidden.start()].count("\n") + 1
        what = "an invisible control character stands here; delete it and save as UTF-8"
        notebook.note(line, "", what)
        return None
    try:
        return _document(yaml.parse(text.removeprefix("\ufeff"), Loader=_LOADER), notebook)
    except yaml.YAMLError as error:
        line, what = _broken(text, error)
        notebook.note(line, "", what)
    except _HopelessError:
        pass
    return None


def _document(events: Iterator[yaml.Event], notebook: Notebook) -> Node | None:
    root: Node | None = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if root is not None:
                line = _line(event)
                notebook.note(line, "", 'a second document begins here; take out the line "---"')
                raise _HopelessError
            root = _node(next(events), events, notebook, ())
    return root


def _node(
    event: yaml.Event, events: Iterator[yaml.Event], notebook: Notebook, path: tuple[str, ...]
) -> Node:
    line = _line(event)
    where = place(path)
    if len(path) > MOST_DEPTH:
        notebook.note(line, where, "lists inside lists go too deep here; check the indentation")
        raise _HopelessError
    if not notebook.read_one_more():
        notebook.note(
            line, "", "the file holds more than 50,000 texts; a framework holds far fewer"
        )
        raise _HopelessError
    _refuse_tricks(event, notebook, where)
    if isinstance(event, yaml.ScalarEvent):
        return Leaf(event.value, line, _misread(event))
    if isinstance(event, yaml.SequenceStartEvent):
        return _listing(events, notebook, path, line)
    if isinstance(event, yaml.MappingStartEvent):
        return _block(events, notebook, path, line)
    return Leaf("", line, "a reference")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _refuse_tricks(event: yaml.Event, notebook: Notebook, where: str) -> None:
    sign = None
    if getattr(event, "tag", None) is not None:
        sign = "!"
    elif getattr(event, "anchor", None) is not None:
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
    if sign:
        what = f'a text that begins with "{sign}" means something else in YAML; put it in quotes'
        notebook.note(_line(event), where, what)


def _listing(
    events: Iterator[yaml.Event], notebook: Notebook, path: tuple[str, ...], line: int
) -> Listing:
    items: list[Node] = []
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        items.append(_node(event, events, notebook, (*path, f"[{len(items)}]")))
    return Listing(tuple(items), line)


def _block(
    events: Iterator[yaml.Event], notebook: Notebook, path: tuple[str, ...], line: int
) -> Block:
    entries: dict[str, Entry] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        key_line = _line(event)
        if not isinstance(event, yaml.ScalarEvent):
            what = 'a name is expected before the colon; put texts that begin with "[" in quotes'
            notebook.note(key_line, place(path), what)
            raise _HopelessError
        key = event.value
        here = (*path, shown(key))
        node = _node(next(events), events, notebook, here)
        if key in entries:
            what = f"this is already given in line {entries[key].line}; keep one of them"
            notebook.note(key_line, place(here), what)
        else:
            entries[key] = Entry(key, key_line, node)
    return Block(tuple(entries.values()), line)


def _misread(event: yaml.ScalarEvent) -> str | None:
    if not event.implicit[0]:
        return None
    # types-PyYAML leaves resolve() untyped; it returns the tag as text
    found = _RESOLVER.resolve(yaml.ScalarNode, event.value, (True, False))  # type: ignore[no-untyped-call]
    tag = str(found).rsplit(":", 1)[-1]
    if tag == "str":
        return None
    if tag == "null":
        return "nothing" if event.value else "empty"
    return _KINDS.get(tag, "a YAML sign")


def place(path: tuple[str, ...]) -> str:
    """Return a path as it is shown to people, such as `themes[2].codes[0].id`."""
    return ".".join(path).replace(".[", "[")


def shown(text: str) -> str:
    """Return a key or id fit to be shown in a message: short, on one line; else three dots.

    A sentence is never shown, because a slipped indentation can turn an interview's words
    into a key.
    """
    return text if len(text) <= 40 and text.isprintable() and text.count(" ") < 3 else "…"


def _broken(text: str, error: yaml.YAMLError) -> tuple[int, str]:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return 1, _GENERAL_ADVICE
    line = mark.line + 1
    lines = text.splitlines()
    for number in (line, line - 1):
        if 0 < number <= len(lines) and re.match(r"\s*\t", lines[number - 1]):
            return number, "a tab stands at the beginning of the line; indent with spaces"
    trouble = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    return line, next((a for sign, a in _ADVICE if sign in trouble), _GENERAL_ADVICE)


_GENERAL_ADVICE = (
    "YAML cannot read this line or the one above; check its quotation marks, colons and indentation"
)
_ADVICE = (
    ("quoted scalar", "a quotation mark is opened here and not closed in the right place"),
    ("mapping values", 'a text with ": " in it stands here without quotes; put it in quotes'),
    ("expected ':'", "a colon is missing after a field's name, or a text needs quotes"),
    ("alias", 'a text that begins with "*" means something else in YAML; put it in quotes'),
    ("anchor", 'a text that begins with "&" means something else in YAML; put it in quotes'),
    ("start any token", "a text begins with a sign that YAML keeps for itself; put it in quotes"),
    ("block", "the indentation differs from the lines above, or a text in quotes goes on after it"),
)
