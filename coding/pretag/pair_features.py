"""What a ranker is told of a passage and a code: a few numbers that mean the same for every code.

So a decision on one code teaches how far to believe the same signs in all the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import logit

from coding.pretag.calibration import Calibration
from coding.pretag.classifier import Numbers
from coding.pretag.code_model import Readings, with_neighbours
from coding.pretag.encoder import unit_length
from coding.pretag.passages import Passages
from coding.pretag.regression import Regression, standing_out

Key = tuple[str, int, int]

FRAMEWORK_FEATURES = ("share", "codable", "best")
FEATURES = (*FRAMEWORK_FEATURES, "rank", "likeness", "behind", "bearing", "confirmed", "use")
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Heard:
    """Passages, what the framework makes of them, and where each stands.

    `groups` are, for each document, its passages' numbers in their order.
    """

    passages: Passages
    readings: Readings
    groups: tuple[tuple[int, ...], ...]
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Support:
    """Decided passages that others are compared with.

    `regression` was learnt from the framework and them; `vectors` are unit vectors about
    `middle`; `truth` says for each of them and each code whether it bears it.
    """

    regression: Regression
    middle: Numbers
    vectors: Numbers
    truth: Numbers
    keys: tuple[Key, ...]


def pair_features(heard: Heard, calibration: Calibration, support: Support) -> Numbers:
    """Return the features, (passages, codes, `FEATURES`)."""
    shares = np.log(calibration.shares(heard.readings) + _LEAST)
    codable = logit(np.clip(calibration.codable(heard.readings), _LEAST, 1 - _LEAST))
    values = support.regression.read(heard.passages)
    likeness = Readings(standing_out(values[:, :-1]), values[:, -1])
    likeness = with_neighbours(likeness, heard.groups)
    best = likeness.codes.max(axis=1, keepdims=True)
    rank = np.argsort(np.argsort(-shares, axis=1, kind="stable"), axis=1)
    use = np.log((support.truth.sum(axis=0) + 0.5) / (len(support.truth) + 1))
    columns = (
        shares,
        codable[:, None],
        shares.max(axis=1, keepdims=True),
        np.log1p(rank),
        likeness.codes,
        likeness.codes - best,
        likeness.relevance[:, None],
        nearest_of_codes(heard, support),
        use[None, :],
    )
    return np.stack([np.broadcast_to(column, shares.shape) for column in columns], axis=-1)


def about(middle: Numbers, passages: Passages) -> Numbers:
    """Return the passages' vectors seen from `middle`, of unit length."""
    return unit_length(passages.whole - middle)


def nearest_of_codes(heard: Heard, support: Support) -> Numbers:
    """Return, a passage a row, how near the nearest other passage with each code comes; 0: none."""
    nearness = about(support.middle, heard.passages) @ support.vectors.T
    place = {key: column for column, key in enumerate(support.keys)}
    for row, key in enumerate(heard.keys):
        if key in place:
            nearness[row, place[key]] = 0.0
    return nearest_by_code(nearness, support.truth)


def nearest_by_code(nearness: Numbers, truth: Numbers) -> Numbers:
    """Return the largest nearness among the columns that bear each code; 0 where none does."""
    nearest = np.zeros((len(nearness), truth.shape[1]))
    for code in np.flatnonzero(truth.any(axis=0)):
        nearest[:, code] = nearness[:, truth[:, code].astype(bool)].max(axis=1)
    return nearest


def groups_of(documents: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Return for each document, in the order of first mention, its passages' numbers."""
    groups: dict[str, list[int]] = {}
    for place, document in enumerate(documents):
        groups.setdefault(document, []).append(place)
    return tuple(tuple(group) for group in groups.values())
