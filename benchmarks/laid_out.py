"""Turns laid out as tools and typists lay them out: what round trips and fuzzing start from.

A turn is (speaker, words); the nth starts at n minutes and 1 second.
"""

import csv
import html
import io
import json
from collections.abc import Callable, Sequence

import docx
import openpyxl
from docx.document import Document as WordDocument
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

Said = Sequence[tuple[str, str]]


def clock(place: int) -> str:
    """Return when the turn starts, as hh:mm:ss."""
    return f"{place // 60:02}:{place % 60:02}:01"


def labels(turns: Said) -> bytes:
    return "\n".join(f"{who}: {text}" for who, text in turns).encode()


def numbered(turns: Said) -> bytes:
    return "\n".join(f"{n:04} {who}: {text}" for n, (who, text) in enumerate(turns, 121)).encode()


def brackets(turns: Said) -> bytes:
    return "\n\n".join(f"[{who}] {text}" for who, text in turns).encode()


def header_lines(turns: Said) -> bytes:
    lines = (f"{name}  {clock(n)}  \n{text}\n" for n, (name, text) in enumerate(turns))
    return ("\n".join(lines) + "\nTranscribed by https://otter.ai\n").encode("utf-16")


def happy_scribe(turns: Said) -> bytes:
    return "\n\n".join(
        f"[{clock(n)}.000] - {who}\n{text}" for n, (who, text) in enumerate(turns)
    ).encode()


def zoom_saved(turns: Said) -> bytes:
    return "\n".join(
        f"[{who}] {clock(n + 540)}\n{text}\n" for n, (who, text) in enumerate(turns)
    ).encode()


def zoom_chat(turns: Said) -> bytes:
    lines = (f"{clock(n + 540)}\t{who}:\t{text}" for n, (who, text) in enumerate(turns))
    return "\r\n".join(lines).encode()


def google_meet(turns: Said) -> bytes:
    document = word_lines(["Lift talk - Transcript", "Attendees", "All of them", "Transcript"])
    for n, (who, text) in enumerate(turns):
        if n % 5 == 0:
            document.add_paragraph(clock(n))
        document.add_paragraph(f"{who}: {text}")
    document.add_paragraph("Meeting ended after 00:30:12 👋")
    return saved(document)


def time_before(turns: Said) -> bytes:
    return "\r\n".join(
        f"[{clock(n)}] {who}: {text}" for n, (who, text) in enumerate(turns)
    ).encode()


def maxqda(turns: Said) -> bytes:
    return "\n\n".join(f"{clock(n)}.0{who}: {text}" for n, (who, text) in enumerate(turns)).encode(
        "utf-8-sig"
    )


def time_after(turns: Said) -> bytes:
    return "\n\n".join(
        f"{who} ({clock(n)}): {text}" for n, (who, text) in enumerate(turns)
    ).encode()


def trint(turns: Said) -> bytes:
    return "\n\n".join(f"{who} [{clock(n)}] {text}" for n, (who, text) in enumerate(turns)).encode()


def time_first(turns: Said) -> bytes:
    return "\n\n".join(
        f"#{n * 60 + 1}# {who}: {text}" for n, (who, text) in enumerate(turns)
    ).encode()


def time_at_end(turns: Said) -> bytes:
    lines = (f"{who}: {text} #{clock(n)}-0#" for n, (who, text) in enumerate(turns))
    return "\n".join(lines).encode()


def nvivo_lines(turns: Said) -> bytes:
    rows = (f"{clock(n)}\t{text}\t{who}" for n, (who, text) in enumerate(turns))
    return "\n".join(["Timespan\tContent\tSpeaker", *rows]).encode()


def comma_table(turns: Said) -> bytes:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(("Start", "Speaker", "Text"))
    table.writerows((clock(n), who, text) for n, (who, text) in enumerate(turns))
    return out.getvalue().encode("utf-8-sig")


