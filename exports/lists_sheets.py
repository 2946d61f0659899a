"""The sheets that list what the matrix is made of: cases, documents and the codebook."""

from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter

from coding.consensus import DocumentSource, Ground
from coding.matrix import CellState
from coding.model import Case
from exports import looks
from exports.contents import WorkbookContents
from exports.hidden_ids import (
    CODE_FIELDS,
    FORMAT,
    attribute_column,
    case_row,
    code_row,
    study_column,
)
from exports.page import lay_out, print_setup
from exports.pen import Pen, Sheet
from exports.plan import CASES, CODEBOOK, DOCUMENTS, Plan
from framework.model import Code, Framework

_COUNTED = (
    CellState.CODED,
    CellState.DRAFT,
    CellState.SUMMARISED,
    CellState.STALE,
    CellState.SIGNED_OFF,
)


def cases_sheet(workbook: Workbook, pen: Pen, contents: WorkbookContents) -> None:
    """Add the sheet of cases: attributes, documents, and how many cells are in which state."""
    matrix = contents.matrix
    states = [f"{state.shape} {state}" for state in _COUNTED]
    heads = ["id", "Case", *matrix.attributes, "Documents", "Passages", *states]
    widths = [12, 16, *[16] * len(matrix.attributes), 36, 11, *[14] * len(states)]
    ids = [study_column(contents.study_id), *map(attribute_column, matrix.attributes)]
    shape = (heads, widths, len(matrix.cases))
    sheet = _sheet(workbook, pen, contents, CASES, shape, ids=ids)
    names = {document.id: document.name for document in contents.documents}
    for case in matrix.cases:
        pen.line(sheet, _case(sheet, pen, contents, case, names))


def _case(
    sheet: Sheet, pen: Pen, contents: WorkbookContents, case: Case, names: dict[str, str]
) -> Iterator[Cell]:
    matrix = contents.matrix
    values = dict(case.attributes)
    row_id = case_row(case.id)
    held = ", ".join(names.get(document_id, "") for document_id in case.document_ids)
    cells = [matrix.cells[case.id, column.id] for column in matrix.columns]
    yield pen.text(sheet, row_id, looks.MACHINE, where="id of a case")
    yield pen.text(sheet, case.name, looks.CASE, where=f"name of case {case.name}")
    for name in matrix.attributes:
        where, fact = f"{name} of {case.name}", values.get(name, "")
        row_and_column = (row_id, attribute_column(name))
        yield pen.editable(sheet, fact, looks.BODY, where=where, ids=row_and_column)
    yield pen.text(sheet, held, looks.BODY, where=f"documents of {case.name}")
    yield pen.number(sheet, len(matrix.passages_of(case)), looks.NUMBER)
    for state in _COUNTED:
        yield pen.number(sheet, sum(cell.state is state for cell in cells), looks.NUMBER)


def documents_sheet(workbook: Workbook, pen: Pen, contents: WorkbookContents) -> None:
    """Add the sheet of documents: for each of them whose codings were charted, and whose not."""
    heads = ["id", "Document", "File", "Cases", "Codings charted", "Coders", "Left out", "Note"]
    widths = [12, 20, 30, 24, 34, 24, 24, 70]
    sources = contents.matrix.sources
    sheet = _sheet(workbook, pen, contents, DOCUMENTS, (heads, widths, len(sources)))
    by_id = {document.id: document for document in contents.documents}
    for source in sources:
        document = by_id[source.document_id]
        cases = [c.name for c in contents.matrix.cases if document.id in c.document_ids]
        texts = [
            document.name,
            document.file_name,
            ", ".join(cases),
            str(source.ground),
            ", ".join(contents.coder_name(coder) for coder in source.coder_ids),
            ", ".join(contents.coder_name(coder) for coder in source.left_out),
            source_note(source),
        ]
        first = pen.text(sheet, f"document:{document.id}", looks.MACHINE, where="id of a document")
        where = f"document {document.name}"
        cells = [pen.text(sheet, text, looks.BODY, where=where) for text in texts]
        pen.line(sheet, [first, *cells])


def source_note(source: DocumentSource) -> str:
    """Return what silence in this document means, and what was not shared."""
    notes = []
    if source.settled:
        count = "1 passage" if source.settled == 1 else f"{source.settled:,} passages"
        notes.append(f"{count} adjudicated: there the verdict stands.")
    if source.not_shared:
        count = "1 coding" if source.not_shared == 1 else f"{source.not_shared:,} codings"
        notes.append(f"{count} not charted: not all who finished made them.")
    if source.ground is Ground.NOT_SETTLED:
        notes.append("Nothing is charted: choose one coder, or wait until one has finished.")
    elif not source.finished:
        notes.append("Not finished: where nothing is coded, that says nothing yet.")
    return " ".join(notes)


