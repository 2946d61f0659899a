"""From decisions and codings to ratings, and back from a figure to the passages."""

from datetime import UTC, datetime
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.agreement.continua import shared_ranges
from coding.agreement.disagreements import Confusion, confusions, disagreements
from coding.agreement.ratings import (
    codings_from_suggestions,
    finished_by_coder,
    ratings_from_codings,
    turn_segments,
)
from coding.agreement.values import AgreementError, Unit
from coding.model import Act, Coding, Decision, Document, Role, Segment, Suggestion, Turn

#        0         10        20        30        40
TEXT = "The lift sang. The kettle hid.  A tram wept."
SEGMENTS = (
    Segment("d1", 1, 0, 14, 0, codable=True),
    Segment("d1", 2, 15, 30, 0, codable=True),
    Segment("d1", 3, 32, 44, 0, codable=True),
)
ALL = {(coder, "d1"): ((0, 44),) for coder in ("ada", "bo", "cy")}


def coding(coder, start, end, code="fog", document="d1"):
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


def rated(codings, finished=ALL, coders=("ada", "bo"), segments=SEGMENTS, **options):
    return ratings_from_codings({"d1": TEXT}, segments, codings, finished, coders, **options)


def codes_of(ratings):
    return [
        tuple(None if codes is None else "+".join(sorted(codes)) for codes in unit.codes)
        for unit in ratings.units
    ]


def test_a_segment_bears_a_code_that_covers_any_of_its_letters():
    assert codes_of(rated([coding("ada", 13, 16)])) == [("fog", ""), ("fog", ""), ("", "")]


def test_a_coding_that_covers_only_the_white_space_of_a_segment_is_not_borne():
    spaced = (Segment("d1", 1, 0, 15, 0, codable=True), *SEGMENTS[1:])
    ratings = rated([coding("ada", 14, 20)], segments=spaced)

    assert codes_of(ratings) == [("", ""), ("fog", ""), ("", "")]


def test_only_what_all_coders_finished_counts_unless_asked_otherwise():
    finished = {("ada", "d1"): ((0, 44),), ("bo", "d1"): ((0, 30),), ("cy", "d1"): ((15, 44),)}
    codings = [coding("ada", 0, 44), coding("cy", 0, 44)]
    three = ("ada", "bo", "cy")

    assert codes_of(rated(codings, finished, three)) == [("fog", "", "fog")]
    assert codes_of(rated(codings, finished, three, shared_only=False)) == [
        ("fog", "", None),
        ("fog", "", "fog"),
        ("fog", None, "fog"),
    ]


def test_a_segment_finished_in_part_is_not_finished():
    finished = {**ALL, ("bo", "d1"): ((0, 13), (15, 44))}

    assert len(rated([], finished).units) == 2


def test_white_space_between_finished_ranges_is_no_gap():
    finished = {**ALL, ("bo", "d1"): ((0, 3), (4, 14), (15, 30))}

    assert len(rated([], finished).units) == 2


def test_interviewers_segments_and_other_coders_codings_are_left_out():
    segments = (Segment("d1", 1, 0, 14, 0, codable=False), *SEGMENTS[1:])
    ratings = rated([coding("cy", 0, 44)], segments=segments)

    assert codes_of(ratings) == [("", ""), ("", "")]


def test_the_order_of_coders_asked_for_does_not_matter():
    codings = [coding("bo", 0, 5)]

    assert rated(codings, coders=("bo", "ada")) == rated(codings, coders=("ada", "bo"))


@pytest.mark.parametrize("coders", [("ada",), ("ada", "ada")])
def test_two_different_coders_are_needed(coders):
    with pytest.raises(AgreementError, match="two or more different coders"):
        rated([], coders=coders)


def test_characters_count_what_all_finished_inside_codable_segments():
    finished = {**ALL, ("bo", "d1"): ((0, 30),)}
    ratings = rated([coding("ada", 10, 20)], finished, unit=Unit.CHARACTER)

    assert sum(unit.size for unit in ratings.units) == 14 + 15
    coded = sum(unit.size for unit in ratings.units if unit.codes[0])
    assert coded == 4 + 5
    with pytest.raises(AgreementError, match="all coders have finished"):
        rated([], unit=Unit.CHARACTER, shared_only=False)


