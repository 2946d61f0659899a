"""What is a speaker and what only looks like one, in text files."""

import pytest

from coding.model import Role
from coding.transcripts import TranscriptError, read_transcript, recognitions


def read(text, **options):
    return read_transcript(text.encode(), file_name="lift.txt", **options)


def turns(text):
    return [(turn.speaker, turn.text) for turn in read(text).turns]


@pytest.mark.parametrize(
    "line",
    [
        "17:30 was when it sang.",
        "https://lift.example/song is where it is.",
        "Note: it sings in winter.",
        "The odd thing is: it sings.",
        "Well: it sings.",
        "12: that is the floor.",
        "Step 2: it sings.",
    ],
)
def test_words_before_a_colon_are_not_a_speaker(line):
    said = turns(f"I: What then?\nP07: The lift sang.\n{line}\n{line}\n{line}\nI: And then?")

    assert said == [
        ("I", "What then?"),
        ("P07", f"The lift sang.\n{line}\n{line}\n{line}"),
        ("I", "And then?"),
    ]


@pytest.mark.parametrize(
    "label",
    ["I", "INT", "Interviewer", "P07", "PWP3", "Dr. Vane (T)", "SPEAKER_00", "Asha Rowe-Bell"],
)
@pytest.mark.parametrize("mark", [": ", ":\t", " : ", ":"])
def test_a_label_that_comes_again_is_a_speaker(label, mark):
    said = turns(f"{label}{mark}Who sang?\nZed{mark}The lift.\n{label}{mark}Why?\nZed{mark}So.")

    assert said == [(label, "Who sang?"), ("Zed", "The lift."), (label, "Why?"), ("Zed", "So.")]


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Int. Who sang?", "Int"),
        ("Q. Who sang?", "Q"),
        ("[id1] Who sang?", "id1"),
        ("Interviewer - Who sang?", "Interviewer"),
        ("P07\tWho sang?", "P07"),
    ],
)
def test_a_role_may_be_marked_otherwise_than_by_a_colon(line, speaker):
    other = line.replace(speaker, "P12").replace("Who sang?", "The lift.")

    assert turns(f"{line}\n{other}\n{line}") == [
        (speaker, "Who sang?"),
        ("P12", "The lift."),
        (speaker, "Who sang?"),
    ]


@pytest.mark.parametrize(
    ("layout", "form"),
    [
        ("time-before", "[00:01:05] {name}: {text}"),
        ("time-before", "(1:05) {name}: {text}"),
        ("time-before", "00:01:05 {name}: {text}"),
        ("time-before", "00:01:05.0{name}: {text}"),
        ("time-before", "0:01:05.0 - 0:01:09.1\t{name}\t{text}"),
        ("time-after", "{name} (01:05): {text}"),
        ("time-after", "{name} (00:01:05): {text}"),
        ("time-after", "{name} [00:01:05] {text}"),
        ("time-after", "{name}: [00:01:05] {text}"),
        ("header-lines", "{name}  1:05  \n{text}\n"),
        ("header-lines", "{name} (01:05):\n{text}\n"),
        ("header-lines", "[00:01:05.000] - {name}\n{text}\n"),
    ],
)
def test_times_beside_the_speaker_are_read(layout, form):
    lines = [
        ("Asha Rowe", "Who sang?"),
        ("P07", "The lift: it sang at 17:30."),
        ("Asha Rowe", "Why?"),
    ]
    transcript = read("\n".join(form.format(name=name, text=text) for name, text in lines))

    assert transcript.layout == layout
    assert [(turn.speaker, turn.text) for turn in transcript.turns] == lines
    assert {turn.start_s for turn in transcript.turns} == {65.0}


def test_a_time_at_the_end_of_the_paragraph_is_the_end_of_the_turn():
    transcript = read("I: Who sang? #00:00:03-6#\nB1: The lift. #00:01:04-5#\nI: Oh. #00:01:06-0#")

    assert transcript.layout == "time-at-end"
    assert [(turn.text, turn.end_s) for turn in transcript.turns] == [
        ("Who sang?", 3.6),
        ("The lift.", 64.5),
        ("Oh.", 66.0),
    ]


def test_minutes_may_go_past_59():
    assert read("[75:10] I: Who?\n[75:12] P1: It.").turns[0].start_s == 4510


def test_names_may_stand_alone_on_their_lines():
    text = (
        "Asha Rowe\nWho sang?\n\nP07\nThe lift sang again.\n\nAsha Rowe\nWhy?\n\nP07\nNobody asks."
    )

    assert turns(text)[:2] == [("Asha Rowe", "Who sang?"), ("P07", "The lift sang again.")]
    assert read(text).layout == "names-alone"


def test_a_turn_may_have_several_paragraphs():
    assert turns("I: Who?\n\nP1: The lift.\n\nIt sang.\n\nI: Oh.")[1] == (
        "P1",
        "The lift.\nIt sang.",
    )


