"""From a figure to the passages behind it: where coders differ, and what each of them did."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from coding.agreement.values import RatedUnit, Ratings
from coding.model import Coding


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A unit that some coders gave a code and others did not.

    `codings` are all standing codings of the compared coders that touch the unit, with
    whatever code: what they did instead is half the explanation.
    """

    unit_id: str
    document_id: str
    start: int | None
    end: int | None
    code_id: str
    with_code: tuple[str, ...]
    without_code: tuple[str, ...]
    codings: tuple[Coding, ...]


def disagreements(
    ratings: Ratings,
    codings: Iterable[Coding] = (),
    *,
    codes: Collection[str] | None = None,
    coders: Sequence[str] | None = None,
) -> tuple[Disagreement, ...]:
    """Return where coders differ, by document, place and code.

    Args:
        ratings: Who judged which unit how.
        codings: The standing codings, to be shown beside.
        codes: Only these codes; None for all.
        coders: Only these coders, two or more; None for all.
    """
    chosen = tuple(sorted(coders or ratings.coders))
    places = [ratings.coders.index(coder) for coder in chosen]
    beside = _Beside(coding for coding in codings if coding.coder_id in chosen)
    found = []
    for unit in ratings.units:
        judged = {
            coder: unit.codes[place]
            for coder, place in zip(chosen, places, strict=True)
            if unit.codes[place] is not None
        }
        for code in _contested([given or frozenset() for given in judged.values()], codes):
            found.append(
                Disagreement(
                    unit_id=unit.id,
                    document_id=unit.document_id,
                    start=unit.start,
                    end=unit.end,
                    code_id=code,
                    with_code=tuple(c for c, given in judged.items() if code in (given or ())),
                    without_code=tuple(
                        c for c, given in judged.items() if code not in (given or ())
                    ),
                    codings=beside.touching(unit),
                )
            )
    found.sort(key=lambda one: (one.document_id, one.start or 0, one.unit_id, one.code_id))
    return tuple(found)


def _contested(sets: Sequence[frozenset[str]], codes: Collection[str] | None) -> tuple[str, ...]:
    """Return the codes that some of the sets hold and others do not."""
    if not sets:
        return ()
    differing = frozenset().union(*sets) - sets[0].intersection(*sets)
    return tuple(sorted(code for code in differing if codes is None or code in codes))


class _Beside:
    """The codings of each document, to be looked up by place."""

    def __init__(self, codings: Iterable[Coding]) -> None:
        self._codings: dict[str, list[Coding]] = {}
        for coding in codings:
            self._codings.setdefault(coding.document_id, []).append(coding)
        self._longest: dict[str, int] = {}
        for document_id, found in self._codings.items():
            found.sort(key=lambda c: (c.start, c.end, c.code_id, c.coder_id))
            self._longest[document_id] = max(c.end - c.start for c in found)

    def touching(self, unit: RatedUnit) -> tuple[Coding, ...]:
        found = self._codings.get(unit.document_id)
        if not found or unit.start is None or unit.end is None:
            return ()
        earliest = unit.start - self._longest[unit.document_id]
        first = bisect_right(found, earliest, key=lambda c: c.start)
        last = bisect_left(found, unit.end, key=lambda c: c.start)
        return tuple(coding for coding in found[first:last] if coding.end > unit.start)


@dataclass(frozen=True, slots=True)
class Confusion:
    """How many units one coder gave `first_code` (and not the other) where the other gave
    `second_code` (and not the first). A code is None where a coder gave none.
    """

    first_code: str | None
    second_code: str | None
    units: int


def confusions(ratings: Ratings, coders: tuple[str, str]) -> tuple[Confusion, ...]:
    """Return which code one coder gives where the other gives which, the commonest first.

    Codes that both gave a unit are left out of it; what remains of either's set is paired, each
    code with each, or with None if nothing remains on the other side.
    """
    one, other = (ratings.coders.index(coder) for coder in coders)
    counts: Counter[tuple[str | None, str | None]] = Counter()
    for unit in ratings.units:
        first, second = unit.codes[one], unit.codes[other]
        if first is None or second is None or first == second:
            continue
        for mine in first - second or (None,):
            for theirs in second - first or (None,):
                counts[mine, theirs] += unit.size
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0][0] or "", item[0][1] or ""))
    return tuple(Confusion(*pair, units) for pair, units in ranked)
