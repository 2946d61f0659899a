"""What breaks other importers, one by one, and encodings that a person corrects."""

import contextlib
import time

import pytest

from benchmarks.laid_out import LAID_OUT
from coding.transcripts import TranscriptError, freeze_document, read_transcript


def read(data, **options):
    data = data if isinstance(data, bytes) else data.encode()
    return read_transcript(data, file_name="lift", **options)


def said(data, **options):
    return [(turn.speaker, turn.text) for turn in read(data, **options).turns]


CUE = "00:00:0{n}.000 --> 00:00:0{n}.900\n{text}\n\n"


def vtt(*texts):
    return "WEBVTT\n\n" + "".join(CUE.format(n=n, text=text) for n, text in enumerate(texts))


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        (vtt("the lift sang"), [(None, "the lift sang")]),
        (vtt("<v Asha>Who?</v>", "<v.loud Zed>It.</v>"), [("Asha", "Who?"), ("Zed", "It.")]),
        (vtt("Asha: Who\nsang?", "Zed: It."), [("Asha", "Who sang?"), ("Zed", "It.")]),
        (vtt("NOTE well: it sang", "Zed: It.", "Zed: So."), None),
        ("P02: It.\nI: Oh.", [("P02", "It."), ("I", "Oh.")]),
        (
            "Dr. Smith (T): It.\nI: Oh.\nDr. Smith (T): So.",
            [("Dr. Smith (T)", "It."), ("I", "Oh."), ("Dr. Smith (T)", "So.")],
        ),
        ("[00:12:31] P: It.\n[00:12:33] I: Oh.", [("P", "It."), ("I", "Oh.")]),
        (
            "Interviewer: A?\nP1: B.\nINTERVIEWER: C?\nP1: D.\ninterviewer: E?",
            [
                *(("Interviewer", "A?"), ("P1", "B."), ("Interviewer", "C?")),
                *(("P1", "D."), ("Interviewer", "E?")),
            ],
        ),
        ("I: When?\nP1: At\n17:30 it sang.\nI: Oh.", None),
        ("I: Where?\nP1: At\nhttps://lift.example/x of course.\nI: Oh.", None),
        ("I: How?\nP1: So.\nNote: it sang.\nI: Oh.", None),
        ("I: מי שר?\nP1: המעלית.\nI: אה.", [("I", "מי שר?"), ("P1", "המעלית."), ("I", "אה.")]),
        ("I: 🎵?\nP1: 👩‍🔬🎵.\nI: 🎵", [("I", "🎵?"), ("P1", "👩‍🔬🎵."), ("I", "🎵")]),
        ("I: Who?\n\nP1: It.\n\nAnd again.\n\nI: Oh.", None),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_no_word_is_lost_or_given_to_another(text, turns, ends, codec):
    found = said(text.replace("\n", ends).encode(codec))

    if turns is None:
        words = text.removeprefix("WEBVTT\n\n").split()
        kept = [word for _, spoken in found for word in spoken.split()]
        labels = {"I:", "P1:", "Zed:", "NOTE", "-->"}
        assert [w for w in words if w not in labels and not w.startswith("00:")] == [
            w for w in kept if w not in labels
        ]
        assert {speaker for speaker, _ in found} <= {"I", "P1", "Zed", None}
    else:
        assert found == turns


def test_the_same_words_under_two_names_are_two_files_with_one_text():
    one, other = (read(data) for data in ("I: Who?\nP1: It.", "I:\tWho?\nP1:\tIt."))
    frozen = [
        freeze_document(transcript, document_id=n, name=n, file_name=n)
        for n, transcript in (("a", one), ("b", other))
    ]

    assert frozen[0].file_sha256 != frozen[1].file_sha256
    assert frozen[0].text_sha256 == frozen[1].text_sha256


LATIN2 = "I: Kdo zpíval?\nP1: Výtah, když pršelo. Šťastně.\nI: Ó."


def test_an_encoding_can_be_told_and_is_shown():
    transcript = read(LATIN2.encode("cp1250"), encoding="CP1250")

    assert transcript.turns[1].text == "Výtah, když pršelo. Šťastně."
    assert "The file was read as cp1250, as told." in {r.what for r in transcript.report}


@pytest.mark.parametrize("name", ["song", "rot13", "zlib", "idna", "unicode_escape", "\x00"])
def test_what_is_no_encoding_of_files_is_refused(name):
    with pytest.raises(TranscriptError, match="no such encoding"):
        read(LATIN2, encoding=name)


def test_an_encoding_told_for_a_word_file_changes_nothing_and_it_is_said():
    data = LAID_OUT["word_paragraphs"][0]([("I", "Who?"), ("P1", "It."), ("I", "Où?")])
    transcript = read(data, encoding="cp1250")

    assert transcript.turns[2].text == "Où?"
    assert "This kind of file says itself how it is encoded." in {
        remark.what for remark in transcript.report
    }


LONG = [("I", "so what did the lift do then?"), ("P07", "so it sang, and " + "again and " * 28)]


def seconds(name, characters):
    data = LAID_OUT[name][0](LONG * (characters // 330))
    begin = time.process_time()
    read(data)
    return time.process_time() - begin


@pytest.mark.parametrize("name", ["pdf", "rtf", "odt", "sheet", "comma_table", "textgrid", "teams"])
def test_the_time_of_reading_a_container_grows_no_faster_than_its_text(name):
    assert seconds(name, 60_000) < 8 * seconds(name, 20_000) + 0.3


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("{\\rtf1 I: a\\par ", "{"),
        ("{\\rtf1 I: a\\par ", "\\u1?"),
        ("{\\rtf1 I: a\\par ", "\\b x\\b0  "),
        ("{\\rtf1 I: a\\par ", "\\'e9"),
        ('File type = "ooTextFile"\nObject class = "TextGrid"\n', '"'),
        ('File type = "ooTextFile"\nObject class = "TextGrid"\n', '"a" 1 '),
        ("a,b\n", '"'),
        ("speaker\ttext\n", "a\t"),
        ("# a\n# b\n", "# "),
        ("**a** b\n**c** d\n", "**"),
        ('[{"start"', ":["),
        (">> A: b\n", ">"),
        ("I: (.)\nP: (.)\nI: (.)\nP: ", "(0."),
    ],
)
def test_the_time_of_reading_odd_text_grows_no_faster_than_the_text(head, line):
    def taken(characters):
        data = (head + line * (characters // len(line)) + "x").encode()
        begin = time.process_time()
        with contextlib.suppress(TranscriptError):
            read(data)
        return time.process_time() - begin

    assert taken(160_000) < 10 * taken(40_000) + 0.3
