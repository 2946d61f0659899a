"""The framework matrix as an Excel workbook: what teams pass around.

Sheets: Read me, All codes, one for each theme (or value of chosen dimensions), Quotes,
References, Cases, Documents, Codebook and its versions, Counts, Binary, Memos, Agreement, Audit;
and one that no program lists (`exports.machine_sheet`).
"""

from collections.abc import Callable
from datetime import UTC
from functools import partial
from io import BytesIO

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty

from exports.citations import citations, references_sheet
from exports.codebook_sheet import codebook_sheet
from exports.contents import WorkbookContents, WorkbookFile
from exports.counts_sheets import binary_sheet, counts_sheet
from exports.hidden_ids import FORMAT
from exports.lists_sheets import cases_sheet, documents_sheet, memos_sheet
from exports.machine_sheet import machine_sheet
from exports.matrix_sheets import matrix_sheet
from exports.overview_sheet import overview_sheet
from exports.pen import Pen
from exports.plan import plan_workbook
from exports.quotes_sheet import quotes_sheet
from exports.readme_sheet import readme_sheet, write_readme
from exports.record_tables import (
    agreement_sheets,
    audit_counts_table,
    audit_table,
    negatives_table,
    versions_table,
)
from exports.safe_text import safe_text
from exports.table_sheet import table_sheet


def matrix_workbook(
    contents: WorkbookContents, *, progress: Callable[[float], None] | None = None
) -> WorkbookFile:
    """Return the workbook (.xlsx), and all that could not be written as it is.

    The Read me sheet says the same of what was changed. While it is written, rows wait in the
    system's folder for temporary files; they are removed at the end.

    Args:
        contents: What goes into it.
        progress: Is told the share that is done, 0..1, after each sheet.

    Raises:
        ExportError: If the sheets cannot be made as `contents.by` asks.
    """
    plan, cited = plan_workbook(contents), citations(contents)
    workbook = Workbook(write_only=True)
    pen = Pen(workbook, whole=f'the study "{_short(contents.study_name)}" in Betweenlines')
    _describe(workbook, contents)
    first = readme_sheet(workbook, contents)
    steps: list[Callable[[], object]] = [
        lambda: overview_sheet(workbook, pen, contents, plan),
        *(partial(matrix_sheet, workbook, pen, contents, plan, part) for part in plan.sheets),
        lambda: quotes_sheet(workbook, pen, contents, plan),
        *([partial(references_sheet, workbook, pen, contents, plan, cited)] if cited else ()),
        lambda: cases_sheet(workbook, pen, contents, plan),
        lambda: documents_sheet(workbook, pen, contents),
        lambda: codebook_sheet(workbook, pen, contents, plan),
        lambda: counts_sheet(workbook, pen, contents),
        lambda: binary_sheet(workbook, pen, contents),
        lambda: _history(workbook, pen, contents),
        lambda: write_readme(first, pen, contents, plan, cited),
        lambda: machine_sheet(workbook, pen, contents),
    ]
    for done, step in enumerate(steps, 1):
        step()
        if progress:
            progress(done / (len(steps) + 1))
    file = BytesIO()
    workbook.save(file)
    return WorkbookFile(file.getvalue(), tuple(dict.fromkeys(pen.notices)))


def _history(workbook: Workbook, pen: Pen, contents: WorkbookContents) -> None:
    """Add the sheets beside the matrix, those that would be empty left out."""
    record = contents.record
    if contents.negative_cases:
        table_sheet(workbook, pen, contents, negatives_table(contents))
    if record.versions:
        table_sheet(workbook, pen, contents, versions_table(contents))
    if record.memos:
        memos_sheet(workbook, pen, contents)
    if contents.agreement:
        for table, about in agreement_sheets(contents.agreement):
            table_sheet(workbook, pen, contents, table, about=about)
    if record.acts:
        table_sheet(workbook, pen, contents, audit_table(contents))
        table_sheet(workbook, pen, contents, audit_counts_table(contents))


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
