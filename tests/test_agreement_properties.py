"""What must not change a figure, and what must."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.agreement.continua import Continuum, Span, character_ratings
from coding.agreement.peers import document_comparisons, kappa_averages, overlap_agreement
from coding.agreement.reporting import agreement_report
from coding.agreement.resampling import DrawnBy
from coding.agreement.u_figures import u_alpha_results
from coding.agreement.values import RatedUnit, Ratings, Unit
from framework.model import Code, Dimension, DimensionValue, Framework, Theme

CODES = ("fog", "kettle", "lamp", "tram")
CODERS = ("Ada", "Bo", "Cy")


def framework(codes=CODES):
    level = Dimension(id="level", name="Level", values=(DimensionValue(id="attic", name="Attic"),))
    halves = (codes[:2], codes[2:])
    themes = tuple(
        Theme(
            id=f"T{n}",
            name=f"Theme {n}",
            dimensions={"level": "attic"} if n else {},
            codes=tuple(Code(id=code, name=code.title()) for code in half),
        )
        for n, half in enumerate(halves)
    )
    return Framework(name="Nonsense", dimensions=(level,), themes=themes)


judgements = st.one_of(st.none(), st.frozensets(st.sampled_from(CODES), max_size=3))


@st.composite
def ratings(draw, coders=CODERS):
    rows = draw(st.lists(st.tuples(*[judgements] * len(coders)), min_size=1, max_size=12))
    units = tuple(
        RatedUnit(id=f"u{n}", document_id=f"d{n % 3}", codes=row) for n, row in enumerate(rows)
    )
    return Ratings(Unit.SEGMENT, coders, units)


def figures(report):
    """Return every figure under its name, whatever the order that it came in."""
    found = {}
    for result in report.overall:
        found[result.statistic, None, frozenset(result.coders or ())] = result
    for row in report.rows:
        for result in row.results:
            found[result.statistic, row.kind, row.id, frozenset(result.coders or ())] = result
    return {
        key: (r.value, r.low, r.high, r.n, r.why) if r.value is not None else (r.n, r.why)
        for key, r in found.items()
    }


@settings(deadline=None, max_examples=15)
@given(ratings(), st.randoms(use_true_random=False), st.sampled_from(DrawnBy))
def test_the_order_of_coders_units_and_codes_changes_no_figure_and_no_interval(
    one, chance, drawn_by
):
    places = list(range(len(CODERS)))
    chance.shuffle(places)
    units = [replace(u, codes=tuple(u.codes[p] for p in places)) for u in one.units]
    chance.shuffle(units)
    other = Ratings(one.unit, tuple(one.coders[p] for p in places), tuple(units))
    codes = list(CODES)
    chance.shuffle(codes)
    themed = framework()
    shuffled = themed.model_copy(update={"themes": tuple(reversed(themed.themes))})

    before = figures(agreement_report(one, themed, drawn_by=drawn_by, times=12))
    after = figures(agreement_report(other, shuffled, drawn_by=drawn_by, times=12))
    assert before == after


@settings(deadline=None, max_examples=15)
@given(ratings())
def test_a_code_that_nobody_used_changes_no_other_figure(some):
    less = figures(agreement_report(some, framework(), times=12))
    more = figures(agreement_report(some, framework((*CODES, "unseen")), times=12))

    assert {key: more[key] for key in less} == less


@settings(deadline=None, max_examples=25)
@given(ratings())
def test_every_figure_is_a_number_or_has_a_reason_and_lies_in_its_interval(some):
    report = agreement_report(some, framework(), times=12)

    for result in (*report.overall, *(r for row in report.rows for r in row.results)):
        assert (result.value is None) != (result.why is None)
        if result.value is None:
            assert result.low is None
            assert result.high is None
            continue
        assert math.isfinite(result.value)
        if result.low is not None:
            assert result.low <= result.value <= result.high
        assert result.value <= 1 + 1e-12 or result.statistic == "gwet_ac1_se"


def test_an_unassigned_unit_is_not_an_empty_one():
    def alpha(missing):
        rows = [({"fog"}, {"fog"}), (set(), set()), ({"fog"}, missing), ({"fog"}, {"fog"})]
        units = tuple(
            RatedUnit(str(n), "d", tuple(None if c is None else frozenset(c) for c in row))
            for n, row in enumerate(rows)
        )
        report = agreement_report(Ratings(Unit.SEGMENT, ("Ada", "Bo"), units), framework(), times=0)
        return report.rows[0].result("krippendorff_alpha").value

    assert alpha(None) == 1
    assert alpha(set()) < 0.6


def marks(draw_spans, length):
    edges = st.integers(0, length)
    spans = st.tuples(edges, edges).filter(lambda s: s[0] != s[1]).map(sorted)
    return st.lists(spans, max_size=draw_spans)


def character_kappa(first, second, length=60):
    spans = (
        *(Span("Ada", start, end, "fog") for start, end in first),
        *(Span("Bo", start, end, "fog") for start, end in second),
    )
    found = character_ratings([Continuum("d", ((0, length),), spans)], ("Ada", "Bo"))
    return document_comparisons(found, "fog", ("Ada", "Bo"))[0]


@given(marks(4, 60), marks(4, 60), st.integers(1, 59))
def test_splitting_or_doubling_a_passage_changes_no_figure_of_characters(first, second, cut):
    split = [
        piece
        for start, end in first
        for piece in ([(start, cut), (cut, end)] if start < cut < end else [(start, end)])
    ]

    assert character_kappa(split + split, second) == character_kappa(first, second)


@given(marks(4, 60), marks(4, 60))
def test_character_kappa_is_that_of_counting_every_character(first, second):
    painted = np.zeros((2, 60), dtype=bool)
    for row, spans in enumerate((first, second)):
        for start, end in spans:
            painted[row, start:end] = True
    both = int((painted[0] & painted[1]).sum())
    one, other = (int(row.sum()) for row in painted)

    found = character_kappa(first, second)
    assert (found.both, found.only_first, found.only_second) == (both, one - both, other - both)
    assert found.characters == 60
    constant = (one, other) in {(0, 0), (60, 60)}
    assert (found.kappa is None) == constant


@given(marks(3, 60), marks(3, 60))
def test_an_uncoded_document_moves_percent_agreement_but_not_positive_agreement(first, second):
    spans = (
        *(Span("Ada", start, end, "fog") for start, end in first),
        *(Span("Bo", start, end, "fog") for start, end in second),
    )
    continua = [Continuum("a", ((0, 60),), spans), Continuum("b", ((0, 500),), ())]
    rows = [
        document_comparisons(character_ratings(some, ("Ada", "Bo")), "fog", ("Ada", "Bo"))
        for some in (continua[:1], continua)
    ]

    few, many = (
        (sum(r.both for r in some), sum(r.only_first + r.only_second for r in some))
        for some in rows
    )
    assert few == many
    assert sum(r.characters for r in rows[1]) == sum(r.characters for r in rows[0]) + 500


@given(marks(3, 40), st.integers(0, 3))
def test_u_alpha_is_one_for_the_same_passages_and_less_for_any_other(first, moved):
    disjoint = []
    for start, end in sorted(first):
        if not disjoint or start >= disjoint[-1][1]:
            disjoint.append((start, end))
    spans = [Span("Ada", start, end, "fog") for start, end in disjoint]
    other = [Span("Bo", s.start + moved, s.end + moved, "fog") for s in spans]
    found = u_alpha_results([Continuum("d", ((0, 50),), (*spans, *other))], ["Ada", "Bo"], ["fog"])

    value = found[0].value
    if not spans:
        assert value is None
    elif not moved:
        assert value == pytest.approx(1)
    else:
        assert value < 1


def test_u_alpha_sees_where_somebody_cut_a_passage_in_two_but_character_kappa_does_not():
    whole = [Span("Ada", 10, 40, "fog"), Span("Ada", 60, 70, "lamp"), Span("Bo", 12, 40, "fog")]
    cut = [Span("Ada", 10, 25, "fog"), Span("Ada", 25, 40, "fog"), *whole[1:]]
    results = [
        u_alpha_results([Continuum("d", ((0, 100),), tuple(s))], ["Ada", "Bo"], ["fog", "lamp"])
        for s in (whole, cut)
    ]

    assert results[0][0].value != results[1][0].value


def test_the_family_says_whose_passages_overlap_and_still_looks_at_one_code_at_a_time():
    spans = (Span("Ada", 0, 10, "fog"), Span("Ada", 5, 15, "lamp"), Span("Bo", 0, 10, "fog"))
    found = u_alpha_results([Continuum("d", ((0, 50),), spans)], ["Ada", "Bo"], ["fog", "lamp"])

    together, alone = found[0], [r for r in found if r.statistic == "u_alpha" and r.code == "fog"]
    assert together.value is None
    assert "Ada marked overlapping passages with different codes" in together.why
    assert alone[0].value == pytest.approx(1)


def test_overlap_counts_passages_of_both_coders_and_maxqdas_kappa_grows_with_unused_codes():
    first = [Span("Ada", 0, 100, "fog"), Span("Ada", 200, 300, "lamp")]
    second = [Span("Bo", 5, 100, "fog"), Span("Bo", 200, 250, "lamp"), Span("Bo", 400, 410, "fog")]

    strict = overlap_agreement(first, second, at_least=0.9)
    assert (strict.matched, strict.passages, strict.share) == (2, 5, 0.4)
    assert overlap_agreement(first, second, at_least=0.5).matched == 4
    wide = overlap_agreement(first, second, at_least=0.9, codes=50)
    assert wide.kappa > strict.kappa
    assert overlap_agreement([], []).share is None


def test_kappa_averages_of_no_documents_are_undefined():
    averages = kappa_averages(())

    assert averages.pooled is None
    assert averages.nvivo_mean is None
