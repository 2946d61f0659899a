"""Free passages of a study: what is compared, and how documents are taken together."""

import math

import pytest

from coding.agreement.continua import (
    Continuum,
    Span,
    atoms,
    continua_from_codings,
    merged_spans,
)
from coding.agreement.peers import ATLAS_NAMES, holsti, jaccard
from coding.agreement.resampling import DrawnBy, Resampling
from coding.agreement.u_figures import u_alpha_results
from coding.agreement.values import Statistic
from coding.model import Coding

CODERS = ("Ada", "Bo")


def coding(coder, document, start, end, code="fog"):
    return Coding(
        coder_id=coder,
        document_id=document,
        start=start,
        end=end,
        code_id=code,
        framework_version=1,
        suggested=False,
        certainty=None,
        memo="",
    )


def spans_of(*marks):
    return tuple(Span(*mark) for mark in marks)


ONE = spans_of(("Ada", 0, 20, "fog"), ("Bo", 5, 20, "fog"), ("Bo", 40, 50, "lamp"))
TWO = spans_of(("Ada", 10, 30, "lamp"), ("Bo", 10, 30, "fog"), ("Ada", 60, 70, "fog"))


def test_only_matter_that_all_coders_finished_is_compared():
    finished = {("Ada", "d1"): ((0, 100),), ("Bo", "d1"): ((0, 30), (50, 100))}
    codings = [coding("Ada", "d1", 20, 60), coding("Bo", "d1", 32, 40), coding("Cy", "d1", 0, 9)]
    (continuum,) = continua_from_codings(
        {"d1": ((10, 90),), "d2": ((0, 9),)}, codings, finished, CODERS
    )

    assert continuum.extent == ((10, 30), (50, 90))
    assert continuum.spans == (Span("Ada", 20, 60, "fog"),)
    pieces = [(atom.start, atom.end, len(atom.spans)) for atom in atoms(continuum)]
    assert pieces == [(10, 20, 0), (20, 30, 1), (50, 60, 1), (60, 90, 0)]


def test_two_documents_are_the_parts_of_one_long_text():
    apart = [Continuum("a", ((0, 100),), ONE), Continuum("b", ((0, 80),), TWO)]
    moved = tuple(Span(s.coder, s.start + 100, s.end + 100, s.code) for s in TWO)
    joined = [Continuum("ab", ((0, 180),), (*ONE, *moved))]
    first, second = (u_alpha_results(some, CODERS, ("fog", "lamp")) for some in (apart, joined))

    assert [(r.statistic, r.code) for r in first] == [(r.statistic, r.code) for r in second]
    for one, other in zip(first, second, strict=True):
        assert one.value == pytest.approx(other.value)


def test_matter_that_is_not_there_does_not_count_as_a_gap():
    whole = [Continuum("a", ((0, 100),), ONE)]
    part = [Continuum("a", ((0, 30), (40, 60)), ONE)]
    first, second = (u_alpha_results(some, CODERS, ("fog", "lamp"))[0] for some in (whole, part))

    assert (first.n, second.n) == (100, 50)
    assert first.value > second.value


def test_intervals_of_the_family_are_drawn_by_document_only():
    continua = [Continuum(f"d{n}", ((0, 100),), spans) for n, spans in enumerate((ONE, TWO) * 4)]
    plan = Resampling(by=DrawnBy.DOCUMENT, times=200)

    found = u_alpha_results(continua, CODERS, ("fog", "lamp"), plan)[0]
    assert found.low < found.value < found.high
    assert u_alpha_results(continua, CODERS, ("fog", "lamp"), plan)[0] == found
    by_unit = u_alpha_results(continua, CODERS, ("fog", "lamp"), Resampling())[0]
    assert by_unit.low is None


def test_the_order_of_documents_and_coders_changes_nothing():
    continua = [Continuum("a", ((0, 100),), ONE), Continuum("b", ((0, 80),), TWO[::-1])]
    first = u_alpha_results(continua, CODERS, ("fog", "lamp"))
    second = u_alpha_results(continua[::-1], CODERS[::-1], ("fog", "lamp"))

    for one, other in zip(first, second, strict=True):
        assert one.value == pytest.approx(other.value)


@pytest.mark.parametrize(
    ("spans", "coders", "statistic", "says"),
    [
        ((), CODERS, "u_alpha", "Nobody marked a passage"),
        (ONE, ("Ada",), "u_alpha", "Only one coder"),
        (
            spans_of(("Ada", 0, 100, "fog"), ("Bo", 0, 100, "fog")),
            CODERS,
            "u_alpha_binary",
            "Everybody marked all of the text",
        ),
        (
            spans_of(("Ada", 0, 10, "fog"), ("Bo", 20, 30, "fog")),
            CODERS,
            "cu_alpha",
            "No text was marked by two coders",
        ),
        (
            spans_of(("Ada", 0, 10, "fog"), ("Bo", 0, 10, "fog")),
            CODERS,
            "cu_alpha",
            "one code only",
        ),
        (
            spans_of(("Ada", 0, 10, "fog"), ("Bo", 0, 10, "fog"), ("Bo", 20, 30, "lamp")),
            CODERS,
            "k_u_alpha",
            "one code only",
        ),
    ],
)
def test_what_is_undefined_says_why(spans, coders, statistic, says):
    found = u_alpha_results([Continuum("d", ((0, 100),), spans)], coders, ("fog", "lamp"))
    result = next(r for r in found if r.statistic == statistic)

    assert result.value is None
    assert says in result.why


def test_nothing_finished_together_makes_the_family_undefined():
    found = u_alpha_results([], CODERS, ("fog",))

    assert {r.why for r in found} == {"There is no text that all coders went through."}


def test_overlapping_passages_of_one_code_become_one_but_touching_ones_stay_two():
    marks = spans_of(("Ada", 0, 10, "fog"), ("Ada", 5, 15, "fog"), ("Ada", 15, 20, "fog"))

    assert merged_spans(marks) == spans_of(("Ada", 0, 15, "fog"), ("Ada", 15, 20, "fog"))


def test_indices_of_nothing_are_undefined():
    assert holsti(0, 0, 0) is None
    assert jaccard(0, 0, 0) is None
    assert math.isclose(holsti(2, 2, 4), 2 / 3)


def test_atlas_names_are_given_for_figures_that_exist():
    assert set(ATLAS_NAMES) - {"holsti"} <= {str(statistic) for statistic in Statistic}
