"""Quote spread: whether many people carry what is quoted, or a few."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coding.matrix import FrameworkMatrix, MatrixCell
from coding.model import Case

FEWEST_QUOTES = 5
"""With fewer quotes than this, nothing is said about how they are spread."""


@dataclass(frozen=True, slots=True)
class CaseQuotes:
    """How often one case is quoted: references to it in summaries, and its coded passages.

    The summaries are people's; what the program drafted is not counted.
    """

    case: Case
    quotes: int
    passages: int


@dataclass(frozen=True, slots=True)
class Concentration:
    """The fewest cases that have half of `total` between them, out of `of`; `total` may be 0."""

    total: int
    carriers: int
    of: int

    @property
    def uneven(self) -> bool:
        """Return whether a quarter of the cases or fewer have half of all.

        Were all quoted alike, half of the cases would. With fewer than four cases, or five
        quotes, it is never said.
        """
        enough = self.of >= 4 and self.total >= FEWEST_QUOTES
        return enough and self.carriers * 4 <= self.of


def quote_spread(matrix: FrameworkMatrix) -> tuple[CaseQuotes, ...]:
    """Return how often each case is quoted, in the order of a matrix with a column a code.

    A reference counts for the case that owns the document; one to a document of several cases
    counts for the case in whose cell it stands, or else for the first of them. The same place
    counts once in one summary. A passage counts once however many codes it bears.
    """
    owners: dict[str, list[str]] = {}
    for case in matrix.cases:
        for document_id in case.document_ids:
            owners.setdefault(document_id, []).append(case.id)
    quotes: Counter[str] = Counter()
    for cell in matrix.cells.values():
        quotes.update(_quoted(cell, owners))
    return tuple(
        CaseQuotes(case, quotes[case.id], len(matrix.passages_of(case))) for case in matrix.cases
    )


def _quoted(cell: MatrixCell, owners: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the case of each reference in the summary of a cell."""
    places = {
        (reference.document_id, reference.start, reference.end)
        for summary in cell.summaries
        if not summary.draft
        for reference in summary.references
    }
    found = []
    for document_id, _, _ in places:
        cases = owners.get(document_id, ())
        if cases:
            found.append(cell.case_id if cell.case_id in cases else cases[0])
    return found


def concentration(counts: Sequence[int]) -> Concentration:
    """Return how few have half of what is counted, e.g. quotes for each case."""
    total, gathered, carriers = sum(counts), 0, 0
    for count in sorted(counts, reverse=True):
        if 2 * gathered >= total:
            break
        gathered += count
        carriers += 1
    return Concentration(total, carriers, len(counts))
