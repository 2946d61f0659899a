"""Layouts of tools and typists, each in a form of its own."""

import io

import docx
import pytest

from coding.transcripts import TranscriptError, read_transcript


def read(data, **options):
    data = data if isinstance(data, bytes) else data.encode()
    return read_transcript(data, file_name="lift", **options)


def word(*paragraphs):
    """Return a Word file; a paragraph is text, or runs that are bold (b) or italic (i)."""
    document = docx.Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for words in [runs] if isinstance(runs, str) else runs:
            text, form = (words, "") if isinstance(words, str) else words
            run = paragraph.add_run(text)
            run.bold, run.italic = "b" in form or None, "i" in form or None
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


TALK = [("Asha", "Who sang?"), ("Zed", "The lift: at 17:30."), ("Asha", "Why?"), ("Zed", "So.")]

SHORT_TIMES = """#2# Asha: Who sang?
#1:6# Zed: The lift: at 17:30.
[75] Asha: Why?
[000120] Zed: So."""


@pytest.mark.parametrize(
    ("layout", "text", "starts"),
    [
        (
            "zoom-saved",
            (
                "[Asha] 09:12:33\nWho sang?\n\n[Zed] 09:12:40\nThe lift: at 17:30.\n\n"
                "[Asha] 09:12:44\nWhy?\n\n[Zed] 09:12:50\nSo."
            ),
            [0, 7, 11, 17],
        ),
        (
            "zoom-chat",
            (
                "23:59:58\tAsha:\tWho sang?\n00:00:05\tZed:\tThe lift: at 17:30.\n"
                "00:00:09\tAsha:\tWhy?\n00:00:15\tZed:\tSo."
            ),
            [0, 7, 11, 17],
        ),
        (
            "zoom-chat",
            (
                "09:12:33 From Asha to Everyone:\n\tWho sang?\n09:12:40 From Zed to Everyone:\n"
                "\tThe lift: at 17:30.\n09:12:44 From Asha : Why?\n09:12:50 From Zed : So."
            ),
            [0, 7, 11, 17],
        ),
        (
            "time-after",
            (
                "This transcript was exported on May 5 2025\n\nAsha (00:12): Who sang?\n\n"
                "Zed (00:20): The lift: at 17:30.\n\nAsha (00:24): Why?\n\nZed (00:20:30): So."
            ),
            [12, 20, 24, 1230],
        ),
        (
            "names-alone",
            (
                "Asha\n[00:12]\nWho sang?\n\nZed\n[00:20]\nThe lift: at 17:30.\n\n"
                "Asha\n[00:24]\nWhy?\n\nZed\n[00:30]\nSo."
            ),
            [12, 20, 24, 30],
        ),
        (
            "time-first",
            SHORT_TIMES,
            [2, 66, 75, 80],
        ),
        (
            "table-lines",
            (
                "1\t0:00:02.4 - 0:00:09.1\tWho sang?\tAsha\n2\t0:01:06\tThe lift: at 17:30.\tZed\n"
                "3\t0:01:15\tWhy?\tAsha\n4\t0:01:20\tSo.\tZed"
            ),
            [2.4, 66, 75, 80],
        ),
        (
            "time-before",
            (
                "00:03:40.5Asha: Who sang?\n\n00:03:44.1Zed: The lift: at 17:30.\n\n"
                "00:03:48.0Asha: Why?\n\n00:03:50.0Zed: So."
            ),
            [220.5, 224.1, 228, 230],
        ),
        (
            "chevrons",
            ">> ASHA: Who sang?\n>> ZED: The lift:\nat 17:30.\n>> ASHA: Why?\n>> ZED: So.",
            [None] * 4,
        ),
        (
            "labels",
            (
                "# Lifts\n\n**Asha**: Who sang?\n\n**Zed:** The lift: at 17:30.\n\n---\n\n"
                "**Asha:** Why?\n\n**Zed:** So."
            ),
            [None] * 4,
        ),
    ],
)
def test_a_family_is_recognised_and_read(layout, text, starts):
    transcript = read(text)
    turns = [((turn.speaker or "").capitalize(), turn.text) for turn in transcript.turns]

    assert transcript.layout == layout
    assert turns == TALK
    assert [turn.start_s for turn in transcript.turns] == starts


