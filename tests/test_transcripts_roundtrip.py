"""Any turns, laid out as a tool lays them out and read back, are the same turns."""

import html
import io
import unicodedata

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


def clock(place):
    return f"00:{place:02}:01"


def labels(turns):
    return "\n".join(f"{speaker}: {text}" for speaker, text in turns).encode()


def header_lines(turns):
    lines = (f"{name}  {clock(n)}  \n{text}\n" for n, (name, text) in enumerate(turns))
    return "\n".join(lines).encode("utf-16")


def time_before(turns):
    return "\r\n".join(
        f"[{clock(n)}] {who}: {text}" for n, (who, text) in enumerate(turns)
    ).encode()


def time_after(turns):
    return "\n\n".join(
        f"{who} ({clock(n)}): {text}" for n, (who, text) in enumerate(turns)
    ).encode()


def time_at_end(turns):
    lines = (f"{who}: {text} #{clock(n)}-0#" for n, (who, text) in enumerate(turns))
    return "\n".join(lines).encode()


def zoom(turns):
    cues = (
        f"{n + 1}\n{clock(n)}.000 --> {clock(n)}.900\n{who}: {html.escape(text, quote=False)}\n"
        for n, (who, text) in enumerate(turns)
    )
    return ("\ufeffWEBVTT\r\n\r\n" + "\r\n".join(cues).replace("\n", "\r\n")).encode()


def teams(turns):
    cues = (
        f"{clock(n)}.000 --> {clock(n)}.900\n<v {who}>{html.escape(text, quote=False)}</v>\n"
        for n, (who, text) in enumerate(turns)
    )
    return ("WEBVTT\n\n" + "\n".join(cues)).encode()


def subrip(turns):
    cues = (
        f"{n + 1}\n{clock(n)},000 --> {clock(n)},900\n[{who}]: {html.escape(text, quote=False)}\n"
        for n, (who, text) in enumerate(turns)
    )
    return "\n".join(cues).encode()


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_paragraphs(turns):
    document = docx.Document()
    for speaker, text in turns:
        document.add_paragraph(f"{speaker}:\t{text}")
    return saved(document)


def word_table(turns):
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Speaker", "Text"
    for speaker, text in turns:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = speaker, text
    return saved(document)


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


LAYOUTS = (labels, header_lines, time_before, time_after, time_at_end, zoom, teams, subrip)


@pytest.mark.parametrize("laid_out", [*LAYOUTS, word_paragraphs, word_table])
@settings(max_examples=40, deadline=None)
@given(TURNS)
def test_turns_come_back_from_each_layout(laid_out, turns):
    transcript = read_transcript(laid_out(turns), file_name="lift")

    assert joined((turn.speaker, turn.text) for turn in transcript.turns) == joined(turns)


@settings(max_examples=60, deadline=None)
@given(TURNS)
def test_a_document_holds_the_words_of_its_turns_and_nothing_else(turns):
    transcript = read_transcript(labels(turns), file_name="lift")
    document = freeze_document(transcript, document_id="d", name="Lift", file_name="lift")

    assert [document.text[turn.start : turn.end] for turn in document.turns] == [
        turn.text for turn in transcript.turns
    ]
    assert document.text == "\n\n".join(turn.text for turn in transcript.turns)
