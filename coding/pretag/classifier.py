"""Linear classifiers as plain arrays: fitted with scikit-learn, kept and used without it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import log_softmax
from sklearn.linear_model import LogisticRegression

Numbers = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Linear:
    """A multinomial logistic classifier: one row of `weights` and one `bias` a class."""

    weights: Numbers
    bias: Numbers

    def log_probabilities(self, vectors: Numbers) -> Numbers:
        """Return the log of each class's probability, (n, classes)."""
        logits = vectors @ self.weights.T + self.bias
        return np.asarray(log_softmax(logits, axis=1))


def fit_linear(vectors: Numbers, classes: Sequence[int], *, count: int, c: float) -> Linear:
    """Return a classifier of `count` classes, each class weighing the same in the fit.

    A class without a text gets a probability of (almost) zero.

    Args:
        vectors: One row a text.
        classes: Each text's class, 0 <= class < count.
        count: How many classes there are.
        c: scikit-learn's C: the smaller, the nearer to comparing with the classes' means.
    """
    present = sorted(set(classes))
    weights = np.zeros((count, vectors.shape[1]))
    bias = np.full(count, -30.0)
    bias[present] = 0.0
    if len(present) > 1:
        model = LogisticRegression(C=c, max_iter=1000, tol=1e-3, class_weight="balanced")
        model.fit(vectors, np.asarray(classes))
        two = len(present) == 2
        weights[present] = np.vstack([-model.coef_, model.coef_]) / 2 if two else model.coef_
        bias[present] = np.array([-1, 1]) * model.intercept_[0] / 2 if two else model.intercept_
    return Linear(weights, bias)


def mean_by(values: Numbers, owners: Numbers, count: int) -> Numbers:
    """Return the mean of the rows that each of `count` owners has; zeros for who has none."""
    sums = np.zeros((count, values.shape[1]))
    np.add.at(sums, owners, values)
    return np.asarray(sums / np.maximum(np.bincount(owners, minlength=count), 1)[:, None])


def max_by(values: Numbers, owners: Numbers, count: int) -> Numbers:
    """Return the largest of the rows that each of `count` owners has."""
    largest = np.full((count, values.shape[1]), -np.inf)
    np.maximum.at(largest, owners, values)
    return largest
