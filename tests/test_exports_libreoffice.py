"""The workbook in a real spreadsheet program: opened, saved again, printed."""

import os
import shutil
import subprocess
from io import BytesIO

import pytest
from openpyxl import load_workbook

from coding.summaries import NotAsked
from exports.hidden_ids import MACHINE_SHEET
from exports.matrix_workbook import matrix_workbook
from tests.matrix_made import HUMS, charted, coding, contents, document, summary

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