def sheet(turns: Said) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(("Time", "Speaker", "Text"))
    for n, (who, text) in enumerate(turns, start=2):
        for column, words in enumerate((clock(n - 2), who, text), start=1):
            book.active.cell(n, column).value = words
            book.active.cell(n, column).data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zoom(turns: Said) -> bytes:
    cues = (
        f"{n + 1}\n{clock(n)}.000 --> {clock(n)}.900\n{who}: {html.escape(text, quote=False)}\n"
        for n, (who, text) in enumerate(turns)
    )
    return ("\ufeffWEBVTT\r\n\r\n" + "\r\n".join(cues).replace("\n", "\r\n")).encode()


def teams(turns: Said) -> bytes:
    cues = (
        f"{clock(n)}.000 --> {clock(n)}.900\n<v {who}>{html.escape(text, quote=False)}</v>\n"
        for n, (who, text) in enumerate(turns)
    )
    return ("WEBVTT\n\n" + "\n".join(cues)).encode()


def teams_blocks(turns: Said) -> bytes:
    return saved(
        word_lines(
            [f"0:{n}:1.0 --> 0:{n}:1.9\n{who}\n{text}" for n, (who, text) in enumerate(turns)]
        )
    )


def subrip(turns: Said) -> bytes:
    cues = (
        f"{n + 1}\n{clock(n)},000 --> {clock(n)},900\n[{who}]: {html.escape(text, quote=False)}\n"
        for n, (who, text) in enumerate(turns)
    )
    return "\n".join(cues).encode()


def whisper_text(turns: Said) -> bytes:
    return "\n".join(
        f"[{clock(n)}.000 --> {clock(n)}.900]  {who}: {text}" for n, (who, text) in enumerate(turns)
    ).encode()


def whisper_json(turns: Said) -> bytes:
    segments = [
        {"start": n * 60 + 1, "end": n * 60 + 1.9, "text": f" {text}", "speaker": who}
        for n, (who, text) in enumerate(turns)
    ]
    return json.dumps({"segments": segments, "language": "en"}).encode()


def textgrid(turns: Said) -> bytes:
    head = ['File type = "ooTextFile"', 'Object class = "TextGrid"', "", "0", "99999", "<exists>"]
    names = sorted({who for who, _ in turns})
    lines = [*head, str(len(names))]
    for name in names:
        theirs = [(n, text) for n, (who, text) in enumerate(turns) if who == name]
        lines += ['"IntervalTier"', _praat(name), "0", "99999", str(len(theirs))]
        for n, text in theirs:
            lines += [str(n * 60 + 1), f"{n * 60 + 1}.9", _praat(text)]
    return "\n".join(lines).encode("utf-16")


