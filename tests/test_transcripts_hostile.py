"""Files that mean harm or are none: one clear line each, and never people's words in it."""

import contextlib
import io
import random
import struct
import time
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.transcripts import LAYOUTS, TranscriptError, read_transcript

DOCUMENT = (
    '<?xml version="1.0"?>{doctype}<w:document xmlns:w="http://schemas.openxmlformats.org/'
    'wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
)
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def archive(parts, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return out.getvalue()


def word(body="", doctype="", **more):
    return archive({"word/document.xml": DOCUMENT.format(doctype=doctype, body=body), **more})


def refusal(data):
    with pytest.raises(TranscriptError) as caught:
        read_transcript(data, file_name="lift")
    message = str(caught.value)
    assert message.startswith("lift: ")
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"\xff\xfe\n\x00", "empty"),
        (b"%PDF-1.7 x", "PDF is damaged"),
        (b"{\\rtf1 }", "no words"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word"),
        (b"<!DOCTYPE html><p>x", "web page"),
        (b'{"segments": []}', "no list of segments"),
        (b"\x00\x00\x00\x20ftypM4A ", "recording"),
        (b"\x89PNG\r\n", "picture"),
        (bytes(range(256)) * 20, "not a text file"),
        (b"\x00\x01\x02\xff" * 999, "not a text file"),
        (b"x" * (20 * 1024 * 1024 + 1), "at most 20 MB"),
        (b"PK\x03\x04 and no more", "damaged"),
        (archive({"a.txt": "x"}), "packed file"),
        (archive({"mimetype": "x", "content.xml": "x"}), "OpenDocument file is damaged"),
        (archive({"xl/workbook.xml": "x"}), "Excel workbook is damaged"),
        (archive({"project.qde": "x"}), "REFI-QDA"),
        (word(), "no words"),
        (archive({"word/document.xml": "<w"}), "damaged"),
        (archive({"word/document.xml": "<a/>"}), "not a Word document"),
        (word(PARAGRAPH.format("x"), **{"../evil.xml": "x"}), "leaves its folder"),
        (word(PARAGRAPH.format("x"), **{"/etc/x": "x"}), "leaves its folder"),
        (word(PARAGRAPH.format("x"), **{"C:\\x": "x"}), "leaves its folder"),
        (word("x", doctype='<!DOCTYPE d [<!ENTITY a "lift">]>'), "XML entities"),
        (word(PARAGRAPH.format("&a;"), doctype='<!DOCTYPE d [<!ENTITY a "l">]>'), "XML entities"),
        (word(PARAGRAPH.format("a" * 9_000_000)), "far more than its size"),
    ],
)
def test_a_file_that_is_no_transcript_is_refused_with_one_line(data, why):
    assert why in refusal(data)


def test_a_bomb_that_lies_about_its_size_is_refused():
    data = bytearray(word(PARAGRAPH.format("a" * 50_000_000)))
    central = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, central + 24, 1000)

    assert "lift: " in refusal(bytes(data))


def test_an_entity_bomb_is_refused_at_once():
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE d [<!ENTITY l0 "lol">{levels}]>'
    begin = time.process_time()

    refusal(word(PARAGRAPH.format("&l11;"), doctype=doctype))
    assert time.process_time() - begin < 1


def test_a_message_never_holds_words_of_the_file():
    broken = DOCUMENT.format(doctype="", body="<w:p>secret <secret></w:p>")

    assert "secret" not in refusal(archive({"word/document.xml": broken}))


def test_a_refusal_keeps_no_words_in_its_causes():
    with pytest.raises(TranscriptError) as caught:
        read_transcript(archive({"word/document.xml": "<secret"}), file_name="lift")

    assert caught.value.__cause__ is None


def test_bytes_that_cannot_be_read_are_counted_and_named_by_line():
    data = "I: Où?\nP1: Là, là-bas où l’été.\nI: Ça".encode() + b"\xff\nP1: So."
    transcript = read_transcript(data, file_name="lift")

    assert transcript.turns[2].text == "Ça\ufffd"
    assert [(r.line, r.what) for r in transcript.report] == [
        (3, "Characters that could not be read, shown as \ufffd: 1, first here.")
    ]


def test_control_characters_are_removed_and_counted():
    transcript = read_transcript(
        "I: A\x00\x07\u00a0b\tc\ufeff?\nP1: D.\nI: E.".encode(), file_name="x"
    )

    assert transcript.turns[0].text == "A\u00a0b\tc?"
    assert [remark.what for remark in transcript.report] == ["Control characters removed: 3."]


def test_remarks_that_say_the_same_are_gathered():
    text = "I: Who?\nP1: It.\n" + "P1:\n" * 5000
    report = read_transcript(text.encode(), file_name="x").report

    assert len(report) == 21
    assert report[-1].what == "A turn without words was left out. (and 4980 more)"


@pytest.mark.parametrize(
    "line",
    [
        "I: lift\n",
        "a" * 79 + "\n",
        ":",
        "[00:01] ",
        "[",
        "(",
        "\t",
        "<v ",
        "1:1",
        "&amp;",
        "a b ",
        "#1:1",
    ],
)
@pytest.mark.parametrize(
    "head", ["", "WEBVTT\n\n00:01.000 --> 00:02.000\n", "1\n00:00:01,000 --> 00:00:02,000\n"]
)
def test_the_time_of_reading_grows_no_faster_than_the_text(line, head):
    def seconds(characters):
        data = (head + line * (characters // len(line)) + "x").encode()
        begin = time.process_time()
        read_transcript(data, file_name="x")
        return time.process_time() - begin

    assert seconds(200_000) < 10 * seconds(50_000) + 0.3


PIECES = st.one_of(
    st.sampled_from(["\n", "\n\n", ": ", "I:", "P07:", " --> ", "00:00:01.000", "0:01", "WEBVTT"]),
    st.sampled_from(
        ["<v Zed>", "</v>", "NOTE", "[", "]", "(", ")", "#", "\t", "lift", "Asha Rowe"]
    ),
    st.sampled_from(["sang.", "1", "&amp;", "&#0;", "-", ">>", "é", "🎵", "\u0301"]),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(PIECES, min_size=1, max_size=60), st.sampled_from([None, *(la.name for la in LAYOUTS)])
)
def test_any_jumble_is_read_or_refused(pieces, layout):
    try:
        transcript = read_transcript("".join(pieces).encode(), file_name="x", layout=layout)
    except TranscriptError:
        return
    assert all(turn.text == turn.text.strip() != "" for turn in transcript.turns)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(TranscriptError):
        assert read_transcript(data, file_name="x").turns


def test_a_word_file_with_flipped_bytes_is_read_or_refused():
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("I: Who sang?")
    document.save(out)
    chance = random.Random(7)
    for _ in range(60):
        data = bytearray(out.getvalue())
        for _ in range(chance.randint(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with contextlib.suppress(TranscriptError):
            read_transcript(bytes(data), file_name="x")
