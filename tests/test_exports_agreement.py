"""The workbook and CSV files of a comparison, read back."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import openpyxl
import pytest

from coding.adjudication import Adjudication, Verdict
from coding.agreement.by_document import document_figures
from coding.agreement.continua import Continuum, Span
from coding.agreement.disagreements import confusions, disagreements
from coding.agreement.free_passages import free_passages
from coding.agreement.report import Conditions
from coding.agreement.reporting import agreement_report
from coding.agreement.values import RatedUnit, Ratings, Unit
from coding.model import Coder, Coding
from exports.agreement_contents import AgreementContents, PairConfusions
from exports.agreement_csv import agreement_csv
from exports.agreement_sheets import all_tables
from exports.agreement_words import MEANINGS
from exports.agreement_workbook import agreement_workbook

TEXT = "The lift sang again.\n\nIt hums in the dark.\n\n=SUM(moths)\n\nNothing."
PLACES = ((0, 20), (22, 42), (44, 55), (57, 65))
GIVEN = (("SONG", "SONG"), ("SONG DARK", "SONG"), ("", "DARK"), ("", ""))


@pytest.fixture
def contents(make_document, lift_framework):
    document = make_document(TEXT, name="-lift one")
    units = tuple(
        RatedUnit(f"u{n}", document.id, tuple(frozenset(c.split()) for c in codes), *place)
        for n, (codes, place) in enumerate(zip(GIVEN, PLACES, strict=True))
    )
    ratings = Ratings(Unit.SEGMENT, ("c1", "c2"), units)
    codings = [
        Coding(coder, document.id, *place, code, 1, False, None, "=1+1" if code == "DARK" else "")
        for codes, place in zip(GIVEN, PLACES, strict=True)
        for coder, given in zip(("c1", "c2"), codes, strict=True)
        for code in given.split()
    ]
    spans = tuple(Span(c.coder_id, c.start, c.end, c.code_id) for c in codings)
    continuum = Continuum(document.id, ((0, len(TEXT)),), spans)
    return AgreementContents(
        study_id="s",
        study_name="Lifts & owls",
        made_at=datetime(2031, 5, 4, 12, tzinfo=UTC),
        program_version="9.9",
        report=agreement_report(
            ratings, lift_framework, conditions=Conditions(True, None, 20, 5), times=100
        ),
        framework=lift_framework,
        coders=(Coder("c1", "Oda"), Coder("c2", "Per")),
        documents=(document,),
        interviews=document_figures(ratings),
        confusions=(PairConfusions(("c1", "c2"), confusions(ratings, ("c1", "c2"))),),
        disagreements=disagreements(ratings, codings),
        free=free_passages((continuum,), ("c1", "c2"), lift_framework, pair=("c1", "c2")),
        filters=("Site: pond",),
    )


@pytest.fixture
def book(contents):
    return openpyxl.load_workbook(io.BytesIO(agreement_workbook(contents).data))


def rows_of(sheet):
    """Return the rows under the headings in row 3, by heading; the first of a name counts."""
    heads = [cell.value for cell in sheet[3]]
    return [
        dict(reversed(list(zip(heads, row, strict=True))))
        for row in sheet.iter_rows(min_row=4, values_only=True)
    ]


def test_there_is_a_sheet_for_each_table_and_the_first_says_what_they_are(contents, book):
    assert book.sheetnames == ["Read me", *(table.name for table in all_tables(contents))]
    readme = [cell.value for row in book["Read me"] for cell in row if cell.value]
    links = [cell.hyperlink.location for row in book["Read me"] for cell in row if cell.hyperlink]
    assert len(links) == len(book.sheetnames) - 1
    assert "Lifts & owls" in readme
    assert "Oda, Per" in readme
    assert "the segment: 4 of 20" in readme
    assert "Site: pond" in readme
    assert any("100 resamples of segments, seed 20260131" in text for text in readme)
    assert any("Betweenlines 9.9" in text for text in readme)


def test_every_figure_is_defined_for_the_reader(book):
    readme = {row[1].value: row[2].value for row in book["Read me"].iter_rows()}

    for meaning in MEANINGS.values():
        assert meaning.tells in readme[meaning.title]


def test_figures_stand_as_numbers_with_their_intervals(contents, book):
    song = next(row for row in rows_of(book["Codes"]) if row["Id"] == "SONG")

    row = next(row for row in contents.report.rows if row.id == "SONG" and not row.pair)
    alpha = row.result("krippendorff_alpha")
    heads = [cell.value for cell in book["Codes"][3]]
    place = heads.index("Krippendorff's alpha")
    line = [c.value for c in next(r for r in book["Codes"].iter_rows() if r[0].value == "SONG")]
    assert line[place : place + 3] == pytest.approx([alpha.value, alpha.low, alpha.high])
    assert (song["Given by Oda"], song["Given by Per"], song["By all"]) == (2, 2, 2)
    assert song["Alpha likely below 0.667"] == pytest.approx(alpha.below[0])


def test_an_undefined_figure_is_empty_with_its_reason(contents, book):
    unused = [row for row in contents.report.rows if not any(row.used) and not row.pair]

    for row in rows_of(book["Codes"]):
        if row["Id"] in {one.id for one in unused}:
            assert row["Krippendorff's alpha"] is None
            assert row["Why a figure is undefined"]
    dumped = [cell.value for sheet in book for row in sheet for cell in row]
    assert not {"nan", "None", "NaN"} & {str(value) for value in dumped if value is not None}


def test_disagreements_hold_the_words_and_what_each_coder_gave(book):
    found = rows_of(book["Disagreements"])

    assert [(row["Code"], row["Given by"], row["Not by"]) for row in found] == [
        ("DARK", "Oda", "Per"),
        ("DARK", "Per", "Oda"),
    ]
    assert found[0]["Passage"] == "It hums in the dark."
    assert found[0]["What Oda gave"] == "DARK (=1+1); SONG"
    assert found[1]["What Oda gave"] == "no code"


def test_nothing_in_the_workbook_runs(book):
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
    passage = next(
        row for row in book["Disagreements"].iter_rows() if row[8].value == "=SUM(moths)"
    )

    assert "f" not in kinds
    assert passage[8].quotePrefix


def test_csv_files_hold_the_same_tables_with_stable_names(contents):
    with zipfile.ZipFile(io.BytesIO(agreement_csv(contents))) as archive:
        names = archive.namelist()
        codes = archive.read("codes.csv").decode("utf-8-sig")
        disagreements_ = archive.read("disagreements.csv").decode("utf-8-sig")

    assert len(names) == len(all_tables(contents))
    row = next(row for row in csv.DictReader(io.StringIO(codes)) if row["id"] == "SONG")
    assert float(row["percent_agreement"]) == 1.0
    assert row["krippendorff_alpha_low"]
    words = [row["words"] for row in csv.DictReader(io.StringIO(disagreements_))]
    assert words == ["It hums in the dark.", "'=SUM(moths)"]
    assert next(csv.DictReader(io.StringIO(disagreements_)))["document"] == "'-lift one"


def test_csv_numbers_below_zero_stay_numbers(contents):
    with zipfile.ZipFile(io.BytesIO(agreement_csv(contents))) as archive:
        text = archive.read("codes.csv").decode("utf-8-sig")

    dark = next(row for row in csv.DictReader(io.StringIO(text)) if row["id"] == "DARK")
    assert float(dark["krippendorff_alpha"]) < 0


def test_what_was_settled_stands_on_a_sheet_of_its_own_with_its_reason(contents):
    settled = Adjudication(
        client="window",
        seq=1,
        adjudicator_id="c1",
        document_id=contents.documents[0].id,
        verdict=Verdict.NONE,
        framework_version=1,
        made_at=contents.made_at,
        start=44,
        end=55,
        code_ids=("DARK",),
        reason="=It is about moths",
    )
    made = agreement_workbook(replace(contents, adjudications=(settled,)))
    book = openpyxl.load_workbook(io.BytesIO(made.data))

    (row,) = rows_of(book["Adjudications"])
    assert row["Passage"] == "=SUM(moths)"
    assert row["Reason"] == "=It is about moths"
    assert row["Settled by"] == "Oda"
    assert book["Adjudications"]["C4"].data_type == "s"
