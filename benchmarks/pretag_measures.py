"""What `benchmarks.pretag` counts: codes' scores against coded segments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.metrics import f1_score, precision_recall_curve, roc_auc_score

from framework.model import Framework

Gold = Sequence[frozenset[str]]
Numbers = npt.NDArray[np.float64]
Figures = dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Scored:
    """One rater's word on every codable segment.

    `scores` has a row a segment and a column for each of `code_ids`; higher is likelier, equal
    scores count in the framework's order, and a score of 0 is not said at all. `codable` says how
    codable each segment is, None if it does not say. `shown` is what is really offered: by
    default the codes from the score that makes the most of F1, which flatters.
    """

    name: str
    code_ids: tuple[str, ...]
    scores: Numbers
    codable: Numbers | None = None
    shown: npt.NDArray[np.bool_] | None = None
    calibrated: bool = False

    def only(self, rows: Sequence[int]) -> "Scored":
        """Return the same for some of the segments."""
        chosen = list(rows)
        codable = None if self.codable is None else self.codable[chosen]
        shown = None if self.shown is None else self.shown[chosen]
        return Scored(
            self.name, self.code_ids, self.scores[chosen], codable, shown, self.calibrated
        )


def measures(scored: Scored, gold: Gold, framework: Framework) -> Figures:
    """Return every figure of one rater against one coder.

    hit@k, over the segments that bear a code: one of the first k codes is one of the coder's (or
    lies in the theme, or has the value on a dimension, of one of them). The others are over all
    segments: micro and macro F1 and Cohen's kappa of what is shown, the best precision at a
    recall of at least .5 and .7 over all pairs of segment and code (and of segment and theme),
    the AUC of codable or not, and the expected calibration error over pairs of at least 0.02.
    """
    truth = np.array([[code in codes for code in scored.code_ids] for codes in gold], dtype=bool)
    found: Figures = {}
    for name, of_code in views(framework).items():
        for first in (1, 3):
            found[f"{name} hit@{first}"] = _hits(scored, truth, of_code, first)
    found |= _f1s(scored, truth)
    found |= _precisions(scored.scores, truth, "code")
    found |= _precisions(*_by_theme(scored, truth, framework), "theme")
    coded = truth.any(axis=1)
    usable = scored.codable is not None and 0 < coded.sum() < len(coded)
    found["codable AUC"] = float(roc_auc_score(coded, scored.codable)) if usable else None
    found["calibration error"] = _calibration_error(scored, truth)
    return found


def views(framework: Framework) -> dict[str, Mapping[str, str | None]]:
    """Return the ways of looking at a code: itself, its theme, its value on each dimension."""
    codes = [code.id for code in framework.codes()]
    seen: dict[str, Mapping[str, str | None]] = {
        "code": {code: code for code in codes},
        "theme": {code: framework.theme_of[code].id for code in codes},
    }
    for dimension in framework.dimensions:
        seen[dimension.id] = {code: framework.values_of(code).get(dimension.id) for code in codes}
    return seen


def mean_of(rows: Sequence[Figures]) -> Figures:
    """Return the mean of the rows that have a figure; None where none has."""
    means: Figures = {}
    for name in rows[0]:
        values = [value for row in rows if (value := row[name]) is not None]
        means[name] = sum(values) / len(values) if values else None
    return means


def _hits(
    scored: Scored, truth: Numbers, of_code: Mapping[str, str | None], first: int
) -> float | None:
    order = np.argsort(-scored.scores, axis=1, kind="stable")[:, :first]
    hits = []
    for row in np.flatnonzero(truth.any(axis=1)):
        wanted = {of_code[scored.code_ids[code]] for code in np.flatnonzero(truth[row])}
        said = [code for code in order[row] if scored.scores[row, code] > 0]
        hits.append(bool({of_code[scored.code_ids[code]] for code in said} & wanted))
    return sum(hits) / len(hits) if hits else None


def _f1s(scored: Scored, truth: Numbers) -> Figures:
    shown = _best_shown(scored.scores, truth) if scored.shown is None else scored.shown
    used = truth.any(axis=0)
    chance = shown.mean() * truth.mean() + (1 - shown.mean()) * (1 - truth.mean())
    agreed = float((shown == truth).mean())
    return {
        "micro F1": float(f1_score(truth.ravel(), shown.ravel(), zero_division=0.0)),
        "macro F1": float(
            f1_score(truth[:, used], shown[:, used], average="macro", zero_division=0.0)
        )
        if used.any()
        else None,
        "kappa": float((agreed - chance) / (1 - chance)) if chance < 1 else None,
        "precision": float(truth[shown].mean()) if shown.any() else None,
        "recall": float(shown[truth].mean()) if truth.any() else None,
        "shown a segment": float(shown.sum() / len(shown)),
    }


def _best_shown(scores: Numbers, truth: Numbers) -> npt.NDArray[np.bool_]:
    if not truth.any():
        return np.zeros(truth.shape, dtype=bool)
    precision, recall, thresholds = precision_recall_curve(truth.ravel(), scores.ravel())
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return np.asarray(scores >= thresholds[int(np.argmax(f1[:-1]))])


def _precisions(scores: Numbers, truth: Numbers, what: str) -> Figures:
    if not truth.any():
        return {f"{what} precision at recall {recall}": None for recall in (0.5, 0.7)}
    precision, recall, _ = precision_recall_curve(truth.ravel(), scores.ravel())
    return {
        f"{what} precision at recall {least}": float(precision[recall >= least].max())
        for least in (0.5, 0.7)
    }


def _by_theme(scored: Scored, truth: Numbers, framework: Framework) -> tuple[Numbers, Numbers]:
    themes = [framework.theme_of[code].id for code in scored.code_ids]
    names = list(dict.fromkeys(themes))
    columns = [[n for n, theme in enumerate(themes) if theme == name] for name in names]
    scores = np.stack([scored.scores[:, own].max(axis=1) for own in columns], axis=1)
    right = np.stack([truth[:, own].any(axis=1) for own in columns], axis=1)
    return scores, right


def _calibration_error(scored: Scored, truth: Numbers) -> float | None:
    if not scored.calibrated:
        return None
    said, right = scored.scores.ravel(), truth.ravel()
    edges = np.array([0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.01])
    bins = np.digitize(said, edges)
    inside = [(said[bins == n], right[bins == n]) for n in range(1, len(edges))]
    count = sum(len(one) for one, _ in inside)
    gaps = (len(one) * abs(one.mean() - true.mean()) for one, true in inside if len(one))
    return float(sum(gaps) / count) if count else None
