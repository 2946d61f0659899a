"""From sets of codes to one yes-or-no table per code, theme or dimension value."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from coding.agreement.patterns import NO_JUDGEMENT, Ints, PatternTable, tabulate
from coding.agreement.values import Ratings


class CodeTables:
    """The judgements of a set of ratings, ready to be counted code by code."""

    def __init__(self, ratings: Ratings) -> None:
        units = ratings.units
        self.documents: tuple[str, ...] = tuple(sorted({unit.document_id for unit in units}))
        number = {document: place for place, document in enumerate(self.documents)}
        self._documents: Ints = np.array([number[u.document_id] for u in units], dtype=np.int64)
        sizes = np.array([unit.size for unit in units], dtype=np.int64)
        self._sizes: Ints | None = sizes if (sizes != 1).any() else None
        self._blank: NDArray[np.int8] = np.zeros((len(units), len(ratings.coders)), dtype=np.int8)
        self._where: dict[str, list[tuple[int, int]]] = {}
        for row, unit in enumerate(units):
            self._note(row, unit.codes)

    def _note(self, row: int, judged: Sequence[frozenset[str] | None]) -> None:
        for column, codes in enumerate(judged):
            if codes is None:
                self._blank[row, column] = NO_JUDGEMENT
                continue
            for code in codes:
                self._where.setdefault(code, []).append((row, column))

    def labels(self, codes: Iterable[str]) -> NDArray[np.int8]:
        """Return units by coders: 1 for any of the codes, 0 for none, -1 for not judged."""
        labels = self._blank.copy()
        for code in codes:
            if places := self._where.get(code):
                rows, columns = np.array(places).T
                labels[rows, columns] = 1
        return labels

    def table(self, codes: Iterable[str]) -> PatternTable:
        """Return the counts of patterns of "any of these codes" (1) and "none of them" (0)."""
        return tabulate(self.labels(codes), 2, documents=self._documents, sizes=self._sizes)
