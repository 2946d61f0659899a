"""OpenDocument texts: breaks, tables, tracked changes, and what is named as left out."""

import io
import zipfile

import pytest

from coding.transcripts import TranscriptError, read_transcript

SPACES = " ".join(
    f'xmlns:{name}="urn:{name}"' for name in ["office", "text", "table", "style", "fo", "draw"]
)
STYLES = (
    '<office:automatic-styles><style:style style:name="B"><style:text-properties '
    'fo:font-weight="bold"/></style:style></office:automatic-styles>'
)


def odt(body, doctype="", **more):
    content = (
        f"<?xml version='1.0'?>{doctype}<office:document-content {SPACES}>{STYLES}<office:body>"
        f"<office:text>{body}</office:text></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {"content.xml": content, **more}.items():
            archive.writestr(name, part)
    return out.getvalue()


def paragraphs(*texts):
    return "".join(f"<text:p>{text}</text:p>" for text in texts)


def talk(answer):
    return paragraphs("I: Who sang?", f"P1: {answer}", "I: Oh.", "P1: Yes.")


def read(body):
    return read_transcript(odt(body), file_name="lift.odt")


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("The lift<text:line-break/>sang", "The lift\nsang"),
        ("The<text:tab/>lift<text:s text:c='3'/>sang", "The\tlift   sang"),
        ("The\n   lift <text:span>sang</text:span> low", "The lift sang low"),
        ("The <text:a>lift</text:a><text:bookmark/> sang", "The lift sang"),
        ("The lift<text:soft-page-break/> sang", "The lift sang"),
    ],
)
def test_breaks_tabs_and_spans_are_kept(xml, text):
    assert read(talk(xml)).turns[1].text == text


@pytest.mark.parametrize(
    ("xml", "what"),
    [
        (
            (
                '<text:note text:note-class="footnote"><text:note-body><text:p>secret</text:p>'
                "</text:note-body></text:note>"
            ),
            "Footnotes were left out",
        ),
        (
            "<office:annotation><text:p>secret</text:p></office:annotation>",
            "Comments were left out",
        ),
        (
            "<draw:frame><draw:text-box><text:p>secret</text:p></draw:text-box></draw:frame>",
            "Text boxes were left out",
        ),
        ('<text:change text:change-id="c"/>', "Words deleted in tracked changes were left out"),
    ],
)
def test_what_is_left_out_is_named_by_paragraph(xml, what):
    transcript = read(talk(f"The lift{xml} sang"))

    assert transcript.turns[1].text == "The lift sang"
    assert [(r.line, r.what) for r in transcript.report] == [(2, f"{what}: 1, first here.")]


def test_deleted_words_stay_out():
    region = "<text:tracked-changes><text:changed-region><text:deletion><text:p>secret</text:p>"
    region += "</text:deletion></text:changed-region></text:tracked-changes>"

    assert "secret" not in " ".join(turn.text for turn in read(region + talk("It.")).turns)


def test_a_table_is_rows_of_cells():
    rows = [("I", "Who?"), ("P1", "The lift."), ("I", "Oh."), ("P1", "So.")]
    cell = "<table:table-cell>{}</table:table-cell>"
    body = "".join(
        "<table:table-row>"
        + "".join(cell.format(paragraphs(text)) for text in row)
        + "</table:table-row>"
        for row in rows
    )
    transcript = read(f"<table:table>{body}</table:table>")

    assert transcript.layout == "word-table"
    assert [(turn.speaker, turn.text) for turn in transcript.turns] == rows


def test_questions_in_bold_and_answers_in_plain_type_are_told_apart():
    bold = '<text:p text:style-name="B">{}</text:p>'
    body = "".join(
        (bold.format(text) if place % 2 == 0 else paragraphs(text))
        for place, text in enumerate(
            ["who sang it then?", "the lift, as it does in winter.", "why did it?", "nobody knows."]
        )
    )
    transcript = read(body)

    assert transcript.layout == "alternating-type"
    assert [turn.speaker for turn in transcript.turns] == [
        "Italic or bold type",
        "Plain type",
    ] * 2


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (odt(talk("x"), **{"../evil": "x"}), "leaves its folder"),
        (odt(talk("x"), doctype='<!DOCTYPE d [<!ENTITY a "lift">]>'), "XML entities"),
        (odt(paragraphs("a" * 9_000_000)), "far more than its size"),
        (odt(talk("x"), **{"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "a password"),
        (odt("<text:p"), "damaged"),
    ],
)
def test_harmful_and_locked_files_are_refused_with_one_line(data, why):
    with pytest.raises(TranscriptError, match=why) as caught:
        read_transcript(data, file_name="lift")
    assert "\n" not in str(caught.value)


def test_a_table_too_wide_is_refused():
    cells = "<table:table-cell><text:p>x</text:p></table:table-cell>" * 100
    body = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"

    with pytest.raises(TranscriptError, match="more than 60 columns"):
        read(body)


def test_more_spaces_than_a_line_holds_are_cut():
    assert len(read(talk(f"The<text:s text:c='{'9' * 5000}'/>lift")).turns[1].text) < 300
