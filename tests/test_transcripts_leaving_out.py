from coding.model import Role, SpokenTurn, Transcript
from coding.transcripts import leave_out


def turn(speaker, text):
    return SpokenTurn(speaker, Role.PARTICIPANT, None, None, text)


def made(*turns):
    return Transcript("labels", turns, (), "0" * 64)


def test_a_heading_that_was_taken_for_speech_can_be_left_out_and_is_reported():
    transcript = made(turn("Study", "Lifts, wave two"), turn("Oda", "The lift sang again."))

    left = leave_out(transcript, ["Study"])

    assert [kept.speaker for kept in left.turns] == ["Oda"]
    assert [remark.what for remark in left.report] == ["Study was left out (turns: 1)."]


def test_a_transcript_is_never_left_without_words():
    transcript = made(turn(None, "The lift sang again."))

    assert leave_out(transcript, [None]) is transcript
