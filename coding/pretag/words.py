"""Word vectors that need no model: TF-IDF of words and pairs of words, made short by an SVD.

They are fitted on the framework's own sentences. They stand beside the language model's vectors
(words catch names of things that the model blurs) and in their place where it is missing.
Fitting them on the study's interviews as well was tried and changed nothing measurable, so the
same passage gets the same suggestions whatever else the study holds.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.extmath import randomized_svd

from coding.pretag.encoder import Vectors, unit_length

DIMENSIONS = 200
SEED = 20


class WordVectors:
    """An encoder of words and word pairs; rare ones (once in all the texts) are left out."""

    def __init__(
        self, vocabulary: Sequence[str], weights: npt.NDArray[Any], components: Vectors
    ) -> None:
        self._vocabulary = tuple(vocabulary)
        self._components = components
        self._tfidf = _vectorizer(vocabulary={word: i for i, word in enumerate(vocabulary)})
        self._tfidf.idf_ = weights
        digest = hashlib.sha256("\n".join(self._vocabulary).encode()).hexdigest()
        self.name = f"words-{digest[:8]}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the texts' vectors; a text without a known word is all zeros."""
        if not texts:
            return np.zeros((0, self._components.shape[1]), dtype=np.float32)
        return unit_length(self._tfidf.transform(texts) @ self._components)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return what `words_from` needs to make these vectors again."""
        return {
            "words": np.array(self._vocabulary, dtype=np.str_),
            "word_weights": np.asarray(self._tfidf.idf_),
            "word_components": self._components.astype(np.float16),
        }


def fit_words(texts: Sequence[str]) -> WordVectors:
    """Return word vectors fitted on the texts; the same texts give the same vectors."""
    least = 2 if len(texts) > 100 else 1
    tfidf = _vectorizer(min_df=least)
    matrix = tfidf.fit_transform(texts)
    size = min(DIMENSIONS, *matrix.shape)
    _, _, directions = randomized_svd(matrix, n_components=size, n_iter=5, random_state=SEED)
    short = np.ascontiguousarray(directions.T, dtype=np.float16)  # as it is kept in files
    components = short.astype(np.float32)
    return WordVectors(tuple(tfidf.get_feature_names_out()), tfidf.idf_, components)


def words_from(arrays: Mapping[str, npt.NDArray[Any]]) -> WordVectors:
    """Return the word vectors that `WordVectors.arrays` described."""
    vocabulary = tuple(str(word) for word in arrays["words"])
    components = arrays["word_components"].astype(np.float32)
    return WordVectors(vocabulary, arrays["word_weights"], components)


def _vectorizer(**options: Any) -> Any:
    return TfidfVectorizer(
        ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"(?u)\b\w[\w']*\b", **options
    )
