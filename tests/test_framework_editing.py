"""Sharpening a code, and saying what changed between two versions of a framework."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.changes import MEANING, CodeChange, Part, code_changes, meaning_since, word_parts
from framework.editing import LONGEST_TEXT, MOST_LINES, CodeWords, EditError, with_words, words_of
from framework.model import Code, Framework, NearMiss, Theme
from framework.reading import read_framework
from framework.writing import framework_yaml


@pytest.fixture
def framework():
    return _framework()


def _framework():
    codes = (
        Code(
            id="SONG",
            name="Singing machines",
            definition="A machine sings.",
            include=("lifts",),
            examples=("The lift sang again.",),
            cues=("hum",),
        ),
        Code(id="DARK", name="Darkness", counterpart="SONG"),
    )
    return Framework(name="Lifts", themes=(Theme(id="NOISE", name="Noise", codes=codes),))


def test_a_sharpened_code_keeps_its_id_place_name_and_the_rest(framework):
    words = CodeWords(
        definition="  A machine sings by itself. ",
        include=("lifts", "", "  "),
        exclude=("wireless sets",),
        examples=("The kettle hummed.",),
        near_misses=(NearMiss(text="It was dark", belongs_to="DARK"),),
    )

    sharper = with_words(framework, "SONG", words)

    song = sharper.code_by_id["SONG"]
    assert song.definition == "A machine sings by itself."
    assert (song.include, song.exclude) == (("lifts",), ("wireless sets",))
    assert (song.name, song.cues) == ("Singing machines", ("hum",))
    assert sharper.code_by_id["DARK"] == framework.code_by_id["DARK"]
    assert framework.code_by_id["SONG"].definition == "A machine sings."


def test_a_code_given_its_own_words_is_the_same(framework):
    for code in framework.codes():
        assert with_words(framework, code.id, words_of(code)) == framework


texts = st.text(max_size=60)
words_made = st.builds(
    CodeWords,
    definition=texts,
    include=st.lists(texts, max_size=3).map(tuple),
    exclude=st.lists(texts, max_size=3).map(tuple),
    examples=st.lists(texts, max_size=3).map(tuple),
    near_misses=st.lists(
        st.builds(NearMiss, text=texts, belongs_to=st.sampled_from((None, "DARK"))), max_size=3
    ).map(tuple),
)


@given(words_made)
def test_whatever_is_kept_can_be_read_again_from_its_file(words):
    try:
        sharper = with_words(_framework(), "SONG", words)
    except EditError:
        return

    assert read_framework(framework_yaml(sharper), source="it") == sharper


@pytest.mark.parametrize(
    ("code_id", "words", "why"),
    [
        ("OWLS", CodeWords(), "has no code 'OWLS'"),
        ("SONG", CodeWords(definition="w" * (LONGEST_TEXT + 1)), "5,001 characters"),
        ("SONG", CodeWords(include=("x",) * (MOST_LINES + 1)), "200 lines"),
        ("SONG", CodeWords(near_misses=(NearMiss(text="a", belongs_to="SONG"),)), "another code"),
        ("SONG", CodeWords(near_misses=(NearMiss(text="a", belongs_to="OWLS"),)), "no code here"),
        ("SONG", CodeWords(definition="a\x00b"), "cannot be kept"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_remedy(framework, code_id, words, why):
    with pytest.raises(EditError, match=why):
        with_words(framework, code_id, words)


def test_each_change_of_a_code_is_named(framework):
    words = CodeWords(
        definition="A machine sings by itself.",
        include=("lifts", "kettles"),
        examples=("The lift sang once.",),
        near_misses=(NearMiss(text="It was dark", belongs_to="DARK"),),
    )

    changes = code_changes(framework, with_words(framework, "SONG", words))

    assert changes == (
        CodeChange("SONG", "definition", "A machine sings.", "A machine sings by itself."),
        CodeChange("SONG", "include", None, "kettles"),
        CodeChange("SONG", "example", "The lift sang again.", "The lift sang once."),
        CodeChange("SONG", "near miss", None, "It was dark (belongs to DARK)"),
    )
    assert {change.what for change in changes} <= MEANING
    assert code_changes(framework, framework) == ()


def test_codes_that_came_went_or_moved_are_named(framework):
    dark = framework.code_by_id["DARK"]
    owls = Code(id="OWLS", name="Owls")
    moved = Framework(name="Lifts", themes=(Theme(id="NIGHT", name="Night", codes=(dark, owls)),))

    assert code_changes(framework, moved) == (
        CodeChange("DARK", "theme", "NOISE", "NIGHT"),
        CodeChange("OWLS", "code", None, "Owls"),
        CodeChange("SONG", "code", "Singing machines", None),
    )


@given(st.text(alphabet="ab \n", max_size=40), st.text(alphabet="ab \n", max_size=40))
def test_the_pieces_of_a_changed_text_make_up_both(before, after):
    parts = word_parts(before, after)

    assert "".join(text for part, text in parts if part is not Part.ADDED) == before
    assert "".join(text for part, text in parts if part is not Part.REMOVED) == after
    assert all(text for _, text in parts)


def test_only_the_words_that_changed_are_marked():
    assert word_parts("A machine sings.", "A kettle sings.") == (
        (Part.SAME, "A "),
        (Part.REMOVED, "machine "),
        (Part.ADDED, "kettle "),
        (Part.SAME, "sings."),
    )


def test_a_code_means_what_it_means_since_its_last_change_of_meaning(framework):
    sharper = with_words(framework, "SONG", CodeWords(definition="Sharper."))
    other = sharper.code_by_id["SONG"].model_copy(update={"cues": ("hum", "drone")})
    theme = Theme(id="NOISE", name="Noise", codes=(other, sharper.code_by_id["DARK"]))
    recued = sharper.model_copy(update={"themes": (theme,)})

    versions = [(1, framework), (2, sharper), (3, recued)]

    assert meaning_since(versions) == {"SONG": 2, "DARK": 1}
