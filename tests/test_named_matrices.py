"""Named matrices: kept, renamed and removed; what they ask for that is gone is said in words."""

import pytest

from coding.named_matrices import (
    BEGINNING,
    NamedMatrix,
    NamedMatrixError,
    check_name,
    named_matrices,
    setting_of,
    what_is_missing,
)
from coding.store import Kind
from coding.topic_guide import GUIDE, GuideQuestion, TopicGuide, guide_text
from tests.matrix_made import FRAMEWORK
from ui.loglines import log_row

TALL = NamedMatrix(
    id="m1",
    name="Tall lifts",
    columns="chosen",
    code_ids=("SONG", "DARK"),
    attributes=("Floors",),
    cases="Floors > 9",
    sort_by="Floors",
    group_by="Steel",
    whose="oda",
)


def test_matrices_are_kept_by_name_renamed_and_removed(store):
    def kept():
        return named_matrices(store.settings(BEGINNING))

    for matrix in (TALL, NamedMatrix(id="m2", name="all of them")):
        store.change_setting(*setting_of(matrix), coder_id=None)
    assert [matrix.name for matrix in kept()] == ["all of them", "Tall lifts"]
    assert kept()[1] == TALL

    renamed = TALL.model_copy(update={"name": "A lift or two"})
    store.change_setting(*setting_of(renamed), coder_id=None)
    assert kept()[0] == renamed
    store.change_setting(setting_of(TALL)[0], None, coder_id=None)
    assert [matrix.id for matrix in kept()] == ["m2"]


def test_what_this_program_cannot_read_is_passed_over():
    settings = {f"{BEGINNING}x": '{"id":"x","name":"X","shape":"round"}', "unit": "turn"}

    assert named_matrices({**settings, **dict([setting_of(TALL)])}) == (TALL,)


def test_the_log_names_matrices_and_counts_questions_in_words(store, lift_framework):
    guide = TopicGuide(questions=(GuideQuestion(id="q", name="Noise"),))
    tall, key = setting_of(TALL)[1], setting_of(TALL)[0]
    short = setting_of(TALL.model_copy(update={"name": "Short lifts"}))[1]
    for name, value in ((key, tall), (key, short), (key, None), (GUIDE, guide_text(guide))):
        store.change_setting(name, value, coder_id=None)
    store.change_setting("unit", "turn", coder_id=None)

    entries = store.log(kinds=[Kind.SETTING_CHANGED])
    rows = [log_row(entry, {}, {}, lift_framework, {}) for entry in entries]
    assert [(row["Which"], row["Before"], row["After"]) for row in reversed(rows)] == [
        ("matrix “Tall lifts”", "", "“Tall lifts”"),
        ("matrix “Short lifts”", "“Tall lifts”", "“Short lifts”"),
        ("matrix “Short lifts”", "“Short lifts”", ""),
        ("topic guide", "", "1 question"),
        ("unit", "", "turn"),
    ]


@pytest.mark.parametrize("name", [" ", "two\nlines", "tall  LIFTS"])
def test_a_name_is_one_line_and_nobody_elses(name):
    with pytest.raises(NamedMatrixError):
        check_name(NamedMatrix(id="m2", name=name), [TALL])
    check_name(TALL, [TALL])


def test_what_the_study_no_longer_has_is_said():
    there = what_is_missing(TALL, FRAMEWORK, attributes=["Floors", "Steel"], coder_ids=["oda"])
    lost = TALL.model_copy(update={"code_ids": ("SONG", "GONE")})
    gone = what_is_missing(lost, FRAMEWORK, attributes=["Steel"], coder_ids=["ben"])

    assert there == ()
    assert [sentence.split(".")[0] for sentence in gone] == [
        "The code GONE is no longer in the framework",
        "No case has the attribute “Floors”",
        "The cases cannot be chosen as before",
        "The coder whose codings it charts is not open to you; choose whose to show",
    ]
