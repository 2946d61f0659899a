"""Whole sets of codes as counts: which codes go together on a unit, coder by coder.

Here a pattern is what all coders gave, set by set. There can be as many patterns as units, so
that the sums are sparse products, asked for block by block of resamples.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy import sparse

from coding.agreement.patterns import NO_JUDGEMENT, Floats, PatternTable, tabulate
from coding.agreement.set_distance import SetDistance, membership, row_distances
from coding.agreement.values import Ratings


@dataclass(frozen=True, slots=True, eq=False)
class SetTable:
    """The distinct sets of codes, as rows of 0 and 1, and the patterns that they stand in."""

    codes: tuple[str, ...]
    members: Floats
    table: PatternTable


def set_table(ratings: Ratings, documents: Sequence[str]) -> SetTable:
    """Return the patterns of sets, with a row of counts for each of the documents named."""
    codes = ratings.codes()
    distinct = {judged for unit in ratings.units for judged in unit.codes if judged is not None}
    sets = sorted(distinct, key=sorted)
    number = {members: place for place, members in enumerate(sets)}
    labels = np.array(
        [
            [NO_JUDGEMENT if judged is None else number[judged] for judged in unit.codes]
            for unit in ratings.units
        ],
        dtype=np.int64,
    ).reshape(len(ratings.units), len(ratings.coders))
    place_of = {document: place for place, document in enumerate(documents)}
    sizes = np.array([unit.size for unit in ratings.units], dtype=np.int64)
    table = tabulate(
        labels,
        len(sets),
        documents=np.array([place_of[unit.document_id] for unit in ratings.units], dtype=np.int64),
        sizes=sizes if (sizes != 1).any() else None,
    )
    return SetTable(codes, membership(sets, codes), table)


@dataclass(frozen=True, slots=True, eq=False)
class SetSums:
    """What the figures over sets are made of; a column a (re)sample.

    `paired` counts the units that two coders or more judged, `same` sums over them the share of
    pairs of coders who gave the same set. `values` counts each distinct set among pairable
    judgements (sets by samples), `apart` is the observed distance (kinds by samples).
    Per pair of coders: `pair_units`, `pair_differences` (codes that one gave and the other did
    not, summed over units), and `pair_used`, for either coder the uses of each code (codes by
    samples).
    """

    paired: Floats
    same: Floats
    values: Floats
    apart: Floats
    pair_units: tuple[Floats, ...]
    pair_differences: tuple[Floats, ...]
    pair_used: tuple[tuple[Floats, Floats], ...]

    def drawn(self, weights: Floats) -> "SetSums":
        """Return, from sums a document, those for each row of weights (resamples by documents)."""
        across = np.ascontiguousarray(weights.T)
        return SetSums(
            paired=self.paired @ across,
            same=self.same @ across,
            values=self.values @ across,
            apart=self.apart @ across,
            pair_units=tuple(units @ across for units in self.pair_units),
            pair_differences=tuple(apart @ across for apart in self.pair_differences),
            pair_used=tuple((one @ across, other @ across) for one, other in self.pair_used),
        )


class SetCounter:
    """Turns weights of patterns into sums; holds the sparse matrices that do so.

    Built once for a table, then asked for each block of resamples.
    """

    def __init__(self, sets: SetTable) -> None:
        self._sets = sets
        labels = sets.table.labels
        self._judges = (labels != NO_JUDGEMENT).sum(axis=1)
        self.pairs = tuple(combinations(range(labels.shape[1]), 2))
        self._both = [(labels[:, [i, j]] != NO_JUDGEMENT).all(axis=1) for i, j in self.pairs]
        self._values = self._value_matrix()
        self._used = self._used_matrices()
        # One column a figure, so that one product gives all the plain sums.
        self._plain = np.column_stack(
            [
                self._judges >= 2,
                self._pattern_sameness(),
                *(self._pattern_distance(kind) for kind in SetDistance),
                *self._both,
                *(self._pair_differences(place) for place in range(len(self.pairs))),
            ]
        ).astype(np.float64)

    def sums(self, weights: Floats) -> SetSums:
        """Return the sums for each row of weights (samples by patterns)."""
        across = np.ascontiguousarray(weights.T)
        used = {key: matrix @ across for key, matrix in self._used.items()}
        plain = self._plain.T @ across
        first = 2 + len(SetDistance)
        return SetSums(
            paired=plain[0],
            same=plain[1],
            values=self._values @ across,
            apart=plain[2:first],
            pair_units=tuple(plain[first : first + len(self.pairs)]),
            pair_differences=tuple(plain[first + len(self.pairs) :]),
            pair_used=tuple(
                (used[i, both.tobytes()], used[j, both.tobytes()])
                for (i, j), both in zip(self.pairs, self._both, strict=True)
            ),
        )

    def _value_matrix(self) -> sparse.csr_array:
        """Return sets by patterns: how many of the coders gave the set, where two judged."""
        labels = self._sets.table.labels
        patterns, coders = np.nonzero((labels != NO_JUDGEMENT) & (self._judges >= 2)[:, None])
        return sparse.csr_array(
            (np.ones(len(patterns)), (labels[patterns, coders], patterns)),
            shape=(len(self._sets.members), len(labels)),
        )

    def _pattern_sameness(self) -> Floats:
        """Return, per pattern, the share of pairs of coders who gave the same set."""
        labels = self._sets.table.labels
        same = np.zeros(len(labels))
        for (i, j), both in zip(self.pairs, self._both, strict=True):
            same += both & (labels[:, i] == labels[:, j])
        shares: Floats = same / np.maximum(self._judges * (self._judges - 1) / 2, 1)
        return shares

    def _pattern_distance(self, kind: SetDistance) -> Floats:
        """Return, per pattern, the distances between coders, each judgement counting once."""
        total = np.zeros(len(self._judges))
        for place, both in enumerate(self._both):
            one, other = self._members_of(place)
            total[both] += 2 * row_distances(one, other, kind)
        apart: Floats = total / np.maximum(self._judges - 1, 1)
        return apart

    def _pair_differences(self, place: int) -> Floats:
        total = np.zeros(len(self._judges))
        one, other = self._members_of(place)
        total[self._both[place]] = np.abs(one - other).sum(axis=1)
        return total

    def _members_of(self, place: int) -> tuple[Floats, Floats]:
        """Return both coders' sets, as rows, on the patterns that both of the pair judged."""
        chosen = self._sets.table.labels[self._both[place]][:, self.pairs[place]]
        return self._sets.members[chosen[:, 0]], self._sets.members[chosen[:, 1]]

    def _used_matrices(self) -> dict[tuple[int, bytes], sparse.csr_array]:
        """Return codes by patterns for each coder, over the units that each pair judged."""
        members = sparse.csr_array(self._sets.members)
        matrices: dict[tuple[int, bytes], sparse.csr_array] = {}
        for pair, both in zip(self.pairs, self._both, strict=True):
            for coder in pair:
                if (coder, both.tobytes()) not in matrices:
                    rows = sparse.csr_array(
                        (
                            np.ones(int(both.sum())),
                            (np.flatnonzero(both), self._sets.table.labels[both, coder]),
                        ),
                        shape=(len(both), members.shape[0]),
                    )
                    matrices[coder, both.tobytes()] = (rows @ members).T.tocsr()
        return matrices
