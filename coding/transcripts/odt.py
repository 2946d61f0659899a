"""OpenDocument text (.odt): paragraphs and tables, every word that is shown.

Read part by part from the archive, as Word files are. Why not odfpy: it unpacks and parses every
part without limits, has had no release since 2020, and leaves reading order to its caller.
"""

from collections.abc import Iterator
from typing import Any

from coding.transcripts.cleaning import clean
from coding.transcripts.emphasis import paragraph_lines, set_off, unmarked
from coding.transcripts.errors import TranscriptError
from coding.transcripts.packed import Packed, locked, opened
from coding.transcripts.source import Line, Row, Source, Table
from coding.transcripts.walking import (
    MOST_COLUMNS,
    Walk,
    attribute,
    descend,
    local_name,
    parts_of,
    refuse_wide,
)

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
_GROUPS = ("table-header-rows", "table-rows", "table-row-group")
_CELLS = ("table-cell", "covered-table-cell")
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
    text = descend(root, "body", "text")
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
    return any(local_name(one) == "encryption-data" for one in packed.xml(manifest).iter())


def _times(element: Any, name: str) -> int:
    """Return a number of times that an attribute gives; 1 if it has none."""
    written = attribute(element, name) or ""
    return int(written[:6]) if written.isdecimal() else 1


def _styles(root: Any) -> frozenset[str]:
    """Return the names of the document's own styles that are bold, italic or underlined."""
    styles = descend(root, "automatic-styles")
    return frozenset(
        str(attribute(style, "name"))
        for style in (() if styles is None else styles)
        if (form := descend(style, "text-properties")) is not None
        and (
            attribute(form, "font-weight") in ("bold", "600", "700", "800", "900")
            or attribute(form, "font-style") in ("italic", "oblique")
            or attribute(form, "text-underline-style") not in (None, "", "none")
        )
    )


class _Reading(Walk):
    """One pass over an OpenDocument text."""

    def __init__(self, set_off_styles: frozenset[str]) -> None:
        super().__init__()
        self.set_off_styles = set_off_styles

    def blocks(self, parent: Any) -> Iterator[Line | Table]:
        """Yield the paragraphs' lines and the tables below an element, in order."""
        for child in parent:
            name = local_name(child)
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
            name = attribute(element, "note-class") or "footnote"
        if name in _NAMED:
            self.count(_NAMED[name])
        hidden = name == "hidden-paragraph" and attribute(element, "is-hidden") == "true"
        return name in _LEFT_OUT or name in _SKIPPED or name.endswith("note") or hidden

    def _paragraph(self, paragraph: Any) -> str:
        """Return a paragraph's words; its soft line breaks are LF, set-off words are marked."""
        self.number += 1
        pieces: list[str] = []
        self._collect(paragraph, pieces, marked=self._is_set_off(paragraph))
        return self.put_together(pieces)

    def _is_set_off(self, element: Any) -> bool:
        return attribute(element, "style-name") in self.set_off_styles

    def _collect(self, element: Any, pieces: list[str], *, marked: bool) -> None:
        _put(element.text, pieces, marked=marked)
        for child in element:
            name = local_name(child)
            if name in _BREAKS:
                pieces.append(_BREAKS[name])
            elif name == "s":
                pieces.append(" " * min(_times(child, "c"), MOST_SPACES))
            elif name and not self._left_out(child, name):
                self._collect(child, pieces, marked=marked or self._is_set_off(child))
                pieces.extend("\n" if name == "p" else ())
            _put(child.tail, pieces, marked=marked)

    def _table(self, table: Any) -> Table:
        rows = tuple(self._row(row) for row in parts_of(table, ("table-row",), through=_GROUPS))
        return Table(tuple(row for row in rows if any(row.cells)))

    def _row(self, row: Any) -> Row:
        cells: list[str | None] = []
        number = self.number + 1
        for cell in parts_of(row, _CELLS, through=()):
            words = "\n".join(self._cell_paragraphs(cell)).strip()
            covered = local_name(cell) == "covered-table-cell" and not words
            times = min(_times(cell, "number-columns-repeated"), MOST_COLUMNS + 1)
            cells.extend([None if covered else words] * (times if words or covered else 1))
            refuse_wide(len(cells), paragraph=number)
        return Row(number, tuple(cells))

    def _cell_paragraphs(self, cell: Any) -> Iterator[str]:
        """Yield the paragraphs of a cell, those of a table inside it too."""
        for child in cell:
            name = local_name(child)
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
