"""Word files (.docx): paragraphs and tables in reading order, every word that is shown.

Read from the XML rather than through python-docx, which leaves out inserted words of tracked
changes, content controls and cells that were merged, and glues some of them.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from coding.model import Remark
from coding.transcripts.cleaning import clean, count_controls, unify_line_ends
from coding.transcripts.emphasis import paragraph_lines, set_off, unmarked
from coding.transcripts.errors import TranscriptError
from coding.transcripts.packed import main_part
from coding.transcripts.source import Line, Row, Source, Table

MOST_COLUMNS = 60

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
_LEFT_OUT = frozenset(("del", "moveFrom", "txbxContent", "altChunk", "object", "sym"))


def read_word(data: bytes) -> Source:
    """Return a Word file's paragraphs and tables; the remarks name all that was left out.

    Raises:
        TranscriptError: If the file is damaged, harmful, or has a table too wide to be one.
    """
    reading = _Reading()
    root = main_part(data)
    body = next((child for child in root if _name(child) == "body"), None)
    if body is None:
        raise TranscriptError("The file is not a Word document with text. Save it as .docx again.")
    blocks = tuple(reading.blocks(body))
    return Source("word", blocks, reading.remarks())


def _name(element: Any) -> str:
    """Return an element's name without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _value(element: Any, attribute: str) -> str | None:
    """Return an attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == attribute:
            return str(value)
    return None


def _child(element: Any, *names: str) -> Any:
    """Return what is found by going down the names, or None."""
    for name in names:
        element = next((child for child in element if _name(child) == name), None)
        if element is None:
            return None
    return element


def _has(run: Any, forms: tuple[str, ...]) -> bool:
    """Return whether a run has one of the forms by itself, e.g. is bold."""
    properties = _child(run, "rPr")
    if properties is None:
        return False
    return any(
        _name(one) in forms and (_value(one, "val") or "1") not in ("0", "false", "none")
        for one in properties
    )


class _Reading:
    """One pass over a document, counting paragraphs and what is left out."""

    def __init__(self) -> None:
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
            if name == "p":
                yield from self._paragraph_lines(child)
            elif name == "tbl":
                yield self._table(child)
            elif name in _LEFT_OUT:
                self._count(name)
            elif name not in _SKIPPED and name != "sectPr":
                yield from self.blocks(child)

    def _paragraph_lines(self, paragraph: Any) -> Iterator[Line]:
        words = self._paragraph(paragraph)
        style = _child(paragraph, "pPr", "pStyle")
        heading = style is not None and (_value(style, "val") or "").startswith(
            ("Heading", "Title")
        )
        yield from paragraph_lines(words, number=self.number, heading=heading)

    def _paragraph(self, paragraph: Any) -> str:
        """Return a paragraph's words; its soft line breaks are LF, set-off words are marked."""
        self.number += 1
        if _child(paragraph, "pPr", "numPr") is not None:
            self._count("numPr")
        pieces: list[str] = []
        self._collect(paragraph, pieces)
        words = unify_line_ends("".join(pieces))
        self.controls += count_controls(unmarked(words))
        return words

    def _collect(self, element: Any, pieces: list[str], *, marked: bool = False) -> None:
        for child in element:
            name = _name(child)
            if name in _SKIPPED:
                continue
            if name in _NAMED:
                self._count(name)
            if name == "r" and _has(child, ("vanish",)):
                self._count("vanish")
                continue
            if name == "t":
                words = child.text or ""
                pieces.append(set_off(words) if marked else words)
            elif name in _PLAIN:
                pieces.append(_PLAIN[name])
            elif name not in _LEFT_OUT:
                self._collect(child, pieces, marked=marked or _has(child, ("b", "i", "u")))

    def _count(self, name: str) -> None:
        what = _NAMED[name]
        self.counts[what] += 1
        self.first.setdefault(what, max(1, self.number))

    def _table(self, table: Any) -> Table:
        rows = tuple(self._row(row) for row in _find(table, "tr"))
        return Table(tuple(row for row in rows if any(row.cells)))

    def _row(self, row: Any) -> Row:
        cells: list[str | None] = []
        number = self.number + 1
        for cell in _find(row, "tc"):
            merge = _child(cell, "tcPr", "vMerge")
            goes_on = merge is not None and _value(merge, "val") != "restart"
            words = "\n".join(self._cell_paragraphs(cell)).strip()
            cells.append(None if goes_on and not words else words)
            wide = _child(cell, "tcPr", "gridSpan")
            spare = (_value(wide, "val") or "1") if wide is not None else "1"
            cells.extend(
                [""] * (min(int(spare[:6]), MOST_COLUMNS + 1) - 1 if spare.isdecimal() else 0)
            )
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
            if name == "p":
                words = clean(self._paragraph(child)).strip()
                if words:
                    yield words
            elif name in _LEFT_OUT:
                self._count(name)
            elif name not in _SKIPPED:
                yield from self._cell_paragraphs(child)


def _find(parent: Any, wanted: str) -> Iterator[Any]:
    """Yield a table's rows or a row's cells, through content controls, not through other tables."""
    for child in parent:
        name = _name(child)
        if name == wanted:
            yield child
        elif name in ("sdt", "sdtContent", "customXml", "ins", "smartTag"):
            yield from _find(child, wanted)
