"""The topic guide: who was not asked a question was not asked about its codes, and undoing that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.cell_acts import CellAct, Deed, standing_not_asked
from coding.summaries import NotAsked
from coding.topic_guide import (
    GUIDE,
    GuideQuestion,
    TopicGuide,
    TopicGuideError,
    codes_of,
    guide_text,
    lost_links,
    not_asked_by_question,
    read_guide,
    silenced_codes,
    undone,
)
from tests.matrix_made import FRAMEWORK, NOON

GUIDED = TopicGuide(
    questions=(
        GuideQuestion(id="q1", name="Noise", bears_on=("N",), section="Machines", text="Hum?"),
        GuideQuestion(id="q2", name="Song", bears_on=("SONG", "GONE"), section="Machines"),
        GuideQuestion(id="q3", name="Light", bears_on=("DARK",)),
    )
)


def marked(question_ids, case_ids=("a", "b"), standing=(), **more):
    return not_asked_by_question(
        GUIDED,
        FRAMEWORK,
        question_ids,
        case_ids,
        standing,
        coder_id="oda",
        framework_version=3,
        made_at=NOON,
        **more,
    )


def test_a_question_on_a_theme_bears_on_its_codes():
    assert [codes_of(question, FRAMEWORK) for question in GUIDED.questions] == [
        ("SONG", "HUM"),
        ("SONG",),
        ("DARK",),
    ]
    assert lost_links(GUIDED, FRAMEWORK) == (("q2", "GONE"),)


def test_sections_come_in_order_with_their_questions():
    assert GUIDED.sections == ("Machines",)
    assert GUIDED.in_section("Machines") == ("q1", "q2")


def test_a_code_on_which_another_question_bears_is_left_alone():
    assert silenced_codes(GUIDED, FRAMEWORK, ["q1"]) == ("HUM",)
    assert silenced_codes(GUIDED, FRAMEWORK, ["q2"]) == ()
    assert silenced_codes(GUIDED, FRAMEWORK, GUIDED.in_section("Machines")) == ("SONG", "HUM")


def test_only_cells_that_change_are_marked():
    acts = marked(["q1", "q2"], standing=[NotAsked("a", "HUM")])

    assert [act.cell for act in acts] == [("a", "SONG"), ("b", "SONG"), ("b", "HUM")]
    assert {act.deed for act in acts} == {Deed.NOT_ASKED}


def test_who_was_asked_after_all_was_asked_about_all_codes_of_the_question():
    standing = [NotAsked("a", "SONG"), NotAsked("a", "HUM"), NotAsked("b", "DARK")]
    acts = marked(["q1"], standing=standing, asked=True)

    assert [(act.deed, *act.cell) for act in acts] == [
        (Deed.ASKED, "a", "SONG"),
        (Deed.ASKED, "a", "HUM"),
    ]


questions = st.sets(st.sampled_from(["q1", "q2", "q3"]))
cells = st.sets(st.tuples(st.sampled_from("abc"), st.sampled_from(["SONG", "HUM", "DARK"])))


@given(questions, cells, st.booleans())
def test_undoing_brings_back_exactly_what_was_marked_before(question_ids, before, asked):
    standing = [NotAsked(*cell) for cell in before]
    earlier = [_act(cell) for cell in before]
    acts = marked(question_ids, "abc", standing, asked=asked)
    back = undone(acts, coder_id="oda", made_at=NOON)

    assert set(standing_not_asked([*earlier, *acts, *back])) == set(standing)
    assert marked(question_ids, "abc", standing_not_asked([*earlier, *acts]), asked=asked) == ()


def _act(cell):
    return CellAct("oda", Deed.NOT_ASKED, *cell, NOON, 3)


def test_a_guide_is_kept_in_the_study_and_read_again(store):
    store.change_setting(GUIDE, guide_text(GUIDED), coder_id=None)

    assert read_guide(store.setting(GUIDE)) == GUIDED
    assert read_guide(None) == TopicGuide()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("no guide", "cannot be read"),
        ('{"questions":[{"id":"q1"}]}', r"questions\.0\.name"),
        ('{"questions":[{"id":"q","name":"A"},{"id":"q","name":"B"}]}', "same id"),
    ],
)
def test_what_is_no_guide_is_refused_in_words(text, says):
    with pytest.raises(TopicGuideError, match=says):
        read_guide(text)


def test_a_whole_column_is_stored_at_once_and_taken_back_at_once(
    store, make_document, make_segments
):
    oda = store.add_coder("Oda").id
    document = make_document()
    store.add_document(document, make_segments(document), case_name="Lift one")
    guide = TopicGuide(questions=(GuideQuestion(id="q", name="Noise", bears_on=("NOISE",)),))
    acts = not_asked_by_question(
        guide, store.framework()[1], ["q"], [case.id for case in store.cases()],
        store.not_asked(), coder_id=oda, framework_version=1, made_at=NOON,
    )  # fmt: skip

    store.record_cells(acts)
    assert {one.code_id for one in store.not_asked()} == {"SONG", "DARK"}
    store.record_cells(undone(acts, coder_id=oda, made_at=NOON))
    assert store.not_asked() == ()