def test_captions_that_only_mark_a_change_name_nobody():
    transcript = read(">> ASHA: WHO?\n>> THE LIFT\nSANG.\n>> ASHA: OH.\n>> ASHA: SO.\n")

    assert [(turn.speaker, turn.text) for turn in transcript.turns][:2] == [
        ("ASHA", "WHO?"),
        (None, "THE LIFT SANG."),
    ]
    assert [(r.line, r.what) for r in transcript.report] == [
        (2, "Another speaker begins here who is not named.")
    ]


def test_old_captions_of_zoom_count_from_the_first():
    transcript = read("09:12:33 who sang it\n09:12:40 the lift\n09:12:44 oh\n")

    assert transcript.layout == "time-first"
    assert [turn.start_s for turn in transcript.turns] == [0, 7, 11]
    assert "The times of day were counted from the first turn." in {
        remark.what for remark in transcript.report
    }


def test_google_meets_attendees_and_ending_are_no_speech():
    data = word(
        *("Lift talk - Transcript", "Attendees", "Asha, Zed", "Transcript", "00:00:00"),
        *("Asha: Who sang?", "Zed: The lift.", "00:05:00", "Zed: It did.", "Asha: Oh."),
        "Meeting ended after 00:30:12 👋",
    )
    transcript = read(data)

    assert transcript.layout == "google-meet"
    assert [turn.start_s for turn in transcript.turns] == [0, None, 300, None]
    assert transcript.turns[-1].text == "Oh."
    assert [remark.line for remark in transcript.report] == [1, 2, 3, 4, 5, 8, 11]


def test_streams_notes_never_leak_into_speech():
    notes = "NOTE Confidence: 0.87\n\n3f0c1a2b-0000-0000-0000-00000000000{n}\n"
    cue = "00:00:0{n}.000 --> 00:00:0{n}.900\nthe lift\nsang {n}.\n\n"
    text = 'WEBVTT\n\nNOTE duration:"00:10"\n\nNOTE language:en-us\n\n'
    transcript = read(text + "".join((notes + cue).format(n=n) for n in (1, 2)))

    assert [turn.text for turn in transcript.turns] == ["the lift sang 1. the lift sang 2."]


def test_bold_names_without_a_colon_are_speakers():
    runs = [[(who, "b"), f" {text}"] for who, text in TALK]
    transcript = read(word("Interview seven", *runs[:2], "It did.", *runs[2:]))

    assert transcript.layout == "bold-names"
    assert [turn.speaker for turn in transcript.turns] == ["Asha", "Zed"] * 2
    assert transcript.turns[1].text == "The lift: at 17:30.\nIt did."


def test_bold_words_inside_a_turn_are_no_speakers():
    transcript = read(word("I: Who?", [("Never", "b"), " again."], "P1: It.", "I: Why?", "P1: So."))

    assert next(turn.text for turn in transcript.turns) == "Who?\nNever again."


def test_alternating_italics_are_two_speakers_and_it_is_said():
    data = word(
        [("Who sang it?", "i")], "The lift did.", "All night.", [("And why?", "i")], "Nobody asks."
    )
    transcript = read(data)

    assert transcript.layout == "alternating-type"
    assert [turn.text for turn in transcript.turns] == [
        "Who sang it?",
        "The lift did.\nAll night.",
        "And why?",
        "Nobody asks.",
    ]
    assert "No speakers were named; they were told apart by the kind of type." in {
        remark.what for remark in transcript.report
    }


