"""`betweenlines pseudonyms`: what may give somebody away, listed and nothing stored."""

import json

import pytest

from coding.pseudonyms import Kind, Ruling, new_key, save_key, with_rulings


@pytest.fixture
def talk(tmp_path):
    file = tmp_path / "talk.txt"
    file.write_text("I: Who sang?\nP07: Dr Zzorvik, in the Singing House.\nI: On 4 May 1999?\n")
    return file


def test_words_are_listed_with_sentence_and_placeholder(betweenlines, talk):
    status, said, told = betweenlines("pseudonyms", talk)

    assert status == 0
    assert "Zzorvik -> [Name 1]  (Name, after a title; 1 place)" in said
    assert "    Dr «Zzorvik», in the Singing House." in said
    assert "somebody must still read" in told


def test_the_study_s_list_and_key_count(betweenlines, talk, tmp_path):
    names, key = tmp_path / "names.csv", tmp_path / "drawer" / "key.json"
    names.write_text("Singing House,place\n")
    rulings = [Ruling("Zzorvik", Kind.NAME, "[Name 7]"), Ruling("4 May 1999", Kind.DATE, None)]
    save_key(with_rulings(new_key(), rulings), key)
    before = key.read_bytes()
    status, said, _ = betweenlines("pseudonyms", talk, "--names", names, "--key", key, "--json")
    words = {one["word"]: one for one in json.loads(said)["words"]}

    assert status == 0
    assert words["Zzorvik"]["placeholder"] == "[Name 7]"
    assert words["4 May 1999"]["decided"] == "keep"
    assert words["Singing House"]["kind"] == "Place"
    assert key.read_bytes() == before


def test_a_key_that_is_not_there_is_said_in_one_line(betweenlines, talk, tmp_path):
    status, said, told = betweenlines("pseudonyms", talk, "--key", tmp_path / "none.json")

    assert (status, said) == (1, "")
    assert told.startswith("betweenlines pseudonyms: The key file")
    assert told.count("\n") == 1
