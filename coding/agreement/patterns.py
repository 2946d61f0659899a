"""Judgements as counts of patterns: how often coders answered in which combination.

Every nominal coefficient depends on the data only through these counts, and there are few
patterns (16 for four coders and one code), so that resampling counts costs next to nothing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NO_JUDGEMENT = -1
_ROOM = 2**62
_FEW_PATTERNS = 10_000  # that could occur; then counting beats sorting


@dataclass(frozen=True, slots=True, eq=False)
class PatternTable:
    """How many units bear each pattern of labels.

    `labels` has a row a pattern and a column a coder: 0..n_labels-1, or -1 for no judgement.
    `counts` has a row a document and a column a pattern. `sized` says that the counts are
    characters, which are no independent units.
    """

    labels: Ints
    counts: Floats
    n_labels: int
    sized: bool = False

    @property
    def totals(self) -> Floats:
        """Return the number of units of each pattern over all documents, as one row."""
        totals: Floats = self.counts.sum(axis=0, keepdims=True)
        return totals


def tabulate(
    labels: NDArray[np.integer],
    n_labels: int,
    *,
    documents: Ints | None = None,
    sizes: Ints | None = None,
) -> PatternTable:
    """Return the counts of patterns.

    Args:
        labels: Units by coders; -1 for no judgement.
        n_labels: How many labels there are.
        documents: For each unit the number, from 0, of its document; None if all are of one.
        sizes: For each unit how often it counts (characters); None for once each.
    """
    wide = np.asarray(labels, dtype=np.int64)
    patterns, which = _distinct(wide, n_labels)
    place = np.zeros(len(wide), dtype=np.int64) if documents is None else documents
    n_documents = int(place.max()) + 1 if len(place) else 1
    counts = np.bincount(
        place * len(patterns) + which, weights=sizes, minlength=n_documents * len(patterns)
    )
    return PatternTable(
        labels=patterns,
        counts=counts.reshape(n_documents, len(patterns)).astype(np.float64),
        n_labels=n_labels,
        sized=sizes is not None,
    )


def _distinct(labels: Ints, n_labels: int) -> tuple[Ints, Ints]:
    """Return the distinct rows, sorted, and for each row which of them it is."""
    base, width = n_labels + 1, labels.shape[1]
    if base**width < _ROOM:
        powers = base ** np.arange(width - 1, -1, -1, dtype=np.int64)
        keys = (labels + 1) @ powers
        if base**width <= _FEW_PATTERNS:
            occurs = np.bincount(keys, minlength=base**width) > 0
            present, which = np.flatnonzero(occurs), (np.cumsum(occurs) - 1)[keys]
        else:
            present, which = np.unique(keys, return_inverse=True)
        return present[:, None] // powers % base - 1, which
    rows, which = np.unique(labels, axis=0, return_inverse=True)
    return rows, which.reshape(-1)


def columns(table: PatternTable, places: tuple[int, ...]) -> tuple[PatternTable, Floats]:
    """Return the table of some of the coders, over the units that all of them judged.

    The second value maps weights of the table's patterns onto the new table's (old by new).
    """
    chosen = table.labels[:, places]
    complete = (chosen != NO_JUDGEMENT).all(axis=1)
    patterns, which = _distinct(chosen[complete], table.n_labels)
    onto = np.zeros((len(table.labels), len(patterns)))
    onto[np.flatnonzero(complete), which] = 1.0
    smaller = PatternTable(patterns, table.counts @ onto, table.n_labels, table.sized)
    return smaller, onto


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """What the nominal coefficients are made of: sums over units, the last axis a (re)sample.

    With r_k the number of coders who gave a unit label k, and m the number who judged it:
    `paired` counts units with m >= 2 and `judged` those with m >= 1; `agreeing` sums
    r_k(r_k-1)/(m(m-1)) over labels and units; per label, `coincident` sums r_k(r_k-1)/(m-1),
    `pairable` r_k where m >= 2, `share` r_k/m, `met` r_k(r_k-1) and `possible` r_k(m-1);
    `given` counts each coder's uses of each label (coders by labels by samples). `n_labels` is
    the number of labels (q).
    """

    paired: Floats
    judged: Floats
    agreeing: Floats
    coincident: Floats
    pairable: Floats
    share: Floats
    met: Floats
    possible: Floats
    given: Floats
    n_labels: int


def sums_over(table: PatternTable, weights: Floats) -> Sums:
    """Return the sums for each row of weights (samples by patterns)."""
    given = (table.labels[:, :, None] == np.arange(table.n_labels)).astype(np.float64)
    ratings = given.sum(axis=1)
    judges = ratings.sum(axis=1, keepdims=True)
    others = np.maximum(judges - 1, 1)
    met = ratings * (ratings - 1)
    paired = (judges >= 2).astype(np.float64)
    across = np.ascontiguousarray(weights.T)
    return Sums(
        paired=paired[:, 0] @ across,
        judged=(judges[:, 0] >= 1).astype(np.float64) @ across,
        agreeing=(met / (np.maximum(judges, 1) * others)).sum(axis=1) @ across,
        coincident=(met / others).T @ across,
        pairable=(ratings * paired).T @ across,
        share=(ratings / np.maximum(judges, 1)).T @ across,
        met=met.T @ across,
        possible=(ratings * (judges - 1).clip(0)).T @ across,
        given=np.moveaxis(given, 0, -1) @ across,
        n_labels=table.n_labels,
    )
