"""The references in summaries, each with the quotes that it leads to."""

from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell

from coding.matrix import MatrixCell
from coding.model import Case
from coding.references import ResolvedMark, resolved_marks
from exports import looks
from exports.contents import WorkbookContents
from exports.page import lay_out, print_setup
from exports.pen import Pen, Sheet, place
from exports.plan import QUOTES, REFERENCES, Plan, passage_key
from exports.safe_text import TextNotice

_HEADS = ("Case", "Code", "Reference", "Quotes", "Note")
_WIDTHS = (16, 52, 24, 20, 44)


@dataclass(frozen=True, slots=True)
class Citation:
    """One reference in the summary of one cell: as it was typed, and what it leads to."""

    case: Case
    cell: MatrixCell
    typed: str
    found: ResolvedMark

    @property
    def where(self) -> str:
        """Return the summary's place in words."""
        return f"summary of {self.case.name} on {self.cell.column_id}"


def citations(contents: WorkbookContents) -> tuple[Citation, ...]:
    """Return the references in all summaries that the workbook shows, by case and code."""
    return tuple(_citations(contents))


def _citations(contents: WorkbookContents) -> Iterator[Citation]:
    by_id = {document.id: document for document in contents.documents}
    for case in contents.matrix.cases:
        own = [by_id[document_id] for document_id in case.document_ids if document_id in by_id]
        for column in contents.matrix.columns:
            cell = contents.matrix.cells[case.id, column.id]
            text = contents.text_of(cell)
            if "[" not in text:
                continue
            for found in resolved_marks(text, own, cell.passages):
                yield Citation(case, cell, text[found.mark.start : found.mark.end], found)


def lost_references(cited: tuple[Citation, ...]) -> Iterator[TextNotice]:
    """Return the references that lead to no place in the case's documents."""
    for one in cited:
        if one.found.reference is None:
            what = f'the reference "[{one.typed}]" leads nowhere: {one.found.why_not}'
            yield TextNotice(one.where, what)


def references_sheet(
    workbook: Workbook,
    pen: Pen,
    contents: WorkbookContents,
    plan: Plan,
    cited: tuple[Citation, ...],
) -> None:
    """Add the sheet of references: from each to its quote, and back to its summary."""
    sheet: Sheet = workbook.create_sheet(REFERENCES)
    lay_out(sheet, _WIDTHS, frozen="A2", filtered=f"A1:E{len(cited) + 1}")
    print_setup(sheet, contents, upright=True)
    sheet.print_title_rows = "1:1"
    heads = [pen.text(sheet, head, looks.HEAD, where="heading of References") for head in _HEADS]
    pen.line(sheet, heads, height=24)
    names = {code.id: code.name for code in contents.matrix.framework.codes()}
    for one in cited:
        pen.line(sheet, _row(sheet, pen, plan, one, names))


def _row(
    sheet: Sheet, pen: Pen, plan: Plan, one: Citation, names: dict[str, str]
) -> Iterator[Cell]:
    code_id, where = one.cell.column_id, f"reference in the {one.where}"
    back = plan.places[one.case.id, code_id]
    yield pen.text(sheet, one.case.name, looks.CASE, where=where)
    code = f"{code_id} {names.get(code_id, '')}".strip()
    yield pen.text(sheet, code, looks.LINK, where=where, link=back)
    numbers = [plan.quotes[passage_key(passage)].number for passage in one.found.passages]
    link = place(QUOTES, f"B{numbers[0] + 1}") if numbers else None
    yield pen.text(sheet, one.typed, looks.LINK if link else looks.BODY, where=where, link=link)
    yield pen.text(sheet, ", ".join(f"Q{n}" for n in numbers), looks.BODY, where=where)
    yield pen.text(sheet, one.found.why_not, looks.BODY, where=where)
