"""What a container (a text file, a Word file) hands to the layouts: lines and tables.

A line's `number` is what a report refers to, from 1: the line of a text file or of a PDF, the
paragraph of a Word file (cells of tables counted along), the row of a sheet.
"""

from dataclasses import dataclass, field
from functools import cached_property

from coding.model import Remark

SAMPLE_LINES = 4000
"""How many lines a recogniser looks at; a parser reads them all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words, without its line end and never blank.

    `opens` says that a paragraph begins here: after a blank line in a text file, at every
    paragraph of a Word file (its soft line breaks go on in the same paragraph). `lead` counts
    the characters from the first visible one that are bold, italic or underlined.
    """

    number: int
    text: str
    opens: bool = True
    heading: bool = False
    lead: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table. A cell is None where Word merged it with the cell above."""

    number: int
    cells: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a Word file, or a sheet of an Excel workbook."""

    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Source:
    """A file's words in reading order, cleaned (NFC, no control characters), not yet understood.

    `kind` is "text", "word" (any word processor's file), "pdf", "sheet" or "json". `encoding` is
    what a text file was decoded as. `gap_s` is the silence, in seconds, that parts two cues, where
    a person said so.
    """

    kind: str
    blocks: tuple[Line | Table, ...]
    remarks: tuple[Remark, ...] = field(default=())
    encoding: str | None = None
    gap_s: float | None = None

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Return all words as lines; a table's row is one line, its cells joined by tabs."""
        lines: list[Line] = []
        for block in self.blocks:
            if isinstance(block, Line):
                lines.append(block)
            else:
                lines.extend(_row_lines(block))
        return tuple(lines)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Return the tables alone."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @cached_property
    def sample(self) -> tuple[Line, ...]:
        """Return the first lines, enough to recognise a layout by."""
        return self.lines[:SAMPLE_LINES]


def _row_lines(table: Table) -> list[Line]:
    """Return a table's rows as lines, a row with several paragraphs in a cell as several."""
    lines = []
    for row in table.rows:
        words = "\t".join(cell for cell in row.cells if cell)
        for place, text in enumerate(part for part in words.split("\n") if part.strip()):
            lines.append(Line(row.number, text, opens=place == 0))
    return lines