def _praat(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def chevrons(turns: Said) -> bytes:
    return "\n".join(f">> {who}: {text}" for who, text in turns).encode()


def markdown(turns: Said) -> bytes:
    return "\n\n".join(["# Lifts", *(f"**{who}:** {text}" for who, text in turns)]).encode()


def word_lines(lines: Sequence[str]) -> WordDocument:
    """Return a Word document with these paragraphs."""
    document = docx.Document()
    for text in lines:
        document.add_paragraph(text)
    return document


def saved(document: WordDocument) -> bytes:
    """Return a Word document's bytes."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_paragraphs(turns: Said) -> bytes:
    return saved(word_lines([f"{who}:\t{text}" for who, text in turns]))


def word_bold(turns: Said) -> bytes:
    document = docx.Document()
    for who, text in turns:
        paragraph = document.add_paragraph()
        paragraph.add_run(who).bold = True
        paragraph.add_run(f" {text}")
    return saved(document)


def word_table(turns: Said) -> bytes:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Speaker", "Text"
    for speaker, text in turns:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = speaker, text
    return saved(document)


def rtf(turns: Said) -> bytes:
    lines = (f"\\b {_rtf(who)}: \\b0 {_rtf(text)}\\par" for who, text in turns)
    head = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Arial;}}\\uc1 "
    return (head + "\n".join(lines) + "}").encode("ascii")


def _rtf(words: str) -> str:
    units = words.encode("utf-16-le")
    codes = [int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2)]
    return "".join(
        chr(code) if 32 <= code < 127 and chr(code) not in "\\{}" else f"\\u{_signed(code)}?"
        for code in codes
    )


def _signed(code: int) -> int:
    return code - 0x10000 if code > 0x7FFF else code


def odt(turns: Said) -> bytes:
    import zipfile

    names = "office text style fo"
    spaces = " ".join(f'xmlns:{name}="urn:{name}"' for name in names.split())
    body = "".join(
        f"<text:p>{html.escape(who)}:<text:tab/>{html.escape(text)}</text:p>" for who, text in turns
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>'
        f"<office:text>{body}</office:text></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content.encode("utf-8", "replace"))
    return out.getvalue()


def pdf(turns: Said) -> bytes:
    """Return a PDF of one column with a header and a page number; only Latin letters print."""
    return printed_pdf([f"{who}: {text}" for who, text in turns])


def printed_pdf(
    paragraphs: Sequence[str], *, width: int = 80, header: str = "Lifts, wave 2"
) -> bytes:
    """Return a PDF with these paragraphs, lines broken at so many characters."""
    lines: list[tuple[str, int]] = []
    for paragraph in paragraphs:
        for place, line in enumerate(_broken(paragraph, width)):
            lines.append((line, 24 if place == 0 else 14))
    writer = PdfWriter()
    pages: list[list[tuple[str, int]]] = [[]]
    height = 700
    for line, step in lines:
        if height - step < 90:
            pages.append([])
            height = 700
        height -= step
        pages[-1].append((line, height))
    for number, shown in enumerate(pages, start=1):
        _add_page(writer, [(header, 760), *shown, (f"{number}", 40)])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _broken(paragraph: str, width: int) -> list[str]:
    lines = [""]
    for word in paragraph.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _add_page(writer: PdfWriter, lines: Sequence[tuple[str, int]]) -> None:
    page = writer.add_blank_page(width=595, height=842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    drawn = []
    for text, height in lines:
        safe = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        drawn.append(f"BT /F1 11 Tf 1 0 0 1 72 {height} Tm ({safe}) Tj ET")
    stream = DecodedStreamObject()
    stream.set_data("\n".join(drawn).encode("cp1252", "replace"))
    page[NameObject("/Contents")] = writer._add_object(stream)


LAID_OUT: dict[str, tuple[Callable[[Said], bytes], str]] = {
    function.__name__: (function, layout)
    for function, layout in (
        (labels, "labels"),
        (numbered, "labels"),
        (brackets, "labels"),
        (word_paragraphs, "labels"),
        (markdown, "labels"),
        (rtf, "labels"),
        (odt, "labels"),
        (pdf, "labels"),
        (word_bold, "bold-names"),
        (word_table, "word-table"),
        (header_lines, "header-lines"),
        (happy_scribe, "header-lines"),
        (zoom_saved, "zoom-saved"),
        (zoom_chat, "zoom-chat"),
        (google_meet, "google-meet"),
        (time_before, "time-before"),
        (maxqda, "time-before"),
        (time_after, "time-after"),
        (trint, "time-after"),
        (time_first, "time-first"),
        (time_at_end, "time-at-end"),
        (nvivo_lines, "table-lines"),
        (comma_table, "table-lines"),
        (sheet, "sheet"),
        (zoom, "webvtt"),
        (teams, "webvtt"),
        (teams_blocks, "teams-blocks"),
        (subrip, "subrip"),
        (whisper_text, "whisper-text"),
        (whisper_json, "whisper-json"),
        (textgrid, "textgrid"),
        (chevrons, "chevrons"),
    )
}
"""Each way by its name, with the layout that it is read as."""
