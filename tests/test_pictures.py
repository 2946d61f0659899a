"""The figures behind the pictures: heat map, profile, saturation, coverage and quote spread."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.matrix import CellState
from coding.model import Case, Role, Segment
from coding.pictures.coverage import coverage
from coding.pictures.heat import heat_map, heat_sheets
from coding.pictures.profile import Counting, axes, no_axis, profile
from coding.pictures.saturation import (
    Rule,
    finished_interviews,
    saturation,
    shuffled_saturation,
)
from coding.pictures.spread import concentration, quote_spread
from coding.quoting import Reference
from coding.summaries import NotAsked
from tests.matrix_made import FRAMEWORK, HUMS, SANG, STOPS, charted, coding, document, summary


def with_new(*numbers):
    """Return interviews that are each the first to have so many codes."""
    return [{f"c{place}-{one}" for one in range(number)} for place, number in enumerate(numbers)]


GUEST = with_new(16, 11, 6, 4, 4, 3, 1, 0, 0, 0)
"""37 codes in the first four interviews, then 4, 3, 1, 0, 0 and 0 new ones."""


def test_news_falls_from_19_to_11_to_3_per_cent_and_saturation_is_at_6_and_2_more():
    told = saturation(GUEST, Rule(4, 2, 0.05))

    assert told.base_codes == 37
    assert [(run.first, run.last, run.new) for run in told.runs[:3]] == [
        (5, 6, 7),
        (6, 7, 4),
        (7, 8, 1),
    ]
    assert [round(100 * run.share) for run in told.runs[:3]] == [19, 11, 3]
    assert (told.at, told.notation) == (6, "6+2")


@pytest.mark.parametrize(
    ("rule", "notation"),
    [
        (Rule(4, 2, 0.0), "7+2"),
        (Rule(4, 3, 0.05), "6+3"),
        (Rule(4, 3, 0.0), "7+3"),
        (Rule(5, 2, 0.05), "6+2"),
        (Rule(6, 2, 0.05), "6+2"),
        (Rule(8, 2, 0.0), "8+2"),
    ],
)
def test_stricter_rules_are_met_later(rule, notation):
    assert saturation(GUEST, rule).notation == notation


def test_a_run_at_the_very_threshold_is_little_enough():
    assert saturation(with_new(60, 0, 0, 0, 2, 1), Rule(4, 2, 0.05)).at == 4
    assert saturation(with_new(60, 0, 0, 0, 2, 2), Rule(4, 2, 0.05)).at is None


@pytest.mark.parametrize(
    ("numbers", "why"),
    [
        ((3, 2, 1, 1, 0), "need 6 finished interviews; there are 5"),
        ((0, 0, 0, 0, 3, 1), "Nothing was coded in the first 4 interviews"),
        ((), "there are 0"),
    ],
)
def test_what_cannot_be_computed_says_why(numbers, why):
    told = saturation(with_new(*numbers), Rule())

    assert told.base_codes is told.at is None
    assert told.runs == ()
    assert why in told.why_not


def test_too_much_news_to_the_end_is_not_saturation_and_no_failure():
    told = saturation(with_new(5, 5, 5, 5, 5, 5, 5), Rule())

    assert (told.at, told.notation, told.why_not) == (None, "", "")
    assert len(told.runs) == 2


code_sets = st.lists(st.sets(st.sampled_from("abcdefgh")), max_size=12)


@given(code_sets, st.integers(1, 4), st.integers(1, 3), st.sampled_from([0.0, 0.05, 0.5]))
def test_the_new_codes_add_up_to_all_codes_and_shuffling_changes_no_sum(held, base, run, most):
    rule = Rule(base, run, most)
    told = saturation(held, rule)
    shuffled = shuffled_saturation(held, rule, times=20, seed=7)

    everything = len(set().union(*held))
    assert sum(told.new) == everything
    assert shuffled == shuffled_saturation(held, rule, times=20, seed=7)
    if shuffled is not None:
        assert shuffled.curve[-1] == (everything,) * 3
        assert all(low <= middle <= high for middle, low, high in shuffled.curve)
        assert 0 <= shuffled.reached <= 1


@given(st.lists(st.sets(st.sampled_from("abcdef"), min_size=1), min_size=4, max_size=9))
def test_interviews_that_are_all_alike_give_the_same_in_any_order(held):
    alike = [held[0]] * len(held)
    rule = Rule(2, 2, 0.0)
    shuffled = shuffled_saturation(alike, rule, times=10)

    assert shuffled.reached == 1
    assert {shuffled.low, shuffled.median, shuffled.high} == {saturation(alike, rule).at} == {2}


def test_only_finished_interviews_count_for_saturation_in_the_order_of_the_study():
    matrix = charted([coding(SANG), coding(HUMS, "HUM"), coding(SANG, document_id="d2")])

    assert finished_interviews(matrix) == (("d1", frozenset({"SONG", "HUM"})),)


def test_the_heat_map_counts_passages_and_keeps_apart_kinds_of_silence():
    asked_not = NotAsked("case-old", "DARK")
    heat = heat_map(charted([coding(SANG), coding(STOPS)], marks=(asked_not,)))

    assert [cell.passages for cell in heat.cells[0]] == [2, 0, 0]
    states = [cell.state for row in heat.cells for cell in row[1:]]
    assert states == [
        CellState.ASKED_AND_ABSENT,
        CellState.NOT_ASKED,
        CellState.NOT_YET_CODED,
        CellState.NOT_YET_CODED,
    ]
    assert heat.most == 2


@given(st.integers(0, 13), st.integers(1, 7), st.integers(1, 4))
def test_sheets_of_a_heat_map_hold_every_case_and_column_once(number, rows, columns):
    cases = tuple(Case(f"c{one}", f"Lift {one}", (), ()) for one in range(number))
    heat = heat_map(charted(cases=cases))
    sheets = heat_sheets(heat, rows=rows, columns=columns)

    held = [(case.id, column.id) for s in sheets for case in s.cases for column in s.columns]
    assert sorted(held) == sorted((case.id, c.id) for case in cases for c in heat.columns)
    assert all(len(s.cases) <= rows and len(s.columns) <= columns for s in sheets)
    assert [s.place for s in sheets] == [(n, len(sheets)) for n in range(1, len(sheets) + 1)]


def test_a_profile_counts_cases_once_and_passages_once_on_each_value():
    codings = [coding(SANG), coding(STOPS), coding(HUMS, "HUM"), coding(SANG, document_id="d2")]
    matrix = charted(codings, finished={"d1": ("oda",), "d2": ("oda",)})
    mood, themes = axes(FRAMEWORK)
    got = profile(matrix, themes, mood).cells

    def counted(*key):
        return [got["", *key].value(way) for way in (Counting.CASES, Counting.PASSAGES)]

    assert counted("N", "glad") == [2, 3]
    assert counted("N", "sad") == [1, 1]
    assert got["", "N", "sad"].value(Counting.SHARE) == 50
    assert ("", "D", "glad") not in got


def test_a_profile_by_groups_says_why_there_is_no_percentage_and_names_codes_left_out():
    matrix = charted([coding(SANG), coding(SANG, document_id="d2")])
    mood, _ = axes(FRAMEWORK)
    got = profile(matrix, mood, no_axis(FRAMEWORK), attribute="Floors")

    assert [group.label for group in got.groups] == ["7", "30"]
    unfinished = got.cells["30", "glad", ""]
    assert unfinished.value(Counting.CASES) == 1
    assert unfinished.value(Counting.SHARE) is None
    assert "finished" in unfinished.figure.why_not
    assert "Only 1 case" in got.cells["7", "glad", ""].figure.warning
    assert got.left_out == ("DARK",)


def test_coverage_counts_words_and_segments_that_people_may_code():
    one = document()
    segments = [
        Segment("d1", number, turn.start, turn.end, number - 1, turn.role is Role.PARTICIPANT)
        for number, turn in enumerate(one.turns, 1)
    ]
    codings = [coding((25, 31)), coding((30, 33), "HUM"), coding(STOPS)]
    (told, empty) = coverage(
        charted(codings), (one, document("d2", name="P08")), {"d1": segments, "d2": ()}
    )

    assert (told.words, told.coded_words) == (9, 2)
    assert (told.segments, told.coded_segments) == (1, 1)
    assert told.finished
    assert not empty.finished
    assert empty.share_of_words is empty.share_of_segments is None


def test_quotes_count_for_who_is_quoted_and_drafts_do_not():
    here = Reference("d1", *SANG)
    codings = [coding(SANG), coding(SANG, "HUM"), coding(STOPS, "DARK", document_id="d2")]
    written = [
        summary(references=(here, here, Reference("d2", *STOPS)), basis=codings[:1]),
        summary("A draft.", code="HUM", references=(here,), draft=True),
    ]
    matrix = charted(codings, written, finished={"d1": ("oda",), "d2": ("oda",)})

    assert [(one.quotes, one.passages) for one in quote_spread(matrix)] == [(1, 1), (1, 1)]


@pytest.mark.parametrize(
    ("counts", "carriers", "uneven"),
    [
        ([10, 1, 1, 1], 1, True),
        ([3, 3, 3, 3], 2, False),
        ([9, 9, 1, 1, 1, 1, 1, 1], 2, True),
        ([2, 1, 0, 0], 1, False),
        ([0, 0], 0, False),
        ([], 0, False),
    ],
)
def test_it_is_said_when_a_few_carry_half_of_the_quotes(counts, carriers, uneven):
    told = concentration(counts)

    assert (told.carriers, told.uneven) == (carriers, uneven)


@given(st.lists(st.integers(0, 30)))
def test_half_of_all_is_never_carried_by_more_than_half_of_the_cases(counts):
    assert 2 * concentration(counts).carriers <= len(counts) + 1
