"""A comparison of coders as an Excel workbook: figures, passages, and what they rest on.

Sheets: Read me, one for each table (`agreement_sheets.all_tables`).
"""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

from openpyxl import Workbook

from coding.agreement.methods import methods_paragraph
from coding.agreement.resampling import DrawnBy
from exports import looks
from exports.agreement_contents import AgreementContents
from exports.agreement_sheets import all_tables
from exports.agreement_table import Table
from exports.agreement_words import MEANINGS
from exports.contents import WorkbookFile
from exports.page import lay_out, print_setup
from exports.pen import Pen, Sheet, place
from exports.readme_sheet import moment
from exports.safe_text import safe_text
from exports.table_sheet import table_sheet

README = "Read me"
_MISSING = (
    "A unit that a coder finished without a code is judged: nothing here. A unit that they have "
    "not finished is no judgement; it is left out, never counted as empty."
)
_HOW = """\
Every figure stands with its interval ("from", "to") and never without n. An empty figure is \
undefined, and the last column says why: it is never 0 or 1 because nothing could be said.
Look at positive agreement and at the passages, not at one number: the sheet Disagreements holds \
every passage on which coders differ, with what each of them gave it.
The thresholds of .667 and .800 (Krippendorff) are conventions; the bars in the sheets show size \
and are no verdict.""".splitlines()


def agreement_workbook(contents: AgreementContents) -> WorkbookFile:
    """Return the workbook (.xlsx), and all that could not be written as it is."""
    workbook = Workbook(write_only=True)
    pen = Pen(workbook, whole=f'the study "{_short(contents.study_name)}" in Betweenlines')
    _describe(workbook, contents)
    first: Sheet = workbook.create_sheet(README)
    lay_out(first, (3, 30, 110), frozen=None)
    print_setup(first, contents, upright=True)
    tables = all_tables(contents)
    for table in tables:
        about = f"{table.about}. {contents.report.context()}."
        table_sheet(workbook, pen, contents, table, about=about)
    _write_readme(first, pen, contents, tables)
    file = BytesIO()
    workbook.save(file)
    return WorkbookFile(file.getvalue(), tuple(dict.fromkeys(pen.notices)))


def _describe(workbook: Workbook, contents: AgreementContents) -> None:
    about = workbook.properties
    about.title = f"{_short(contents.study_name)}: agreement between coders"
    about.subject = "Agreement between coders, code by code"
    about.creator = f"Betweenlines {contents.program_version}"


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return safe_text(one_line, where="properties", whole="the study", limit=200).value


def _write_readme(
    sheet: Sheet, pen: Pen, contents: AgreementContents, tables: Sequence[Table]
) -> None:
    pen.line(sheet, [])
    title = pen.text(sheet, contents.study_name, looks.TITLE, where="study's name")
    pen.line(sheet, [None, title], height=26)
    pen.line(sheet, [None, pen.text(sheet, "Agreement between coders", looks.NOTE, where=README)])
    _section(sheet, pen, "This workbook", _facts(contents))
    _section(sheet, pen, "What is compared", _compared(contents))
    _section(sheet, pen, "How to read it", (("", text) for text in _HOW))
    _index(sheet, pen, tables)
    _section(sheet, pen, "What the figures mean", _meanings(contents))
    paragraph = (("", methods_paragraph(contents.report)),)
    _section(sheet, pen, "A paragraph for the methods section", paragraph)
    changed = [(one.where, one.what) for one in dict.fromkeys(pen.notices)][:500]
    nothing = [("", "Nothing: all text stands here as it stands in the study.")]
    _section(sheet, pen, "What could not be written as it is", changed or nothing)


def _section(sheet: Sheet, pen: Pen, title: str, rows: Iterable[tuple[str, str]]) -> None:
    _heading(sheet, pen, title)
    for label, text in rows:
        cells = [pen.text(sheet, label, looks.LABEL, where=f"{README}, {label}")]
        cells.append(pen.text(sheet, text, looks.PLAIN, where=f"{README}, {label}"))
        pen.line(sheet, [None, *cells])


def _heading(sheet: Sheet, pen: Pen, title: str) -> None:
    pen.line(sheet, [])
    pen.line(sheet, [None, pen.text(sheet, title, looks.SECTION, where=README)])


def _facts(contents: AgreementContents) -> Iterator[tuple[str, str]]:
    yield (
        "Written",
        f"{moment(contents.made_at)}, by Betweenlines {contents.program_version}",
    )
    yield "Framework", f"{contents.framework.name}, labelled {contents.framework.version}"
    yield "Filters", "\n".join(contents.filters) or "none: all that may be compared is here"
    yield (
        "Participants' words",
        "stand on the sheet Disagreements. Delete it before you pass figures on.",
    )


def _compared(contents: AgreementContents) -> Iterator[tuple[str, str]]:
    report = contents.report
    conditions = report.conditions
    yield "Coders", ", ".join(sorted(map(contents.coder_name, report.coders)))
    of_all = f" of {conditions.all_units:,}" if conditions.all_units else ""
    yield "Unit", f"the {report.unit}: {report.n_units:,}{of_all}"
    of_all = f" of {conditions.all_documents:,}" if conditions.all_documents else ""
    yield "Interviews", f"{report.n_documents:,}{of_all}"
    yield (
        "Missing judgements",
        _MISSING,
    )
    yield "Conditions", ", ".join(report.context().split(" · ")[3:5])
    yield "Intervals", _intervals(contents)
    for caution in report.cautions:
        yield "Caution", caution


def _intervals(contents: AgreementContents) -> str:
    plan = contents.report.resampling
    if plan is None:
        return "none"
    by = "interviews" if plan.by is DrawnBy.DOCUMENT else f"{contents.report.unit}s"
    return (
        f"{plan.level:.0%} percentile bootstrap intervals from {plan.times:,} resamples of {by}, "
        f"seed {plan.seed}. “Likely below” is the share of resamples in which alpha is lower."
    )


def _index(sheet: Sheet, pen: Pen, tables: Sequence[Table]) -> None:
    _heading(sheet, pen, "Sheets")
    for table in tables:
        link = place(table.name, "A1")
        label = pen.text(sheet, table.name, looks.LABEL_LINK, where=README, link=link)
        rows = "1 row" if len(table.rows) == 1 else f"{len(table.rows):,} rows"
        text = pen.text(sheet, f"{table.about}. {rows}.", looks.PLAIN, where=README)
        pen.line(sheet, [None, label, text])


def _meanings(contents: AgreementContents) -> Iterator[tuple[str, str]]:
    for name, meaning in MEANINGS.items():
        source = f" Source: {meaning.source}." if meaning.source else ""
        yield meaning.title, f"{meaning.tells}{source} In CSV files: {name}."
