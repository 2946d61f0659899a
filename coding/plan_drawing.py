"""Drawing a plan: which documents several people code, and who, by seed and never by hand."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING

from coding.model import Case
from coding.plan import Assignment, Purpose

if TYPE_CHECKING:
    from coding.store.values import DocumentEntry


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is to be drawn: how much is coded by several, by how many, and how it is spread.

    Exactly one of `share` (0..1) and `number` says how much: of the documents, or of the
    segments where segments are drawn. `stratify` names attributes of cases: each combination
    of their values gets its part. The same seed draws the same plan.
    """

    share: float | None = None
    number: int | None = None
    coders_each: int = 2
    stratify: tuple[str, ...] = ()
    seed: int = 1

    def of(self, total: int) -> int:
        """Return how many of `total` are to be drawn; at least one if the share is not 0.

        Raises:
            ValueError: If not exactly one of share and number is given, or it is out of range.
        """
        if (self.share is None) == (self.number is None):
            raise ValueError("a drawing takes a share or a number")
        if self.number is not None:
            if self.number < 0:
                raise ValueError("a number of documents is not negative")
            return min(self.number, total)
        share = self.share or 0.0
        if not 0 <= share <= 1:
            raise ValueError("a share lies in 0..1")
        return min(total, max(1, round(share * total))) if share else 0


def draw_plan(
    entries: Sequence["DocumentEntry"],
    cases: Sequence[Case],
    coder_ids: Sequence[str],
    drawing: Drawing,
    *,
    begun: Mapping[str, Collection[str]] | None = None,
    codable: Mapping[str, Sequence[int]] | None = None,
    barred: Mapping[str, Collection[str]] | None = None,
) -> tuple[Assignment, ...]:
    """Return who is to code what: every document, each by one or by several coders.

    Work is spread evenly: unless some have begun more than others, no two coders differ by more
    than the largest document. Pairs take turns. Whoever has begun a document keeps it.

    Args:
        entries: The documents, in the study's order.
        cases: The cases, for their attributes.
        coder_ids: Who codes; their order changes the draw.
        drawing: What to draw.
        begun: For each document's id, which coders have begun it; only those who are to code
            count.
        codable: For each document's id, its codable segments' numbers, if segments are to be
            drawn: then one coder codes each whole document, and others its drawn segments.
        barred: For each document's id, who must not be given it, as who is calibrated on it.
            Where too few are left, fewer code it.

    Raises:
        ValueError: If nobody is to code, fewer people than are to code the same passages, or
            the drawing is not sound.
    """
    coders = list(dict.fromkeys(coder_ids))
    if not coders or (len(coders) < drawing.coders_each and drawing.of(len(entries)) > 0):
        raise ValueError("there are fewer coders than are to code the same documents")
    dice = Random(f"plan {drawing.seed}")
    known = {key: [coder for coder in coders if coder in who] for key, who in (begun or {}).items()}
    dice.shuffle(coders)
    desks = _Desks(coders, barred or {})
    if codable is not None:
        return _by_segments(entries, desks, drawing, known, codable)
    several = _drawn_documents(entries, cases, drawing, known, dice)
    found: dict[str, tuple[str, ...]] = {}
    for entry in _largest_first(entries):
        wanted = drawing.coders_each if entry.id in several else 1
        found[entry.id] = desks.seat(entry.id, known.get(entry.id, ()), wanted, entry.codable)
    return tuple(
        Assignment(entry.id, coder, _purpose(found[entry.id]))
        for entry in entries
        for coder in found[entry.id]
    )


