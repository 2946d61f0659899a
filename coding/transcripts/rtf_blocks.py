"""What an RTF file's words add up to: paragraphs, rows and tables, and what was left out."""

import re
from collections import Counter

from coding.model import Remark
from coding.transcripts.cleaning import clean, count_controls, unify_line_ends
from coding.transcripts.emphasis import paragraph_lines, unmarked
from coding.transcripts.source import Line, Row, Source, Table
from coding.transcripts.walking import refuse_wide

_HALVES = re.compile("[\ud800-\udfff]")


class Blocks:
    """Collects words until a paragraph, a cell or a row ends.

    `merges` says of each column of the row whether its cell goes on from the row above.
    """

    def __init__(self) -> None:
        self.merges: list[bool] = []
        self._pieces: list[str] = []
        self._cells: list[str | None] = []
        self._rows: list[Row] = []
        self._blocks: list[Line | Table] = []
        self._number = 0
        self._counts: Counter[str] = Counter()
        self._first: dict[str, int] = {}
        self._controls = 0
        self._lost = 0

    def put(self, words: str) -> None:
        """Add words to what is being collected."""
        self._pieces.append(words)

    def count(self, what: str) -> None:
        """Note one thing that was left out or kept with a doubt."""
        self._counts[what] += 1
        self._first.setdefault(what, self._number + 1)

    def source(self) -> Source:
        """Return all that was collected."""
        self.end_paragraph(heading=False)
        self._end_table()
        remarks = [
            Remark(self._first[what], f"{what}: {count}, first here.")
            for what, count in self._counts.items()
        ]
        if self._controls:
            remarks.append(Remark(None, f"Control characters removed: {self._controls}."))
        if self._lost:
            remarks.append(
                Remark(None, f"Characters that could not be read, shown as \ufffd: {self._lost}.")
            )
        return Source("word", tuple(self._blocks), tuple(remarks))

    def _words(self) -> str:
        words = "".join(self._pieces)
        self._pieces.clear()
        if _HALVES.search(words):
            words = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        words = unify_line_ends(words)
        self._lost += words.count("\ufffd")
        self._controls += count_controls(unmarked(words))
        return words

    def end_paragraph(self, *, heading: bool) -> None:
        """Put what was collected as a paragraph."""
        words = self._words()
        self._number += 1
        lines = list(paragraph_lines(words, number=self._number, heading=heading))
        if lines:
            self._end_table()
            self._blocks.extend(lines)

    def end_cell(self) -> None:
        """Put what was collected as a cell of the row.

        Raises:
            TranscriptError: If the row is too wide for a transcript.
        """
        words = "\n".join(part.strip() for part in clean(self._words()).split("\n") if part.strip())
        place = len(self._cells)
        merged = place < len(self.merges) and self.merges[place]
        self._cells.append(None if merged and not words else words)
        refuse_wide(len(self._cells), paragraph=self._number + 1)

    def end_row(self) -> None:
        """Put the cells as a row of the table."""
        if self._cells:
            self._number += 1
            if any(self._cells):
                self._rows.append(Row(self._number, tuple(self._cells)))
            self._cells = []

    def _end_table(self) -> None:
        self.end_row()
        if self._rows:
            self._blocks.append(Table(tuple(self._rows)))
            self._rows = []
