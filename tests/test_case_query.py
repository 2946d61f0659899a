"""Queries over cases: typed words choose cases, and what cannot be read is said with its place."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.case_query import QueryError, chosen_cases, quoted, read_query
from coding.model import Case


def case(name, **attributes):
    facts = tuple((key.replace("_", " "), value) for key, value in attributes.items())
    return Case(f"id of {name}", name, facts, ())


LIFTS = (
    case("P01", role="patient", age="30", age_band="18-29", seen="2031-01-04", service="North"),
    case("P02", role="Patient", age="9", age_band="30-44", seen="2031-02-01", modality="song"),
    case("S01", role="carer", age="30.0", age_band="30-44", service="South, or so"),
    case("007", role="porter", age="about forty", service="North"),
)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", "P01 P02 S01 007"),
        ("role = patient", "P01 P02"),
        ("age band is 30-44", "P02 S01"),
        ("AGE  BAND is not 30-44", "P01 007"),
        ("service != North", "P02 S01"),
        ("age >= 30", "P01 S01"),
        ("age < 30", "P02"),
        ("age = 30", "P01 S01"),
        ("seen > 2031-01-31", "P02"),
        ("role in (patient, porter)", "P01 P02 007"),
        ("role not in (patient, porter)", "S01"),
        ("role is not in (patient, porter)", "S01"),
        ("name contains p0", "P01 P02"),
        ("case = S01", "S01"),
        ("name = 7", ""),
        ("has modality", "P02"),
        ("not has service", "P02"),
        ("role = carer or role = patient and age > 20", "P01 S01"),
        ("(role = carer or role = patient) and age > 20", "P01 S01"),
        ("role = porter or role = patient, age >= 30", "P01"),
        ('service is "South, or so"', "S01"),
        ("“service” = ‘South, or so’", "S01"),
        ("not (role = patient or role = carer)", "007"),
    ],
)
def test_a_query_chooses_cases(query, names):
    assert " ".join(one.name for one in chosen_cases(LIFTS, query)) == names


@pytest.mark.parametrize(
    ("query", "at", "says"),
    [
        ("rule = patient", 0, "“role”"),
        ("role = patient and", 18, "condition is missing"),
        ("role patient", 5, "relation is missing"),
        ("role = ", 7, "value is missing"),
        ("role in patient", 8, "list in brackets"),
        ("role in (patient", 16, "not closed"),
        ("(role = patient", 15, "not closed"),
        ('role = "patient', 7, "quotation mark"),
        ("age >= old", 7, "numbers and dates"),
        ("age > 2031-02-31", 6, "numbers and dates"),
        ("role = patient) ", 14, "after the end"),
        ("(" * 60, 40, "too many brackets"),
        ("not " * 60, 160, "too many brackets"),
        ("x" * 2_001, 2_000, "2,000 characters"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(query, at, says):
    with pytest.raises(QueryError, match=says) as refused:
        chosen_cases(LIFTS, query)

    assert refused.value.at == at
    assert f"At character {at + 1:,} " in str(refused.value)


def test_an_unknown_name_is_answered_with_those_that_are_known():
    with pytest.raises(QueryError, match=r"name .* role, age band\.$"):
        read_query("shoe size = 4", known=["role", "age band"])


def test_an_attribute_called_name_comes_before_the_own_name():
    cases = (Case("1", "Anna", (("name", "Berta"),), ()), Case("2", "Berta", (), ()))

    assert [one.id for one in chosen_cases(cases, "name = Berta")] == ["1"]
    assert [one.id for one in chosen_cases(cases, "case = Berta")] == ["2"]


def test_a_query_says_which_attributes_it_asks_about():
    query = read_query("Age > 3 and (role = x or AGE < 2), name = z", known=["age", "role"])

    assert query.names == ("age", "role")


words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)


@given(name=words.filter(str.strip), value=words)
def test_any_name_and_value_can_be_asked_for_in_quotation_marks(name, value):
    cases = (Case("has", "A", ((name, value),), ()), Case("other", "B", ((name, "·" + value),), ()))

    found = chosen_cases(cases, f"{quoted(name)} = {quoted(value)}")
    assert [one.id for one in found] == ["has"]


@given(st.text(max_size=80) | st.text("()=!<>,'\"rolenta in0-9", max_size=80))
def test_any_text_is_read_or_refused_at_a_place_in_it(text):
    place = 0
    try:
        read_query(text, known=["role", "not in"])
    except QueryError as error:
        place = error.at

    assert 0 <= place <= len(text)


def test_every_example_on_the_page_about_choosing_cases_can_be_read():
    page = (Path(__file__).parent.parent / "docs" / "choosing-cases.md").read_text("utf-8")
    examples = re.findall(r"^\| `(.+?)` \|", page, re.MULTILINE)

    assert len(examples) >= 15
    for example in examples:
        read_query(example, known=["role", "age", "age band", "service", "seen", "modality"])