def strata(
    entries: Sequence["DocumentEntry"], cases: Sequence[Case], attributes: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return, for each document's id, the values of its case's attributes; "" where unknown."""
    case_of: dict[str, Case] = {}
    for case in cases:
        for document_id in case.document_ids:
            case_of.setdefault(document_id, case)
    known = {key: dict(case.attributes) for key, case in case_of.items()}
    return {
        entry.id: tuple(known.get(entry.id, {}).get(name, "") for name in attributes)
        for entry in entries
    }


def apportion(total: int, sizes: Mapping[str, int]) -> dict[str, int]:
    """Return how many of `total` each part gets, in proportion to its size, none over its size.

    Largest remainders; equal ones in the order of the parts' names.
    """
    whole = sum(sizes.values())
    if not whole:
        return dict.fromkeys(sizes, 0)
    total = min(total, whole)
    exact = {key: total * size / whole for key, size in sizes.items()}
    given = {key: int(share) for key, share in exact.items()}
    left = total - sum(given.values())
    for key in sorted(sizes, key=lambda key: (given[key] - exact[key], key))[:left]:
        given[key] += 1
    return given


def _purpose(coders: Sequence[str]) -> Purpose:
    return Purpose.SHARED if len(coders) > 1 else Purpose.ALONE


def _largest_first(entries: Sequence["DocumentEntry"]) -> list["DocumentEntry"]:
    return sorted(entries, key=lambda entry: -entry.codable)


def _drawn_documents(
    entries: Sequence["DocumentEntry"],
    cases: Sequence[Case],
    drawing: Drawing,
    begun: Mapping[str, Sequence[str]],
    dice: Random,
) -> frozenset[str]:
    """Return the documents that several coders code, so many of each stratum as is its due."""
    in_stratum: dict[str, list[str]] = {}
    for document_id, values in strata(entries, cases, drawing.stratify).items():
        in_stratum.setdefault("\x1f".join(values), []).append(document_id)
    due = apportion(drawing.of(len(entries)), {key: len(ids) for key, ids in in_stratum.items()})
    several: set[str] = set()
    for key in sorted(in_stratum):
        ids = in_stratum[key]
        dice.shuffle(ids)
        ids.sort(key=lambda one: len(begun.get(one, ())) < 2)
        several.update(ids[: due[key]])
    return frozenset(several)


def _by_segments(
    entries: Sequence["DocumentEntry"],
    desks: "_Desks",
    drawing: Drawing,
    begun: Mapping[str, Sequence[str]],
    codable: Mapping[str, Sequence[int]],
) -> tuple[Assignment, ...]:
    sizes = {entry.id: len(codable.get(entry.id, ())) for entry in entries}
    due = apportion(drawing.of(sum(sizes.values())), sizes)
    found: dict[str, list[Assignment]] = {}
    for entry in _largest_first(entries):
        whole = desks.seat(entry.id, begun.get(entry.id, ()), 1, sizes[entry.id])
        count = due[entry.id]
        left = drawing.coders_each - len(whole)
        others = desks.more(entry.id, whole, left, count) if count else ()
        dice = Random(f"segments {drawing.seed} {entry.id}")
        part = frozenset(dice.sample(sorted(codable.get(entry.id, ())), count))
        purpose = _purpose((*whole, *others))
        found[entry.id] = [
            *(Assignment(entry.id, coder, purpose) for coder in whole),
            *(Assignment(entry.id, coder, purpose, part) for coder in others),
        ]
    return tuple(one for entry in entries for one in found[entry.id])


class _Desks:
    """How much each coder has to do, in segments, and who has coded with whom."""

    def __init__(self, coders: Sequence[str], barred: Mapping[str, Collection[str]]) -> None:
        self._barred = barred
        self._load = dict.fromkeys(coders, 0)
        self._place = {coder: place for place, coder in enumerate(coders)}
        self._together: Counter[tuple[str, ...]] = Counter()

    def seat(
        self, document_id: str, begun: Sequence[str], wanted: int, size: int
    ) -> tuple[str, ...]:
        """Return those who code a document: who has begun it, and those with least to do."""
        for coder in begun:
            self._load[coder] += size
        return (*begun, *self.more(document_id, begun, wanted - len(begun), size))

    def more(
        self, document_id: str, there: Sequence[str], wanted: int, size: int
    ) -> tuple[str, ...]:
        """Return `wanted` further coders for a document, those with least to do."""
        out = {*there, *self._barred.get(document_id, ())}
        free = sorted(
            (coder for coder in self._load if coder not in out),
            key=lambda coder: (self._load[coder], self._place[coder]),
        )
        wanted = min(wanted, len(free))
        if wanted < 1:
            return ()
        most = self._load[free[wanted - 1]]
        sure = tuple(coder for coder in free if self._load[coder] < most)
        tied = [coder for coder in free if self._load[coder] == most]
        choices = ((*sure, *more) for more in combinations(tied, wanted - len(sure)))
        chosen = min(choices, key=lambda some: self._met(there, some))
        self._together.update(combinations(sorted((*there, *chosen)), 2))
        for coder in chosen:
            self._load[coder] += size
        return chosen

    def _met(self, there: Sequence[str], some: Sequence[str]) -> int:
        return sum(self._together[pair] for pair in combinations(sorted((*there, *some)), 2))
