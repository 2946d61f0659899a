"""The command line: reading, checking, and how it refuses. No network, no server."""

import json
import socket

import pytest

from tests.conftest import ODD_HOUSES
from ui.commands.serve import serve_settings

TALK = """INT: And what did the lift do?
P07: The lift sang again. It does so when it rains.
INT: Was anybody in it?
P07: Only the herring.
"""


@pytest.fixture
def talk(tmp_path):
    file = tmp_path / "P07.txt"
    file.write_text(TALK, "utf-8")
    return file


def test_a_sound_framework_is_counted_and_gently_criticised(betweenlines):
    status, said, told = betweenlines("check", ODD_HOUSES)

    first, *notices = said.splitlines()
    assert (status, told) == (0, "")
    assert first.endswith("sound. Odd houses, version 1: 1 dimension, 2 themes, 4 codes.")
    assert notices[0].startswith("  code M1: nothing says what does not belong to it")


def test_a_framework_mistake_is_told_with_file_place_and_remedy(betweenlines, tmp_path):
    file = tmp_path / "twice.yaml"
    text = ODD_HOUSES.read_text("utf-8").replace("id: M2", "id: M1")
    file.write_text(text, "utf-8")
    line = 1 + [n for n, row in enumerate(text.splitlines()) if "id: M1" in row][1]

    status, said, told = betweenlines("check", file)

    assert (status, said) == (1, "")
    assert told.startswith(f"betweenlines check: {file}, line {line}, themes[0].codes[1].id: ")
    assert "choose another" in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("verb", ["check", "turns", "suggest"])
def test_a_file_that_is_not_there_is_one_line(betweenlines, verb):
    status, said, told = betweenlines(verb, "nowhere.txt")

    assert (status, said) == (1, "")
    assert told == (
        f"betweenlines {verb}: nowhere.txt does not exist. Check the spelling and the folder.\n"
    )


@pytest.mark.parametrize("verb", ["check", "turns", "suggest"])
def test_a_folder_is_not_a_file(betweenlines, tmp_path, verb):
    status, _, told = betweenlines(verb, tmp_path)

    assert status == 1
    assert "is a folder. Name a file in it." in told


@pytest.mark.parametrize("verb", ["pretag", "agreement"])
def test_a_study_that_is_not_there_is_one_line(betweenlines, verb):
    status, said, told = betweenlines(verb, "nowhere.betweenlines")

    assert (status, said) == (1, "")
    assert told.startswith(f"betweenlines {verb}: There is no study at ")


@pytest.mark.parametrize("verb", ["pretag", "agreement"])
def test_a_file_of_another_kind_is_no_study(betweenlines, verb):
    status, _, told = betweenlines(verb, ODD_HOUSES)

    assert status == 1
    assert told == f"betweenlines {verb}: {ODD_HOUSES} is not a Betweenlines study.\n"


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("fly",),
        ("turns",),
        ("check", "--json", "x.yaml"),
        ("import", "study.betweenlines"),
        ("serve", "--port", "lift"),
    ],
)
def test_a_command_wrongly_typed_shows_its_use_and_ends_with_two(betweenlines, words):
    status, said, told = betweenlines(*words)

    assert (status, said) == (2, "")
    assert told.startswith("usage: betweenlines")


def test_help_names_every_verb(betweenlines):
    status, said, _ = betweenlines("--help")

    assert status == 0
    for verb in ("serve", "check", "turns", "suggest", "import", "pretag", "agreement"):
        assert f"\n    {verb}" in said


def test_turns_are_shown_with_who_speaks(betweenlines, talk):
    status, said, told = betweenlines("turns", talk)

    assert (status, told) == (0, "")
    assert said.splitlines()[0] == f"{talk}: labels, 4 turns"
    assert "P07 (participant)\nThe lift sang again. It does so when it rains.\n" in said


def test_turns_as_json_have_exactly_the_promised_shape(betweenlines, talk):
    status, said, told = betweenlines("turns", talk, "--json")

    answer = json.loads(said)
    assert (status, told) == (0, "")
    assert list(answer) == ["layout", "turns", "report"]
    assert [list(turn) for turn in answer["turns"]] == [
        ["speaker", "role", "start_s", "end_s", "text"]
    ] * 4
    assert [turn["role"] for turn in answer["turns"]] == ["interviewer", "participant"] * 2
    assert answer["turns"][3] == {
        "speaker": "P07",
        "role": "participant",
        "start_s": None,
        "end_s": None,
        "text": "Only the herring.",
    }


def test_what_was_left_out_is_reported_with_its_line(betweenlines, tmp_path):
    file = tmp_path / "talk.vtt"
    cue = "00:00:0{}.000 --> 00:00:0{}.500\n<v Oda>The lift sang{}.</v>\n\n"
    text = "WEBVTT\n\n" + cue.format(1, 2, " again") + cue.format(3, 4, " <c.loud>twice</c>")
    file.write_text(text + "no time here --> at all\nzarquon\n", "utf-8")

    _, said, _ = betweenlines("turns", file, "--json")

    answer = json.loads(said)
    assert answer["turns"][0]["start_s"] == 1.0
    assert answer["turns"][0]["end_s"] == 4.5
    assert answer["report"]
    assert all(list(remark) == ["line", "what"] for remark in answer["report"])
    assert any(remark["line"] for remark in answer["report"])


@pytest.mark.parametrize("data", [b"", bytes(range(256)) * 9, b"PK\x03\x04 not a zip at all"])
def test_an_unreadable_transcript_is_refused_in_one_line(betweenlines, tmp_path, data):
    file = tmp_path / "herring.docx"
    file.write_bytes(data)

    status, said, told = betweenlines("turns", file)

    assert (status, said) == (1, "")
    assert told.startswith("betweenlines turns: herring.docx: ")
    assert told.count("\n") == 1


def test_a_refusal_repeats_no_word_of_the_interview(betweenlines, tmp_path):
    file = tmp_path / "secret.docx"
    file.write_bytes(b"PK\x03\x04My aunt said zarquon\x00")

    _, said, told = betweenlines("turns", file)

    assert "zarquon" not in said + told


def test_served_settings_keep_everything_on_this_machine():
    settings = serve_settings()

    assert settings["server.address"] == "127.0.0.1"
    assert settings["browser.gatherUsageStats"] is False
    assert settings["client.showErrorLinks"] is False
    assert settings["client.showErrorDetails"] == "type"
    assert not any(isinstance(value, dict) for value in settings.values())


def test_serving_a_study_that_is_not_there_starts_nothing(betweenlines):
    status, _, told = betweenlines("serve", "nowhere.betweenlines")

    assert status == 1
    assert told.startswith("betweenlines serve: There is no study at ")


def test_a_port_that_is_taken_is_told_before_anything_is_opened(betweenlines, home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        status, said, told = betweenlines("serve", "--port", port)

    assert (status, said) == (1, "")
    assert told.startswith(f"betweenlines serve: Port {port} cannot be used.")
    assert list(home.glob("*.betweenlines")) == []
