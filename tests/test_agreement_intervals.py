"""Bootstrap intervals: repeatable, wider for less data, honest about what was drawn."""

from dataclasses import replace

import numpy as np
import pytest

from coding.agreement.code_figures import nominal_results
from coding.agreement.patterns import tabulate
from coding.agreement.reporting import agreement_report
from coding.agreement.resampling import DrawnBy, Resampling, drawn_counts, intervals
from coding.agreement.set_figures import set_results
from coding.agreement.values import (
    AgreementCancelledError,
    Hooks,
    RatedUnit,
    Ratings,
    Unit,
)
from framework.model import Code, Framework, Theme

PLAN = Resampling(times=400)
FRAMEWORK = Framework(
    name="Nonsense",
    themes=(Theme(id="T", name="Things", codes=(Code(id="fog", name="Fog"),)),),
)


def some_ratings(units, *, documents=1, seed=1, coders=("Ada", "Bo")):
    rng = np.random.default_rng(seed)
    rated = []
    for number in range(units):
        truth = rng.random() < 0.3
        codes = tuple(frozenset({"fog"} if truth != (rng.random() < 0.1) else ()) for _ in coders)
        rated.append(RatedUnit(f"u{number}", f"d{number % documents}", codes))
    return Ratings(Unit.SEGMENT, coders, tuple(rated))


def alpha(ratings, **options):
    report = agreement_report(ratings, FRAMEWORK, times=400, **options)
    return report.rows[0].result("krippendorff_alpha")


def test_the_same_seed_gives_the_same_interval_and_another_seed_another():
    ratings = some_ratings(80)

    assert alpha(ratings) == alpha(ratings)
    assert alpha(ratings).low != alpha(ratings, seed=2).low


def test_intervals_widen_when_units_are_halved():
    ratings = some_ratings(400)
    half = replace(ratings, units=ratings.units[::2])

    whole, halved = alpha(ratings), alpha(half)
    assert halved.high - halved.low > 1.15 * (whole.high - whole.low)


def test_documents_that_resemble_themselves_widen_the_interval_by_document():
    rng = np.random.default_rng(5)
    units = []
    for document in range(12):
        slip = 0.4 if document % 3 == 0 else 0.02
        for number in range(40):
            truth = rng.random() < 0.4
            codes = tuple(
                frozenset({"fog"} if truth != (rng.random() < slip) else ()) for _ in range(2)
            )
            units.append(RatedUnit(f"{document}:{number}", f"d{document:02}", codes))
    ratings = Ratings(Unit.SEGMENT, ("Ada", "Bo"), tuple(units))

    by_unit = alpha(ratings, drawn_by=DrawnBy.UNIT)
    by_document = alpha(ratings, drawn_by=DrawnBy.DOCUMENT)
    assert by_document.high - by_document.low > 1.5 * (by_unit.high - by_unit.low)


def test_intervals_come_by_document_from_eight_documents_on():
    few = agreement_report(some_ratings(40, documents=7), FRAMEWORK, times=20)
    many = agreement_report(some_ratings(40, documents=8), FRAMEWORK, times=20)

    assert few.resampling.by is DrawnBy.UNIT
    assert "Intervals treat passages as independent" in few.cautions[0]
    assert many.resampling.by is DrawnBy.DOCUMENT
    assert many.cautions == ()


def test_one_document_cannot_be_drawn_by_document():
    report = agreement_report(some_ratings(40), FRAMEWORK, drawn_by=DrawnBy.DOCUMENT)

    assert report.resampling is None
    assert report.rows[0].result("krippendorff_alpha").low is None


def test_few_units_are_said_to_be_few():
    report = agreement_report(some_ratings(19), FRAMEWORK, times=20)

    assert report.cautions[0] == "Few units (19): figures and intervals are rough."


def test_resampled_counts_hold_as_many_units_as_there_are():
    counts = np.array([[3.0, 0, 2], [1, 4, 0]])
    by_unit = np.concatenate(list(drawn_counts(counts, PLAN, key="fog")))
    plan = replace(PLAN, by=DrawnBy.DOCUMENT)
    by_document = np.concatenate(list(drawn_counts(counts, plan, key="fog")))

    assert by_unit.shape == (400, 3)
    assert set(by_unit.sum(axis=1)) == {10.0}
    assert {tuple(row) for row in by_document} == {(6, 0, 4), (4, 4, 2), (2, 8, 0)}


def test_many_patterns_are_drawn_like_few_ones():
    counts = np.ones((1, 5000))
    drawn = np.concatenate(list(drawn_counts(counts, replace(PLAN, times=60), key="fog")))

    assert drawn.shape == (60, 5000)
    assert set(drawn.sum(axis=1)) == {5000.0}
    assert drawn.mean(axis=0).std() == pytest.approx(np.sqrt(1 / 60), rel=0.1)


def test_the_interval_is_that_of_drawing_units_one_by_one():
    ratings = some_ratings(120)
    labels = np.array([["fog" in codes for codes in unit.codes] for unit in ratings.units]) * 1
    rng = np.random.default_rng(0)
    drawn = [
        nominal_results(
            tabulate(labels[rng.integers(120, size=120)], 2),
            ("Ada", "Bo"),
            None,
            code="fog",
            pairwise=(),
        )
        for _ in range(1500)
    ]
    values = [r.value for some in drawn for r in some if r.statistic == "krippendorff_alpha"]
    low, high = np.quantile(values, [0.025, 0.975])

    ours = agreement_report(ratings, FRAMEWORK, times=4000).rows[0].result("krippendorff_alpha")
    assert ours.low == pytest.approx(low, abs=0.03)
    assert ours.high == pytest.approx(high, abs=0.03)


def test_a_figure_undefined_in_most_resamples_has_no_interval():
    resampled = np.array([[np.nan, np.nan, 0.4], [0.2, np.nan, 0.4], [0.1, 0.2, 0.3]])
    found = intervals(np.array([0.4, 0.3, np.nan]), resampled, PLAN)

    assert found[0] is None
    assert found[1] == pytest.approx((0.205, 0.395))
    assert found[2] is None


def test_an_interval_that_misses_its_estimate_is_widened_to_it():
    found = intervals(np.array([0.9]), np.array([[0.1, 0.2, 0.3]]), PLAN)

    assert found[0][1] == 0.9


def test_progress_grows_to_one_and_a_cancel_is_heeded():
    seen = []
    ratings = some_ratings(50)
    agreement_report(ratings, FRAMEWORK, times=100, hooks=Hooks(progress=seen.append))

    assert seen == sorted(seen)
    assert seen[-1] == 1
    with pytest.raises(AgreementCancelledError):
        agreement_report(ratings, FRAMEWORK, hooks=Hooks(cancelled=lambda: True))


def test_a_cancel_is_heeded_while_resampling():
    asked = []
    hooks = Hooks(cancelled=lambda: len(asked) > 0 or bool(asked.append(1)))

    with pytest.raises(AgreementCancelledError):
        set_results(some_ratings(50), ["d0"], PLAN, hooks=hooks)


def test_characters_are_never_drawn_one_by_one():
    ratings = some_ratings(30, documents=3)
    units = tuple(replace(unit, size=50) for unit in ratings.units)
    characters = replace(ratings, unit=Unit.CHARACTER, units=units)

    report = agreement_report(characters, FRAMEWORK, drawn_by=DrawnBy.UNIT, times=50)
    assert report.resampling.by is DrawnBy.DOCUMENT
    assert report.n_units == 1500
    assert report.rows[0].result("gwet_ac1_se").value is None
    assert "not independent" in report.rows[0].result("gwet_ac1_se").why
