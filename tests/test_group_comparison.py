"""Groups of cases on each code: who has content, of whom that can be asked, and why not."""

import pytest

from coding.group_comparison import FEW, compare_groups
from coding.matrix_views import theme_matrix
from coding.model import Case
from coding.second_order import NegativeCase, Scope
from coding.summaries import NotAsked
from tests.matrix_made import NOON, charted, coding, document


def lift(number, role="porter"):
    return Case(f"c{number}", f"L{number}", (("role", role),) if role else (), (f"d{number}",))


def compared(cases, coded=(), not_asked=(), unfinished=(), negative=(), view=lambda m: m):
    keys = [case.document_ids[0] for case in cases]
    matrix = charted(
        [coding(document_id=f"d{number}") for number in coded],
        cases=cases,
        documents=[document(key, name=key) for key in keys],
        finished={key: ("oda",) for key in keys if key not in unfinished},
        marks=[NotAsked(case_id, "SONG") for case_id in not_asked],
        whose="oda",
    )
    return compare_groups(view(matrix), "role", negative=negative)


def test_a_group_is_counted_by_who_was_asked_and_is_finished():
    cases = [lift(n) for n in range(1, 7)]
    figure = compared(
        cases, coded=(1, 2, 5), not_asked=("c5", "c6"), unfinished=("d2", "d4")
    ).figures["porter", "SONG"]

    assert figure.cases == ("c1", "c2", "c3", "c4", "c5", "c6")
    assert figure.with_content == ("c1", "c2", "c5")
    assert (figure.not_asked, figure.unfinished) == (("c5", "c6"), ("c2", "c4"))
    assert (figure.asked, figure.present) == (("c1", "c3"), ("c1",))
    assert figure.percentage == 50.0
    assert "Only 2 cases were asked" in figure.warning
    assert "50 points" in figure.warning


def test_cases_that_do_not_say_are_a_group_of_their_own():
    found = compared([lift(1), lift(2, None), lift(3, "guest")])

    assert [group.label for group in found.groups] == ["guest", "porter", "(not given)"]
    assert set(found.figures) == {
        (label, code) for label in ("guest", "porter", "(not given)")
        for code in ("SONG", "HUM", "DARK")
    }  # fmt: skip


def test_nothing_coded_among_those_asked_is_nought_and_not_unknown():
    figure = compared([lift(n) for n in range(FEW)]).figures["porter", "SONG"]

    assert (figure.percentage, figure.why_not, figure.warning) == (0.0, "", "")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"not_asked": ("c1", "c2")}, "Nobody in this group was asked"),
        ({"unfinished": ("d1", "d2")}, "No case of this group"),
        ({"not_asked": ("c1",), "unfinished": ("d2",)}, "Who was asked"),
    ],
)
def test_where_nothing_can_be_said_there_is_a_reason_and_no_number(more, says):
    figure = compared([lift(1), lift(2)], coded=(1,), **more).figures["porter", "SONG"]

    assert figure.percentage is None
    assert says in figure.why_not
    assert figure.warning == ""


def test_one_case_alone_is_warned_of():
    assert "Only 1 case was asked" in compared([lift(1)]).figures["porter", "SONG"].warning


def test_negative_cases_stand_on_their_code_or_theme_alone():
    negative = [
        NegativeCase("c1", Scope.CODE, "SONG", "Silent.", "oda", NOON),
        NegativeCase("c2", Scope.THEME, "N", "Silent.", "oda", NOON),
    ]
    codes = compared([lift(1), lift(2)], negative=negative).figures
    themes = compared([lift(1), lift(2)], negative=negative, view=theme_matrix).figures

    assert codes["porter", "SONG"].negative == ("c1",)
    assert codes["porter", "HUM"].negative == ()
    assert themes["porter", "N"].negative == ("c2",)
    assert themes["porter", "D"].negative == ()
