"""The framework matrix as an Excel workbook: what teams pass around.

Sheets: Read me, All codes, one for each theme (or value of chosen dimensions), Quotes, Cases,
Documents, Codebook.
"""

from datetime import UTC
from io import BytesIO

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty

from exports.contents import WorkbookContents, WorkbookFile
from exports.hidden_ids import FORMAT
from exports.lists_sheets import cases_sheet, codebook_sheet, documents_sheet
from exports.machine_sheet import machine_sheet
from exports.matrix_sheets import matrix_sheet
from exports.overview_sheet import overview_sheet
from exports.pen import Pen
from exports.plan import plan_workbook
from exports.quotes_sheet import quotes_sheet
from exports.readme_sheet import readme_sheet, write_readme
from exports.safe_text import safe_text


def matrix_workbook(contents: WorkbookContents) -> WorkbookFile:
    """Return the workbook (.xlsx), and all that could not be written as it is.

    The Read me sheet says the same of what was changed. While it is written, rows wait in the
    system's folder for temporary files; they are removed at the end.

    Raises:
        ExportError: If the sheets cannot be made as `contents.by` asks.
    """
    plan = plan_workbook(contents)
    workbook = Workbook(write_only=True)
    pen = Pen(workbook, whole=f'the study "{_short(contents.study_name)}" in Betweenlines')
    _describe(workbook, contents)
    first = readme_sheet(workbook, contents)
    overview_sheet(workbook, pen, contents, plan)
    for part in plan.sheets:
        matrix_sheet(workbook, pen, contents, plan, part)
    quotes_sheet(workbook, pen, contents, plan)
    cases_sheet(workbook, pen, contents)
    documents_sheet(workbook, pen, contents)
    codebook_sheet(workbook, pen, contents, plan)
    write_readme(first, pen, contents, plan)
    machine_sheet(workbook, pen, contents)
    file = BytesIO()
    workbook.save(file)
    return WorkbookFile(file.getvalue(), tuple(dict.fromkeys(pen.notices)))


def _describe(workbook: Workbook, contents: WorkbookContents) -> None:
    """Fill in the document properties; the study's id goes with the workbook."""
    at = contents.made_at.astimezone(UTC).replace(tzinfo=None)
    about = workbook.properties
    about.title = f"{_short(contents.study_name)}: framework matrix"
    about.subject = "Framework matrix: summaries by case and code"
    about.creator = f"Betweenlines {contents.program_version}"
    about.keywords = "framework method; framework matrix; qualitative analysis"
    about.created = about.modified = at
    for name, value in (("betweenlines format", FORMAT), ("betweenlines study", contents.study_id)):
        workbook.custom_doc_props.append(StringProperty(name=name, value=_short(value)))


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return safe_text(one_line, where="properties", whole="the study", limit=200).value
