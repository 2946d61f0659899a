"""What was learnt from a framework: which code a passage sounds like, and whether it bears on any.

Three kinds of linear classifier on the same vectors, all fitted on the codebook's texts: one over
the codes (and none), one over the values of each dimension, one that tells codable talk from
small talk; and a regression over the codes as a second opinion. A passage is read whole and
sentence by sentence; the codes' log probabilities of both readings, those of their values on the
dimensions, and how far the regression lifts them above the others, are added up.

The numbers below were chosen by leaving examples of the default framework out and predicting
them (docs/pretagging.md); two invented interviews helped to choose
the settings, and nothing was learnt from them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coding.pretag.classifier import Linear, Numbers, fit_linear, max_by, mean_by
from coding.pretag.codebook import SPOKEN, Codebook, CodebookText, Scale, TextKind
from coding.pretag.passages import Passages
from coding.pretag.regression import Regression, framework_sums, standing_out

CODE_C = 1.0
RELEVANCE_C = 0.1
SCALES_WEIGHT = 2.0  # shared among the dimensions, at most half of it each
CUE_WEIGHT = 1.0
LIKENESS_WEIGHT = 1.5
NEIGHBOUR = 0.25
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class CodeModel:
    """The classifiers: over codes (last class: none), over each scale's values, and codable.

    `likeness` is the regression over the codes and, last, bearing on any.
    """

    codes: Linear
    scales: tuple[Linear, ...]
    relevance: Linear
    likeness: Regression


@dataclass(frozen=True, slots=True)
class Readings:
    """For each passage: a score a code (higher is likelier), and one for bearing on any code."""

    codes: Numbers
    relevance: Numbers


def fit_code_model(codebook: Codebook, vectors: Numbers, rows: Sequence[int]) -> CodeModel:
    """Return the classifiers learnt from the codebook's texts numbered `rows`."""
    texts = [codebook.texts[row] for row in rows]
    matrix = vectors[list(rows)]
    none = len(codebook.codes)
    classes = [none if text.code is None else text.code for text in texts]
    codes = fit_linear(matrix, classes, count=none + 1, c=CODE_C)
    scales = tuple(_fit_scale(scale, texts, matrix) for scale in codebook.scales)
    likeness = framework_sums(codebook, vectors, rows).fit()
    return CodeModel(codes, scales, _fit_relevance(texts, matrix), likeness)


def read_passages(model: CodeModel, codebook: Codebook, passages: Passages) -> Readings:
    """Return what each passage sounds like, on its own."""
    codes = _log_of_both(model.codes, passages)[:, : len(codebook.codes)]
    codes += CUE_WEIGHT * _cue_matrix(codebook, passages)
    codes += LIKENESS_WEIGHT * standing_out(model.likeness.read(passages)[:, :-1])
    share = SCALES_WEIGHT / max(2, len(codebook.scales))
    for scale, classifier in zip(codebook.scales, model.scales, strict=True):
        codes += share * _of_codes(scale, _log_of_both(classifier, passages))
    return Readings(codes, _relevance(model.relevance, passages))


def with_neighbours(readings: Readings, groups: Sequence[Sequence[int]]) -> Readings:
    """Return the readings, each leaning a little on the passage before and after it.

    People stay with a matter for a while: what is said around a passage says something about it.

    Args:
        readings: Of passages on their own.
        groups: For each document, its passages' numbers in their order.
    """
    codes, relevance = np.zeros_like(readings.codes), np.zeros_like(readings.relevance)
    for group in groups:
        for place, row in enumerate(group):
            beside = [*group[max(place - 1, 0) : place], *group[place + 1 : place + 2]]
            whole = 1 + NEIGHBOUR * len(beside)
            around = readings.codes[beside].sum(axis=0)
            codes[row] = (readings.codes[row] + NEIGHBOUR * around) / whole
            near = readings.relevance[beside].sum()
            relevance[row] = (readings.relevance[row] + NEIGHBOUR * near) / whole
    return Readings(codes, relevance)


def _fit_scale(scale: Scale, texts: Sequence[CodebookText], vectors: Numbers) -> Linear:
    values = [None if text.code is None else scale.values[text.code] for text in texts]
    rows = [row for row, value in enumerate(values) if value is not None]
    count = 1 + max(value for value in scale.values if value is not None)
    classes = [value for value in values if value is not None]
    return fit_linear(vectors[rows], classes, count=count, c=CODE_C)


def _fit_relevance(texts: Sequence[CodebookText], vectors: Numbers) -> Linear:
    """Fit codable against not: speech against speech; where no code has examples, all it has."""
    spoken = any(text.kind == TextKind.EXAMPLE for text in texts)
    rows = [row for row, text in enumerate(texts) if text.kind in SPOKEN or not spoken]
    classes = [int(texts[row].code is not None) for row in rows]
    return fit_linear(vectors[rows], classes, count=2, c=RELEVANCE_C)


def _log_of_both(classifier: Linear, passages: Passages) -> Numbers:
    whole = classifier.log_probabilities(passages.whole)
    parts = np.exp(classifier.log_probabilities(passages.sentences))
    mean = mean_by(parts, passages.owners, len(passages.whole))
    return np.asarray(np.maximum(whole, np.log(_TINY)) + np.log(mean + _TINY))


def _of_codes(scale: Scale, logs: Numbers) -> Numbers:
    """Return, for each code, the column of its value; for a code without one, the mean."""
    present = sorted({value for value in scale.values if value is not None})
    middle = logs[:, present].mean(axis=1)
    columns = [middle if value is None else logs[:, value] for value in scale.values]
    return np.stack(columns, axis=1)


def _cue_matrix(codebook: Codebook, passages: Passages) -> Numbers:
    place = {code.id: number for number, code in enumerate(codebook.codes)}
    matrix = np.zeros((len(passages.whole), len(codebook.codes)))
    for row, hits in enumerate(passages.cues):
        for hit in hits:
            if not hit.negated:
                matrix[row, place[hit.code_id]] = 1.0
    return matrix


def _relevance(classifier: Linear, passages: Passages) -> Numbers:
    """Return the log odds of the whole, plus their mean and maximum over the sentences."""

    def odds(vectors: Numbers) -> Numbers:
        logs = classifier.log_probabilities(vectors)
        return np.asarray(logs[:, 1:] - logs[:, :1])

    parts, count = odds(passages.sentences), len(passages.whole)
    mean, top = (by(parts, passages.owners, count) for by in (mean_by, max_by))
    return np.asarray((odds(passages.whole) + mean + top)[:, 0])
