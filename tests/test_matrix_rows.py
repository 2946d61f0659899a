"""Rows sorted and in groups, and columns with their counterparts side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.matrix_rows import BY_NAME, NOT_GIVEN, arranged_rows, values_of_attribute
from coding.model import Case
from framework.library import default_framework
from framework.model import Code, Dimension, DimensionValue, Framework, Theme
from tests.matrix_made import FRAMEWORK, charted
from ui.matrixcolumns import CHOSEN, chosen_view, seen, views


def case(name, **facts):
    return Case(f"id {name}", name, tuple(facts.items()), ())


LIFTS = (case("L10", floors="9"), case("L2", floors="30"), case("L1"), case("l3", floors="9"))


def names(groups):
    return [(group.label, [one.name for one in group.cases]) for group in groups]


@pytest.mark.parametrize(
    ("how", "order"),
    [
        ({}, ["L10", "L2", "L1", "l3"]),
        ({"sort_by": BY_NAME}, ["L1", "L2", "l3", "L10"]),
        ({"sort_by": "floors"}, ["L10", "l3", "L2", "L1"]),
    ],
)
def test_numbers_sort_as_numbers_and_what_is_not_given_comes_last(how, order):
    assert names(arranged_rows(LIFTS, **how)) == [("", order)]


def test_groups_come_by_value_and_keep_the_order_inside():
    assert names(arranged_rows(LIFTS, group_by="floors", sort_by=BY_NAME)) == [
        ("9", ["l3", "L10"]),
        ("30", ["L2"]),
        (NOT_GIVEN, ["L1"]),
    ]
    assert values_of_attribute(LIFTS, "floors") == ("9", "30")
    assert arranged_rows((), group_by="floors") == ()


@given(st.lists(st.tuples(st.text(max_size=6), st.text(max_size=4)), max_size=12))
def test_every_case_stands_in_exactly_one_group(told):
    cases = [Case(str(n), name, (("v", value),), ()) for n, (name, value) in enumerate(told)]
    groups = arranged_rows(cases, sort_by=BY_NAME, group_by="v")
    shown = [one for group in groups for one in group.cases]

    assert sorted(shown, key=lambda one: int(one.id)) == cases
    assert len({group.label for group in groups}) == len(groups)


def mirrored():
    mood = Dimension(
        id="mood",
        name="Mood",
        values=(DimensionValue(id="sad", name="Sad"), DimensionValue(id="glad", name="Glad")),
    )
    codes = (
        Code(id="JAM", name="Jams", dimensions={"mood": "sad"}),
        Code(id="SONG", name="Sings", dimensions={"mood": "glad"}, counterpart="HOWL"),
        Code(id="DARK", name="Is dark", dimensions={"mood": "sad"}),
        Code(id="HOWL", name="Howls", dimensions={"mood": "sad"}),
    )
    return Framework(
        name="Lifts", dimensions=(mood,), themes=(Theme(id="L", name="L", codes=codes),)
    )


def test_counterparts_stand_side_by_side_whichever_of_them_names_the_other():
    view = next(one for one in views(mirrored()) if one.id == "beside mood")

    assert view.groups == (("JAM",), ("HOWL", "SONG"), ("DARK",))
    assert view.code_ids == ("JAM", "HOWL", "SONG", "DARK")
    assert view.marks["SONG"] == "Glad"


def test_every_mirrored_code_of_the_library_has_its_counterpart_in_its_group():
    framework = default_framework()
    (view,) = [one for one in views(framework) if one.id.startswith("beside ")]
    group_of = {code: group for group in view.groups for code in group}
    alone = [
        code.id
        for code in framework.codes()
        if code.counterpart and code.counterpart not in group_of[code.id]
    ]

    valued = [code.id for code in framework.codes() if "valence" in framework.values_of(code.id)]
    assert sorted(view.code_ids) == sorted(valued)
    assert alone == []


def test_a_dimension_whose_values_nothing_mirrors_is_not_offered_side_by_side():
    assert not [one for one in views(FRAMEWORK) if one.id.startswith("beside ")]


def test_chosen_codes_are_drawn_in_the_order_of_the_framework_for_the_chosen_cases():
    matrix = charted()
    view = chosen_view(FRAMEWORK, ["DARK", "SONG", "gone"])
    part, columns = seen(matrix, view, (), tuple(reversed(matrix.cases)))

    assert view.id == CHOSEN
    assert [column.id for column in columns] == ["SONG", "DARK"]
    assert [one.name for one in part.cases] == ["New lift", "Old lift"]
    assert len(part.cells) == 4


def test_decimals_and_negative_numbers_sort_by_size():
    depths = {"a": "3.5", "b": "-2", "c": "3.25", "d": "−7"}
    lifts = [case(name, depth=depth) for name, depth in depths.items()]

    ((_, order),) = names(arranged_rows(lifts, sort_by="depth"))
    assert order == ["d", "b", "c", "a"]
