"""Least squares on vectors: a second opinion beside the classifiers, learnt in milliseconds.

The sums that it is fitted from can be added up. So what a framework says is summed once, and what
coders confirmed is added to it at each refit, or left out of it to see whether it helps.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coding.pretag.classifier import Numbers, mean_by
from coding.pretag.codebook import Codebook, TextKind
from coding.pretag.passages import Passages

FIRMNESS = 10.0
SHORT = frozenset({TextKind.NAME, TextKind.CUE})
SHORT_WEIGHT = 0.5
LEAST_SPREAD = 0.2  # divided by the root of the number of codes


@dataclass(frozen=True, slots=True)
class Regression:
    """A line a target: one for each code, and a last one for bearing on any code."""

    weights: Numbers
    bias: Numbers

    def read(self, passages: Passages) -> Numbers:
        """Return, a passage a row, each target's value for the whole plus its sentences' mean."""
        whole = passages.whole @ self.weights + self.bias
        parts = passages.sentences @ self.weights + self.bias
        return np.asarray(whole + mean_by(parts, passages.owners, len(whole)))


@dataclass(frozen=True, slots=True)
class Sums:
    """What a regression is fitted from; two of them make a third."""

    weight: float
    vectors: Numbers
    targets: Numbers
    gram: Numbers
    cross: Numbers

    def __add__(self, other: "Sums") -> "Sums":
        """Return the sums over both."""
        return Sums(
            self.weight + other.weight,
            self.vectors + other.vectors,
            self.targets + other.targets,
            self.gram + other.gram,
            self.cross + other.cross,
        )

    def fit(self) -> Regression:
        """Return the regression, held firmly near no opinion at all."""
        middle, usual = self.vectors / self.weight, self.targets / self.weight
        gram = self.gram - self.weight * np.outer(middle, middle)
        cross = self.cross - self.weight * np.outer(middle, usual)
        gram[np.diag_indices_from(gram)] += FIRMNESS
        weights = np.linalg.solve(gram, cross)
        return Regression(weights, usual - middle @ weights)


def summed(vectors: Numbers, targets: Numbers, weights: Numbers) -> Sums:
    """Return the sums over some texts: a row of `vectors` and of `targets` and a weight each."""
    vectors = np.asarray(vectors, dtype=np.float64)
    weighed = vectors * weights[:, None]
    return Sums(
        float(weights.sum()),
        weighed.sum(axis=0),
        (targets * weights[:, None]).sum(axis=0),
        weighed.T @ vectors,
        weighed.T @ targets,
    )


def framework_sums(codebook: Codebook, vectors: Numbers, rows: Sequence[int]) -> Sums:
    """Return the sums over the codebook's texts numbered `rows`; `vectors` has all texts' rows."""
    texts = [codebook.texts[row] for row in rows]
    targets = np.zeros((len(texts), len(codebook.codes) + 1))
    for place, text in enumerate(texts):
        if text.code is not None:
            targets[place, [text.code, -1]] = 1.0
    weights = np.array([SHORT_WEIGHT if text.kind in SHORT else 1.0 for text in texts])
    return summed(vectors[list(rows)], targets, weights)


def standing_out(values: Numbers) -> Numbers:
    """Return how far each value stands out of its row, in the row's standard deviations.

    Where a row's values hardly differ, they are measured by a least spread instead, or the
    noise of a passage that sounds like no code would speak as loud as a clear word.
    """
    least = LEAST_SPREAD / np.sqrt(max(values.shape[1], 1))
    spread = np.maximum(values.std(axis=1, keepdims=True), least)
    return np.asarray((values - values.mean(axis=1, keepdims=True)) / spread)
