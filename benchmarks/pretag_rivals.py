"""What a tagger is held against: majority, keywords, naive cosine, the other coder."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from benchmarks.pretag_measures import Gold, Scored
from coding.pretag.cues import cue_hits, cue_pipeline
from coding.pretag.encoder import EncoderError, minilm_encoder
from framework.model import Framework


def majority(golds: Sequence[Gold], ids: tuple[str, ...], count: int) -> Scored:
    """Score codes by how often the coders used them: what knowing the answers' counts gives."""
    used = Counter(code for gold in golds for codes in gold for code in codes)
    usual = np.array([used[code] / (len(golds) * count) for code in ids])
    return Scored("majority (knows the counts)", ids, np.tile(usual, (count, 1)))


def keywords(texts: Sequence[str], framework: Framework) -> Scored:
    """Score codes by how many of their cues, not negated, occur."""
    codes = [code for code in framework.codes() if code.suggest]
    ids = tuple(code.id for code in codes)
    scores = np.zeros((len(texts), len(ids)))
    for row, doc in enumerate(cue_pipeline(codes).pipe(texts)):
        for hit in cue_hits(doc):
            if not hit.negated:
                scores[row, ids.index(hit.code_id)] += 1
    return Scored("keywords (cues)", ids, scores, scores.sum(axis=1), scores > 0)


def naive_cosine(texts: Sequence[str], framework: Framework) -> Scored | None:
    """Score codes by the cosine to their definitions; None without the language model."""
    codes = [code for code in framework.codes() if code.suggest]
    try:
        encoder = minilm_encoder()
    except EncoderError:
        return None
    definitions = encoder.encode([f"{code.name}: {code.definition}" for code in codes])
    cosines = np.asarray((1 + encoder.encode(texts) @ definitions.T) / 2, dtype=np.float64)
    ids = tuple(code.id for code in codes)
    return Scored("naive cosine (definitions)", ids, cosines, cosines.max(axis=1))


def other_coder(gold: Gold, ids: tuple[str, ...]) -> Scored:
    """Score what the other coder gave as certain, and all else as nothing."""
    given = np.array([[code in codes for code in ids] for codes in gold])
    coded = given.any(axis=1).astype(np.float64)
    return Scored("the other coder", ids, given.astype(np.float64), coded, given)
