"""`betweenlines turns`: choosing the layout and the encoding, and listing the layouts."""

import json

import pytest

from coding.transcripts import LAYOUTS, recognitions


@pytest.fixture
def talk(tmp_path):
    file = tmp_path / "výtah.txt"
    file.write_bytes("I: Kdo?\nP07: Výtah. Šťastně.\nI: Ó.".encode("cp1250"))
    return file


def test_the_layouts_are_listed_without_a_file(betweenlines):
    status, said, told = betweenlines("turns", "--layouts")

    assert (status, told) == (0, "")
    assert [line.split()[0] for line in said.splitlines()] == [layout.name for layout in LAYOUTS]
    assert all(layout.about in said for layout in LAYOUTS)


def test_the_layouts_as_json_have_name_and_description(betweenlines):
    _, said, _ = betweenlines("turns", "--layouts", "--json")

    assert json.loads(said)["layouts"][0] == {"name": LAYOUTS[0].name, "about": LAYOUTS[0].about}


def test_a_layout_can_be_forced(betweenlines, talk):
    status, said, _ = betweenlines("turns", talk, "--layout", "paragraphs", "--json")

    answer = json.loads(said)
    assert (status, answer["layout"], len(answer["turns"])) == (0, "paragraphs", 1)


def test_it_says_how_sure_the_layout_is_and_why(betweenlines, talk):
    _, said, _ = betweenlines("turns", talk)
    _, forced, _ = betweenlines("turns", talk, "--layout", "paragraphs")
    ((sure, why),) = (
        (found.sure, found.why)
        for layout, found in recognitions(talk.read_bytes(), file_name=talk.name)
        if layout.name == "labels"
    )

    assert said.splitlines()[1] == f"{sure:.0%} sure: {why}"
    assert "it looks more like labels" in forced.splitlines()[1]


def test_an_unknown_layout_is_refused_with_where_to_look(betweenlines, talk):
    status, said, told = betweenlines("turns", talk, "--layout", "song")

    assert (status, said) == (1, "")
    assert told == (
        "betweenlines turns: there is no layout “song”. "
        "`betweenlines turns --layouts` lists them.\n"
    )


def test_an_encoding_can_be_told(betweenlines, talk):
    _, said, _ = betweenlines("turns", talk, "--encoding", "cp1250", "--json")

    assert json.loads(said)["turns"][1]["text"] == "Výtah. Šťastně."


def test_an_unknown_encoding_is_refused_in_one_line(betweenlines, talk):
    status, _, told = betweenlines("turns", talk, "--encoding", "song")

    assert status == 1
    assert told.startswith(f"betweenlines turns: {talk.name}: There is no such encoding")
    assert told.count("\n") == 1


def test_a_file_and_the_list_together_show_the_use(betweenlines, talk):
    assert betweenlines("turns", talk, "--layouts")[0] == 2
