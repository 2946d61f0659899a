"""Quotes read as corrected; places and references stay those of the frozen text."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from coding.corrected_quotes import in_corrected_words
from coding.corrections import Correction, Reading, corrected
from exports.matrix_workbook import matrix_workbook
from exports.plan import QUOTES, README
from tests.matrix_made import NOON, TEXT, charted, coding, contents, document
from ui.matrix.context import context_json

FIXED = Correction("c", "d1", 30, 40, "hummed once more", "oda", NOON)


def test_the_matrix_quotes_corrected_words_under_the_same_reference():
    matrix = charted([coding()])
    (before,) = matrix.cell("case-old", "SONG").passages
    fixed = in_corrected_words(matrix, [document()], [FIXED])
    (after,) = fixed.cell("case-old", "SONG").passages

    assert before.text == "The lift sang again."
    assert after.text == "The lift hummed once more."
    assert (after.start, after.end, after.reference) == (before.start, before.end, before.reference)
    assert fixed.cell("case-old", "SONG").state == matrix.cell("case-old", "SONG").state


def test_a_matrix_without_corrections_is_left_as_it_is():
    matrix = charted([coding()])

    assert in_corrected_words(matrix, [document()], []) is matrix


@pytest.mark.parametrize(
    ("reading", "said"),
    [(Reading.CORRECTED, "as corrected"), (Reading.FROZEN, "without the 1 correction")],
)
def test_the_workbook_says_which_words_it_quotes(reading, said):
    made = contents(charted([coding()]), reading=reading, corrections=1)
    book = load_workbook(BytesIO(matrix_workbook(made).data))

    told = "\n".join(str(value) for row in book[README].values for value in row if value)
    assert said in told
    assert QUOTES in book.sheetnames


def test_the_words_around_a_passage_that_cuts_a_correction_are_all_there_once():
    text = corrected(document(), [FIXED])
    told = context_json(text, 21, 34, reach=0)

    (turn,) = told["turns"]
    assert turn == ["Oda", "", "The lift hummed once more", ". It hums in the dark."]
    assert TEXT[30:40] == "sang again"


def test_the_words_around_a_passage_without_corrections_are_the_frozen_ones():
    told = context_json(corrected(document(), []), 42, 62, reach=1)

    assert ["".join(turn[1:]) for turn in told["turns"]] == TEXT.split("\n\n")
