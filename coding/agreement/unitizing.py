"""Krippendorff's u-alpha family: agreement on where passages begin and end and what they are.

Source: Krippendorff, Mathet, Bouvry & Widlöcher (2016), On the reliability of unitizing textual
continua: further developments. Quality & Quantity 50, 2347-2364. Not the alpha-U of 1995 and
2004, which other programs still print and which gives other numbers.

A value is a code, or 0 for the gaps between passages. Sums over documents are sums over the
parts of one long continuum.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from coding.agreement.continua import Atom, Continuum, Span, atoms, merged_spans
from coding.agreement.patterns import Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Coincidences:
    """What the family is computed from; the first axis counts documents or (re)samples.

    `observed` holds, for two values, the characters on which coders coincide in them, each
    coder's characters counting once (eq. 1). `squares` sums, per value, the squared lengths of
    passages (for gaps, plain lengths), which keep a passage from being expected to coincide
    with itself (eq. 4); `valued_squares` does so for the part of each passage that others
    coded too (eq. 10), gaps left out.
    """

    observed: Floats
    squares: Floats
    valued_squares: Floats

    def summed(self, weights: Floats) -> "Coincidences":
        """Return the sums over documents for each row of weights (samples by documents)."""
        return Coincidences(
            np.tensordot(weights, self.observed, axes=1),
            weights @ self.squares,
            weights @ self.valued_squares,
        )


def overlapping_codes(continuum: Continuum, codes: Sequence[str]) -> Span | None:
    """Return a passage that its coder overlaps with another of the codes, or None.

    The family is defined for passages that exclude each other.
    """
    for atom in atoms(continuum):
        for indices in atom.spans.values():
            spans = [continuum.spans[index] for index in indices]
            if len({span.code for span in spans}.intersection(codes)) > 1:
                return next(span for span in spans if span.code in codes)
    return None


def coincidences(
    continua: Sequence[Continuum], coders: Sequence[str], codes: Sequence[str]
) -> Coincidences:
    """Return the coincidences of each continuum, for passages with one of the codes.

    Each coder's passages must exclude each other (see `overlapping_codes`); overlapping
    passages of the same code are made one first.
    """
    value = {code: place + 1 for place, code in enumerate(codes)}
    parts = [_of_one(continuum, coders, value) for continuum in continua]
    return Coincidences(*(np.array(columns) for columns in zip(*parts, strict=True)))


def _of_one(
    continuum: Continuum, coders: Sequence[str], value: dict[str, int]
) -> tuple[Floats, Floats, Floats]:
    spans = merged_spans(span for span in continuum.spans if span.code in value)
    touched = _touched(continuum.extent, spans)
    pieces = atoms(Continuum(continuum.document_id, touched, spans))
    lengths = np.array([atom.end - atom.start for atom in pieces], dtype=np.float64)
    marked = np.array([_spans_at(atom, coders) for atom in pieces], dtype=np.int64)
    marked = marked.reshape(len(pieces), len(coders))
    value_of = np.array([0, *(value[span.code] for span in spans)], dtype=np.int64)
    values = value_of[marked + 1]
    observed = _observed(values, lengths, len(value) + 1)
    own = _per_value(_by_span(marked, lengths[:, None] * np.ones(len(coders))), value_of, observed)
    untouched = _length(continuum.extent) - _length(touched)
    observed[0, 0] += untouched * len(coders) if len(coders) > 1 else 0.0
    own[0] = lengths @ (values == 0).sum(axis=1) + untouched * len(coders)
    coded = (values > 0).sum(axis=1, keepdims=True)
    pairable = np.where(values > 0, coded - 1, 0) / max(1, len(coders) - 1)
    joint = _per_value(_by_span(marked, lengths[:, None] * pairable), value_of, observed)
    return observed, own, joint


def _length(extent: Sequence[tuple[int, int]]) -> int:
    return sum(end - start for start, end in extent)


def _touched(
    extent: Sequence[tuple[int, int]], spans: Sequence[Span]
) -> tuple[tuple[int, int], ...]:
    """Return the stretches of the matter that any passage touches; the rest is one long gap."""
    places: set[int] = set()
    for span in spans:
        first = bisect_right(extent, span.start, key=lambda stretch: stretch[1])
        last = bisect_left(extent, span.end, key=lambda stretch: stretch[0])
        places.update(range(first, last))
    return tuple(extent[place] for place in sorted(places))


def _spans_at(atom: Atom, coders: Sequence[str]) -> list[int]:
    """Return, for each coder, which of their passages the atom belongs to; -1 for a gap."""
    return [atom.spans.get(coder, (-1,))[0] for coder in coders]


def _observed(values: Ints, lengths: Floats, n_values: int) -> Floats:
    """Return eq. 1: intersections of each two coders' values, divided by coders less one."""
    coders = values.shape[1]
    observed = np.zeros((n_values, n_values))
    for one, other in permutations(range(coders), 2):
        np.add.at(observed, (values[:, one], values[:, other]), lengths)
    shared: Floats = observed / max(1, coders - 1)
    return shared


def _by_span(marked: Ints, lengths: Floats) -> Floats:
    """Return the summed lengths of each passage's atoms; the first entry is the gaps'."""
    summed: Floats = np.bincount((marked + 1).ravel(), weights=lengths.ravel()).astype(np.float64)
    return summed


def _per_value(by_span: Floats, value_of: Ints, like: Floats) -> Floats:
    """Return the squared lengths of the passages summed per value."""
    value = value_of[: len(by_span)]
    squares: Floats = np.bincount(value, by_span**2, len(like)).astype(np.float64)
    return squares
