"""What a study's people have decided, in the form in which a tagger uses it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from coding.pretag.calibration import Calibration
from coding.pretag.classifier import Numbers
from coding.pretag.codebook import Codebook
from coding.pretag.judged import Judged, digest_of
from coding.pretag.learning import LEAST_FINISHED, Finished, Lessons, enough, learn
from coding.pretag.pair_features import Heard, Key, about, groups_of, nearest_by_code
from coding.pretag.regression import Sums
from coding.pretag.segment_text import SegmentText

NEVER_FROM = 0.45
NEVER_WEIGHT = 8.0
_TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Decided:
    """The decided passages: their vectors about `middle`, what each bears, and what is unwanted.

    `lessons` is None as long as there is too little to learn from. `label` says how much was
    learnt from and names the decisions; it goes into the tagger's name.
    """

    judged: tuple[Judged, ...]
    vectors: Numbers
    unit: Numbers
    middle: Numbers
    truth: Numbers
    never: Numbers
    lessons: Lessons | None
    label: str

    def scores(self, heard: Heard, calibration: Calibration) -> Numbers:
        """Return for each passage and code the probability that the code is right."""
        found = (
            calibration.scores(heard.readings)
            if self.lessons is None
            else self.lessons.probabilities(heard, calibration)
        )
        if not self.never.any():
            return found
        odds = logit(np.clip(found, _TINY, 1 - _TINY))
        return np.asarray(expit(odds - NEVER_WEIGHT * self._unwanted(heard)))

    def codable(self, heard: Heard, calibration: Calibration) -> Numbers:
        """Return for each passage the probability that it bears on any code."""
        if self.lessons is None:
            return calibration.codable(heard.readings)
        return self.lessons.bearing(heard, calibration)

    def _unwanted(self, heard: Heard) -> Numbers:
        """Return 0..1: how much more a passage is like one where the code is never wanted.

        More than like any that bears the code, that is, and than passages are alike anyway.
        """
        nearness = about(self.middle, heard.passages) @ self.unit.T
        unwanted = nearest_by_code(nearness, self.never)
        wanted = np.maximum(nearest_by_code(nearness, self.truth), NEVER_FROM)
        return np.asarray(np.clip((unwanted - wanted) / (1 - NEVER_FROM), 0.0, 1.0))


def decide(
    judged: Sequence[Judged],
    heard: Heard,
    codebook: Codebook,
    calibration: Calibration,
    framework: Sums,
) -> Decided:
    """Return what these decisions teach.

    Args:
        judged: The decided passages.
        heard: Them and the passages beside them.
        codebook: The codebook.
        calibration: The framework's.
        framework: What the framework's texts sum up to.
    """
    place = {key: number for number, key in enumerate(heard.keys)}
    judged = sorted(judged, key=lambda one: place[_key(one)])
    rows = np.array([place[_key(one)] for one in judged], dtype=np.intp)
    ids = [code.id for code in codebook.codes]
    truth = np.array([[code in one.codes for code in ids] for one in judged], dtype=bool)
    never = np.array([[code in one.never for code in ids] for one in judged], dtype=bool)
    done = np.array([one.finished for one in judged], dtype=bool)
    coded = np.array([bool(one.codes) for one in judged], dtype=bool)
    usual = framework.vectors / framework.weight
    if len(judged) >= LEAST_FINISHED:  # then the study's own talk is known well enough
        usual = heard.passages.whole[rows].mean(axis=0)
    middle = np.asarray(usual, dtype=np.float32)
    finished = Finished(rows[done], truth[done], coded[done])
    lessons = None
    if enough(finished):
        lessons = learn(heard, finished, calibration, framework, middle)
    vectors = heard.passages.whole[rows]
    return Decided(
        judged=tuple(judged),
        vectors=vectors,
        unit=about(middle, heard.passages)[rows],
        middle=middle,
        truth=truth & done[:, None],
        never=never,
        lessons=lessons,
        label=f"{len(judged)} decisions {digest_of(judged)}",
    )


def beside(segments: Mapping[Key, SegmentText], wanted: Collection[Key]) -> list[SegmentText]:
    """Return the wanted segments and those just before and after them in their documents.

    Args:
        segments: All that there are, each document's in its order.
        wanted: Which of them.
    """
    keys = list(segments)
    chosen: set[int] = set()
    for group in groups_of([key[0] for key in keys]):
        for place, row in enumerate(group):
            if keys[row] in wanted:
                chosen.update(group[max(place - 1, 0) : place + 2])
    return [segments[keys[row]] for row in sorted(chosen)]


def _key(one: Judged) -> Key:
    return one.segment.document_id, one.segment.start, one.segment.end
