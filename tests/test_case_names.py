"""A file's name tells whose interview it is, by a pattern that people write themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.case_names import CasePatternError, case_of_file

PART = st.text("abßİ 7", min_size=1, max_size=6).map(str.strip).filter(bool)


@pytest.mark.parametrize(
    ("name", "pattern", "case"),
    [
        ("P07_2.docx", "{case}_{n}", "P07"),
        ("P07_follow_up_2.docx", "{case}_{n}", "P07"),
        ("P07.docx", "{case}_{n}", None),
        ("P07.v2.docx", "{case}", "P07.v2"),
        ("Lift study - P07 (visit 2).txt", "lift study - {case} ({visit})", "P07"),
        ("Lift study - P07.txt", "Lift study - {case} ({visit})", None),
        ("2031-05-04 P07.vtt", "{date} {case}", "P07"),
        ("_2.docx", "{case}_{n}", None),
        ("P07_.docx", "{case}_{n}", None),
        ("a.b.docx", "{case}.{rest}", "a"),
        ("שלום_1.txt", "{case}_{n}", "שלום"),
        ("P[07]_1.txt", "P[{case}]_{n}", "07"),
        ("site A_P07_1.txt", "{site}_{case}_{n}", "P07"),
        ("interview.txt", "interview{case}", None),
    ],
)
def test_a_pattern_finds_the_case(name, pattern, case):
    assert case_of_file(name, pattern) == case


@pytest.mark.parametrize("pattern", ["", "P07", "{case}{n}", "{case}_{case}", "{case", "{case}_}"])
def test_a_pattern_that_cannot_tell_is_refused_with_what_to_do(pattern):
    with pytest.raises(CasePatternError, match=r"Write|Put"):
        case_of_file("P07_1.txt", pattern)


@given(PART, PART, st.sampled_from(["_", " - ", "+", "__x"]))
def test_a_name_put_together_by_a_pattern_is_taken_apart_again(case, rest, between):
    found = case_of_file(f"{case}{between}{rest}.txt", f"{{case}}{between}{{rest}}")

    assert found is not None
    assert case == found or case.casefold().startswith(found.casefold())


@given(st.text(max_size=20), st.text("{}case_ x", max_size=20))
def test_any_name_and_pattern_give_a_case_none_or_a_refusal(name, pattern):
    try:
        found = case_of_file(name, pattern)
    except CasePatternError:
        return
    assert found is None or (found in name and found.strip())
