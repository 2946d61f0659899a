"""Word files: paragraphs, breaks, tables, tracked changes, and what is named as left out."""

import io

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from coding.transcripts import TranscriptError, read_transcript


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word(*paragraphs):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return document


def table(*rows):
    document = docx.Document()
    made = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    return document


def read(document):
    return read_transcript(saved(document), file_name="lift.docx")


def said(document):
    return [(turn.speaker, turn.text) for turn in read(document).turns]


TALK = ("I: Who sang?", "P07: The lift.", "I: Why?", "P07: So.")


def test_paragraphs_tabs_and_soft_breaks_are_kept():
    document = word("I:\tWho sang?", "P07:\tThe lift.\nAgain\tand again.", "It did.", "I:\tOh.")

    assert said(document)[1] == ("P07", "The lift.\nAgain\tand again.\nIt did.")


def test_teams_older_file_is_read():
    document = word(
        "0:0:3.270 --> 0:0:4.250\nAsha\nWho sang?", "0:0:5.45 --> 0:0:6.0\nZed\nThe lift."
    )
    transcript = read(document)

    assert transcript.layout == "teams-blocks"
    assert [(t.speaker, t.start_s, t.text) for t in transcript.turns] == [
        ("Asha", 3.27, "Who sang?"),
        ("Zed", 5.045, "The lift."),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [("I", "Who sang?"), ("P07", "The lift: it sang."), ("I", "Why?"), ("P07", "So.")],
        [("Speaker", "Text"), ("I", "Who sang?"), ("P07", "The lift: it sang."), ("", "So.")],
        [("0:01", "I", "Who sang?"), ("0:04", "P07", "The lift: it sang."), ("0:09", "I", "Why?")],
        [
            ("1", "0:01", "Who sang?", "I:"),
            ("2", "0:04", "The lift: it sang.", "P07:"),
            ("3", "0:09", "Why?", "I:"),
        ],
        [
            ("Name", "Content", "Time"),
            ("I", "Who sang?", "0:01"),
            ("P07", "The lift: it sang.", "0:04"),
        ],
    ],
)
def test_tables_of_two_to_four_columns_are_turns(rows):
    transcript = read(table(*rows))

    assert transcript.layout == "word-table"
    assert [(t.speaker, t.text) for t in transcript.turns[:2]] == [
        ("I", "Who sang?"),
        ("P07", "The lift: it sang."),
    ]


def test_a_cell_merged_with_the_one_above_is_the_same_speaker():
    document = table(("I", "Who sang?"), ("P07", "The lift."), ("", "It did."), ("I", "Why?"))
    made = document.tables[0]
    made.cell(1, 0).merge(made.cell(2, 0))

    assert said(document)[1:3] == [("P07", "The lift."), ("P07", "It did.")]


def test_words_in_a_further_column_are_named_by_paragraph():
    document = table(
        ("Speaker", "Text", "Remarks"), ("I", "Who?", "door slams"), ("P07", "It.", "")
    )

    assert [(r.line, r.what) for r in read(document).report] == [
        (1, "The table's heading row was left out."),
        (4, "Words in a further column were left out."),
    ]


def test_tracked_changes_are_read_as_accepted_and_named():
    document = word(*TALK)
    paragraph = document.paragraphs[1]
    inserted = OxmlElement("w:ins")
    inserted.append(
        parse_xml(f"<w:r {nsdecls('w')}><w:t xml:space='preserve'> It sang.</w:t></w:r>")
    )
    deleted = OxmlElement("w:del")
    deleted.append(parse_xml(f"<w:r {nsdecls('w')}><w:delText>secret</w:delText></w:r>"))
    paragraph._p.extend([inserted, deleted])
    transcript = read(document)

    assert transcript.turns[1].text == "The lift. It sang."
    assert [(r.line, r.what) for r in transcript.report] == [
        (2, "Words inserted in tracked changes were kept: 1, first here."),
        (2, "Words deleted in tracked changes were left out: 1, first here."),
    ]


@pytest.mark.parametrize(
    ("xml", "what"),
    [
        ("<w:footnoteReference w:id='1'/>", "Footnotes were left out"),
        ("<w:commentReference w:id='1'/>", "Comments were left out"),
        ("<w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict>", "Text boxes were left out"),
        ("<w:sym w:font='Wingdings' w:char='F04A'/>", "Symbols of a special font were left out"),
    ],
)
def test_what_is_left_out_is_named(xml, what):
    document = word(*TALK)
    document.paragraphs[2]._p.append(parse_xml(f"<w:r {nsdecls('w')}>{xml}</w:r>"))

    assert [(r.line, r.what) for r in read(document).report] == [(3, f"{what}: 1, first here.")]


def test_links_and_content_controls_lose_no_words():
    document = word(*TALK)
    run = f"<w:r {nsdecls('w')}><w:t>hums</w:t></w:r>"
    document.paragraphs[1]._p.append(parse_xml(f"<w:hyperlink {nsdecls('w')}>{run}</w:hyperlink>"))
    document.paragraphs[3]._p.append(
        parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent>{run}</w:sdtContent></w:sdt>")
    )

    assert [turn.text for turn in read(document).turns][1::2] == ["The lift.hums", "So.hums"]


def test_headings_between_turns_are_left_out_and_named():
    document = word(*TALK[:2])
    document.add_heading("Part two", level=2)
    document.add_paragraph("I: Why?")

    assert [turn.text for turn in read(document).turns] == ["Who sang?", "The lift.", "Why?"]
    assert [(r.line, r.what) for r in read(document).report] == [(3, "A heading was left out.")]


def test_a_table_too_wide_for_a_transcript_is_refused():
    document = table(("I", "Who sang?"))
    row = document.tables[0].rows[0]._tr
    for _ in range(100):
        row.append(parse_xml(f"<w:tc {nsdecls('w')}><w:p/></w:tc>"))

    with pytest.raises(TranscriptError, match="at paragraph 1 has more than 60 columns"):
        read(document)


def test_numbered_paragraphs_are_named():
    document = word(*TALK)
    document.paragraphs[0].style = "List Number"
    properties = document.paragraphs[1]._p.get_or_add_pPr()
    properties.append(OxmlElement("w:numPr"))

    assert [remark.line for remark in read(document).report] == [2]
    assert properties.find(qn("w:numPr")) is not None


def test_a_cell_that_says_it_spans_more_columns_than_can_be_is_refused():
    document = table(("I", "Who sang?"))
    form = document.tables[0].cell(0, 0)._tc.get_or_add_tcPr()
    form.append(parse_xml(f"<w:gridSpan {nsdecls('w')} w:val='{'9' * 5000}'/>"))

    with pytest.raises(TranscriptError, match="more than 60 columns"):
        read(document)
