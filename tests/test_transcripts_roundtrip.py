"""Any turns, laid out as a tool lays them out and read back, are the same turns."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.laid_out import LAID_OUT
from coding.transcripts import freeze_document, read_transcript

SPEAKERS = ("I", "P07", "Asha Rowe", "Dr. Zed (T)", "SPEAKER_01")
ODD = [
    "17:30",
    "https://lift.example/x",
    "Note: so",
    "[laughs]",
    "(pause)",
    "<UNSURE>",
    "&amp;",
    "🎵👩‍🔬",
]
ODD += [
    "e\u0301",
    "שלום",
    "I: said",
    "- no",
    "=1+1",
    "a\u00a0b",
    "--> then",
    "...",
    "“So: what?”",
    "#1",
]
WORDS = st.one_of(
    st.sampled_from(["the", "lift", "sang", "again.", "What?", *ODD]),
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zs", "Zl", "Zp"]), min_size=1),
)
SPEECH = st.lists(WORDS, min_size=1, max_size=12).map(lambda words: "so " + " ".join(words))
TURNS = st.lists(st.tuples(st.sampled_from(SPEAKERS), SPEECH), min_size=1, max_size=8)
SOME_EMPTY = st.lists(
    st.tuples(st.sampled_from(SPEAKERS), st.one_of(SPEECH, st.just(""))), min_size=2, max_size=8
).filter(lambda turns: sum(bool(text) for _, text in turns) >= 2)
SLOW = {"google_meet", "teams_blocks", "word_paragraphs", "word_bold", "word_table", "sheet", "pdf"}
"""Files that take long to make: fewer of them."""
SEVERAL = {"numbered", "markdown", "pdf", "time_first"}
"""What can be told only from several lines of a kind."""
SILENCES = {"textgrid"}
"""Where an interval without words is silence, not a turn."""


def joined(turns):
    """Return the turns with neighbouring ones of one speaker joined, as words."""
    found = []
    for speaker, text in turns:
        words = unicodedata.normalize("NFC", text.replace("\ufeff", "")).split()
        if found and found[-1][0] == speaker:
            found[-1][1].extend(words)
        elif words:
            found.append((speaker, words))
    return found


def enough(name, turns):
    """Return the turns, or several times over where one says too little."""
    return turns * 5 if name in SEVERAL else turns


def printable(name, turns):
    """Return the turns as a PDF can carry them: Western letters, every hyphen shown."""
    if name != "pdf":
        return turns
    western = ((who, text.encode("cp1252", "replace").decode("cp1252")) for who, text in turns)
    return [(who, text.replace("\xad", "-")) for who, text in western]


def comes_back(name, turns):
    laid_out, _ = LAID_OUT[name]
    transcript = read_transcript(laid_out(turns), file_name="lift")
    assert joined((turn.speaker, turn.text) for turn in transcript.turns) == joined(turns)
    return transcript


@pytest.mark.parametrize("name", LAID_OUT)
def test_turns_come_back_from_each_layout(name):
    @settings(max_examples=3 if name in SLOW else 15, deadline=None)
    @given(TURNS)
    def check(turns):
        comes_back(name, printable(name, enough(name, turns)))

    check()


@pytest.mark.parametrize("name", [name for name in LAID_OUT if name not in SLOW])
def test_turns_without_words_are_left_out_and_named(name):
    @settings(max_examples=8, deadline=None)
    @given(SOME_EMPTY)
    def check(turns):
        transcript = comes_back(name, enough(name, turns))
        if name not in SILENCES and not all(text for _, text in turns):
            assert any("without words was left out" in remark.what for remark in transcript.report)

    check()


@pytest.mark.parametrize("name", LAID_OUT)
def test_each_way_of_laying_out_is_recognised(name):
    laid_out, layout = LAID_OUT[name]
    turns = [
        ("I", "so Who sang?"),
        ("P07", "so the lift, again and again."),
        ("Asha Rowe", "so No"),
    ]

    assert read_transcript(laid_out(turns * 2), file_name="lift").layout == layout


@settings(max_examples=60, deadline=None)
@given(TURNS)
def test_a_document_holds_the_words_of_its_turns_and_nothing_else(turns):
    transcript = read_transcript(LAID_OUT["labels"][0](turns), file_name="lift")
    document = freeze_document(transcript, document_id="d", name="Lift", file_name="lift")

    assert [document.text[turn.start : turn.end] for turn in document.turns] == [
        turn.text for turn in transcript.turns
    ]
    assert document.text == "\n\n".join(turn.text for turn in transcript.turns)