def test_questions_and_answers_are_marked_by_a_full_stop():
    transcript = read("Q. Who sang?\nA. The lift: at 17:30.\nQ. Why?\nA. So.")

    assert [turn.role and turn.role.value for turn in transcript.turns] == [
        "interviewer",
        "participant",
    ] * 2


@pytest.mark.parametrize("first", [1, 121])
def test_typed_line_numbers_are_left_out_of_word_files_too(first):
    lines = ["I: Who?", "P1: The lift", "sang.", "I: Oh.", "P1: So."]
    transcript = read(word(*(f"{n:04} {text}" for n, text in enumerate(lines, first))))

    assert [turn.text for turn in transcript.turns] == ["Who?", "The lift\nsang.", "Oh.", "So."]


JEFFERSON = """1   I:   so::: what (.) happened with the li- the lift
2   P1:  (0.8) [↑well] it sang=
3   I:         [yes  ]
4   P1:  =.hhh and °nobody° >wrote it down< ((laughs))
5        (1.2)
6   I:   OH:: right <slow> (   )
7   P1:  mm:: so
"""


def test_jeffersons_signs_are_kept_and_lines_are_not_joined():
    transcript = read(JEFFERSON)

    assert transcript.layout == "jefferson"
    assert [turn.text for turn in transcript.turns] == [
        "so::: what (.) happened with the li- the lift",
        "(0.8) [↑well] it sang=",
        "[yes  ]",
        "=.hhh and °nobody° >wrote it down< ((laughs))\n(1.2)",
        "OH:: right <slow> (   )",
        "mm:: so",
    ]


TEXTGRID = """File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 9
tiers? <exists>
size = 3
item []:
    item [1]:
        class = "IntervalTier"
        name = "Asha"
        xmin = 0
        xmax = 9
        intervals: size = 3
        intervals [1]:
            xmin = 0
            xmax = 2.1
            text = "Who ""sang""
at 17:30?"
        intervals [2]:
            xmin = 2.1
            xmax = 5.5
            text = ""
        intervals [3]:
            xmin = 5.5
            xmax = 9
            text = "Why?" ! a comment with "quotes" and 7
    item [2]:
        class = "IntervalTier"
        name = "P07"
        xmin = 0
        xmax = 9
        intervals: size = 1
        intervals [1]:
            xmin = 2.1
            xmax = 5.5
            text = "The lift."
    item [3]:
        class = "TextTier"
        name = "clicks"
        xmin = 0
        xmax = 9
        points: size = 1
        points [1]:
            number = 1
            mark = "click"
"""
SHORT = "\n".join(
    [
        *('File type = "ooTextFile short"', '"TextGrid"', "", "0", "9", "<exists>", "3"),
        *('"IntervalTier"', '"Asha"', "0", "9", "3", "0", "2.1", '"Who ""sang""\nat 17:30?"'),
        *("2.1", "5.5", '""', "5.5", "9", '"Why?"', '"IntervalTier"', '"P07"', "0", "9", "1"),
        *("2.1", "5.5", '"The lift."', '"TextTier"', '"clicks"', "0", "9", "1", "1", '"click"'),
    ]
)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("text", [TEXTGRID, SHORT])
def test_praats_tiers_are_speakers_in_long_and_short_files(text, codec):
    transcript = read(text.encode(codec))

    assert transcript.layout == "textgrid"
    assert [(t.speaker, t.start_s, t.end_s, t.text) for t in transcript.turns] == [
        ("Asha", 0, 2.1, 'Who "sang" at 17:30?'),
        ("P07", 2.1, 5.5, "The lift."),
        ("Asha", 5.5, 9, "Why?"),
    ]
    assert "Tier 3, a tier of points, was left out." in {r.what for r in transcript.report}


def test_a_number_beyond_all_numbers_in_a_textgrid_is_refused():
    with pytest.raises(TranscriptError, match="TextGrid is damaged"):
        read(SHORT.replace('"9"', "1e999").replace("\n3\n0\n", "\n1e999\n0\n"))
