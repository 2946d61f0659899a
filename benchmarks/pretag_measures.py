"""What `benchmarks.pretag` counts: rankings of codes against coded segments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.metrics import roc_auc_score

from framework.model import Framework

Gold = Sequence[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Ranked:
    """One tagger's word on every codable segment: codes best first, and how codable each is."""

    name: str
    best: Sequence[Sequence[str]]
    codable: npt.NDArray[np.float64] | None


def measures(ranked: Ranked, gold: Gold, framework: Framework) -> dict[str, float | None]:
    """Return hit rates over the segments that bear a code, and the AUC over all segments.

    A hit@k: one of the first k codes is one of the coder's (or lies in the theme, or has the
    value on a dimension, of one of them). Segments without a code count in the AUC alone.
    """
    coded = [(best, codes) for best, codes in zip(ranked.best, gold, strict=True) if codes]
    found: dict[str, float | None] = {}
    for name, of_code in views(framework).items():
        for first in (1, 3):
            hits = [
                bool({of_code[code] for code in best[:first]} & {of_code[code] for code in codes})
                for best, codes in coded
            ]
            found[f"{name} hit@{first}"] = sum(hits) / len(hits) if hits else None
    truth = [bool(codes) for codes in gold]
    usable = ranked.codable is not None and 0 < sum(truth) < len(truth)
    found["codable AUC"] = float(roc_auc_score(truth, ranked.codable)) if usable else None
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


def offered(offers: Sequence[Sequence[str]], gold: Gold) -> dict[str, float | None]:
    """Return how the codes that are really offered fare: precision, recall, silence."""
    right = sum(len(set(codes) & given) for codes, given in zip(offers, gold, strict=True))
    count, wanted = sum(map(len, offers)), sum(map(len, gold))
    silent = [not codes for codes, given in zip(offers, gold, strict=True) if not given]
    return {
        "offered a segment": count / len(offers) if offers else None,
        "precision": right / count if count else None,
        "recall": right / wanted if wanted else None,
        "silent where no code": sum(silent) / len(silent) if silent else None,
    }


def mean_of(rows: Sequence[Mapping[str, float | None]]) -> dict[str, float | None]:
    """Return the mean of the coders' rows; None where a figure is missing."""
    means: dict[str, float | None] = {}
    for name in rows[0]:
        values = [value for row in rows if (value := row[name]) is not None]
        means[name] = sum(values) / len(values) if len(values) == len(rows) else None
    return means
