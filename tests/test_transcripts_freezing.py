"""The frozen document: offsets, hashes and line numbers for good."""

import hashlib
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.model import Role, SpokenTurn, Transcript
from coding.transcripts import TranscriptError, freeze_document
from coding.transcripts.freezing import line_starts


def frozen(*texts):
    turns = tuple(SpokenTurn("P07", Role.PARTICIPANT, 1.5, None, text) for text in texts)
    transcript = Transcript("labels", turns, (), "f" * 64)
    return freeze_document(transcript, document_id="d", name="Lift", file_name="lift.txt")


def test_a_document_keeps_speaker_role_and_time_beside_the_words():
    document = frozen("The lift", "sang.")

    assert document.text == "The lift\n\nsang."
    assert [(turn.start, turn.end) for turn in document.turns] == [(0, 8), (10, 15)]
    assert (document.turns[1].speaker, document.turns[1].role) == ("P07", Role.PARTICIPANT)
    assert (document.turns[1].start_s, document.turns[1].end_s) == (1.5, None)


def test_a_document_carries_both_hashes():
    document = frozen("Où?")

    assert document.text_sha256 == hashlib.sha256("Où?".encode()).hexdigest()
    assert document.file_sha256 == "f" * 64


def test_text_is_composed_and_emptied_turns_vanish():
    document = frozen("cafe\u0301", " \n ", "no.")

    assert document.text == "café\n\nno."
    assert len(document.turns) == 2


def test_a_transcript_without_words_is_refused():
    with pytest.raises(TranscriptError, match="no words"):
        frozen(" ")


def test_lines_are_numbered_without_the_blank_ones_between_turns():
    document = frozen("a" * 81, "b\nc", "d")

    assert document.line_starts == (0, 80, 83, 85, 88)
    assert [document.line_of(offset) for offset in (0, 79, 80, 83, 85, 88)] == [1, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("x" * 80, [0]),
        ("x" * 79 + " y", [0, 80]),
        ("x" * 80 + " y", [0, 81]),
        ("x" * 80 + "    y", [0, 84]),
        ("x " + "y" * 100, [0, 2, 82]),
        ("x" * 161, [0, 80, 160]),
        ("x\u00a0" * 41, [0, 80]),
        ("x\ty " * 21, [0, 80]),
    ],
)
def test_a_line_holds_eighty_characters_and_whole_words(text, starts):
    assert line_starts(text) == starts


@given(st.lists(st.text("ab", min_size=1, max_size=90), min_size=1, max_size=60).map(" ".join))
def test_lines_break_where_the_standard_librarys_do(text):
    lines = textwrap.wrap(text, 80, break_long_words=False, break_on_hyphens=False)
    starts = line_starts(text)
    ends = [*starts[1:], len(text)]

    if all(len(word) <= 80 for word in text.split()):
        assert [text[a:b].rstrip() for a, b in zip(starts, ends, strict=True)] == lines
    assert all(len(text[a:b].rstrip()) <= 80 for a, b in zip(starts, ends, strict=True))
    assert "".join(text[a:b] for a, b in zip(starts, ends, strict=True)) == text


@given(st.text(max_size=400))
def test_lines_of_any_text_are_short_and_in_order(text):
    starts = line_starts(text)

    assert starts == sorted(set(starts))
    assert all(not text[start].isspace() or text[start] not in "\n" for start in starts)
