"""Trying a framework before any interview: does each example find its code, and does each near
miss keep away from the code that it narrowly is not?

A fifth of the examples and near misses at a time is left out and predicted from the rest. It is
harder than an interview, where many passages are plainer than the examples that people make up
to be unlike each other; it shows where codes lie too near to be told apart.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from coding.pretag.calibration import FOLDS
from coding.pretag.classifier import Numbers
from coding.pretag.code_model import fit_code_model, read_passages
from coding.pretag.codebook import Codebook, TextKind, read_codebook
from coding.pretag.encoder import Encoder, unit_length
from coding.pretag.fitting import default_encoder, framework_reader, read_framework_texts
from coding.pretag.passages import Passages, TaggingCancelledError, Watch
from coding.pretag.tagger import Cancelled, Progress
from framework import library
from framework.model import Framework

FIRST = 3
_TRIED = (TextKind.EXAMPLE, TextKind.NEAR_MISS)


@dataclass(frozen=True, slots=True)
class TriedExample:
    """An example of a code, left out: the code's place among all (from 1) and the first three."""

    code_id: str
    text: str
    place: int
    first: tuple[str, ...]

    @property
    def lands(self) -> bool:
        """Return whether the code is among the first three."""
        return self.place <= FIRST


@dataclass(frozen=True, slots=True)
class TriedMiss:
    """A near miss of a code, left out: the place of that code (from 1) and the first three.

    `ahead` says whether the code that it belongs to comes before it; None where it belongs to none.
    """

    code_id: str
    text: str
    belongs_to: str | None
    place: int
    ahead: bool | None
    first: tuple[str, ...]

    @property
    def stays_out(self) -> bool:
        """Return whether the code comes after the one it belongs to, or else is not first."""
        return self.place > 1 if self.ahead is None else self.ahead


@dataclass(frozen=True, slots=True)
class Collision:
    """Two codes that take each other's examples, with the two passages that lie nearest.

    `taken` counts the examples of either that came out as the other first of all; `likeness` is
    the cosine of the two passages.
    """

    one: str
    other: str
    taken: int
    one_text: str
    other_text: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Tryout:
    """All that trying a framework's examples showed; `notice` as a tagger's."""

    examples: tuple[TriedExample, ...]
    misses: tuple[TriedMiss, ...]
    collisions: tuple[Collision, ...]
    notice: str

    @property
    def landed(self) -> int:
        """Return how many examples land."""
        return sum(one.lands for one in self.examples)

    @property
    def stayed_out(self) -> int:
        """Return how many near misses stay out."""
        return sum(one.stays_out for one in self.misses)


def try_examples(
    framework: Framework,
    *,
    cache: Path | None = None,
    encoder: Encoder | None = None,
    words_only: bool = False,
    small_talk: Sequence[str] | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Tryout:
    """Return how the framework's examples and near misses fare, in the framework's order.

    About half a minute for 75 codes with ten examples each; the arguments are `fit_tagger`'s.
    Progress is told in steps: reading the texts, then each fifth.

    Raises:
        TaggingCancelledError: If `cancelled` said so.
    """
    notice = ""
    if encoder is None and not words_only:
        encoder, notice = default_encoder()
    watch = Watch.of(progress, cancelled)
    talk = library.small_talk() if small_talk is None else tuple(small_talk)
    codebook = read_codebook(framework, talk)
    reader = framework_reader(codebook, encoder)
    steps = FOLDS + 1
    passages = read_framework_texts(codebook, reader, cache, Watch.of(None, cancelled))
    watch.progress(1, steps)
    rows, order = _left_out(codebook, passages, watch, steps)
    ids = [code.id for code in codebook.codes]
    examples, misses = [], []
    for row, best in zip(rows, order, strict=True):
        text = codebook.texts[row]
        first = tuple(ids[code] for code in best[:FIRST])
        places = {int(code): place for place, code in enumerate(best, 1)}
        if text.kind == TextKind.EXAMPLE and text.code is not None:
            examples.append(TriedExample(ids[text.code], text.text, places[text.code], first))
        elif text.misses is not None:
            belongs = None if text.code is None else ids[text.code]
            place = places[text.misses]
            ahead = None if text.code is None else places[text.code] < place
            misses.append(TriedMiss(ids[text.misses], text.text, belongs, place, ahead, first))
    collisions = _collisions(codebook, passages.whole, examples)
    return Tryout(tuple(examples), tuple(misses), collisions, notice)


def _left_out(
    codebook: Codebook, passages: Passages, watch: Watch, steps: int
) -> tuple[list[int], Numbers]:
    """Return the tried texts' numbers, and for each the codes best first."""
    tried = [row for row, text in enumerate(codebook.texts) if text.kind in _TRIED]
    seen: Counter[tuple[TextKind, int | None]] = Counter()
    fold_of = {}
    for row in tried:
        text = codebook.texts[row]
        fold_of[row] = seen[text.kind, text.code] % FOLDS
        seen[text.kind, text.code] += 1
    order = np.zeros((len(tried), len(codebook.codes)), dtype=np.intp)
    for fold in range(FOLDS):
        if watch.cancelled():
            raise TaggingCancelledError("Trying the examples was stopped.")
        places = [place for place, row in enumerate(tried) if fold_of[row] == fold]
        if places:
            known = [row for row in range(len(codebook.texts)) if fold_of.get(row) != fold]
            model = fit_code_model(codebook, passages.whole, known)
            asked = passages.only(np.array([tried[place] for place in places], dtype=np.intp))
            scores = read_passages(model, codebook, asked).codes
            order[places] = np.argsort(-scores, axis=1, kind="stable")
        watch.progress(fold + 2, steps)
    return tried, order


def _collisions(
    codebook: Codebook, vectors: Numbers, examples: Sequence[TriedExample]
) -> tuple[Collision, ...]:
    """Return the pairs of codes that take each other's examples, the worst first."""
    taken: Counter[tuple[str, str]] = Counter()
    for one in examples:
        if one.place > 1:
            first, other = sorted((one.code_id, one.first[0]))
            taken[first, other] += 1
    rows: dict[str, list[int]] = {}
    for row, text in enumerate(codebook.texts):
        if text.kind == TextKind.EXAMPLE and text.code is not None:
            rows.setdefault(codebook.codes[text.code].id, []).append(row)
    unit = unit_length(vectors)
    found = []
    for (left, right), count in taken.items():
        if count < 2 or left not in rows or right not in rows:
            continue
        cosines = unit[rows[left]] @ unit[rows[right]].T
        here, there = np.unravel_index(int(np.argmax(cosines)), cosines.shape)
        texts = codebook.texts[rows[left][here]].text, codebook.texts[rows[right][there]].text
        found.append(Collision(left, right, count, *texts, float(cosines.max())))
    return tuple(sorted(found, key=lambda c: (-c.taken, -c.likeness, c.one, c.other)))
