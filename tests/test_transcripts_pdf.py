"""PDF files: lines to paragraphs, page furniture, scans, locks and harm."""

import contextlib
import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from benchmarks.laid_out import printed_pdf
from coding.transcripts import TranscriptError, pdf, read_transcript

ANSWER = "the lift sang again and nobody in the whole corridor wrote it down, not even once. " * 4
TALK = [("I", "Who sang?"), ("P07", ANSWER.strip()), ("I", "Why?"), ("P07", "So.")]


def lines(times=1):
    return [f"{who}: {text}" for who, text in TALK * times]


def read(data):
    return read_transcript(data, file_name="lift.pdf")


def rewritten(data, change):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("width", [50, 80, 110])
def test_broken_lines_are_paragraphs_again(width):
    transcript = read(printed_pdf(lines(12), width=width))

    assert [(turn.speaker, turn.text) for turn in transcript.turns] == TALK * 12


def test_headers_and_page_numbers_are_left_out_and_named():
    transcript = read(printed_pdf(lines(12)))
    whats = [remark.what for remark in transcript.report]

    assert "wave" not in " ".join(turn.text for turn in transcript.turns)
    assert any(what.startswith("Headers, footers and page numbers were left out") for what in whats)


def test_a_line_that_differs_from_page_to_page_is_no_header():
    talk = [f"P{n:02}: The lift sang {n} times." for n in range(1, 150)]

    assert len(read(printed_pdf(talk)).turns) == 149


def test_printed_line_numbers_are_left_out():
    talk = [f"{n} {text}" for n, text in enumerate(["I: Who?", "P1: The lift.", "I: Why?"] * 8, 1)]
    transcript = read(printed_pdf(talk, header=""))

    assert [turn.text for turn in transcript.turns] == ["Who?", "The lift.", "Why?"] * 8
    assert "Typed line numbers were left out, first here." in {r.what for r in transcript.report}


def test_a_scan_is_refused_with_what_to_do():
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    out = io.BytesIO()
    writer.write(out)

    with pytest.raises(TranscriptError, match=r"no words \(a scan\).*OCR"):
        read(out.getvalue())


def test_a_page_without_words_is_named():
    data = rewritten(printed_pdf(lines(2)), lambda writer: writer.add_blank_page(595, 842))

    assert "Page 2 has no words; it may be a picture." in {r.what for r in read(data).report}


def test_a_locked_file_is_refused_and_one_without_a_password_is_read():
    def lock(word):
        return lambda writer: writer.encrypt(word, "owner", algorithm="RC4-128")

    with pytest.raises(TranscriptError, match="protected by a password"):
        read(rewritten(printed_pdf(lines()), lock("secret")))
    assert read(rewritten(printed_pdf(lines()), lock(""))).turns[0].text == "Who sang?"


def test_forms_that_draw_each_other_without_end_are_refused(monkeypatch):
    monkeypatch.setattr(pdf, "MOST_FORMS", 500)

    def nest(writer):
        inner = None
        for level in range(24):
            form = DecodedStreamObject()
            form.set_data(b"/F Do /F Do" if level else b"BT ET")
            form[NameObject("/Type")] = NameObject("/XObject")
            form[NameObject("/Subtype")] = NameObject("/Form")
            if inner is not None:
                form[NameObject("/Resources")] = DictionaryObject(
                    {NameObject("/XObject"): DictionaryObject({NameObject("/F"): inner})}
                )
            inner = writer._add_object(form)
        page = writer.pages[0]
        page["/Resources"][NameObject("/XObject")] = DictionaryObject({NameObject("/F"): inner})
        page[NameObject("/Contents")] = writer._add_object(_stream(b"/F Do"))

    with pytest.raises(TranscriptError, match="more work than any transcript"):
        read(rewritten(printed_pdf(lines()), nest))


def _stream(data):
    stream = DecodedStreamObject()
    stream.set_data(data)
    return stream


def test_tables_in_columns_are_named_as_doubtful():
    def swap(writer):
        drawn = []
        for place in range(12):
            height = 700 - place * 40
            for x, y, text in ((72, height - 20, "second"), (300, height, "first")):
                drawn.append(f"BT /F1 11 Tf 1 0 0 1 {x} {y} Tm ({text} {place}) Tj ET")
        writer.pages[0][NameObject("/Contents")] = writer._add_object(
            _stream("\n".join(drawn).encode())
        )

    report = read(rewritten(printed_pdf(lines()), swap)).report
    assert any("words may stand in the wrong order" in remark.what for remark in report)


def test_a_damaged_file_is_refused_without_its_words():
    data = printed_pdf(["I: secret"])

    with pytest.raises(TranscriptError) as caught:
        read(data[: len(data) // 3])
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_nothing_of_a_damaged_file_is_logged(caplog, capfd):
    data = printed_pdf(["I: Who?", "P1: It."])
    for broken in (data.replace(b"startxref", b"startxrex"), data.replace(b"/Type", b"/secret")):
        with contextlib.suppress(TranscriptError):
            read(broken)

    assert caplog.records == []
    assert capfd.readouterr() == ("", "")
