"""The workbook in a real spreadsheet program: opened, saved again, printed."""

import os
import shutil
import subprocess
from datetime import UTC, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from coding.coming_back.coding_sheet import Sheet, coding_side
from coding.coming_back.comparing import compared
from coding.model import Act, Decision, Segment
from coding.summaries import NotAsked
from exports.coding_sheet import CodingSheetContents, coding_workbook
from exports.hidden_ids import MACHINE_SHEET
from exports.matrix_workbook import matrix_workbook
from exports.reading_back import read_back, spelling
from tests.matrix_made import FRAMEWORK, HUMS, STOPS, charted, coding, contents, document, summary
from tests.matrix_made import document as made_document
from tests.workbook_back import NOISE, against, edited, workbook, wrote

HOSTILE = "=1+1\n+lift@steel שיר 😀 e\u0301 <b>&amp;</b> \"quoted\" 'once'"
LONG = "=" + "hum " * 9_000

pytestmark = pytest.mark.slow


@pytest.fixture
def soffice(tmp_path):
    """A function that converts a workbook with LibreOffice and returns the new file."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        reason = "LibreOffice (soffice) is not installed, so no workbook can be opened with it"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)

    def convert(data, kind):
        source = tmp_path / "matrix.xlsx"
        source.write_bytes(data)
        target = tmp_path / "converted"
        profile = (tmp_path / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
        subprocess.run(
            [*command, "--outdir", target, source], check=True, capture_output=True, timeout=240
        )
        return (target / f"matrix.{kind}").read_bytes()

    return convert


def made_workbook():
    codings = [coding(memo=HOSTILE), coding(HUMS, "HUM")]
    written = [
        summary(HOSTILE, basis=[coding()]),
        summary(LONG, code="HUM"),
        summary("@SUM(lift)", code="DARK", case="case-new"),
    ]
    matrix = charted(codings, written, marks=(NotAsked("case-old", "DARK"),))
    documents = (document(name="P07"), document("d2", name="P08"))
    return matrix_workbook(contents(matrix, documents=documents)).data


def test_libreoffice_saves_every_cell_as_it_was(soffice):
    data = made_workbook()
    ours, theirs = load_workbook(BytesIO(data)), load_workbook(BytesIO(soffice(data, "xlsx")))

    assert theirs.sheetnames == ours.sheetnames
    for sheet in ours:
        for row in sheet.iter_rows():
            for cell in row:
                again = theirs[sheet.title][cell.coordinate]
                assert again.value == cell.value, (sheet.title, cell.coordinate)
                assert again.data_type != "f"


def test_libreoffice_keeps_what_is_hidden_linked_and_explained(soffice):
    # without a screen it drops what only a screen needs: frozen panes, grid lines
    book = load_workbook(BytesIO(soffice(made_workbook(), "xlsx")))
    sheet = book["N Noise"]

    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["A"].hidden
    assert sheet["G5"].hyperlink.location.replace("'", "") == "Quotes!B2"
    assert "It sings." in sheet["E4"].comment.text
    assert book[MACHINE_SHEET].sheet_state != "visible"
    assert book.custom_doc_props["betweenlines study"].value == "study-1"


def test_libreoffice_prints_it(soffice):
    printed = soffice(made_workbook(), "pdf")

    assert printed.startswith(b"%PDF")
    assert printed.count(b"/Type/Page") >= 8


def test_a_workbook_saved_again_by_libreoffice_comes_back_without_a_difference(soffice):
    written = (summary(HOSTILE), summary("@SUM(lift) _x0041_", code="DARK", case="case-new"))
    acts = (wrote(HOSTILE), wrote("@SUM(lift) _x0041_", code="DARK", case="case-new"))
    again = soffice(workbook(*written), "xlsx")

    untouched = against(again, *acts)
    assert (untouched.differences, untouched.refused) == ((), ())
    louder = against(edited(again, {(NOISE, "summary:SONG 5"): "It sings louder."}), *acts)
    assert [one.text for one in louder.differences] == ["It sings louder."]
    assert louder.conflicts == 0


def test_coding_sheets_saved_again_by_libreoffice_come_back_without_a_difference(soffice):
    document = made_document()
    segments = tuple(
        Segment("d1", number, start, end, number, True)
        for number, (start, end) in enumerate((HUMS, STOPS), start=1)
    )
    sheet = Sheet(document, segments)
    made_at = datetime(2031, 5, 4, tzinfo=UTC)
    decisions = (
        Decision("w", 1, "oda", "d1", Act.ADD, 1, made_at, *HUMS, "HUM", memo=HOSTILE),
        Decision("w", 2, "oda", "d1", Act.FINISH, 1, made_at, *HUMS),
    )
    data = coding_workbook(
        CodingSheetContents(
            "study-1", "oda", FRAMEWORK, 3, (sheet,), decisions, 9, made_at, "0.1.0"
        )
    )
    back = read_back(soffice(data, "xlsx"))
    codes = [code.id for code in FRAMEWORK.codes()]

    found = compared(back, coding_side((sheet,), decisions, codes), spelling())
    assert (back.about, found.differences, found.refused) == ("oda", (), ())
