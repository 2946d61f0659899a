"""Whose codings count, document by document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.consensus import Ground, charted_codings
from tests.matrix_made import HUMS, SANG, TEXT, coding, document


def consensus(codings, finished=(), whose=None):
    return charted_codings([document()], codings, whose=whose, finished={"d1": finished})


def words(charted):
    return [(TEXT[s.start : s.end], s.code_id) for s in charted.stretches]


@pytest.mark.parametrize(
    ("finished", "ground", "coders"),
    [
        (("oda", "ben"), Ground.SHARED, ("ben", "oda")),
        (("oda",), Ground.ONE_FINISHED, ("oda",)),
        ((), Ground.NOT_SETTLED, ()),
    ],
)
def test_who_finished_decides_whose_codings_count(finished, ground, coders):
    source = consensus([coding(), coding(HUMS, coder="ben")], finished).sources[0]

    assert (source.ground, source.coder_ids) == (ground, coders)


def test_codings_of_several_unfinished_coders_are_never_thrown_together():
    found = consensus([coding(), coding(HUMS, coder="ben")])

    assert found.stretches == ()
    assert found.sources[0].left_out == ("ben", "oda")


def test_one_unfinished_coder_is_charted_and_counts_as_unfinished():
    found = consensus([coding()])

    assert words(found) == [("The lift sang again.", "SONG")]
    assert not found.sources[0].finished


def test_a_coder_who_finished_without_a_coding_is_asked_for_consensus_too():
    found = consensus([coding()], ("oda", "ben"))

    assert found.stretches == ()
    assert found.sources[0].not_shared == 1


def test_consensus_is_the_words_that_all_of_them_share():
    found = consensus([coding((21, 50)), coding((30, 62), coder="ben")], ("oda", "ben"))

    assert words(found) == [("sang again. It hums", "SONG")]
    assert {c.coder_id for c in found.stretches[0].codings} == {"oda", "ben"}


def test_the_same_words_under_different_codes_are_not_shared():
    found = consensus([coding(), coding(code="HUM", coder="ben")], ("oda", "ben"))

    assert found.stretches == ()
    assert found.sources[0].not_shared == 2


def test_white_space_alone_is_not_shared():
    assert (
        consensus([coding((21, 42)), coding((41, 62), coder="ben")], ("oda", "ben")).stretches == ()
    )


def test_a_chosen_coder_is_charted_alone_and_the_others_are_named_as_left_out():
    found = consensus([coding(), coding(HUMS, coder="ben")], ("oda", "ben"), whose="ben")

    assert words(found) == [("It hums in the dark.", "SONG")]
    assert found.sources[0].ground is Ground.ONE_FINISHED
    assert found.sources[0].left_out == ("oda",)


def test_a_document_that_nobody_coded_is_uncoded():
    assert consensus([]).sources[0].ground is Ground.UNCODED


spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)).map(
    lambda pair: (pair[0], min(len(TEXT), pair[0] + pair[1]))
)
codings = st.lists(
    st.builds(coding, spans, st.sampled_from(("SONG", "HUM")), coder=st.sampled_from("abc")),
    max_size=25,
    unique=True,
)


def covered(of, code, coder=None):
    return {
        place
        for one in of
        if one.code_id == code and coder in (None, getattr(one, "coder_id", None))
        for place in range(one.start, one.end)
        if not TEXT[place].isspace()
    }


@given(codings)
def test_consensus_covers_just_the_characters_that_every_coder_covered(made):
    found = consensus(made, "abc").stretches

    for code in ("SONG", "HUM"):
        shared = set.intersection(*(covered(made, code, coder) for coder in "abc"))
        assert covered(found, code) == shared


@given(codings, st.randoms())
def test_the_order_of_codings_and_coders_changes_nothing(made, random):
    shuffled = random.sample(made, len(made))

    one, other = consensus(made, "abc"), consensus(shuffled, "cab")
    assert one.sources == other.sources
    assert [(s.start, s.end, s.code_id) for s in one.stretches] == [
        (s.start, s.end, s.code_id) for s in other.stretches
    ]


def test_what_one_coder_marked_is_charted_as_it_stands():
    found = consensus([coding(SANG), coding((21, 62)), coding(SANG, "HUM")], ("oda",))

    assert [(s.start, s.end, s.code_id) for s in found.stretches] == [
        (21, 41, "HUM"),
        (21, 41, "SONG"),
        (21, 62, "SONG"),
    ]
