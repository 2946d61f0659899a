"""RTF files: encodings, hidden and deleted words, tables, and what is named as left out."""

from pathlib import Path

import pytest
from striprtf.striprtf import rtf_to_text

from coding.transcripts import TranscriptError, read_transcript

HEAD = (
    b"{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Cyr;}}"
)
ENDS = b"\\par I: Oh.\\par P1: Yes.}"


def read(body):
    return read_transcript(HEAD + b"I: Who sang?\\par P1: " + body + ENDS, file_name="lift.rtf")


def answer(body):
    return read(body).turns[1].text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"The \\'e9l\\'e9vateur\\'85", "The élévateur…"),
        (b"L\\u8217?ascenseur", "L’ascenseur"),
        (b"{\\uc2\\u8217\\'81\\'66}s", "’s"),
        (b"{\\uc0\\u8217 s}", "’s"),
        (b"\\u-10180?\\u-8437? sang", "🌋 sang"),
        (b"{\\f1 \\'eb\\'e8\\'f4\\'f2} sang", "лифт sang"),
        (b"a\\~b\\_c \\emdash  d\\tab e", "a\xa0b-c — d\te"),
        (b"\\{so\\} \\\\ said", "{so} \\ said"),
        (b"The lift\\line sang", "The lift\nsang"),
        (b"The \\b lift\\b0  sang \\i low\\i0 .", "The lift sang low."),
        (b'{\\field{\\*\\fldinst HYPERLINK "x"}{\\fldrslt the lift}} sang', "the lift sang"),
        (b"The{\\*\\bkmkstart here} lift{\\*\\unheardof secret} sang", "The lift sang"),
        (b"The \nli\r\nft sang", "The lift sang"),
        (b"The lift{\\pict\\bin4 }}{{ 0a0b} sang", "The lift sang"),
    ],
)
def test_words_are_read_as_they_are_shown(body, text):
    assert answer(body) == text


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"The lift{\\v secret} sang", "Hidden words were left out: 1, first here."),
        (b"The lift{\\deleted secret} sang", "Words deleted in tracked changes were left out"),
        (b"The lift{\\footnote secret} sang", "Footnotes were left out: 1, first here."),
        (b"The lift{\\*\\annotation secret} sang", "Comments were left out: 1, first here."),
        (b"The lift{\\header secret} sang", "Headers and footers of pages were left out: 1"),
        (b"The lift{\\shp{\\*\\shpinst secret}} sang", "Text boxes and drawings were left out"),
    ],
)
def test_what_is_left_out_is_named_by_paragraph(body, what):
    transcript = read(body)

    assert transcript.turns[1].text == "The lift sang"
    assert [remark.line for remark in transcript.report] == [2]
    assert transcript.report[0].what.startswith(what)


def test_inserted_words_are_kept_and_named():
    transcript = read(b"The lift{\\revised  sang}")

    assert transcript.turns[1].text == "The lift sang"
    assert [r.what for r in transcript.report] == [
        "Words inserted in tracked changes were kept: 1, first here."
    ]


def test_a_table_is_rows_of_cells():
    row = b"\\trowd\\cellx100\\cellx900\\pard\\intbl %b\\cell %b\\cell\\row"
    pairs = [(b"I", b"Who?"), (b"P1", b"The lift.\\par It sang."), (b"I", b"Oh."), (b"P1", b"So.")]
    data = HEAD + b"".join(row % pair for pair in pairs) + b"\\pard\\par}"
    transcript = read_transcript(data, file_name="lift.rtf")

    assert transcript.layout == "word-table"
    assert [(turn.speaker, turn.text) for turn in transcript.turns] == [
        ("I", "Who?"),
        ("P1", "The lift.\nIt sang."),
        ("I", "Oh."),
        ("P1", "So."),
    ]


def test_names_in_bold_type_are_speakers():
    body = b"{\\b Asha} Who?\\par {\\b Zed} It.\\par {\\b Asha} Why?\\par {\\b Zed} So."
    transcript = read_transcript(HEAD + body + b"}", file_name="lift.rtf")

    assert transcript.layout == "bold-names"
    assert [(turn.speaker, turn.text) for turn in transcript.turns][:2] == [
        ("Asha", "Who?"),
        ("Zed", "It."),
    ]


def test_headings_are_left_out_and_named():
    style = b"{\\stylesheet{\\s1 heading 1;}}"
    data = HEAD + style + b"\\pard\\s1 Part one\\par\\pard I: Who?\\par P1: It.\\par I: Oh.}"

    assert [turn.text for turn in read_transcript(data, file_name="x").turns] == [
        "Who?",
        "It.",
        "Oh.",
    ]


@pytest.mark.parametrize("body", [b"{" * 5000, b"\\trowd" + b"\\intbl x\\cell" * 1000 + b"\\row"])
def test_harmful_nesting_and_wide_tables_are_refused(body):
    with pytest.raises(TranscriptError, match=r"^lift: .*(damaged|more than 60 columns)"):
        read_transcript(HEAD + body, file_name="lift")


def test_a_well_formed_file_is_read_as_the_library_reads_it():
    data = Path(__file__).parent.joinpath("data", "transcripts", "f4.rtf").read_bytes()
    ours = read_transcript(data, file_name="f4.rtf", layout="paragraphs")

    assert (
        " ".join(turn.text for turn in ours.turns).split()
        == rtf_to_text(data.decode("cp1252")).split()
    )
