"""Does the machine steer the coders? Passages coded with suggestions against those without.

On control passages the machine's suggestions are hidden. How often coders give the code that the
machine proposed there says how often they would have come to it by themselves.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from coding.agreement.values import RatedUnit, Ratings
from coding.model import Segment, Suggestion


@dataclass(frozen=True, slots=True)
class Following:
    """How coders and machine went together on passages that coders finished.

    Counted over coders: two coders on one passage count twice. `proposed` suggestions, of which
    the coder gave `given`; `codes` that coders gave, of which `suggested` were proposed.
    """

    passages: int
    proposed: int
    given: int
    codes: int
    suggested: int

    @property
    def followed(self) -> float | None:
        """Return the share of suggestions that the coder gave too, 0..1; None without any."""
        return self.given / self.proposed if self.proposed else None

    @property
    def foreseen(self) -> float | None:
        """Return the share of the coders' codes that were proposed, 0..1; None without any."""
        return self.suggested / self.codes if self.codes else None


def shown_suggestions(
    suggestions: Iterable[Suggestion], segments: Iterable[Segment], control: Collection[int]
) -> tuple[Suggestion, ...]:
    """Return the suggestions that touch none of a document's control segments.

    Args:
        suggestions: Those on one document.
        segments: The document's segments.
        control: The numbers of its control segments.
    """
    hidden = [(one.start, one.end) for one in segments if one.number in control]
    return tuple(
        one
        for one in suggestions
        if not any(one.start < end and one.end > start for start, end in hidden)
    )


def with_and_without(
    ratings: Ratings, control: Mapping[str, Collection[str]]
) -> tuple[Ratings, Ratings]:
    """Return the ratings of units where suggestions were shown, and of control units.

    Documents without any control units are left out of both: there is nothing to compare them
    with.

    Args:
        ratings: Who judged which unit how.
        control: For each document's id, the ids of its control units.
    """
    wanted = [unit for unit in ratings.units if control.get(unit.document_id)]
    hidden = tuple(unit for unit in wanted if unit.id in control[unit.document_id])
    shown = tuple(unit for unit in wanted if unit.id not in control[unit.document_id])
    return replace(ratings, units=shown), replace(ratings, units=hidden)


def following(ratings: Ratings, suggestions: Iterable[Suggestion]) -> Following:
    """Return how far coders' codes and suggestions go together on the rated units.

    A suggestion belongs to the units whose characters it covers. Of several for one code on one
    unit one counts.

    Args:
        ratings: Who judged which unit how.
        suggestions: The machine's, shown or hidden, on the documents of these units.
    """
    offers = _Offers(suggestions)
    passages = proposed = given = codes = suggested = 0
    for unit in ratings.units:
        offered = offers.on(unit)
        for own in unit.codes:
            if own is None:
                continue
            passages += 1
            proposed += len(offered)
            given += len(offered & own)
            codes += len(own)
            suggested += len(own & offered)
    return Following(passages, proposed, given, codes, suggested)


class _Offers:
    """The suggestions of each document, to be looked up by place."""

    def __init__(self, suggestions: Iterable[Suggestion]) -> None:
        self._of: dict[str, list[Suggestion]] = {}
        for suggestion in suggestions:
            self._of.setdefault(suggestion.document_id, []).append(suggestion)
        for found in self._of.values():
            found.sort(key=lambda one: one.start)
        self._longest = {
            key: max(one.end - one.start for one in found) for key, found in self._of.items()
        }

    def on(self, unit: RatedUnit) -> frozenset[str]:
        """Return the codes that were proposed on any of a unit's characters."""
        found = self._of.get(unit.document_id)
        if not found or unit.start is None or unit.end is None:
            return frozenset()
        earliest = unit.start - self._longest[unit.document_id]
        first = bisect_right(found, earliest, key=lambda one: one.start)
        last = bisect_left(found, unit.end, key=lambda one: one.start)
        return frozenset(one.code_id for one in found[first:last] if one.end > unit.start)
