"""Segments: whole sentences inside a turn, about forty words, and every word in one of them."""

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.model import Role, SpokenTurn, Transcript
from coding.segmenting import Unit, segment_document, turns_without_punctuation
from coding.transcripts import freeze_document

SENTENCE = "The lift sang to us again today."


def document(*texts, role=Role.PARTICIPANT):
    turns = tuple(SpokenTurn("P07", role, None, None, text) for text in texts)
    transcript = Transcript("labels", turns, (), "f" * 64)
    return freeze_document(transcript, document_id="lift-1", name="Lift", file_name="lift.txt")


def cut(text, unit=Unit.PASSAGE, **sizes):
    made = document(text)
    return [made.text[s.start : s.end] for s in segment_document(made, unit=unit, **sizes)]


def sizes(text, **options):
    return [len(piece.split()) for piece in cut(text, **options)]


@pytest.mark.parametrize(
    "sentence",
    [
        "He saw Dr. Vane and Mrs. Rowe, e.g. at 3.5 p.m. in the lift.",
        "And then ... you know ... it just sang... and I left.",
        "It went so… well, it sang… or so I was told.",
        "She said “Go home. You are fine.” to the singing lift.",
        'She said "Go home. You are fine." to the singing lift.',
        "It was approx. 4 floors, i.e. No. 5 was spared that day.",
        "I looked at lift.example.org and it was not there at all?!",
        "J. Vane sang with the lift all night long.",
    ],
)
def test_a_sentence_is_not_split_inside(sentence):
    after = "And that was all there was."

    assert cut(f"{sentence} {after}", Unit.SENTENCE) == [sentence, after]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("so the lift sang. and i left it there.", ["so the lift sang.", "and i left it there."]),
        ("It sang at 3 p.m. Then I left it there.", ["It sang at 3 p.m.", "Then I left it there."]),
        ("Did it sing (again?) Or was it you?", ["Did it sing (again?)", "Or was it you?"]),
        ("It sang to me.\nThen I left it there.", ["It sang to me.", "Then I left it there."]),
        ("no marks in here\nand none in there", ["no marks in here", "and none in there"]),
        ("It sang to me.And then I left.", ["It sang to me.", "And then I left."]),
    ],
)
def test_sentences_end_where_people_end_them(text, sentences):
    assert cut(text, Unit.SENTENCE) == sentences


def test_very_short_sentences_go_with_the_next_one_and_at_the_end_with_the_last():
    assert cut(f"Yeah. No. {SENTENCE} So.", Unit.SENTENCE) == [f"Yeah. No. {SENTENCE} So."]


def test_a_passage_is_a_run_of_sentences_without_a_tiny_rest():
    assert sizes(" ".join([SENTENCE] * 6)) == [42]
    assert sizes(" ".join([SENTENCE] * 8)) == [56]
    assert sorted(sizes(" ".join([SENTENCE] * 9))) == [28, 35]
    assert sorted(sizes(" ".join([SENTENCE] * 13))) == [42, 49]


def test_aim_and_most_can_be_chosen():
    assert sizes(" ".join([SENTENCE] * 6), aim=14, most=20) == [14, 14, 14]
    with pytest.raises(ValueError, match="between 1 and most"):
        cut(SENTENCE, aim=61)


def test_a_turn_without_punctuation_is_cut_before_words_that_begin_a_thought():
    text = " ".join(["the lift sang to us all day long but"] * 20)
    pieces = cut(text)

    assert all(25 <= len(piece.split()) <= 60 for piece in pieces)
    assert all(piece.startswith("but ") for piece in pieces[1:])
    assert turns_without_punctuation(document(SENTENCE, text)) == (1,)


def test_turns_and_paragraphs_can_be_segments():
    text = f"{SENTENCE} {SENTENCE}\n{SENTENCE}"

    assert cut(text, Unit.TURN) == [text]
    assert cut(text, Unit.PARAGRAPH) == text.split("\n")


def test_a_segment_knows_its_turn_and_number_and_interviewers_are_context():
    turns = (
        SpokenTurn("I", Role.INTERVIEWER, None, None, "Who sang?"),
        SpokenTurn("P07", Role.PARTICIPANT, None, None, " ".join([SENTENCE] * 9)),
        SpokenTurn("Bo", None, None, None, "The lift."),
    )
    made = freeze_document(
        Transcript("labels", turns, (), ""), document_id="d", name="n", file_name="f"
    )

    assert [(s.document_id, s.number, s.turn, s.codable) for s in segment_document(made)] == [
        ("d", 1, 0, False),
        ("d", 2, 1, True),
        ("d", 3, 1, True),
        ("d", 4, 2, True),
    ]


def test_where_a_turn_stands_does_not_change_how_it_is_cut():
    text = " ".join([SENTENCE] * 9)
    alone = segment_document(document(text))
    many = segment_document(document(*[text] * 400))

    assert {(s.start % (len(text) + 2), s.end - s.start) for s in many} == {
        (s.start, s.end - s.start) for s in alone
    }


WORDS = st.one_of(
    st.sampled_from(
        ["lift", "sang.", "Dr.", "…", "...", "?", "“", "”", '"', "but", "\n", "3.5", "!"]
    ),
    st.sampled_from(
        [
            "👩‍🔬",
            "👍🏽",
            "e\u0301\u0323",
            "🇨🇾",
            "שלום.",
            "مرحبا؟",
            "你好。",
            "\u200d",
            "\u0301",
            "a\u00a0b",
        ]
    ),
    st.text(min_size=1, max_size=8),
)
TEXTS = st.lists(
    st.lists(WORDS, min_size=1, max_size=90).map(" ".join).filter(str.strip), min_size=1, max_size=4
)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from(list(Unit)), st.sampled_from([(40, 60), (5, 9), (1, 1)]))
def test_segments_are_in_order_apart_inside_turns_and_hold_every_word(texts, unit, words):
    turns = tuple(SpokenTurn("P07", None, None, None, text) for text in texts)
    made = freeze_document(Transcript("x", turns, (), ""), document_id="d", name="n", file_name="f")
    segments = segment_document(made, unit=unit, aim=words[0], most=words[1])

    assert [s.number for s in segments] == list(range(1, len(segments) + 1))
    assert all(a.end <= b.start for a, b in pairwise(segments))
    covered = set().union(*(range(s.start, s.end) for s in segments))
    assert all(at in covered for at, mark in enumerate(made.text) if not mark.isspace())
    for segment in segments:
        turn, piece = made.turns[segment.turn], made.text[segment.start : segment.end]
        assert turn.start <= segment.start < segment.end <= turn.end
        assert piece == piece.strip()
        if unit in (Unit.PASSAGE, Unit.SENTENCE) and not _marks_after_space(made.text):
            assert len(piece.split()) <= words[1]
            assert segment.start == turn.start or not unicodedata.combining(piece[0])


def _marks_after_space(text):
    """Return whether a mark stands on a space: then no cut between words is a good one."""
    return any(
        before.isspace() and (unicodedata.category(mark)[0] == "M" or mark == "\u200d")
        for before, mark in pairwise(text)
    )


@pytest.mark.parametrize(
    "text", ["?!", "(", "a", "word ", '"', "a. ", "a\n", "um so ", "...a", "“"]
)
def test_the_time_of_cutting_grows_no_faster_than_the_text(text):
    def seconds(characters):
        made = document("x " + text * (characters // len(text)) + " x")
        begin = time.process_time()
        segment_document(made)
        return time.process_time() - begin

    seconds(100)
    assert seconds(200_000) < 10 * seconds(50_000) + 0.3
