"""What walks over the XML of word processors have in common: names, counts, rows of tables."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from coding.model import Remark
from coding.transcripts.cleaning import count_controls, unify_line_ends
from coding.transcripts.emphasis import unmarked
from coding.transcripts.errors import TranscriptError

MOST_COLUMNS = 60
"""A transcript has two to six columns; a table of more is none."""


class Walk:
    """One pass over a document: its paragraphs, and what is left out, are counted."""

    def __init__(self) -> None:
        self.number = 0
        self._counts: Counter[str] = Counter()
        self._first: dict[str, int] = {}
        self._controls = 0

    def count(self, what: str) -> None:
        """Note one thing that was left out, or kept with a doubt, at the paragraph at hand."""
        self._counts[what] += 1
        self._first.setdefault(what, max(1, self.number))

    def put_together(self, pieces: list[str]) -> str:
        """Return a paragraph's words; its soft line breaks are LF, set-off words are marked."""
        words = unify_line_ends("".join(pieces))
        self._controls += count_controls(unmarked(words))
        return words

    def remarks(self) -> tuple[Remark, ...]:
        """Return one remark for each kind of thing left out or doubtful."""
        remarks = [
            Remark(self._first[what], f"{what}: {count}, first here.")
            for what, count in self._counts.items()
        ]
        if self._controls:
            remarks.append(Remark(None, f"Control characters removed: {self._controls}."))
        return tuple(remarks)


def refuse_wide(columns: int, *, paragraph: int) -> None:
    """Refuse a row with more columns than a transcript's table can have.

    Raises:
        TranscriptError: Naming the paragraph at which the row begins.
    """
    if columns > MOST_COLUMNS:
        raise TranscriptError(
            f"The table at paragraph {paragraph} has more than {MOST_COLUMNS} columns; "
            "a transcript has two to six."
        )


def local_name(element: Any) -> str:
    """Return an element's name without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """Return an attribute by its name without namespace; None if there is none."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def descend(element: Any, *names: str) -> Any:
    """Return what is found by going down the names, or None."""
    for name in names:
        element = next((child for child in element if local_name(child) == name), None)
        if element is None:
            return None
    return element


def parts_of(parent: Any, wanted: tuple[str, ...], *, through: tuple[str, ...]) -> Iterator[Any]:
    """Yield a table's rows or a row's cells, through what groups them, not through other tables."""
    for child in parent:
        name = local_name(child)
        if name in wanted:
            yield child
        elif name in through:
            yield from parts_of(child, wanted, through=through)
