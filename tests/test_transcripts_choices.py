"""What a person chooses about a file is done to it, said in its report, and can be kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.model import Role, SpokenTurn, Transcript
from coding.transcripts import (
    Choices,
    SpeakerChoice,
    TranscriptError,
    apply_choices,
    choices_of,
    choices_text,
    examine,
    for_the_study,
)
from coding.transcripts.choices import after_last_time, drops, with_speaker

CUES = (
    "WEBVTT\n\n00:01.000 --> 00:02.000\nAsha: The lift\n\n00:02.500 --> 00:03.000\nAsha: sang\n\n"
    "00:07.000 --> 00:08.000\nAsha: again.\n\n00:09.000 --> 00:10.000\nI: Why?\n"
)
TALK = "Lift study\nI: Who sang?\nPage 1 of 9\nP07: The lift.\npage 2 of 9\nI: Why?\nP07: It can."

LABELS = st.none() | st.sampled_from(["I", "P07", "Asha Rowe", "SPEAKER_01"])
ROLES = st.none() | st.sampled_from(Role)
SAID = st.builds(SpokenTurn, LABELS, ROLES, st.none(), st.none(), st.text(min_size=1, max_size=9))
TALKS = st.lists(SAID, min_size=1, max_size=9).map(
    lambda turns: Transcript("labels", tuple(turns), (), "0" * 64)
)
SPEAKERS = st.builds(SpeakerChoice, LABELS, st.none() | st.text(max_size=5), ROLES, st.booleans())
CHOICES = st.builds(
    Choices,
    layout=st.none() | st.just("labels"),
    encoding=st.none() | st.just("cp1252"),
    gap_s=st.none() | st.floats(0, 60),
    dropped_lines=st.lists(st.text(max_size=6), max_size=3).map(tuple),
    front_turns=st.integers(0, 12),
    speakers=st.lists(SPEAKERS, max_size=4, unique_by=lambda one: one.speaker).map(tuple),
)


def read(text, **chosen):
    return examine(text.encode(), file_name="lift", choices=Choices(**chosen))


def words(reading):
    return [turn.text for turn in reading.transcript.turns]


@given(TALKS, CHOICES)
def test_turns_that_stay_keep_their_words_and_what_goes_is_reported(transcript, choices):
    chosen = apply_choices(transcript, choices)
    left = iter(turn.text for turn in transcript.turns)

    assert chosen.turns
    assert all(turn.text in left for turn in chosen.turns)
    assert (len(chosen.turns) == len(transcript.turns)) == (chosen.report == transcript.report)


@given(TALKS)
def test_choosing_nothing_changes_nothing(transcript):
    assert apply_choices(transcript, Choices()) == transcript


@given(TALKS, CHOICES)
def test_every_speaker_who_stays_has_the_chosen_name_and_role(transcript, choices):
    front = min(choices.front_turns, len(transcript.turns) - 1)
    chosen = apply_choices(transcript, choices)
    if any(one.left_out for one in choices.speakers):
        return

    for before, after in zip(transcript.turns[front:], chosen.turns, strict=True):
        said = choices.of(before.speaker)
        expected = (said.name, said.role) if said else (before.speaker, before.role)
        assert (after.speaker, after.role) == expected


@given(CHOICES)
def test_choices_come_back_from_what_was_written_down(choices):
    assert choices_of(choices_text(choices)) == choices


@pytest.mark.parametrize("text", [None, "", "{", '{"gap_s": "soon"}', "[]", '{"front_turns": []}'])
def test_choices_that_are_damaged_are_none(text):
    assert choices_of(text) == Choices()


def test_a_silence_that_is_told_ends_a_turn_of_the_same_speaker():
    assert words(read(CUES)) == ["The lift sang again.", "Why?"]
    assert words(read(CUES, gap_s=3)) == ["The lift sang", "again.", "Why?"]
    assert words(read(CUES, gap_s=0.4)) == ["The lift", "sang", "again.", "Why?"]


def test_lines_can_be_left_out_wherever_they_stand_and_are_named():
    reading = read(TALK, dropped_lines=("Page * of *",))

    assert words(reading) == ["Who sang?", "The lift.", "Why?", "It can."]
    told = [r.line for r in reading.transcript.report if r.what == "A line was left out, as told."]
    assert told == [3, 5]


def test_a_file_of_which_no_line_is_left_is_refused():
    with pytest.raises(TranscriptError, match="Leave out fewer lines"):
        read(TALK, dropped_lines=("*",))


@given(st.text("ab *", max_size=12), st.text("ab ", max_size=12))
def test_a_star_stands_for_any_characters(pattern, line):
    squeezed = " ".join(pattern.split())
    pieces, text = squeezed.split("*"), " ".join(line.split())

    def fits(pieces, text):
        if len(pieces) == 1:
            return pieces[0] == text
        return text.startswith(pieces[0]) and any(
            fits(pieces[1:], text[at:]) for at in range(len(pieces[0]), len(text) + 1)
        )

    assert drops((pattern,), line) == (bool(squeezed) and fits(pieces, text))


def test_a_reading_says_how_sure_it_is_why_and_what_encoding_was_found():
    reading = examine("I: Où?\nP07: Là.\nI: Ça?".encode("cp1252"), file_name="lift")

    assert reading.encoding == "cp1252"
    assert reading.guessed_encoding
    assert reading.recognised == reading.transcript.layout == "labels"
    assert reading.recognition.sure > 0.5
    assert "paragraphs open a turn" in reading.recognition.why


def test_another_layout_is_read_and_the_likeliest_stays_known():
    reading = read(TALK, layout="paragraphs")

    assert (reading.transcript.layout, reading.recognised) == ("paragraphs", "labels")
    assert {turn.speaker for turn in reading.transcript.turns} == {None}


def test_the_study_never_keeps_which_name_stands_for_whom():
    role = SpeakerChoice("I", "I", Role.INTERVIEWER)
    number = SpeakerChoice("SPEAKER_01", "P07", Role.PARTICIPANT)
    renamed = SpeakerChoice("Asha Rowe", "P07", Role.PARTICIPANT)
    same = SpeakerChoice("Per Moth", "Per Moth", Role.INTERVIEWER)
    told = SpeakerChoice("Asha Rowe (Interviewer)", "I", Role.INTERVIEWER)
    choices = Choices(speakers=(role, number, renamed, same, told))
    bare = SpeakerChoice("SPEAKER_01", "SPEAKER_01", Role.PARTICIPANT)

    assert for_the_study(choices, named={"I", "P07", "Per Moth"}).speakers == (role, bare, same)
    assert for_the_study(choices, named={"I", "P07"}).speakers == (role, bare)


def test_what_was_said_of_other_speakers_last_time_is_kept():
    before = Choices(gap_s=3, speakers=(SpeakerChoice("I", "I", Role.OTHER),))
    now = Choices(speakers=(SpeakerChoice("P07", "P07", Role.PARTICIPANT),))

    assert after_last_time(before, now) == Choices(speakers=before.speakers + now.speakers)
    assert with_speaker(before, SpeakerChoice("I", "I", None)).speakers == (
        SpeakerChoice("I", "I", None),
    )
