"""Extractive drafts: the most central and the most different words, quoted and marked."""

import re
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.cell_acts import Deed, summary_of
from coding.drafting import (
    QUOTES,
    cells_to_draft,
    central_and_different,
    draft_act,
    draft_from,
)
from coding.matrix import CellState
from coding.quoting import Reference, passage
from coding.references import reference_marks
from tests.matrix_made import HUMS, NOON, SANG, STOPS, charted, coding, document, summary

SAME = "The lift sang all night long."
NEAR = "The lift sang all night, again."
ODD = "Stairs never complain about anybody."


def passages(*texts):
    whole = document(text="\n\n".join(texts))
    found, at = [], 0
    for text in texts:
        found.append(passage(whole, at, at + len(text)))
        at += len(text) + 2
    return found


def test_nothing_is_drafted_from_nothing():
    assert draft_from([]) is None


def test_one_passage_is_quoted_with_its_reference():
    (only,) = passages(SAME)
    draft = draft_from([only])

    assert draft.text == f"“{SAME}” [P07 L1-2]"
    assert draft.references == (Reference("d1", 0, len(SAME)),)


def test_the_most_central_and_the_most_different_are_quoted_in_their_order():
    vectors = np.array([[0, 0, 1], [1, 0.3, 0], [1, 0, 0], [1, -0.3, 0]])

    assert central_and_different(vectors, 2) == (2, 0)
    draft = draft_from(passages(ODD, SAME, NEAR, SAME + " Yes."), vectors=vectors, most_words=16)
    assert [line[1:5] for line in draft.text.splitlines()] == [ODD[:4], NEAR[:4]]


def test_without_vectors_the_words_are_compared():
    draft = draft_from(passages(SAME, NEAR, ODD, "The lift sang."), most_words=16)

    assert ODD in draft.text
    assert SAME in draft.text or NEAR in draft.text


def test_the_same_words_are_not_quoted_twice():
    assert len(draft_from(passages(SAME, SAME, SAME)).references) == 1


def test_a_long_passage_is_shortened_at_the_end_of_a_sentence():
    first = "Dr. Oda heard the lift sing for an hour."
    (long,) = passages(f"{first} {' '.join(['Then it hummed.'] * 30)}")

    assert draft_from([long], most_words=10).text.startswith(f"“{first} […]”")
    assert draft_from([long], most_words=12).text.startswith(f"“{first} Then it hummed. […]”")


def test_a_sentence_that_never_ends_is_cut_between_words():
    (long,) = passages("and so " * 100 + "on")

    assert draft_from([long], most_words=10).text.startswith(
        "“and so and so and so and so and so […]”"
    )


def test_vectors_of_other_passages_are_refused():
    with pytest.raises(ValueError, match="2 vectors for 1 passages"):
        draft_from(passages(SAME), vectors=np.eye(2))


@given(st.lists(st.text("abc def.G ghij", min_size=1, max_size=400).filter(str.strip), max_size=8))
def test_a_draft_is_short_and_says_only_what_participants_said(texts):
    given_ = passages(*texts)
    draft = draft_from(given_)
    if draft is None:
        assert not texts
        return
    lines = draft.text.splitlines()
    quotes = [re.fullmatch(r"“(.*?)( \[…\])?” \[.*\]", line)[1] for line in lines]
    sources = [" ".join(text.split()) for text in texts]

    assert 1 <= len(lines) <= QUOTES
    assert len(reference_marks(draft.text)) == len(lines) == len(draft.references)
    assert sum(len(quote.split()) for quote in quotes) <= 60
    assert all(any(source.startswith(quote) for source in sources) for quote in quotes)
    assert draft_from(given_) == draft


def test_only_cells_that_are_coded_and_hold_no_words_are_drafted():
    basis = [coding(), coding(HUMS, "HUM"), coding(STOPS, "DARK")]
    emptied = summary(" ", code="HUM")
    matrix = charted(basis, [summary(basis=basis[:1]), emptied], whose="oda")

    cells = cells_to_draft(matrix, {"SONG", "HUM"})
    assert [(cell.case_id, cell.column_id) for cell in cells] == [("case-old", "HUM")]


def test_a_draft_becomes_a_draft_in_the_matrix_and_a_summary_when_edited():
    basis = [coding(SANG), coding(HUMS)]
    matrix = charted(basis, whose="oda")
    (cell,) = cells_to_draft(matrix, {"SONG"})
    act = draft_act(draft_from(cell.passages), cell, matrix, coder_id="oda", made_at=NOON)
    edited = replace(act, text="It sings.", draft=False, made_at=NOON + timedelta(1))

    def state(*acts):
        again = charted(basis, [summary_of(one) for one in acts], whose="oda")
        return again.cell("case-old", "SONG").state

    assert (act.deed, act.basis, act.whose) == (Deed.SUMMARISE, cell.basis, "oda")
    assert state(act) is CellState.DRAFT
    assert state(act, edited) is CellState.SUMMARISED
