"""Free passages, figures by document, and what the resamples say of the conventions."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.agreement.by_document import document_figures
from coding.agreement.continua import Continuum, Span
from coding.agreement.free_passages import FreePassages, free_passages
from coding.agreement.report import RowKind
from coding.agreement.reporting import agreement_report
from coding.agreement.values import RatedUnit, Ratings, Unit
from framework.model import Code, Framework, Theme
from ui.wire import as_json, from_json

FRAMEWORK = Framework(
    name="Odd",
    themes=(
        Theme(
            id="W", name="Weather", codes=(Code(id="fog", name="Fog"), Code(id="hail", name="H"))
        ),
        Theme(id="T", name="Things", codes=(Code(id="lamp", name="Lamp"),)),
    ),
)
CHARACTERS = json.loads(
    (Path(__file__).parent / "data/agreement/charlevel_multidoc_aggregation.json").read_text()
)


def passages(*continua, coders=("ada", "bo"), **options):
    return free_passages(continua, coders, FRAMEWORK, pair=("ada", "bo"), **options)


def test_characters_and_averages_are_those_of_the_worked_example():
    names = {"A": "ada", "B": "bo"}
    continua = [
        Continuum(
            name,
            ((0, document["length"]),),
            tuple(Span(names[c], *span, "fog") for c in "AB" for span in document[c]),
        )
        for name, document in CHARACTERS["data"]["documents"].items()
    ]

    row = passages(*continua).by_characters[0]

    expected = {e["stat"]: e for e in CHARACTERS["expected"] if "doc" not in e.get("options", {})}
    for stat, found in (
        ("cohen_kappa_pooled_characters", row.kappa),
        ("cohen_kappa_mean_defined_docs", row.mean_of_documents),
        ("cohen_kappa_mean_nvivo_style", row.nvivo_mean),
        ("cohen_kappa_size_weighted_nvivo_style", row.nvivo_weighted),
        ("jaccard_pooled", row.jaccard),
        ("positive_agreement_pooled", row.dice),
    ):
        assert found == pytest.approx(expected[stat]["value"], abs=expected[stat]["tol"])


def test_a_theme_is_defined_where_all_codes_together_overlap():
    spans = (
        Span("ada", 0, 20, "fog"),
        Span("ada", 10, 30, "lamp"),
        Span("bo", 0, 20, "fog"),
        Span("bo", 40, 50, "hail"),
    )

    found = passages(Continuum("d", ((0, 100),), spans))

    by_id = {domain.id: domain for domain in found.domains}
    assert by_id[None].result("u_alpha").value is None
    assert "overlapping passages" in by_id[None].result("u_alpha").why
    assert by_id["W"].result("u_alpha").value is not None
    assert by_id["W"].c_alpha_binary.value is not None


def test_one_coder_alone_leaves_everything_undefined_with_its_reason():
    found = free_passages((), ("ada", "bo"), FRAMEWORK, pair=("ada", "bo"))

    assert found.characters == 0
    assert all(r.value is None and r.why for d in found.domains for r in d.results)


def test_overlap_is_what_two_passages_share_of_what_they_cover():
    continuum = Continuum("d", ((0, 100),), (Span("ada", 0, 20, "fog"), Span("bo", 0, 10, "fog")))

    half, most = (passages(continuum, at_least=least) for least in (0.5, 0.9))

    assert [row.share for row in half.overlaps] == [1.0, 1.0]
    assert [row.share for row in most.overlaps] == [0.0, 0.0]


def test_stretches_that_nobody_touched_count_as_gaps():
    spans = (Span("ada", 0, 20, "fog"), Span("bo", 5, 25, "fog"))
    whole = Continuum("d", ((0, 300),), spans)
    pieces = Continuum("d", ((0, 30), (30, 90), (100, 310)), spans)

    one, other = (passages(continuum).codes[0].u_alpha.value for continuum in (whole, pieces))

    assert one == pytest.approx(other)


span = st.tuples(
    st.sampled_from(("ada", "bo", "cy")),
    st.integers(0, 80),
    st.integers(1, 30),
    st.sampled_from(("fog", "hail", "lamp")),
)


@given(st.lists(span, max_size=9), st.permutations(("ada", "bo", "cy")))
def test_the_order_of_coders_and_passages_changes_nothing(found, coders):
    spans = tuple(Span(c, start, start + size, code) for c, start, size, code in found)
    one = Continuum("d", ((0, 120),), spans)
    other = Continuum("d", ((0, 120),), spans[::-1])

    assert passages(one, coders=("ada", "bo", "cy")) == passages(other, coders=coders)


@given(st.lists(span, max_size=6))
def test_figures_survive_the_way_between_processes(found):
    spans = tuple(Span(c, start, start + size, code) for c, start, size, code in found)
    made = passages(Continuum("d", ((0, 120),), spans), coders=("ada", "bo", "cy"))

    assert from_json(FreePassages, as_json(made)) == made


def ratings(*rows):
    units = tuple(
        RatedUnit(
            f"u{n}", document, tuple(None if c is None else frozenset(c.split()) for c in row)
        )
        for n, (document, *row) in enumerate(rows)
    )
    return Ratings(Unit.SEGMENT, ("ada", "bo"), units)


ROWS = (("d1", "fog", "fog"), ("d1", "fog", ""), ("d1", "", "lamp"), ("d2", "lamp", "lamp"))


def test_each_document_counts_where_coders_differ():
    found = document_figures(ratings(*ROWS))

    assert [(one.document_id, one.n, one.differing) for one in found] == [
        ("d1", 3, 2),
        ("d2", 1, 0),
    ]
    assert found[0].result("percent_agreement").value == pytest.approx(1 / 3)


def test_a_document_can_be_looked_at_for_one_code():
    found = document_figures(ratings(*ROWS), {"fog"})

    assert [(one.n, one.differing) for one in found] == [(3, 1), (1, 0)]
    assert found[0].result("positive_agreement").value == pytest.approx(2 / 3)


def test_a_unit_that_one_of_them_did_not_judge_is_no_difference():
    found = document_figures(ratings(("d1", "fog", None), ("d1", "fog", "fog")), {"fog"})

    assert found[0].differing == 0


def test_the_share_of_resamples_below_the_conventions_grows_with_them():
    rows = [("d1", "fog" if n % 3 else "", "fog" if n % 4 else "") for n in range(40)]
    report = agreement_report(ratings(*rows), FRAMEWORK, times=400)

    alpha = report.rows_of(RowKind.CODE)[0].result("krippendorff_alpha")
    tentative, safe = alpha.below
    assert 0 < tentative <= safe <= 1
    assert (alpha.value < 0.667) == (tentative > 0.5)
    assert report.rows_of(RowKind.CODE)[0].result("prevalence").below is None


def test_without_resamples_nothing_is_said_of_the_conventions():
    report = agreement_report(ratings(*ROWS), FRAMEWORK, times=0)

    assert all(one.below is None for row in report.rows for one in row.results)
