"""The nouns of agreement: who judged which unit how, and what was computed from it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class AgreementError(Exception):
    """Agreement cannot be computed from what was given; the message says what to change."""


class AgreementCancelledError(AgreementError):
    """Somebody asked for the computation to stop."""


class Unit(StrEnum):
    """What counts as one judgement: the row of every table of agreement."""

    SEGMENT = "segment"
    SENTENCE = "sentence"
    TURN = "turn"
    CHARACTER = "character"


class Statistic(StrEnum):
    """The figures by their names in reports, exports and on the command line."""

    PREVALENCE = "prevalence"
    PREVALENCE_INDEX = "prevalence_index"
    BIAS_INDEX = "bias_index"
    PERCENT_AGREEMENT = "percent_agreement"
    POSITIVE_AGREEMENT = "positive_agreement"
    NEGATIVE_AGREEMENT = "negative_agreement"
    COHEN_KAPPA = "cohen_kappa"
    FLEISS_KAPPA = "fleiss_kappa"
    CONGER_KAPPA = "conger_kappa"
    KRIPPENDORFF_ALPHA = "krippendorff_alpha"
    GWET_AC1 = "gwet_ac1"
    GWET_AC1_SE = "gwet_ac1_se"
    BRENNAN_PREDIGER = "brennan_prediger"
    ALPHA_MASI = "krippendorff_alpha_masi"
    ALPHA_JACCARD = "krippendorff_alpha_jaccard"
    ALPHA_EXACT_SET = "krippendorff_alpha_exact_set"
    POOLED_KAPPA = "pooled_kappa"
    U_ALPHA = "u_alpha"
    U_ALPHA_BINARY = "u_alpha_binary"
    CU_ALPHA = "cu_alpha"
    K_U_ALPHA = "k_u_alpha"


TARGETS = (0.667, 0.8)
"""Krippendorff's conventions: from the first for tentative conclusions, from the second safely."""


@dataclass(frozen=True, slots=True)
class Result:
    """One figure. Exactly one of `value` and `why` is None.

    `low` and `high` bound the 95 % bootstrap interval, None where there is none. `n` is the
    number of units that at least two of the coders judged (characters, where the unit is the
    character). `code` is None for a figure over all codes, `coders` None for one over all
    coders. Coefficients have 1 for full agreement and 0 for what chance would give; percent
    agreement is a share in 0..1. `below` holds, for each of `TARGETS`, the share of resamples in
    which the figure is less than it: the probability that the true value is; None without an
    interval.
    """

    statistic: str
    code: str | None
    coders: tuple[str, ...] | None
    value: float | None
    low: float | None
    high: float | None
    n: int
    why: str | None
    below: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True)
class RatedUnit:
    """One unit, and each coder's set of codes on it, in the order of `Ratings.coders`.

    An empty set is a judgement: "looked at, and no code applies". None is no judgement: not
    assigned, or not finished. `start` and `end` are the unit's place in its document, None for
    data from elsewhere. `size` is 1, or a number of characters where the unit is the character.
    """

    id: str
    document_id: str
    codes: tuple[frozenset[str] | None, ...]
    start: int | None = None
    end: int | None = None
    size: int = 1


@dataclass(frozen=True, slots=True)
class Ratings:
    """Who judged which unit how."""

    unit: Unit
    coders: tuple[str, ...]
    units: tuple[RatedUnit, ...]

    def codes(self) -> tuple[str, ...]:
        """Return the codes that at least one coder used, sorted."""
        used: set[str] = set()
        for unit in self.units:
            used.update(*(codes for codes in unit.codes if codes))
        return tuple(sorted(used))


def ratings_in_order(ratings: Ratings) -> Ratings:
    """Return the same ratings with the coders sorted, so that their order changes no figure.

    Raises:
        AgreementError: If a coder is named twice.
    """
    order = sorted(range(len(ratings.coders)), key=lambda place: ratings.coders[place])
    coders = tuple(ratings.coders[place] for place in order)
    if len(set(coders)) < len(coders):
        raise AgreementError("A coder is named twice; give each coder a name of their own.")
    if coders == ratings.coders:
        return ratings
    units = tuple(
        RatedUnit(
            id=unit.id,
            document_id=unit.document_id,
            codes=tuple(unit.codes[place] for place in order),
            start=unit.start,
            end=unit.end,
            size=unit.size,
        )
        for unit in ratings.units
    )
    return Ratings(unit=ratings.unit, coders=coders, units=units)


@dataclass(frozen=True, slots=True)
class Hooks:
    """How a long computation says how far it is, and how it learns that it should stop.

    `progress` is called with the share done, 0..1; `cancelled` is asked often and answers
    whether to stop.
    """

    progress: Callable[[float], None] | None = None
    cancelled: Callable[[], bool] | None = None

    def step(self, share: float) -> None:
        """Report the share done.

        Raises:
            AgreementCancelledError: If the computation should stop.
        """
        if self.cancelled is not None and self.cancelled():
            raise AgreementCancelledError("The computation of agreement was cancelled.")
        if self.progress is not None:
            self.progress(min(1.0, max(0.0, share)))

    def part(self, begin: float, end: float) -> "Hooks":
        """Return hooks for a part of the work that goes from `begin` to `end` of the whole."""
        whole = self.progress
        if whole is None:
            return self
        return Hooks(lambda share: whole(begin + (end - begin) * share), self.cancelled)
