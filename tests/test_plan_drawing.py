"""Drawing a plan, control segments and passages to code again: by seed, fair, and complete."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.drift import drift_sample
from coding.model import Act, Case, Segment
from coding.plan import Purpose, control_segments, own_segments
from coding.plan_drawing import Drawing, apportion, draw_plan, strata
from coding.store import DocumentEntry

CODERS = ("Oda", "Ulf", "Eva", "Ida", "Per")
NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)


def entry(document_id, codable=10):
    return DocumentEntry(
        document_id, document_id, f"{document_id}.txt", "prefix", 99, codable, codable, (), NOON
    )


def lift_segments(count, document_id="lift"):
    return tuple(
        Segment(document_id, n, 10 * n, 10 * n + 9, 0, n % 4 != 0) for n in range(1, count)
    )


sizes = st.lists(st.integers(1, 90), min_size=1, max_size=25)
floors = st.sampled_from(["cellar", "attic", ""])


@st.composite
def studies(draw):
    entries = [entry(f"d{place}", size) for place, size in enumerate(draw(sizes))]
    cases = [
        Case(
            f"c{one.id}", one.id, (("floor", floor),) if (floor := draw(floors)) else (), (one.id,)
        )
        for one in entries
    ]
    return entries, cases, CODERS[: draw(st.integers(2, 5))]


drawings = st.builds(
    Drawing,
    share=st.sampled_from([0.0, 0.1, 0.25, 0.5, 1.0]),
    seed=st.integers(1, 50),
    stratify=st.sampled_from([(), ("floor",)]),
)


@given(studies(), drawings)
def test_every_document_is_assigned_and_as_many_as_asked_to_two(study, drawing):
    entries, cases, coders = study
    seats = Counter(one.document_id for one in draw_plan(entries, cases, coders, drawing))

    assert set(seats) == {one.id for one in entries}
    assert set(seats.values()) <= {1, 2}
    assert sum(count == 2 for count in seats.values()) == drawing.of(len(entries))


@given(studies(), drawings)
def test_the_same_seed_draws_the_same_plan(study, drawing):
    assert draw_plan(*study, drawing) == draw_plan(*study, drawing)


def test_another_seed_draws_another_plan():
    entries = [entry(f"d{place}") for place in range(20)]
    plans = {draw_plan(entries, [], CODERS, Drawing(share=0.5, seed=seed)) for seed in range(1, 6)}

    assert len(plans) == 5


@given(studies(), drawings)
def test_work_is_spread_to_within_the_largest_document(study, drawing):
    entries, cases, coders = study
    size = {one.id: one.codable for one in entries}
    load = Counter(dict.fromkeys(coders, 0))
    for one in draw_plan(entries, cases, coders, drawing):
        load[one.coder_id] += size[one.document_id]

    assert max(load.values()) - min(load.values()) <= max(size.values())


@given(studies(), st.integers(1, 50))
def test_each_stratum_gets_its_due_part(study, seed):
    entries, cases, coders = study
    plan = draw_plan(entries, cases, coders, Drawing(share=0.5, seed=seed, stratify=("floor",)))
    several = {one.document_id for one in plan if one.purpose is Purpose.SHARED}
    of_stratum = Counter(strata(entries, cases, ("floor",)).values())
    drawn = Counter(
        values for key, values in strata(entries, cases, ("floor",)).items() if key in several
    )

    for values, count in of_stratum.items():
        exact = Drawing(share=0.5).of(len(entries)) * count / len(entries)
        assert abs(drawn[values] - exact) < 1


def test_pairs_take_turns():
    entries = [entry(f"d{place}") for place in range(12)]
    plan = draw_plan(entries, [], CODERS[:4], Drawing(share=1.0))
    pairs = Counter(
        tuple(sorted(a.coder_id for a in plan if a.document_id == one.id)) for one in entries
    )

    assert len(pairs) == 6
    assert set(pairs.values()) == {2}


def test_who_has_begun_a_document_keeps_it():
    entries = [entry("lift"), entry("stairs"), entry("roof")]
    begun = {"stairs": {"Ulf", "Eva"}, "roof": {"Oda"}, "lift": {"somebody who has left"}}
    plan = draw_plan(entries, [], CODERS[:3], Drawing(number=1), begun=begun)
    of = {key: {a.coder_id for a in plan if a.document_id == key} for key in ("stairs", "roof")}

    assert of == {"stairs": {"Ulf", "Eva"}, "roof": {"Oda"}}
    assert sum(one.document_id == "lift" for one in plan) == 1


def test_nobody_is_given_what_they_are_calibrated_on():
    entries = [entry(f"d{place}") for place in range(8)]
    barred = {one.id: {"Ulf"} for one in entries}
    plan = draw_plan(entries, [], CODERS[:2], Drawing(share=1.0), barred=barred)

    assert {one.coder_id for one in plan} == {"Oda"}
    assert len(plan) == 8


@given(st.integers(0, 40), st.integers(1, 50))
def test_drawn_segments_lie_in_their_documents_and_are_as_many_as_asked(number, seed):
    numbers = {"lift": [1, 2, 3, 5, 8], "stairs": list(range(1, 31))}
    entries = [entry(key, len(own)) for key, own in numbers.items()]
    drawing = Drawing(number=number, seed=seed)
    plan = draw_plan(entries, [], CODERS[:3], drawing, codable=numbers)
    parts = [one for one in plan if one.segments is not None]

    assert sum(len(one.segments) for one in parts) == min(number, 35)
    assert all(one.segments <= set(numbers[one.document_id]) for one in parts)
    assert Counter(one.document_id for one in plan if one.segments is None) == {
        "lift": 1,
        "stairs": 1,
    }


@pytest.mark.parametrize("wrong", [{}, {"share": 0.1, "number": 3}, {"share": 1.5}, {"number": -1}])
def test_a_drawing_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match=r"share|number"):
        draw_plan([entry("lift")], [], CODERS, Drawing(**wrong))


def test_one_coder_cannot_double_code():
    with pytest.raises(ValueError, match="fewer coders"):
        draw_plan([entry("lift")], [], ["Oda"], Drawing(share=0.5))


@given(st.integers(0, 60), st.dictionaries(st.text(max_size=3), st.integers(0, 20)))
def test_parts_add_up_and_none_gets_more_than_it_has(total, parts):
    given_out = apportion(total, parts)

    assert sum(given_out.values()) == min(total, sum(parts.values()))
    assert all(given_out[key] <= size for key, size in parts.items())


@given(st.integers(2, 80), st.floats(0, 1), st.integers(1, 99))
def test_control_segments_are_codable_and_the_same_for_everybody(count, share, seed):
    segments = lift_segments(count)
    taken = partial(control_segments, "lift", share=share, seed=seed)
    codable = {one.number for one in segments if one.codable}

    assert taken(segments) == taken(reversed(segments))
    assert taken(segments) <= codable
    assert bool(taken(segments)) == bool(share and codable)
    assert abs(len(taken(segments)) - share * len(codable)) <= 1


def test_other_documents_and_seeds_have_other_control_segments():
    take = partial(control_segments, segments=lift_segments(80), share=0.3)

    assert take("lift", seed=1) != take("stairs", seed=1)
    assert take("lift", seed=1) != take("lift", seed=2)


def test_without_an_assignment_all_segments_are_ones_own():
    assert own_segments(lift_segments(9), None) == lift_segments(9)


def test_only_old_finished_segments_come_back(make_decision):
    segments = {"lift": lift_segments(12), "stairs": lift_segments(12, "stairs")}
    finish = partial(make_decision, act=Act.FINISH, coder_id="oda")
    decisions = [
        finish(1, document_id="lift", start=0, end=60, made_at=NOON - timedelta(days=30)),
        finish(2, document_id="lift", start=60, end=130, made_at=NOON - timedelta(days=3)),
        make_decision(
            3, Act.REOPEN, coder_id="oda", document_id="lift", start=0, end=20, made_at=NOON
        ),
        finish(4, document_id="stairs", start=0, end=130, made_at=NOON),
    ]
    draw = partial(drift_sample, decisions, segments, now=NOON, days=14, seed=1)

    assert draw(number=99) == {"lift": frozenset({2, 3, 5})}
    assert len(draw(number=2)["lift"]) == 2
    assert draw(number=2) == draw(number=2)
