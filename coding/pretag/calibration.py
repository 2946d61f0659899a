"""How far a score can be believed: learnt from examples that the classifiers had not seen.

The framework's spoken examples and the small talk are left out a fifth at a time and predicted.
From those predictions come two numbers that make a code's share of the passage a probability
(how sharp), and two that make the chance that a passage bears on any code one.

Examples are harder than interviews: a framework's authors make them unlike each other, and each
has one code. Two numbers allow for that, the same for every framework. They were fitted to two
pairs of interviews, each of which asked for nearly the same numbers as the other.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import expit, log_softmax, softmax
from sklearn.linear_model import LogisticRegression

from coding.pretag.classifier import Numbers
from coding.pretag.code_model import Readings, fit_code_model, read_passages
from coding.pretag.codebook import Codebook, TextKind
from coding.pretag.expecting import Basis, Curve, expected_curve
from coding.pretag.passages import Passages

FOLDS = 5
LEAST_EXAMPLES = 20
PLAINER = 1.5  # how much sharper passages of interviews are told apart than left-out examples
CODES_A_PASSAGE = 1.25
UNCODED_SHARE = 1 / 3  # of an interview's passages; sets how much small talk counts in a curve
_SPOKEN = (TextKind.EXAMPLE, TextKind.SMALL_TALK)
_SHORT = (TextKind.INCLUSION, TextKind.SMALL_TALK)


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which texts are predicted, in which fold, and which would give them away meanwhile."""

    folds: dict[int, int]
    repeating: frozenset[int]

    def learnt_without(self, fold: int, codebook: Codebook) -> list[int]:
        rows = range(len(codebook.texts))
        return [row for row in rows if self.folds.get(row) != fold and row not in self.repeating]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns readings into probabilities.

    `sharpness` multiplies the codes' scores before they share one whole; `slope` and `offset`
    make the relevance a log odds, at as many codable passages as others. `tested` is how many
    left-out texts they rest on; with none they are careful defaults.
    """

    sharpness: float = 0.2
    slope: float = 1.0
    offset: float = 0.0
    tested: int = 0

    def codable(self, readings: Readings) -> Numbers:
        """Return for each passage the probability that it bears on any code."""
        return np.asarray(expit(self.slope * readings.relevance + self.offset))

    def shares(self, readings: Readings) -> Numbers:
        """Return how each passage, if it bears on any code, falls to the codes; rows sum to 1."""
        return np.asarray(softmax(PLAINER * self.sharpness * readings.codes, axis=1))

    def scores(self, readings: Readings) -> Numbers:
        """Return for each passage and code the probability that the code is right."""
        likely = np.minimum(CODES_A_PASSAGE * self.shares(readings), 1.0)
        return np.asarray(self.codable(readings)[:, None] * likely)


def calibrate(codebook: Codebook, passages: Passages) -> tuple[Calibration, Curve]:
    """Return the calibration that left-out texts ask for, and what to expect of it on them.

    Args:
        codebook: The codebook.
        passages: Its texts, in their order.
    """
    plan = _plan(codebook)
    if not plan.folds:
        return Calibration(), Curve((), Basis.EXAMPLES, 0)
    rows = sorted(plan.folds)
    readings = _left_out(codebook, passages, plan)
    truth = np.array([-1 if (code := codebook.texts[row].code) is None else code for row in rows])
    slope, offset = _relevance(readings.relevance, truth >= 0)
    sharpness = _sharpness(readings.codes[truth >= 0], truth[truth >= 0])
    calibration = Calibration(sharpness, slope, offset, len(rows))
    right = truth[:, None] == np.arange(len(codebook.codes))
    weights = np.where(truth >= 0, 1.0, _small_talk_weight(truth))
    scores = calibration.scores(readings)
    return calibration, expected_curve(scores, right, basis=Basis.EXAMPLES, weights=weights)


def _small_talk_weight(truth: Numbers) -> float:
    spoken = float(np.mean(truth >= 0))
    return UNCODED_SHARE / (1 - UNCODED_SHARE) * spoken / (1 - spoken)


def left_out_readings(codebook: Codebook, passages: Passages) -> tuple[Numbers, Readings]:
    """Return which of the codebook's texts were left out, and what they then sounded like.

    This is what settings are chosen by; it needs no interview.
    """
    plan = _plan(codebook)
    return np.array(sorted(plan.folds), dtype=np.intp), _left_out(codebook, passages, plan)


def _plan(codebook: Codebook) -> _Plan:
    examples = sum(text.kind == TextKind.EXAMPLE for text in codebook.texts)
    spoken = examples >= LEAST_EXAMPLES
    kinds = _SPOKEN if spoken else _SHORT
    seen: dict[int | None, int] = defaultdict(int)
    folds = {}
    for row, text in enumerate(codebook.texts):
        if text.kind in kinds:
            folds[row] = seen[text.code] % FOLDS
            seen[text.code] += 1
    repeating = [] if spoken else _rows(codebook, TextKind.DEFINITION)
    found = {codebook.texts[row].code for row in folds}
    possible = len(found) > 2 and None in found
    return _Plan(folds if possible else {}, frozenset(repeating))


def _rows(codebook: Codebook, kind: TextKind) -> list[int]:
    return [row for row, text in enumerate(codebook.texts) if text.kind == kind]


def _left_out(codebook: Codebook, passages: Passages, plan: _Plan) -> Readings:
    rows = sorted(plan.folds)
    codes = np.zeros((len(rows), len(codebook.codes)))
    relevance = np.zeros(len(rows))
    for fold in range(FOLDS):
        places = [place for place, row in enumerate(rows) if plan.folds[row] == fold]
        if places:
            model = fit_code_model(codebook, passages.whole, plan.learnt_without(fold, codebook))
            tested = passages.only(np.array([rows[place] for place in places], dtype=np.intp))
            readings = read_passages(model, codebook, tested)
            codes[places], relevance[places] = readings.codes, readings.relevance
    return Readings(codes, relevance)


def _sharpness(codes: Numbers, truth: Numbers) -> float:
    rows = np.arange(len(truth))

    def surprise(sharpness: float) -> float:
        return float(-log_softmax(sharpness * codes, axis=1)[rows, truth].mean())

    return float(minimize_scalar(surprise, bounds=(0.01, 3.0), method="bounded").x)


def _relevance(relevance: Numbers, codable: Numbers) -> tuple[float, float]:
    model = LogisticRegression(C=1.0, class_weight="balanced").fit(relevance[:, None], codable)
    return float(model.coef_[0, 0]), float(model.intercept_[0])
