"""What coders' decisions teach: one ranker for all codes, believed only where it has proved itself.

It is a logistic regression over pairs of passage and code (`pair_features`), so a decision on one
code teaches how far the same signs are to be trusted in the others. It never speaks alone: its log
odds and the framework's are averaged, as what interviews taught often holds less in the next one.
Whether both together are better than the framework alone is found out by leaving out a part of the
study at a time (whole interviews where there are three, else stretches of them), code by code;
codes too rare for that are judged together. Where it is not, the framework speaks on, its
probabilities only brought to the study's own level. Everything here is repeatable: no chance is
involved.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression

from coding.pretag.calibration import Calibration
from coding.pretag.classifier import Numbers
from coding.pretag.expecting import Basis, Curve, expected_curve
from coding.pretag.offers import Limits
from coding.pretag.pair_features import (
    FRAMEWORK_FEATURES,
    Heard,
    Support,
    about,
    pair_features,
)
from coding.pretag.regression import Sums, summed

LEAST_FINISHED = 40
LEAST_CODED = 30
LEAST_OF_CODE = 5
FOLDS = 5
ONE_INTERVIEW_GAIN = 0.1  # what holds within one interview seldom holds in the next
CONFIRMED_WEIGHT = 4.0
RANKER_SHARE = 0.5
RANKER_C = 0.3
_FRAMEWORK = slice(0, len(FRAMEWORK_FEATURES))
_TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Logit:
    """A logistic regression as plain numbers; features are measured in their own deviations."""

    middle: Numbers
    spread: Numbers
    weights: Numbers
    bias: float

    def log_odds(self, features: Numbers) -> Numbers:
        """Return the log odds; the last axis of `features` is the features."""
        return np.asarray((features - self.middle) / self.spread @ self.weights + self.bias)


@dataclass(frozen=True, slots=True)
class Lessons:
    """All that finished passages have taught.

    `taken_over` says for each code whether the ranker speaks; the framework speaks for the
    others. `slope` and `offset` make the log odds probabilities that held on left-out passages.
    `finished` and `codings` count what was learnt from. `offered` counts for each code on how many
    left-out passages it would have been offered, `right` on how many of these it stands.
    """

    support: Support
    ranker: Logit
    framework: Logit
    codable: Logit
    taken_over: Numbers
    slope: float
    offset: float
    curve: Curve
    finished: int
    codings: int
    offered: Numbers
    right: Numbers

    def probabilities(self, heard: Heard, calibration: Calibration) -> Numbers:
        """Return for each passage and code the probability that the code is right."""
        features = pair_features(heard, calibration, self.support)
        odds = _of_both(self.ranker, self.framework, self.taken_over, features)
        return np.asarray(expit(self.slope * odds + self.offset))

    def bearing(self, heard: Heard, calibration: Calibration) -> Numbers:
        """Return for each passage the probability that it bears on any code."""
        features = pair_features(heard, calibration, self.support)
        return np.asarray(expit(self.codable.log_odds(_of_passage(features))))


@dataclass(frozen=True, slots=True)
class Finished:
    """Finished passages among those heard: their numbers, and what stands on each.

    `truth` has a column a code; `coded` says whether any code stands there, be it one that is
    never suggested.
    """

    rows: Numbers
    truth: Numbers
    coded: Numbers


def enough(finished: Finished) -> bool:
    """Return whether there is enough to try learning from."""
    return (
        len(finished.rows) >= LEAST_FINISHED
        and int(finished.truth.sum()) >= LEAST_CODED
        and 0 < int(finished.coded.sum()) < len(finished.rows)
    )


def learn(
    heard: Heard, finished: Finished, calibration: Calibration, framework: Sums, middle: Numbers
) -> Lessons:
    """Return what the finished passages teach; `enough` must hold.

    Args:
        heard: The finished passages and those beside them.
        finished: Which of them are finished, and what stands there.
        calibration: The framework's.
        framework: What the framework's texts sum up to.
        middle: The point from which nearness is measured.
    """
    parts = _parts([heard.keys[row][0] for row in finished.rows])
    everything = np.arange(len(finished.rows))
    features = np.zeros(0)
    for part in range(int(parts.max()) + 1):
        support = _support(heard, finished, everything[parts != part], framework, middle)
        seen = pair_features(heard, calibration, support)[finished.rows]
        features = seen if not len(features) else features
        features[parts == part] = seen[parts == part]
    truth = finished.truth
    plain = _left_out(features[..., _FRAMEWORK], truth, parts)
    ranked = RANKER_SHARE * _left_out(features, truth, parts) + (1 - RANKER_SHARE) * plain
    interviews = len({heard.keys[row][0] for row in finished.rows})
    least = ONE_INTERVIEW_GAIN if interviews == 1 else 0.0
    taken_over = _proved(ranked, plain, truth, least=least)
    odds = np.where(taken_over, ranked, plain)
    slope, offset = _levelled(odds, truth)
    held = expit(slope * odds + offset)
    shown = held >= Limits().usual(truth.shape[1])
    return Lessons(
        support=_support(heard, finished, everything, framework, middle),
        ranker=_fit(features, truth),
        framework=_fit(features[..., _FRAMEWORK], truth),
        codable=_fit(_of_passage(features), finished.coded),
        taken_over=taken_over,
        slope=slope,
        offset=offset,
        curve=expected_curve(held, truth, basis=Basis.DECISIONS),
        finished=len(finished.rows),
        codings=int(truth.sum()),
        offered=shown.sum(axis=0),
        right=(shown & truth).sum(axis=0),
    )


def _parts(documents: Sequence[str]) -> Numbers:
    """Return the part of each passage: interviews, or with fewer than three stretches of them."""
    order = list(dict.fromkeys(documents))
    if len(order) >= 3:
        count = min(FOLDS, len(order))
        part_of = {one: place * count // len(order) for place, one in enumerate(order)}
        return np.array([part_of[one] for one in documents])
    return np.arange(len(documents)) * FOLDS // len(documents)


def _support(
    heard: Heard, finished: Finished, chosen: Numbers, framework: Sums, middle: Numbers
) -> Support:
    rows, truth = finished.rows[chosen], finished.truth[chosen].astype(np.float64)
    targets = np.hstack([truth, finished.coded[chosen, None].astype(np.float64)])
    weights = np.full(len(rows), CONFIRMED_WEIGHT)
    sums = framework + summed(heard.passages.whole[rows], targets, weights)
    vectors = about(middle, heard.passages)[rows]
    return Support(sums.fit(), middle, vectors, truth, tuple(heard.keys[row] for row in rows))


def _fit(features: Numbers, truth: Numbers) -> Logit:
    flat = features.reshape(-1, features.shape[-1])
    middle, spread = flat.mean(axis=0), flat.std(axis=0)
    spread = np.where(spread > _TINY, spread, 1.0)
    model = LogisticRegression(C=RANKER_C, max_iter=500, tol=1e-3)
    model.fit((flat - middle) / spread, truth.ravel().astype(int))
    return Logit(middle, spread, model.coef_[0], float(model.intercept_[0]))


def _left_out(features: Numbers, truth: Numbers, parts: Numbers) -> Numbers:
    """Return the log odds of each part as learnt from the others."""
    odds = np.zeros(truth.shape)
    for part in np.unique(parts):
        inside = parts == part
        if truth[~inside].any():
            odds[inside] = _fit(features[~inside], truth[~inside]).log_odds(features[inside])
        else:
            odds[inside] = logit(_TINY)
    return odds


def _proved(ranked: Numbers, plain: Numbers, truth: Numbers, *, least: float) -> Numbers:
    """Return the codes for which the ranker speaks.

    On the whole it must have been less surprised than the framework, by more than the share
    `least`; then it speaks for all codes but those that are used enough to tell and on which it
    was not. Rare codes are judged together: one by one, a few passages say nothing.
    """
    before = _surprise(plain, truth)
    gain = before - _surprise(ranked, truth)
    used = truth.sum(axis=0) >= LEAST_OF_CODE
    rare = bool(gain[~used].sum() > 0)
    proved = bool(gain.sum() > least * before.sum())
    return np.asarray(proved & np.where(used, gain > 0, rare))


def _surprise(odds: Numbers, truth: Numbers) -> Numbers:
    chances = np.clip(expit(odds), _TINY, 1 - _TINY)
    return np.asarray(-np.where(truth, np.log(chances), np.log(1 - chances)).sum(axis=0))


def _levelled(odds: Numbers, truth: Numbers) -> tuple[float, float]:
    """Return the slope and offset that make left-out log odds hold."""
    model = LogisticRegression(C=10.0).fit(odds.reshape(-1, 1), truth.ravel().astype(int))
    return max(float(model.coef_[0, 0]), _TINY), float(model.intercept_[0])


def _of_both(ranker: Logit, framework: Logit, taken_over: Numbers, features: Numbers) -> Numbers:
    plain = framework.log_odds(features[..., _FRAMEWORK])
    both = RANKER_SHARE * ranker.log_odds(features) + (1 - RANKER_SHARE) * plain
    return np.where(taken_over, both, plain)


def _of_passage(features: Numbers) -> Numbers:
    """Return what says whether a passage bears on any code: the framework's word and the rest."""
    names = (1, 6)  # "codable" and "bearing", the same for every code
    return np.asarray(features[:, 0, names])