@given(st.lists(st.tuples(st.integers(0, 44), st.integers(0, 44)), max_size=5))
def test_a_segment_bears_the_codes_that_its_letters_bear(edges):
    codings = [coding("ada", min(e), max(e), f"c{n}") for n, e in enumerate(edges) if e[0] != e[1]]
    letters = {
        segment.number: "+".join(
            sorted(
                {
                    c.code_id
                    for at in range(segment.start, segment.end)
                    for c in codings
                    if c.start <= at < c.end and not TEXT[at].isspace()
                }
            )
        )
        for segment in SEGMENTS
    }

    assert [codes for codes, _ in codes_of(rated(codings))] == list(letters.values())


ranges = st.lists(st.integers(0, 40), unique=True, max_size=8).map(
    lambda edges: tuple(zip(*[iter(sorted(edges))] * 2, strict=False))
)


@given(st.lists(ranges, min_size=1, max_size=3))
def test_shared_ranges_hold_what_all_hold(sets):
    shared = {at for start, end in shared_ranges(sets) for at in range(start, end)}

    assert shared == set.intersection(
        *({at for start, end in some for at in range(start, end)} for some in sets)
    )


def test_finished_ranges_come_from_the_log_by_coder_and_document():
    numbers = count(1)

    def finish(coder, document, start, end, act=Act.FINISH):
        return Decision(
            client=coder,
            seq=next(numbers),
            coder_id=coder,
            document_id=document,
            act=act,
            framework_version=1,
            made_at=datetime(2026, 1, 31, tzinfo=UTC),
            start=start,
            end=end,
        )

    log = [
        finish("ada", "d1", 0, 10),
        finish("bo", "d1", 0, 44),
        finish("ada", "d2", 5, 9),
        finish("bo", "d1", 15, 30, Act.REOPEN),
    ]

    assert finished_by_coder(log) == {
        ("ada", "d1"): ((0, 10),),
        ("bo", "d1"): ((0, 15), (30, 44)),
        ("ada", "d2"): ((5, 9),),
    }


def test_turns_can_be_units_and_interviewers_turns_are_not_codable():
    turns = (
        Turn("Q", Role.INTERVIEWER, 0, 14, None, None),
        Turn("Moth", Role.PARTICIPANT, 15, 30, None, None),
    )
    document = Document("d1", "P01", TEXT, turns, (0,), "text", "p01.txt", "", "")

    assert [(s.start, s.codable) for s in turn_segments(document)] == [(0, False), (15, True)]


def test_suggestions_can_stand_as_one_more_coder():
    made = [Suggestion("d1", 0, 14, "fog", score, "cues 1") for score in (0.2, 0.7)]
    found = codings_from_suggestions(made, coder_id="suggestions", at_least=0.5)

    assert [(c.coder_id, c.suggested) for c in found] == [("suggestions", True)]


def test_disagreements_show_who_gave_the_code_and_what_the_others_did_instead():
    codings = [
        coding("ada", 0, 10),
        coding("bo", 2, 12, "lamp"),
        coding("ada", 15, 30, "tram"),
        coding("bo", 16, 29, "tram"),
    ]
    found = disagreements(rated(codings), codings)

    assert [(d.start, d.code_id, d.with_code, d.without_code) for d in found] == [
        (0, "fog", ("ada",), ("bo",)),
        (0, "lamp", ("bo",), ("ada",)),
    ]
    assert found[0].codings == tuple(codings[:2])
    only = disagreements(rated(codings), codings, codes={"lamp"})
    assert [d.code_id for d in only] == ["lamp"]


def test_a_unit_that_one_coder_has_not_finished_is_no_disagreement():
    finished = {("ada", "d1"): ((0, 44),), ("bo", "d1"): ((0, 14),), ("cy", "d1"): ((0, 44),)}
    ratings = rated([coding("ada", 0, 44)], finished, ("ada", "bo", "cy"), shared_only=False)

    assert [d.start for d in disagreements(ratings, coders=("ada", "bo"))] == [0]
    assert len(disagreements(ratings)) == 3


def test_confusions_pair_what_remains_when_the_shared_codes_are_taken_away():
    codings = [
        coding("ada", 0, 10),
        coding("ada", 0, 10, "shared"),
        coding("bo", 0, 10, "shared"),
        coding("bo", 0, 10, "lamp"),
        coding("ada", 15, 30),
        coding("bo", 15, 30, "lamp"),
        coding("bo", 33, 44, "tram"),
    ]

    assert confusions(rated(codings), ("ada", "bo")) == (
        Confusion("fog", "lamp", 2),
        Confusion(None, "tram", 1),
    )