def test_lines_broken_at_a_fixed_width_are_joined():
    words = "the lift sang again and nobody in the whole long corridor wrote it down then"
    wrapped = "\n".join([words] * 6)

    transcript = read(f"I: Who?\n\nP1: {wrapped}\n\nI: Oh.")

    assert "\n" not in transcript.turns[1].text
    assert "Lines that were broken at a fixed width were joined." in {
        remark.what for remark in transcript.report
    }


def test_a_speaker_spelled_in_two_ways_is_one():
    assert {
        turn.speaker
        for turn in read("Interviewer: A?\nP1: B.\nINTERVIEWER: C?\nP1: D\nInterviewer: E").turns
    } == {
        "Interviewer",
        "P1",
    }


def test_one_who_speaks_once_without_a_role_is_doubtful_and_named_by_line():
    text = "I: Who?\nP1: The lift.\nGrandma: Nonsense.\n" + "I: Oh.\nP1: Yes.\n" * 6
    transcript = read(text)

    assert [remark.line for remark in transcript.report] == [3]
    assert "Grandma: Nonsense." in transcript.turns[1].text


def test_front_matter_is_left_out_though_it_looks_like_turns():
    text = (
        "Interview about the lift\nStudy: Lifts\nParticipant: P07\nInterviewer: AR\n"
        "Date: 5 May 2025\n\nI: Who sang?\nP: The lift.\nI: Why?\nP: So.\n[END OF RECORDING]"
    )
    transcript = read(text)

    assert [turn.text for turn in transcript.turns] == ["Who sang?", "The lift.", "Why?", "So."]
    assert [remark.line for remark in transcript.report] == [1, 2, 3, 4, 5, None]


def test_speech_before_the_first_speaker_is_kept_and_named():
    text = "So this is where we sit and the lift sings to us both.\nI: Who?\nP1: It.\nI: Oh."
    transcript = read(text)

    assert transcript.turns[0].speaker is None
    assert [remark.line for remark in transcript.report] == [1]


def test_an_empty_turn_is_left_out_and_named_by_line():
    transcript = read("I: Who?\nP1:\nI: The lift?\nP1: Yes.")

    assert [(turn.speaker, turn.text) for turn in transcript.turns][1] == ("I", "The lift?")
    assert (2, "A turn without words was left out.") in {
        (r.line, r.what) for r in transcript.report
    }


def test_a_time_that_runs_backwards_is_named_by_line():
    transcript = read("[00:10] I: Who?\n[00:20] P1: It.\n[00:02] I: Oh.\n[00:30] P1: Yes.")

    assert [(r.line, r.what[:26]) for r in transcript.report] == [(3, "The time runs backwards he")]


def test_typed_line_numbers_are_left_out():
    text = "\n".join(
        f"{n:04} {w}" for n, w in enumerate(["I: Who?", "P1: It", "sang.", "I: Oh.", "P1: So."], 1)
    )

    assert turns(text) == [("I", "Who?"), ("P1", "It\nsang."), ("I", "Oh."), ("P1", "So.")]


def test_text_without_speakers_is_read_as_paragraphs_and_says_so():
    transcript = read("the lift sang.\n\nit sang again.\nand again.")

    assert transcript.layout == "paragraphs"
    assert [turn.text for turn in transcript.turns] == [
        "the lift sang.",
        "it sang again.\nand again.",
    ]
    assert "No speakers were found; each paragraph is a turn." in {
        r.what for r in transcript.report
    }


def test_a_layout_can_be_forced_and_an_unknown_one_is_named():
    assert read("I: Who?\nP1: It.", layout="paragraphs").turns[0].text == "I: Who?\nP1: It."
    with pytest.raises(TranscriptError, match="no layout “song”"):
        read("I: Who?", layout="song")


def test_every_recogniser_says_how_sure_it_is_and_why():
    found = recognitions(b"I: Who?\nP1: It.\nI: Oh.", file_name="lift.txt")

    assert found[0][0].name == "labels"
    assert all(0 <= recognition.sure <= 1 and recognition.why for _, recognition in found)


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("I", Role.INTERVIEWER),
        ("INT", Role.INTERVIEWER),
        ("Interviewer 2", Role.INTERVIEWER),
        ("Q", Role.INTERVIEWER),
        ("P07", Role.PARTICIPANT),
        ("Respondent", Role.PARTICIPANT),
        ("T02 (Guest)", Role.PARTICIPANT),
        ("Zed Vane", None),
    ],
)
def test_a_label_may_tell_the_role(label, role):
    transcript = read(
        "\n".join(f"{name}: It sang." for name in (label, "Ann", "Bo", label, "Ann", "Bo"))
    )

    assert transcript.turns[0].role is role
