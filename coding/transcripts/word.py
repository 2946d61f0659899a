"""Word files (.docx): paragraphs and tables in reading order, every word that is shown.

Read from the XML rather than through python-docx, which leaves out inserted words of tracked
changes, content controls and cells that were merged, and glues some of them.
"""

from collections.abc import Iterator
from typing import Any

from coding.transcripts.cleaning import clean
from coding.transcripts.emphasis import paragraph_lines, set_off
from coding.transcripts.errors import TranscriptError
from coding.transcripts.packed import main_part
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

_PLAIN = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
    "softHyphen": "\u00ad",
}
_SKIPPED = frozenset(("pPr", "rPr", "instrText", "delInstrText", "Fallback", "sdtPr", "sdtEndPr"))
_NAMED = {
    "del": "Words deleted in tracked changes were left out",
    "moveFrom": "Words moved away in tracked changes were left out at their old place",
    "ins": "Words inserted in tracked changes were kept",
    "commentReference": "Comments were left out",
    "footnoteReference": "Footnotes were left out",
    "endnoteReference": "Endnotes were left out",
    "txbxContent": "Text boxes were left out",
    "blip": "Pictures were left out",
    "imagedata": "Pictures were left out",
    "sym": "Symbols of a special font were left out",
    "vanish": "Hidden words were left out",
    "altChunk": "Embedded documents were left out",
    "object": "Embedded objects were left out",
    "numPr": "Numbers of numbered paragraphs are Word's own and were left out",
}
_GROUPS = ("sdt", "sdtContent", "customXml", "ins", "smartTag")
_LEFT_OUT = frozenset(("del", "moveFrom", "txbxContent", "altChunk", "object", "sym"))


def read_word(data: bytes) -> Source:
    """Return a Word file's paragraphs and tables; the remarks name all that was left out.

    Raises:
        TranscriptError: If the file is damaged, harmful, or has a table too wide to be one.
    """
    reading = _Reading()
    root = main_part(data)
    body = next((child for child in root if local_name(child) == "body"), None)
    if body is None:
        raise TranscriptError("The file is not a Word document with text. Save it as .docx again.")
    blocks = tuple(reading.blocks(body))
    return Source("word", blocks, reading.remarks())


def _has(run: Any, forms: tuple[str, ...]) -> bool:
    """Return whether a run has one of the forms by itself, e.g. is bold."""
    properties = descend(run, "rPr")
    if properties is None:
        return False
    return any(
        local_name(one) in forms and (attribute(one, "val") or "1") not in ("0", "false", "none")
        for one in properties
    )


class _Reading(Walk):
    """One pass over a Word file."""

    def blocks(self, parent: Any) -> Iterator[Line | Table]:
        """Yield the paragraphs' lines and the tables below an element, in order."""
        for child in parent:
            name = local_name(child)
            if name == "p":
                yield from self._paragraph_lines(child)
            elif name == "tbl":
                yield self._table(child)
            elif name in _LEFT_OUT:
                self.count(_NAMED[name])
            elif name not in _SKIPPED and name != "sectPr":
                yield from self.blocks(child)

    def _paragraph_lines(self, paragraph: Any) -> Iterator[Line]:
        words = self._paragraph(paragraph)
        style = descend(paragraph, "pPr", "pStyle")
        heading = style is not None and (attribute(style, "val") or "").startswith(
            ("Heading", "Title")
        )
        yield from paragraph_lines(words, number=self.number, heading=heading)

    def _paragraph(self, paragraph: Any) -> str:
        """Return a paragraph's words; its soft line breaks are LF, set-off words are marked."""
        self.number += 1
        if descend(paragraph, "pPr", "numPr") is not None:
            self.count(_NAMED["numPr"])
        pieces: list[str] = []
        self._collect(paragraph, pieces)
        return self.put_together(pieces)

    def _collect(self, element: Any, pieces: list[str], *, marked: bool = False) -> None:
        for child in element:
            name = local_name(child)
            if name in _SKIPPED:
                continue
            if name in _NAMED:
                self.count(_NAMED[name])
            if name == "r" and _has(child, ("vanish",)):
                self.count(_NAMED["vanish"])
                continue
            if name == "t":
                words = child.text or ""
                pieces.append(set_off(words) if marked else words)
            elif name in _PLAIN:
                pieces.append(_PLAIN[name])
            elif name not in _LEFT_OUT:
                self._collect(child, pieces, marked=marked or _has(child, ("b", "i", "u")))

    def _table(self, table: Any) -> Table:
        rows = tuple(self._row(row) for row in parts_of(table, ("tr",), through=_GROUPS))
        return Table(tuple(row for row in rows if any(row.cells)))

    def _row(self, row: Any) -> Row:
        cells: list[str | None] = []
        number = self.number + 1
        for cell in parts_of(row, ("tc",), through=_GROUPS):
            merge = descend(cell, "tcPr", "vMerge")
            goes_on = merge is not None and attribute(merge, "val") != "restart"
            words = "\n".join(self._cell_paragraphs(cell)).strip()
            cells.append(None if goes_on and not words else words)
            wide = descend(cell, "tcPr", "gridSpan")
            spare = (attribute(wide, "val") or "1") if wide is not None else "1"
            cells.extend(
                [""] * (min(int(spare[:6]), MOST_COLUMNS + 1) - 1 if spare.isdecimal() else 0)
            )
            refuse_wide(len(cells), paragraph=number)
        return Row(number, tuple(cells))

    def _cell_paragraphs(self, cell: Any) -> Iterator[str]:
        """Yield the paragraphs of a cell, those of a table inside it too."""
        for child in cell:
            name = local_name(child)
            if name == "p":
                words = clean(self._paragraph(child)).strip()
                if words:
                    yield words
            elif name in _LEFT_OUT:
                self.count(_NAMED[name])
            elif name not in _SKIPPED:
                yield from self._cell_paragraphs(child)
