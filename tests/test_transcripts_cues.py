"""Subtitle files: cues without names, tags, notes, order, and what must not leak or be lost."""

import pytest
import srt
import webvtt

from coding.transcripts import read_transcript


def read(text):
    return read_transcript(text.encode(), file_name="lift.vtt")


def said(text):
    return [(turn.speaker, turn.text) for turn in read(text).turns]


def vtt(*payloads):
    cues = [f"00:00:{n:02}.000 --> 00:00:{n:02}.900\n{text}\n" for n, text in enumerate(payloads)]
    return "WEBVTT\n\n" + "\n".join(cues)


def subrip(*payloads):
    return "\n".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{text}\n"
        for n, text in enumerate(payloads, 1)
    )


def test_cues_of_one_speaker_are_one_turn_with_its_times():
    turns = read(vtt("Asha: The lift", "Asha: sang again.", "Zed: No.", "Asha: Yes.")).turns

    assert [(turn.speaker, turn.text) for turn in turns] == [
        ("Asha", "The lift sang again."),
        ("Zed", "No."),
        ("Asha", "Yes."),
    ]
    assert [(turn.start_s, turn.end_s) for turn in turns] == [(0, 1.9), (2, 2.9), (3, 3.9)]


def test_a_cue_without_a_name_is_nobodys_where_every_cue_has_one():
    transcript = read(vtt("Asha: The lift", "Asha: sang.", "It did", "Zed: No.", "Asha: Yes."))

    assert [turn.speaker for turn in transcript.turns] == ["Asha", None, "Zed", "Asha"]
    assert [(r.line, r.what) for r in transcript.report] == [(9, "This cue names no speaker.")]


def test_a_cue_without_a_name_goes_on_where_names_mark_changes():
    text = subrip(">> ASHA: The lift", "sang again.", ">> ZED: No.", "Never.", ">> ASHA: It did.")

    assert said(text) == [
        ("ASHA", "The lift sang again."),
        ("ZED", "No. Never."),
        ("ASHA", "It did."),
    ]


def test_voices_are_speakers_whatever_their_class_and_number():
    text = vtt(
        "<v Asha Rowe>The <i>lift</i></v>", "<v.loud Zed &amp; Co>sang</v> <v Asha Rowe>No.</v>"
    )

    assert said(text) == [("Asha Rowe", "The lift"), ("Zed & Co", "sang"), ("Asha Rowe", "No.")]


def test_notes_and_styles_never_leak_and_marks_of_transcribers_stay():
    text = (
        "WEBVTT\nKind: captions\n\nNOTE duration\nof the song\n\nSTYLE\n::cue { color: red }\n\n"
        "NOTE Confidence: 0.87\n\n3f0c\n00:01.000 --> 00:02.000\n"
        "The <UNSURE> lift &lt;3 &amp; &quot;I&quot;\n\n"
        "NOTE again\n\n00:03.000 --> 00:04.000 align:start\nsang.\n"
    )

    assert said(text) == [(None, 'The <UNSURE> lift <3 & "I" sang.')]


def test_cues_of_teams_are_sorted_by_time_and_it_is_said():
    text = (
        "WEBVTT\n\na/1-0\n0:0:5.320 --> 0:0:6.45\n<v Zed>It did.</v>\n\n"
        "a/2-0\n0:0:1.5 --> 0:0:2.0\n<v Asha>Who sang?\nThe lift?</v>\n"
    )
    transcript = read(text)

    assert [(t.speaker, t.text, t.start_s, t.end_s) for t in transcript.turns] == [
        ("Asha", "Who sang? The lift?", 1.005, 2.0),
        ("Zed", "It did.", 5.32, 6.045),
    ]
    assert [(r.line, r.what[:26]) for r in transcript.report] == [(4, "Cues stood out of order of")]


def test_a_name_may_hold_a_colon():
    text = vtt(
        "Asha: she/her: The lift",
        "Zed: No.",
        "Asha: she/her: It sang.",
        "Zed: When?",
        "Asha: she/her: At 17:30.",
    )

    assert said(text)[0] == ("Asha: she/her", "The lift")
    assert said(text)[-1] == ("Asha: she/her", "At 17:30.")


def test_labels_in_brackets_and_dashes_mark_speakers():
    assert said(subrip("[SPEAKER_00]: Who?", "[SPEAKER_01]: The lift.", "[laughs] So.")) == [
        ("SPEAKER_00", "Who?"),
        ("SPEAKER_01", "The lift. [laughs] So."),
    ]
    assert said(subrip("- Who?\n- The lift.", "It sang.")) == [
        (None, "Who?"),
        (None, "The lift. It sang."),
    ]


def test_words_between_cues_and_cues_with_broken_times_are_kept_and_named():
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nThe lift\n\nsang\n\n"
        "2\n00:00:0x,000 --> 00:00:04,000\nagain.\n\n3\n00:00:05,000 --> 00:00:06,000\n\n"
    )
    transcript = read(text)

    assert " ".join(turn.text for turn in transcript.turns) == "The lift sang again."
    assert [remark.line for remark in transcript.report] == [5, 8, 12]


def test_two_recordings_in_one_file_are_not_mixed():
    text = (
        vtt("<v Asha>One</v>", "<v Zed>two</v>")
        + "\n"
        + vtt("<v Zed>three</v>", "<v Asha>four</v>")
    )

    assert [turn.text for turn in read(text).turns] == ["One", "two", "three", "four"]


def test_turns_of_nobody_end_at_silence():
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nThe lift\n\n00:02.100 --> 00:03.000\nsang.\n\n"
        "00:09.000 --> 00:10.000\nOh.\n"
    )

    assert said(text) == [(None, "The lift sang."), (None, "Oh.")]


def test_whispers_text_is_read():
    text = (
        "[00:00.000 --> 00:04.200]  The lift\n[00:04.200 --> 00:05.000]  sang.\n"
        "[01:00:09.000 --> 01:00:10.000]  Oh.\n"
    )
    transcript = read(text)

    assert transcript.layout == "whisper-text"
    assert [(turn.text, turn.start_s) for turn in transcript.turns] == [
        ("The lift sang.", 0),
        ("Oh.", 3609),
    ]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_line_ends_and_encodings_change_nothing(ends, codec):
    data = vtt("Asha: Café 🎵", "Zed: Où?", "Asha: Là.").replace("\n", ends).encode(codec)

    assert [turn.text for turn in read_transcript(data, file_name="x").turns] == [
        "Café 🎵",
        "Où?",
        "Là.",
    ]


def test_well_formed_files_are_read_as_the_libraries_read_them():
    lines = ("The lift sang again", "and again,", "all night long.")

    ours = " ".join(turn.text for turn in read(vtt(*lines)).turns)
    assert ours == " ".join(cue.text for cue in webvtt.from_string(vtt(*lines)))
    ours = " ".join(turn.text for turn in read(subrip(*lines)).turns)
    assert ours == " ".join(cue.content for cue in srt.parse(subrip(*lines)))
