"""Text on its way into a workbook."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from exports.looks import BODY
from exports.pen import Pen
from exports.safe_text import CELL_LIMIT, safe_sheet_name, safe_text, utf16_length

any_text = st.text(st.characters(exclude_categories=[]), max_size=200) | st.text(
    alphabet="=+-@\t\r\n_x0041F5\x00\x0b ａ'\"<&é😀\u0301\u200d", max_size=60
)


def safe(text, **more):
    return safe_text(text, where="summary of P07 on SONG", whole="the study", **more)


def written_and_read(texts):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Song")
    pen = Pen(book, whole="the study")
    for text in texts:
        pen.line(sheet, [pen.text(sheet, text, BODY, where="song")])
    file = BytesIO()
    book.save(file)
    return load_workbook(file)["Song"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_what_could_run_stays_text_and_is_marked_as_text(start):
    text = f"{start}HYPERLINK(lift)"
    cell = written_and_read([text])["A1"]

    assert safe(text).as_text
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_plain_words_are_not_marked():
    assert not safe("It = sang").as_text
    assert not written_and_read(["It sang"])["A1"].quotePrefix


@pytest.mark.parametrize("text", ["#N/A", "007", "1-2", "TRUE", "2031-05-04", " sang ", "a\r\nb"])
def test_nothing_is_turned_into_an_error_a_number_or_a_date(text):
    cell = written_and_read([text])["A1"]

    assert (cell.value, cell.data_type) == (text, "s")


def test_control_characters_are_shown_and_told():
    found = safe("hum\x00\x07\ud800")

    assert found.value == "hum␀␇\ufffd"
    assert found.notices[0].what.startswith("3 control characters")


@pytest.mark.parametrize("text", ["_x0041_", "_x005F_x0041_", "ax005F_b"])
def test_what_excel_would_read_as_an_escape_is_changed_and_told(text):
    found = safe(text)

    assert found.value != text
    assert found.notices
    assert "x005F_" not in found.value


def test_the_longest_text_that_fits_is_kept_whole():
    text = "h" * CELL_LIMIT

    assert safe(text).value == text
    assert written_and_read([text])["A1"].value == text


def test_a_longer_text_is_cut_with_a_note_where_the_whole_is():
    found = safe("h" * (CELL_LIMIT + 1))

    assert utf16_length(found.value) == CELL_LIMIT
    assert found.value.endswith("[cut here: 32,768 characters, the whole is in the study]")
    assert "cut to 32,767 of 32,768" in found.notices[0].what


def test_emoji_count_twice_as_they_do_in_excel():
    assert safe("😀" * 16_383).notices == ()
    assert safe("😀" * 16_384).notices


@pytest.mark.parametrize("sign", ["😀", "e\u0301", "👩\u200d🚒", "👍\U0001f3fd"])
def test_a_cut_never_parts_what_is_read_as_one_character(sign):
    for limit in range(80, 90):
        kept = safe(sign * 60, limit=limit).value.split(" […]")[0]

        assert len(kept) % len(sign) == 0


@given(any_text)
def test_any_text_is_read_back_the_same_or_the_change_is_told(text):
    found = safe(text)
    read = written_and_read([text])["A1"].value or ""

    assert read == found.value
    assert (read == text) or found.notices


@given(any_text, st.integers(100, 140))
def test_nothing_is_longer_than_it_may_be(text, limit):
    assert utf16_length(safe(text, limit=limit).value) <= limit


@given(st.lists(any_text, max_size=8))
def test_sheet_names_are_taken_by_excel_and_unlike_each_other(names):
    made = []
    for name in names:
        made.append(safe_sheet_name(name, made))

    assert len({name.casefold() for name in made}) == len(made)
    for name in made:
        assert 1 <= utf16_length(name) <= 31
        assert not set("[]:*?/\\") & set(name)
        assert name.strip("'") == name
        assert name.casefold() != "history"


def test_a_name_that_is_taken_gets_a_number_and_a_long_one_an_ellipsis():
    assert safe_sheet_name("songs: all/none", ["Songs all none"]) == "songs all none (2)"
    assert safe_sheet_name("h" * 40, []) == "h" * 30 + "…"
    assert safe_sheet_name("'//'", []) == "Sheet"
