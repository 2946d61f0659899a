"""OpenDocument text (.odt): paragraphs and tables, every word that is shown.

Read part by part from the archive, as Word files are. Why not odfpy: it unpacks and parses every
part without limits, has had no release since 2020, and leaves reading order to its caller.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from coding.model import Remark
from coding.transcripts.cleaning import clean, count_controls, unify_line_ends
from coding.transcripts.emphasis import paragraph_lines, set_off, unmarked
from coding.transcripts.errors import TranscriptError
from coding.transcripts.packed import Packed, locked, opened
from coding.transcripts.source import Line, Row, Source, Table

MOST_COLUMNS = 60
MOST_SPACES = 200

_WHAT = "OpenDocument file"
_NAMED = {
    "change": "Words deleted in tracked changes were left out",
    "annotation": "Comments were left out",
    "footnote": "Footnotes were left out",
    "endnote": "Endnotes were left out",
    "text-box": "Text boxes were left out",
    "image": "Pictures were left out",
    "object": "Embedded objects were left out",
    "list-item": "Numbers of lists are the program's own and were left out",
    "change-start": "Words inserted in tracked changes were kept",
    "hidden-text": "Hidden words were left out",
    "hidden-paragraph": "Hidden words were left out",
    "table-of-content": "Tables of contents were left out",
}
_LEFT_OUT = frozenset(("annotation", "text-box", "object", "hidden-text", "table-of-content"))
_SKIPPED = frozenset(
    (
        "annotation-end",
        "tracked-changes",
        "change",
        "forms",
        "sequence-decls",
        "variable-decls",
        "user-field-decls",
        "ruby-text",
    )
)
_BREAKS = {"tab": "\t", "line-break": "\n"}


def read_odt(data: bytes) -> Source:
    """Return an OpenDocument text's paragraphs and tables; the remarks name all left out.

    Raises:
        TranscriptError: If the file is damaged, harmful, locked, or has too wide a table.
    """
    with opened(data, what=_WHAT) as packed:
        if _is_locked(packed):
            raise locked(_WHAT)
        root = packed.xml("content.xml")
    text = _descend(root, "body", "text")
    if text is None:
        raise TranscriptError(
            "The OpenDocument file is no text (perhaps a table or slides). Save it as .odt."
        )
    reading = _Reading(_styles(root))
    blocks = tuple(reading.blocks(text))
    return Source("word", blocks, reading.remarks())


def _is_locked(packed: Packed) -> bool:
    manifest = "META-INF/manifest.xml"
    if manifest not in packed.names():
        return False
    return any(_name(one) == "encryption-data" for one in packed.xml(manifest).iter())


def _name(element: Any) -> str:
    """Return an element's name without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _value(element: Any, attribute: str) -> str:
    """Return an attribute by its name without namespace; "" if it has none."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == attribute:
            return str(value)
    return ""


def _count(element: Any, attribute: str) -> int:
    """Return a number of times that an attribute gives; 1 if it has none."""
    written = _value(element, attribute)
    return int(written[:6]) if written.isdecimal() else 1


def _descend(element: Any, *names: str) -> Any:
    for name in names:
        element = next((child for child in element if _name(child) == name), None)
        if element is None:
            return None
    return element


def _styles(root: Any) -> frozenset[str]:
    """Return the names of the document's own styles that are bold, italic or underlined."""
    styles = _descend(root, "automatic-styles")
    return frozenset(
        _value(style, "name")
        for style in (() if styles is None else styles)
        if (form := _descend(style, "text-properties")) is not None
        and (
            _value(form, "font-weight") in ("bold", "600", "700", "800", "900")
            or _value(form, "font-style") in ("italic", "oblique")
            or _value(form, "text-underline-style") not in ("", "none")
        )
    )


