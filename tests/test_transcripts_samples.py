"""One acted consultation in twelve layouts: every word, in order, by the right speaker."""

import json
from pathlib import Path

import pytest

from coding.model import Role, Transcript
from coding.transcripts import read_transcript

DATA = Path(__file__).parent / "data" / "transcripts"
EXPECTED = json.loads((DATA / "expected_utterances.json").read_text(encoding="utf-8"))
LAYOUTS = {
    "f4.rtf": "time-at-end",
    "legacy_cp1252.txt": "labels",
    "nvivo_table.docx": "word-table",
    "otter.txt": "header-lines",
    "qa.odt": "labels",
    "speaker_table_numbered.docx": "word-table",
    "teams_2024.vtt": "webvtt",
    "teams_new.docx": "header-lines",
    "typed_IP_tabs.docx": "labels",
    "typed_bracket_time.txt": "time-before",
    "whisperx.srt": "subrip",
    "zoom_cloud.vtt": "webvtt",
}
TIMED = [
    name
    for name in LAYOUTS
    if name.split("_")[0] not in ("f4.rtf", "legacy", "qa.odt", "speaker", "typed")
]


def read(name: str) -> Transcript:
    return read_transcript((DATA / name).read_bytes(), file_name=name)


@pytest.mark.parametrize(("name", "layout"), LAYOUTS.items())
def test_a_file_is_recognised_by_its_content(name, layout):
    transcript = read_transcript((DATA / name).read_bytes(), file_name="no ending")

    assert transcript.layout == layout


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_word_comes_in_order_from_the_right_role(name):
    words = [
        (word.replace("’", "'"), turn.role)
        for turn in read(name).turns
        for word in turn.text.split()
    ]

    assert words == [
        (word, Role(said["role"])) for said in EXPECTED for word in said["text"].split()
    ]


@pytest.mark.parametrize("name", [*TIMED, "typed_bracket_time.txt"])
def test_a_turn_starts_when_its_first_utterance_starts(name):
    starts = iter(said["start_s"] for said in EXPECTED)
    for turn in read(name).turns:
        assert any(abs(start - turn.start_s) <= 1 for start in starts)


def test_what_is_left_out_is_named_with_its_line():
    report = [(remark.line, remark.what) for remark in read("teams_new.docx").report]

    assert report[:4] == [(line, "Front matter was left out.") for line in (1, 2, 3, 4)]
    assert report[4] == (95, "A line added by the service was left out.")


def test_an_encoding_that_was_guessed_is_named():
    whats = [remark.what for remark in read("legacy_cp1252.txt").report]

    assert whats == ["The file is not UTF-8; it was read as cp1252. Check accented letters."]
