"""References to passages in summaries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.quoting import Reference, passage
from coding.references import reference_marks, resolved_marks
from tests.matrix_made import HUMS, SANG, TEXT, document


def marks(text):
    return [(m.name, m.line_from, m.line_to) for m in reference_marks(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It sang [P07 L112-118].", [("P07", 112, 118)]),
        ("[P07 L112]", [("P07", 112, 112)]),
        ("[P07 L112–L118]", [("P07", 112, 118)]),
        ("[P07 L 118-112]", [("P07", 112, 118)]),
        ("[P07 L1-2; P08 L3, L9]", [("P07", 1, 2), ("P08", 3, 3), ("P08", 9, 9)]),
        ("[Old lift, north L4]", [("Old lift, north", 4, 4)]),
        ("[see memo; P07 L3]", [("P07", 3, 3)]),
        ("[L3]", [(None, 3, 3)]),
        ("[laughs] (P07 L3) [P07 L] [] [[P07 L3]", [("P07", 3, 3)]),
    ],
)
def test_references_are_read_as_people_write_them(text, found):
    assert marks(text) == found


def test_a_mark_knows_where_it_stands():
    text = "It sang [P07 L2 ; P08 L3]!"

    assert [text[m.start : m.end] for m in reference_marks(text)] == ["P07 L2", "P08 L3"]


def test_a_passage_is_named_after_its_document_and_lines():
    assert passage(document(), *HUMS).reference == "P07 L3-4"
    assert passage(document(), 21, 30).reference == "P07 L2"


def test_a_passage_knows_its_speakers_and_when_the_turn_began():
    across = passage(document(), 0, len(TEXT))
    inside = passage(document(), *SANG)

    assert (across.speaker, across.start_s) == ("I, Oda", 0.0)
    assert (inside.speaker, inside.start_s) == ("Oda", 61.0)


def test_a_reference_leads_to_the_passages_on_its_lines():
    passages = [passage(document(), *SANG), passage(document(), *HUMS)]
    (found,) = resolved_marks("[p07  L2]", [document()], passages)

    assert found.reference == Reference("d1", 20, 40)
    assert (found.passages, found.why_not) == ((passages[0],), "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[P09 L2]", "no document is called P09"),
        ("[P07 L99]", "P07 has lines 1 to 4"),
        ("[P07 L0]", "P07 has lines 1 to 4"),
        ("[P07 L4]", "no coded passage stands on these lines"),
        ("[Twin L1]", "2 documents are called Twin"),
        ("[L1]", "it does not say which document"),
    ],
)
def test_a_reference_that_leads_nowhere_says_why(text, why):
    documents = [document(), document("d2", name="Twin"), document("d3", name="twin ")]
    (found,) = resolved_marks(text, documents, [passage(document(), *SANG)])

    assert (found.passages, found.why_not) == ((), why)


@given(st.text(min_size=1, max_size=20), st.data())
def test_any_passage_is_found_again_by_the_reference_made_for_it(name, data):
    start = data.draw(st.integers(0, len(TEXT) - 1))
    one = passage(document(name=name), start, data.draw(st.integers(start + 1, len(TEXT))))
    found = resolved_marks(f"Humming [{one.reference}].", [document(name=name)], [one])

    assert [each.passages for each in found] == [(one,)]


@given(st.text(alphabet="[]L123;,-– P\n", max_size=300))
def test_any_text_at_all_can_be_searched_for_references(text):
    for mark in reference_marks(text):
        assert 0 <= mark.start < mark.end <= len(text)
        assert mark.line_from <= mark.line_to
