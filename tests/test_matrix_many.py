"""What is about many cells at once: not asked in bulk, groups in words, and named matrices."""

import pytest

from coding.cell_acts import Deed, standing_not_asked
from coding.group_comparison import compare_groups
from coding.model import Coder
from coding.named_matrices import BEGINNING, named_matrices
from coding.second_order import NegativeCase, Scope
from coding.topic_guide import GuideQuestion, TopicGuide, undone
from tests.matrix_made import FRAMEWORK, NOON, charted, coding
from tests.test_app_pages import sample, sample_file  # noqa: F401 (fixtures)
from tests.test_matrix_pages import amira, fresh_component, page, told  # noqa: F401 (fixtures)
from ui.groupview import comparison_table, figure_line, warnings_of
from ui.topicguide import Asking, _choices, _guide_of, _names, _table, acts_for, preview

GUIDE = TopicGuide(
    questions=(
        GuideQuestion(id="q1", name="Noise", section="Machines", bears_on=("N",)),
        GuideQuestion(id="q2", name="Light", section="Rooms", bears_on=("DARK",)),
    )
)


def asking(matrix):
    return Asking(None, Coder("oda", "Oda"), matrix, matrix.cases)


def test_sections_questions_and_themes_can_be_chosen_as_not_asked():
    matrix = charted()
    choices = _choices(GUIDE, FRAMEWORK)
    both = [one for name in ("Section: Rooms", "Theme: N Noise") for one in choices[name]]
    acts = acts_for(asking(matrix), GUIDE, both, ["case-old"], asked=False)

    assert {(act.deed, *act.cell) for act in acts} == {
        (Deed.NOT_ASKED, "case-old", code) for code in ("SONG", "HUM", "DARK")
    }
    assert len(standing_not_asked(acts)) == 3
    assert standing_not_asked([*acts, *undone(acts, coder_id="oda", made_at=NOON)]) == ()


def test_the_preview_says_how_many_cells_and_which_have_passages_all_the_same():
    matrix = charted([coding()])
    acts = acts_for(
        asking(matrix), GUIDE, GUIDE.questions[:1], ["case-old", "case-new"], asked=False
    )
    line = preview(acts, matrix)

    assert "4 cells would change: 2 codes in 2 cases." in line
    assert "1 cell of them with passages" in line
    assert "Nothing would change" in preview((), matrix)


def test_a_guide_comes_back_from_its_table_as_it_went_in():
    names = _names(FRAMEWORK)

    assert _guide_of(_table(GUIDE, names), names) == GUIDE
    assert _guide_of(_table(TopicGuide(), names), names) == TopicGuide()


def test_groups_are_told_in_words_with_negative_cases_and_warnings():
    matrix = charted([coding()], finished={"d1": ("oda",), "d2": ("oda",)})
    negative = NegativeCase("case-new", Scope.CODE, "SONG", "Never sang.", "oda", NOON)
    comparison = compare_groups(matrix, "Floors", negative=[negative])
    table = comparison_table(comparison, matrix)

    assert list(table.columns) == ["7 (1 case)", "30 (1 case)"]
    assert table.loc["SONG Singing"].to_list() == [
        "1 of 1 asked (100 %) ⚠",
        "0 of 1 asked (0 %) ⚠ ¬ New lift",
    ]
    (warning,) = warnings_of(comparison)
    assert warning.startswith("7, 30: Only 1 case was asked")
    unfinished = compare_groups(charted(finished={}), "Floors")
    assert "no percentage" in figure_line(unfinished.figures["7", "SONG"], {})


@pytest.fixture
def opened(sample, amira):  # noqa: F811
    app = page("matrix", sample, amira)
    app.text_input(key="matrix_cases").input("role = patient").run()
    assert not app.exception
    return app


def test_the_query_chooses_the_rows_and_a_wrong_one_says_what_is_known(opened):
    assert [case[1] for case in told(opened)["cases"]] == ["P01", "P02", "P03", "P04"]

    opened.text_input(key="matrix_cases").input("floor = 7").run()
    assert len(told(opened)["cases"]) == 8
    assert any(
        "role" in line.value and "All cases are shown" in line.value for line in opened.caption
    )


def kept_as(store, name):
    return [one for one in named_matrices(store.settings(BEGINNING)) if one.name == name]


def test_a_view_is_kept_under_a_name_opened_by_it_removed_and_put_back(opened, sample):  # noqa: F811
    opened.selectbox(key="matrix_group").select("role")
    opened.text_input(key="matrix_new_name").input("Only patients, loud").run()
    opened.button(key="matrix_keep").click().run()
    assert not opened.exception
    (kept,) = kept_as(sample, "Only patients, loud")
    assert (kept.cases, kept.group_by) == ("role = patient", "role")

    opened.text_input(key="matrix_cases").input("").run()
    opened.selectbox(key="matrix_named").select("").run()
    assert len(told(opened)["cases"]) == 8
    opened.selectbox(key="matrix_named").select(kept.id).run()
    assert len(told(opened)["cases"]) == 4
    assert told(opened)["groups"] == [[0, "patient", 4]]

    opened.button(key="matrix_remove").click().run()
    assert kept_as(sample, "Only patients, loud") == []
    opened.button(key="matrix_put_back").click().run()
    assert not opened.exception
    assert kept_as(sample, "Only patients, loud") == [kept]


def test_who_comes_back_to_the_matrix_finds_it_as_they_left_it(opened, sample, amira):  # noqa: F811
    again = page("matrix", sample, amira)
    assert again.text_input(key="matrix_cases").value == "role = patient"
    assert len(told(again)["cases"]) == 4

    jonas = next(one for one in sample.coders() if one.id != amira.id)
    assert page("matrix", sample, jonas).text_input(key="matrix_cases").value == ""
