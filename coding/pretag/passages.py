"""Segments as numbers: each one's vector, its sentences' vectors, and the cues in it."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
from spacy.language import Language

from coding.pretag.cues import CueHit, cue_hits, sentence_spans
from coding.pretag.encoder import Encoder, TaggerError, Vectors
from coding.pretag.words import WordVectors

WORDS_WEIGHT = 0.5
TEXTS_AT_ONCE = 192


class TaggingCancelledError(TaggerError):
    """The person stopped the work; what was encoded until then is kept."""


class KeptVectors(Protocol):
    """Where vectors are kept between runs, under their text's sha256; a study's store is one."""

    def vectors(self, hashes: Iterable[str], encoder: str) -> dict[str, Vectors]:
        """Return the vectors that are there."""
        ...

    def put_vectors(self, of_texts: Mapping[str, Vectors], encoder: str) -> None:
        """Keep the vectors."""
        ...


@dataclass(frozen=True, slots=True)
class Passages:
    """Some texts as numbers.

    `whole` has a row a text, `sentences` a row a sentence (at least one a text), `owners` the
    text that each sentence is of, `spans` where in it the sentence stands, and `cues` the cues of
    each text (offsets into that text).
    """

    whole: Vectors
    sentences: Vectors
    owners: npt.NDArray[np.intp]
    cues: tuple[tuple[CueHit, ...], ...]
    spans: tuple[tuple[int, int], ...]

    def only(self, rows: npt.NDArray[np.intp]) -> "Passages":
        """Return the texts numbered `rows`, in that order."""
        place = {int(row): new for new, row in enumerate(rows)}
        kept = np.array([int(owner) in place for owner in self.owners], dtype=bool)
        owners = np.array([place[int(owner)] for owner in self.owners[kept]], dtype=np.intp)
        cues = tuple(self.cues[row] for row in rows)
        spans = tuple(span for span, keep in zip(self.spans, kept, strict=True) if keep)
        return Passages(self.whole[rows], self.sentences[kept], owners, cues, spans)


@dataclass(frozen=True, slots=True)
class Watch:
    """Who watches the work: `progress(done, total)` texts; stop when `cancelled()`."""

    progress: Callable[[int, int], None]
    cancelled: Callable[[], bool]

    @classmethod
    def of(
        cls,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> "Watch":
        """Return a watch; nobody is told, and nobody stops the work, where None is given."""
        return cls(progress or (lambda done, total: None), cancelled or (lambda: False))


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads texts into passages: an encoder (None: words alone), word vectors, and spaCy."""

    encoder: Encoder | None
    words: WordVectors
    nlp: Language

    def read(
        self, texts: Sequence[str], *, kept: KeptVectors | None = None, watch: Watch | None = None
    ) -> Passages:
        """Return the texts as passages, in their order.

        Raises:
            TaggingCancelledError: If the watch said so between two batches.
        """
        docs = list(self.nlp.pipe(texts))
        own = [sentence_spans(doc) or ((0, len(doc.text)),) for doc in docs]
        owners = np.repeat(np.arange(len(texts)), [len(spans) for spans in own])
        spans = tuple(span for of_text in own for span in of_text)
        flat = [doc.text[slice(*span)] for doc, of in zip(docs, own, strict=True) for span in of]
        vectors = self._vectors([*texts, *flat], len(texts), kept, watch or Watch.of())
        cues = tuple(cue_hits(doc) for doc in docs)
        return Passages(vectors[: len(texts)], vectors[len(texts) :], owners, cues, spans)

    def _vectors(
        self, texts: Sequence[str], whole: int, kept: KeptVectors | None, watch: Watch
    ) -> Vectors:
        words = self.words.encode(texts)
        if self.encoder is None:
            watch.progress(whole, whole)
            return words
        meaning = encode_kept(texts, self.encoder, kept, whole=whole, watch=watch)
        return np.hstack([meaning, np.float32(WORDS_WEIGHT) * words])


def encode_kept(
    texts: Sequence[str],
    encoder: Encoder,
    kept: KeptVectors | None,
    *,
    whole: int,
    watch: Watch,
) -> Vectors:
    """Return the texts' vectors, encoding only those that are not kept, each once.

    Progress is told in segments, of which there are `whole`: the share of texts done.
    """
    if not texts:
        return encoder.encode(())
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    by_hash = dict(zip(hashes, texts, strict=True))
    known = kept.vectors(by_hash, encoder.name) if kept is not None else {}
    missing = sorted((h for h in by_hash if h not in known), key=lambda h: (len(by_hash[h]), h))
    for start in range(0, len(missing), TEXTS_AT_ONCE):
        if watch.cancelled():
            raise TaggingCancelledError("Pre-tagging was stopped; it can be resumed.")
        batch = missing[start : start + TEXTS_AT_ONCE]
        encoded = encoder.encode([by_hash[h] for h in batch])
        fresh = dict(zip(batch, encoded, strict=True))
        known.update(fresh)
        if kept is not None:
            kept.put_vectors(fresh, encoder.name)
        done = len(by_hash) - len(missing) + start + len(batch)
        watch.progress(whole * done // max(len(by_hash), 1), whole)
    watch.progress(whole, whole)
    return np.array([known[h] for h in hashes], dtype=np.float32).reshape(len(hashes), -1)