def codebook_sheet(workbook: Workbook, pen: Pen, contents: WorkbookContents, plan: Plan) -> None:
    """Add the codebook: every code of the framework, with its rules and how often it stands."""
    framework = contents.matrix.framework
    dimensions = [dimension.name for dimension in framework.dimensions]
    heads = ["id", "Theme", "Code", "Name", *dimensions, "Definition", "Include", "Exclude"]
    heads += ["Examples", "Sounds like it, is not", "Counterpart", "Origin", "Cases", "Passages"]
    widths = [12, 24, 10, 28, *[14] * len(dimensions), 44, 36, 36, 88, 50, 13, 11, 9, 11]
    rows = len(tuple(framework.codes()))
    ids = [study_column(contents.study_id), "", CODE_FIELDS[0], *([""] * len(dimensions))]
    shape = (heads, widths, rows)
    sheet = _sheet(workbook, pen, contents, CODEBOOK, shape, ids=[*ids, *CODE_FIELDS[1:]])
    for theme in framework.themes:
        for code in theme.codes:
            row_id = code_row(code.id)
            first = pen.text(sheet, row_id, looks.MACHINE, where="id of a code")
            band = looks.code_head(code.colour or plan.colours[theme.id])
            name = f"{theme.id} {theme.name}"
            chip = pen.text(sheet, name, band, where=f"name of theme {theme.id}")
            cells = _code_cells(sheet, pen, framework, code)
            pen.line(sheet, [first, chip, *cells, *_code_counts(sheet, pen, contents, code)])


def _code_cells(sheet: Sheet, pen: Pen, framework: Framework, code: Code) -> Iterator[Cell]:
    for field, text in _code_texts(framework, code):
        where = f"codebook, {code.id}"
        if field:
            ids = (code_row(code.id), field)
            yield pen.editable(sheet, text, looks.BODY, where=where, ids=ids)
        else:
            yield pen.text(sheet, text, looks.BODY, where=where)


def _code_texts(framework: Framework, code: Code) -> list[tuple[str, str]]:
    """Return the texts of a code's row, each with its id if it may be edited."""
    values = framework.values_of(code.id)
    stands = [
        next((value.name for value in d.values if value.id == values.get(d.id)), "")
        for d in framework.dimensions
    ]
    misses = (
        f"{miss.text} (belongs to {miss.belongs_to})" if miss.belongs_to else miss.text
        for miss in code.near_misses
    )
    lists = (code.include, code.exclude, code.examples, tuple(misses))
    told = (code.name, code.definition, *(bulleted(texts) for texts in lists))
    name, *rest = zip(CODE_FIELDS, told, strict=True)
    plain = [("", text) for text in stands]
    return [("", code.id), name, *plain, *rest, ("", code.counterpart or ""), ("", code.origin)]


def bulleted(texts: Sequence[str]) -> str:
    """Return a list as lines, with a bullet each if there are several."""
    return "\n".join(f"• {text}" for text in texts) if len(texts) > 1 else "".join(texts)


def _code_counts(sheet: Sheet, pen: Pen, contents: WorkbookContents, code: Code) -> Iterator[Cell]:
    matrix = contents.matrix
    found = [matrix.cells.get((case.id, code.id)) for case in matrix.cases]
    counts = [len(cell.passages) for cell in found if cell is not None]
    if not counts:
        yield pen.text(sheet, "not in this workbook", looks.BODY, where="codebook")
        yield pen.blank(sheet, looks.BODY)
        return
    yield pen.number(sheet, sum(count > 0 for count in counts), looks.NUMBER)
    yield pen.number(sheet, sum(counts), looks.NUMBER)


def _sheet(
    workbook: Workbook,
    pen: Pen,
    contents: WorkbookContents,
    name: str,
    shape: tuple[Sequence[str], Sequence[float], int],
    *,
    ids: Sequence[str] = (),
) -> Sheet:
    """Return a new sheet with its headings.

    `shape` is headings, widths and number of rows; `ids` stand in a hidden row above the
    headings, from the second column on.
    """
    heads, widths, rows = shape
    sheet: Sheet = workbook.create_sheet(name)
    top = 2 if ids else 1
    last = f"{get_column_letter(len(widths))}{rows + top}"
    lay_out(sheet, widths, frozen=f"C{top + 1}", filtered=f"B{top}:{last}")
    sheet.column_dimensions["A"].hidden = True
    print_setup(sheet, contents)
    sheet.print_title_rows = f"{top}:{top}"
    if ids:
        hidden = [pen.text(sheet, text, looks.MACHINE, where="ids") for text in (FORMAT, *ids)]
        pen.line(sheet, hidden, hidden=True)
    pen.line(
        sheet,
        [pen.text(sheet, t, looks.HEAD, where=f"heading of {name}") for t in heads],
        height=32,
    )
    return sheet
