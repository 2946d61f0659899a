"""Corrections lie over the frozen text: offsets map both ways, and codings keep their words."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.corrections import (
    Correction,
    corrected,
    corrected_texts,
    tidied,
    touched_codings,
    why_refused,
)
from coding.model import Coding, Document, Role, Turn
from coding.quoting import passage

AT = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)
WORDS = st.text(alphabet="abc é𝄞\u0301ß.", min_size=1, max_size=9)


def correction(start, end, words, **more):
    return Correction(
        **{"id": f"c{start}", "document_id": "lift-1", "start": start, "end": end}
        | {"words": words, "coder_id": "oda", "made_at": AT}
        | more
    )


def lift(text, *, turns=None):
    turns = turns or (Turn("Oda", Role.PARTICIPANT, 0, len(text), None, None),)
    starts = tuple(range(0, len(text), 7)) or (0,)
    return Document("lift-1", "Lift one", text, turns, starts, "prefix", "lift.txt", "a", "b")


@st.composite
def corrected_lifts(draw):
    """A text and any set of corrections that do not overlap, some of them side by side."""
    text = draw(st.text(alphabet="the lift sng 𝄞é\u0301", min_size=2, max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=9)))
    spans = [span for span in pairwise(cuts) if draw(st.booleans())]
    return lift(text), tuple(correction(*span, draw(WORDS)) for span in spans)


@given(corrected_lifts())
def test_places_that_no_correction_covers_map_there_and_back(made):
    document, corrections = made
    whole = corrected(document, corrections)

    for place in range(len(document.text) + 1):
        if not any(one.start < place < one.end for one in corrections):
            for end in (False, True):
                assert whole.to_frozen(whole.to_corrected(place, end=end), end=end) == place


@given(corrected_lifts())
def test_every_character_of_the_corrected_text_comes_from_a_frozen_place(made):
    document, corrections = made
    whole = corrected(document, corrections)

    for place in range(len(whole.text)):
        start, end = whole.to_frozen(place), whole.to_frozen(place + 1, end=True)
        assert 0 <= start < end <= len(document.text)
        assert whole.text[place] in whole.words(start, end)
    assert whole.to_frozen(len(whole.text)) == len(document.text)


@given(corrected_lifts(), st.data())
def test_a_coding_keeps_its_words_whatever_is_corrected(made, data):
    document, corrections = made
    whole = corrected(document, corrections)
    start = data.draw(st.integers(0, len(document.text) - 1))
    end = data.draw(st.integers(start + 1, len(document.text)))
    met = [one for one in whole.corrections if one.overlaps(start, end)]
    low = min([start, *(one.start for one in met)])
    high = max([end, *(one.end for one in met)])

    expected, at = "", low
    for one in met:
        expected += document.text[at : one.start] + one.words
        at = one.end
    assert whole.words(start, end) == expected + document.text[at:high]
    assert passage(document, start, end).text == document.text[start:end]


@given(corrected_lifts())
def test_lines_of_the_corrected_text_are_those_of_the_frozen_one(made):
    document, corrections = made
    whole = corrected(document, corrections)

    for place in range(len(document.text)):
        if not any(one.start < place < one.end for one in corrections):
            assert whole.line_of(whole.to_corrected(place)) == document.line_of(place)


def test_a_correction_changes_what_is_read_and_not_what_is_kept():
    document = lift("The lift snag again.")
    whole = corrected(document, [correction(9, 13, "sang")])

    assert whole.text == "The lift sang again."
    assert document.text == "The lift snag again."
    assert whole.words(4, 13) == "lift sang"


def test_a_passage_that_cuts_a_correction_is_quoted_with_all_of_its_words():
    whole = corrected(lift("The lift snag again."), [correction(4, 13, "elevator sang")])

    assert whole.words(9, 20) == "elevator sang again."
    assert whole.words(0, 8) == "The elevator sang"


def test_documents_without_corrections_are_not_corrected():
    assert corrected_texts([lift("The lift sang.")], ()) == {}


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (correction(2, 2, "x"), "no such words"),
        (correction(0, 99, "x"), "no such words"),
        (correction(15, 24, "x"), "one person's turn"),
        (correction(0, 3, ""), "needs words"),
        (correction(0, 3, "x" * 2_001), "at most"),
        (correction(0, 3, "x", reason="y" * 501), "at most"),
        (correction(0, 3, "x\ud800"), "cannot be kept"),
        (correction(4, 8, "lift"), "Nothing is changed"),
        (correction(8, 12, "x", id="new"), "corrected already"),
    ],
)
def test_what_cannot_be_corrected_says_why(new, why):
    text = "The lift sang again.\n\nIt hums."
    turns = (Turn("Oda", None, 0, 20, None, None), Turn("Ebb", None, 22, 30, None, None))

    assert why in why_refused(new, lift(text, turns=turns), [correction(9, 13, "snag")])


def test_corrections_may_stand_side_by_side():
    document = lift("The lift sang again.")
    standing = [correction(4, 9, "elevator ")]

    assert why_refused(correction(9, 13, "hummed"), document, standing) is None


def test_two_corrections_of_the_same_words_cannot_be_laid_over_a_text():
    with pytest.raises(ValueError, match="cannot take"):
        corrected(lift("The lift sang."), [correction(0, 5, "x"), correction(4, 8, "y")])


def test_typed_words_are_kept_on_one_line():
    assert tidied("  sang\n  and\thummed ") == "sang and hummed"
    assert tidied("cafe\u0301") == "café"


def test_only_codings_on_the_changed_words_are_touched():
    first = Coding("oda", "lift-1", 0, 9, "SONG", 1, False, None, "")
    second = Coding("oda", "lift-1", 9, 13, "DARK", 1, False, None, "")

    assert touched_codings([first, second], correction(9, 13, "hummed")) == (second,)
