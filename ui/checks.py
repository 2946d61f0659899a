"""What came of calibration and of further rounds: two codings of the same passages compared."""

from collections.abc import Iterable
from dataclasses import dataclass

from coding.agreement.ratings import finished_by_coder, ratings_from_codings
from coding.agreement.resampling import Resampling
from coding.agreement.set_figures import set_results
from coding.agreement.values import Ratings, Result, Statistic, ratings_in_order
from coding.calibration import CodeMatch, calibration
from coding.decisions import standing_codings
from coding.model import Coding
from coding.plan import APART, Assignment, Plan, Purpose
from coding.store import Store


@dataclass(frozen=True, slots=True)
class Check:
    """One calibration or round: `other` is held against `measure`, on these documents."""

    purpose: Purpose
    measure: str
    other: str
    document_ids: tuple[str, ...]
    up_to: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a check: the figures over all codes, each code, and what they rest on."""

    figures: tuple[Result, ...]
    matches: tuple[CodeMatch, ...]
    ratings: Ratings
    codings: tuple[Coding, ...]


def checks_open_to(store: Store, plan: Plan, viewer_id: str) -> tuple[Check, ...]:
    """Return the checks of which the viewer may see what came of them, as far as finished."""
    of_check: dict[tuple[str, str], list[Assignment]] = {}
    for one in plan.assignments:
        measure = one.against or plan.person_of(one.coder_id)
        if one.purpose in APART and _may_see(store, plan, one, viewer_id):
            of_check.setdefault((measure, one.coder_id), []).append(one)
    begun = {one.coder_id: one.begun for one in plan.rounds}
    return tuple(
        Check(
            found[0].purpose,
            measure,
            other,
            tuple(sorted({one.document_id for one in found})),
            begun.get(other),
        )
        for (measure, other), found in of_check.items()
    )


def _may_see(store: Store, plan: Plan, one: Assignment, viewer_id: str) -> bool:
    """Return whether a check of one document is finished and open to the viewer."""
    measure = one.against or plan.person_of(one.coder_id)
    if viewer_id not in (one.coder_id, measure, plan.coordinator_id):
        return False
    seen = store.visible_coders(one.coder_id, one.document_id)
    return measure in seen


def outcome_of(store: Store, check: Check) -> Outcome:
    """Return what came of a check, with intervals from resampled passages."""
    decisions = [
        decision
        for key in check.document_ids
        for decision in (
            *store.decisions(document_id=key, coder_id=check.measure, up_to=check.up_to),
            *store.decisions(document_id=key, coder_id=check.other),
        )
    ]
    codings = standing_codings(decisions)
    ratings = ratings_from_codings(
        {key: store.document(key).text for key in check.document_ids},
        [segment for key in check.document_ids for segment in store.segments(key)],
        codings,
        finished_by_coder(decisions),
        (check.measure, check.other),
    )
    return Outcome(
        figures_of(ratings),
        calibration(ratings, measure=check.measure, other=check.other),
        ratings,
        codings,
    )


def figures_of(ratings: Ratings, *, times: int = 2000) -> tuple[Result, ...]:
    """Return the figures over all codes, with intervals from resampled passages; none without."""
    if not ratings.units:
        return ()
    documents = sorted({unit.document_id for unit in ratings.units})
    return set_results(ratings_in_order(ratings), documents, Resampling(times=times))


def figure(results: Iterable[Result], statistic: Statistic) -> str:
    """Return a figure over all coders with its interval, or why there is none."""
    found = next((r for r in results if r.statistic == statistic and r.coders is None), None)
    if found is None or found.value is None:
        return "undefined"
    share = statistic is Statistic.PERCENT_AGREEMENT
    values = (found.value, found.low, found.high)
    value, low, high = (
        "" if one is None else f"{one:.0%}" if share else f"{one:.2f}" for one in values
    )
    return f"{value} ({low} to {high})" if low else value
