"""Attributes from a table: how values are read, and what would change before anything does."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from coding.attribute_files import AttributeFileError, read_attribute_table, sheet_names
from coding.attribute_values import (
    AttributeType,
    attribute_types,
    days_come_first,
    fitted,
    guessed_type,
    kept_types,
)
from coding.attributes import (
    AttributeTable,
    TableRow,
    Wanted,
    attribute_diff,
    guessed_case_column,
    guessed_types,
)
from coding.case_conditions import size
from coding.model import Case
from coding.transcripts.errors import TranscriptError

NUMBER, DATE, TEXT, CATEGORY = (
    AttributeType.NUMBER,
    AttributeType.DATE,
    AttributeType.TEXT,
    AttributeType.CATEGORY,
)
CASES = (
    Case("1", "P01", (("Floors", "7"), ("Mood", "glad")), ()),
    Case("2", "P02", (), ()),
    Case("3", "Hall lift", (), ()),
)


def table(*lines):
    heads, *rows = [line.split("|") for line in lines]
    return AttributeTable(
        tuple(heads), tuple(TableRow(n, tuple(row)) for n, row in enumerate(rows, 2))
    )


def book(*rows, formats=None, title="Lifts"):
    made = Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    for place, shown in (formats or {}).items():
        made.active[place].number_format = shown
    made.create_sheet("Empty")
    data = BytesIO()
    made.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("written", "kind", "kept"),
    [
        ("30", NUMBER, "30"),
        ("−3.5", NUMBER, "-3.5"),
        ("3,5", NUMBER, "3.5"),
        ("0,125", NUMBER, "0.125"),
        ("1,234", NUMBER, None),
        ("1.234", NUMBER, "1.234"),
        ("1,234.5", NUMBER, "1234.5"),
        ("1.234.567", NUMBER, "1234567"),
        ("1 200", NUMBER, "1200"),
        ("007", NUMBER, None),
        ("thirty", NUMBER, None),
        ("50%", NUMBER, None),
        ("2031-05-04", DATE, "2031-05-04"),
        ("2031-05-04T00:00:00", DATE, "2031-05-04"),
        ("04/05/2031", DATE, "2031-05-04"),
        ("4.5.2031", DATE, "2031-05-04"),
        ("31 Jan 2031", DATE, "2031-01-31"),
        ("January 31, 2031", DATE, "2031-01-31"),
        ("4 Sept 2031", DATE, "2031-09-04"),
        ("31/02/2031", DATE, None),
        ("31 Lift 2031", DATE, None),
        ("soon", DATE, None),
        ("007", TEXT, "007"),
        ("glad\x00", TEXT, None),
        ("glad ", CATEGORY, "glad"),
    ],
)
def test_a_value_is_kept_by_its_type_or_not_at_all(written, kind, kept):
    assert fitted(written, kind) == kept


@given(st.text(max_size=20))
def test_what_is_kept_as_a_number_or_date_can_be_compared_and_stays_as_it_is(written):
    for kind in (NUMBER, DATE):
        kept = fitted(written, kind)
        if kept is not None:
            assert size(kept) is not None
            assert fitted(kept, kind) == kept


@given(st.dates(), st.booleans())
def test_dates_are_read_with_the_day_or_the_month_first(day, first):
    written = f"{day:%d/%m/}{day.year:04}" if first else f"{day:%m/%d/}{day.year:04}"

    assert fitted(written, DATE, day_first=first) == day.isoformat()


def test_one_telling_date_says_whether_days_come_first():
    assert days_come_first(["01/02/2031", "13/02/2031"]) is True
    assert days_come_first(["01/02/2031", "01/13/2031"]) is False
    assert days_come_first(["01/02/2031"]) is None
    assert days_come_first(["2031-01-02"]) is True


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["7", "", "30"], NUMBER),
        (["007", "008"], TEXT),
        (["01/13/2031", "02/02/2031"], DATE),
        (["glad", "sad", "glad"], CATEGORY),
        (["It sings.", "It hums."], TEXT),
        (["", ""], TEXT),
    ],
)
def test_types_are_guessed_from_the_values(values, kind):
    assert guessed_type(values) is kind


def test_a_type_that_people_chose_counts_for_more_than_what_values_look_like():
    settings = {"attribute type/Floors": "category", "attribute type/Odd": "wrong", "other": "x"}

    assert kept_types(settings) == {"Floors": CATEGORY}
    assert attribute_types(CASES, settings) == {"Floors": CATEGORY, "Mood": TEXT}


def test_the_case_column_is_the_one_with_the_names_of_cases():
    assert guessed_case_column(table("Floors|Who", "7|p01", "8|P02"), CASES) == "Who"
    assert guessed_case_column(table("Floors|Participant", "7|x", "8|y"), CASES) == "Participant"
    assert guessed_case_column(table("Floors|Mood", "7|x"), CASES) == "Floors"


def test_a_diff_says_what_is_new_what_differs_and_what_does_not_match():
    made = table(
        "Case|Floors|Mood|Built", "p01|8|glad|1931", " P02 |x||", "P09|3|sad|", "P02|30||1931"
    )
    types = {"Floors": NUMBER, "Mood": CATEGORY, "Built": NUMBER}
    diff = attribute_diff(made, CASES, Wanted("Case", types))

    assert [(c.case_name, c.name, c.after) for c in diff.new] == [
        ("P01", "Built", "1931"), ("P02", "Floors", "30"), ("P02", "Built", "1931"),
    ]  # fmt: skip
    assert [(c.name, c.before, c.after, c.row) for c in diff.different] == [("Floors", "7", "8", 2)]
    assert diff.same == 1
    assert [(n.row, n.name, n.value, n.why) for n in diff.not_taken] == [
        (3, "Floors", "x", "is not a number")
    ]
    assert diff.rows_without_case == ((4, "P09"),)
    assert diff.cases_without_row == ("Hall lift",)


def test_rows_of_one_case_that_disagree_are_named_and_neither_is_taken():
    made = table("Case|Floors", "P02|3", "P02|4", "P01|7.0", "P01|7")
    diff = attribute_diff(made, CASES, Wanted("Case", {"Floors": TEXT}))

    assert [(n.row, n.why) for n in diff.not_taken] == [
        (2, "rows 2, 3 say different things"), (3, "rows 2, 3 say different things"),
        (4, "rows 4, 5 say different things"), (5, "rows 4, 5 say different things"),
    ]  # fmt: skip
    assert diff.new == diff.different == ()


def test_a_number_that_is_written_otherwise_is_no_change():
    diff = attribute_diff(
        table("Case|Floors", "P01|7.0"), CASES, Wanted("Case", {"Floors": NUMBER})
    )

    assert (diff.same, diff.different) == (1, ())


def test_types_of_columns_are_those_kept_or_guessed():
    made = table("Case|Floors|Mood", "P01|7|x")

    assert guessed_types(made, "Case", {"Floors": TEXT}) == {"Floors": TEXT, "Mood": TEXT}


@pytest.mark.parametrize(
    "data",
    [
        b'Case,Mood\nP01,"glad, sad"\n',
        "Case;Mood\r\nP01;glad, sad\r\n".encode("utf-8-sig"),
        "Case\tMood\nP01\tglad, sad\n".encode("utf-16"),
        "sep=|\nCase|Mood\nP01|glad, sad\n".encode("cp1252"),
    ],
)
def test_any_separator_and_encoding_gives_the_same_table(data):
    made = read_attribute_table(data)

    assert made.heads == ("Case", "Mood")
    assert [row.cells for row in made.rows] == [("P01", "glad, sad")]


def test_a_wrong_guess_of_the_encoding_can_be_put_right():
    data = "Case;Mood\nP01;fröhlich\n".encode("cp1250")

    assert read_attribute_table(data, encoding="cp1250").rows[0].cells == ("P01", "fröhlich")


def test_excel_cells_come_as_people_see_them():
    rows = (
        ("Case", "Id", "Share", "Score", "Day", "Seen", "Long", "Sings"),
        (
            "P01",
            7,
            0.5,
            3.5,
            date(2031, 5, 4),
            datetime(2031, 5, 4, 9, 30),  # noqa: DTZ001 (Excel knows no zones)
            timedelta(hours=1),
            True,
        ),
        ("007", 30.0, None, 1e-3, None, None, None, False),
    )
    formats = {"B2": "000", "C2": "0%", "D2": "0.00"}
    made = read_attribute_table(book(*rows, formats=formats))

    assert made.rows[0].cells == (
        "P01", "007", "50%", "3.50", "2031-05-04", "2031-05-04 09:30", "1:00:00", "TRUE",
    )  # fmt: skip
    assert made.rows[1].cells == ("007", "30", "", "0.001", "", "", "", "FALSE")


def test_another_sheet_can_be_chosen():
    data = book(("Case", "Mood"), ("P01", "glad"))

    assert sheet_names(data) == ("Lifts", "Empty")
    with pytest.raises(AttributeFileError, match="no table"):
        read_attribute_table(data, sheet="Empty")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no table"),
        (b"Case,Mood\n", "no table"),
        (b"Case\nP01\n", "one column"),
        (b"Case,Mood,Mood\nP01,x,y\n", "Two columns"),
        (b"PK\x03\x04 not a workbook", "damaged|Excel"),
        (b"\x00\x01\x02\x03" * 50, "text file"),
        (b"a," * 300 + b"b\nP01\n", "more than 200 columns"),
    ],
)
def test_a_file_without_a_table_is_refused_in_one_line(data, why):
    with pytest.raises(TranscriptError, match=why) as refusal:
        read_attribute_table(data)

    assert "\n" not in str(refusal.value)


def test_columns_without_a_heading_are_named_as_left_out():
    made = read_attribute_table(b"Case,,Mood\nP01,x,glad\n")

    assert made.heads == ("Case", "Mood")
    assert made.remarks == ("Columns without a heading were left out (words in 1 rows).",)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data):
    with suppress(TranscriptError):
        read_attribute_table(data)
