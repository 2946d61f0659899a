"""The sheet of the codebook: every code with its rules, which may be edited and come back."""

from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell

from exports import looks
from exports.contents import WorkbookContents
from exports.hidden_ids import CODE_FIELDS, code_row, study_column
from exports.list_sheet import list_sheet
from exports.pen import Pen, Sheet
from exports.plan import CODEBOOK, Plan
from framework.model import Code, Framework


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
    sheet = list_sheet(workbook, pen, contents, CODEBOOK, shape, ids=[*ids, *CODE_FIELDS[1:]])
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