class _Reading:
    """One pass over a document, counting paragraphs and what is left out."""

    def __init__(self, set_off_styles: frozenset[str]) -> None:
        self.set_off_styles = set_off_styles
        self.number = 0
        self.counts: Counter[str] = Counter()
        self.first: dict[str, int] = {}
        self.controls = 0

    def remarks(self) -> tuple[Remark, ...]:
        """Return one remark for each kind of thing left out or doubtful."""
        remarks = [
            Remark(self.first[what], f"{what}: {count}, first here.")
            for what, count in self.counts.items()
        ]
        if self.controls:
            remarks.append(Remark(None, f"Control characters removed: {self.controls}."))
        return tuple(remarks)

    def blocks(self, parent: Any) -> Iterator[Line | Table]:
        """Yield the paragraphs' lines and the tables below an element, in order."""
        for child in parent:
            name = _name(child)
            if name in ("p", "h"):
                words = self._paragraph(child)
                yield from paragraph_lines(words, number=self.number, heading=name == "h")
            elif name == "table":
                yield self._table(child)
            elif not self._left_out(child, name):
                yield from self.blocks(child)

    def _left_out(self, element: Any, name: str) -> bool:
        """Return whether an element is to be left out, and count it if the report names it."""
        if name == "note":
            name = _value(element, "note-class") or "footnote"
        if name in _NAMED:
            self.counts[_NAMED[name]] += 1
            self.first.setdefault(_NAMED[name], max(1, self.number))
        hidden = name == "hidden-paragraph" and _value(element, "is-hidden") == "true"
        return name in _LEFT_OUT or name in _SKIPPED or name.endswith("note") or hidden

    def _paragraph(self, paragraph: Any) -> str:
        """Return a paragraph's words; its soft line breaks are LF, set-off words are marked."""
        self.number += 1
        pieces: list[str] = []
        self._collect(paragraph, pieces, marked=self._is_set_off(paragraph))
        words = unify_line_ends("".join(pieces))
        self.controls += count_controls(unmarked(words))
        return words

    def _is_set_off(self, element: Any) -> bool:
        return _value(element, "style-name") in self.set_off_styles

    def _collect(self, element: Any, pieces: list[str], *, marked: bool) -> None:
        _put(element.text, pieces, marked=marked)
        for child in element:
            name = _name(child)
            if name in _BREAKS:
                pieces.append(_BREAKS[name])
            elif name == "s":
                pieces.append(" " * min(_count(child, "c"), MOST_SPACES))
            elif name and not self._left_out(child, name):
                self._collect(child, pieces, marked=marked or self._is_set_off(child))
                pieces.extend("\n" if name == "p" else ())
            _put(child.tail, pieces, marked=marked)

    def _table(self, table: Any) -> Table:
        rows = tuple(self._row(row) for row in _find(table, ("table-row",)))
        return Table(tuple(row for row in rows if any(row.cells)))

    def _row(self, row: Any) -> Row:
        cells: list[str | None] = []
        number = self.number + 1
        for cell in _find(row, ("table-cell", "covered-table-cell")):
            words = "\n".join(self._cell_paragraphs(cell)).strip()
            covered = _name(cell) == "covered-table-cell" and not words
            times = min(_count(cell, "number-columns-repeated"), MOST_COLUMNS + 1)
            cells.extend([None if covered else words] * (times if words or covered else 1))
            if len(cells) > MOST_COLUMNS:
                raise TranscriptError(
                    f"The table at paragraph {number} has more than {MOST_COLUMNS} columns; "
                    "a transcript has two to six."
                )
        return Row(number, tuple(cells))

    def _cell_paragraphs(self, cell: Any) -> Iterator[str]:
        """Yield the paragraphs of a cell, those of a table inside it too."""
        for child in cell:
            name = _name(child)
            if name in ("p", "h"):
                words = clean(self._paragraph(child)).strip()
                if words:
                    yield words
            elif not self._left_out(child, name):
                yield from self._cell_paragraphs(child)


def _put(words: str | None, pieces: list[str], *, marked: bool) -> None:
    """Add words as they are shown: white space of the XML is one space."""
    if words:
        plain = unmarked(_folded(words))
        pieces.append(set_off(plain) if marked else plain)


def _folded(words: str) -> str:
    for space in "\n\r\t":
        words = words.replace(space, " ")
    while "  " in words:
        words = words.replace("  ", " ")
    return words


def _find(parent: Any, wanted: tuple[str, ...]) -> Iterator[Any]:
    """Yield a table's rows or a row's cells, not those of a table inside a cell."""
    for child in parent:
        name = _name(child)
        if name in wanted:
            yield child
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _find(child, wanted)
