"""The sheets that hold the summaries: cases in rows, codes in columns.

Each code takes five columns: the summary, which people edit; the state, to filter by; the
quotes, whose cell jumps to the first of them; certainty and memo, which are folded away where
nobody has given any. Row 1 and column A are hidden and hold ids, so
that an edited workbook can be matched with its study.
"""

from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from coding.model import Case
from coding.second_order import Scope
from exports import looks
from exports.contents import WorkbookContents
from exports.hidden_ids import (
    CASE_SUMMARY,
    FORMAT,
    attribute_column,
    case_row,
    certainty_column,
    memo_column,
    study_column,
    summary_column,
)
from exports.matrix_cells import code_cells
from exports.matrix_foot import foot
from exports.page import break_columns, lay_out, print_setup
from exports.pen import Pen, Sheet
from exports.plan import (
    FIRST_ROW,
    PER_CODE,
    Plan,
    SheetPlan,
    first_code_column,
)
from framework.model import Code

_CASE, _FACT = 14, 15
_OF_CODE = (46, 16, 17, 12, 34)  # summary, state, quotes, certainty, memo
_LAST = 50  # the summary of a case
_FOLDED = 2  # of a code's columns, the last ones
_FROZEN_WIDTH = 62
_PAGE_WIDTH, _SCALE = 270, 72  # so many characters lie on A3 landscape, at so many %


def matrix_sheet(
    workbook: Workbook, pen: Pen, contents: WorkbookContents, plan: Plan, part: SheetPlan
) -> None:
    """Add one matrix sheet to the workbook."""
    sheet: Sheet = workbook.create_sheet(part.name)
    _shape(sheet, contents, plan, part)
    facts = contents.facts
    pen.line(sheet, _ids(sheet, pen, contents, part), hidden=True)
    title = f"{part.title}: {contents.study_name}"
    head = pen.text(sheet, title, looks.TITLE, where=f"title of {part.name}")
    pen.line(sheet, [None, head], height=24)
    bands = _bands(sheet, pen, contents, plan, part)
    pen.line(sheet, [None, None, *(None for _ in facts), *bands], height=18)
    pen.line(sheet, [None, *_heads(sheet, pen, contents, plan, part)], height=34)
    for case in contents.matrix.cases:
        pen.line(sheet, _row(sheet, pen, contents, plan, part, case))
    pen.line(sheet, [])
    for row in foot(sheet, pen, contents, plan, part):
        pen.line(sheet, row)


def _shape(sheet: Sheet, contents: WorkbookContents, plan: Plan, part: SheetPlan) -> None:
    facts = len(contents.facts)
    widths = [12, _CASE, *[_FACT] * facts, *_OF_CODE * len(part.columns), _LAST]
    width = len(widths)
    fitting = min(facts, (_FROZEN_WIDTH - _CASE) // _FACT)
    frozen = f"{get_column_letter(3 + fitting)}{FIRST_ROW}"
    last = f"{get_column_letter(width)}{FIRST_ROW - 1 + len(contents.matrix.cases)}"
    lay_out(sheet, widths, frozen=frozen, filtered=f"B{FIRST_ROW - 1}:{last}")
    sheet.column_dimensions["A"].hidden = True
    shown = sum(widths[1:]) - _fold(sheet, contents, part)
    if not any(scope is Scope.CASE for scope, _ in plan.wide):
        end = sheet.column_dimensions[get_column_letter(width)]
        end.outlineLevel, end.hidden = 1, True
        shown -= _LAST
    print_setup(sheet, contents)
    if shown > _PAGE_WIDTH:
        repeated = 2 + fitting
        break_columns(sheet, _new_pages(sheet, contents, part, repeated), scale=_SCALE)
    sheet.print_title_rows = f"3:{FIRST_ROW - 1}"
    sheet.print_title_cols = f"B:{get_column_letter(2 + fitting)}"


def _new_pages(
    sheet: Sheet, contents: WorkbookContents, part: SheetPlan, repeated: int
) -> Iterator[int]:
    """Return the columns before which a page ends, so that no code is torn apart.

    `repeated` is the last of the columns that stand on every page.
    """

    def wide(begin: int, end: int) -> float:
        columns = (sheet.column_dimensions[get_column_letter(at)] for at in range(begin, end))
        return sum(0 if column.hidden else column.width for column in columns)

    first = first_code_column(contents)
    starts = [first + PER_CODE * number for number in range(len(part.columns) + 1)]
    always = wide(1, repeated + 1)
    used = wide(1, first)
    for at in starts:
        block = wide(at, at + (PER_CODE if at < starts[-1] else 1))
        if used + block > _PAGE_WIDTH and used > always:
            yield at
            used = always
        used += block


def _fold(sheet: Sheet, contents: WorkbookContents, part: SheetPlan) -> float:
    """Fold certainty and memo away where there are none; return how much width that saves.

    Certainty is chosen from a list.
    """
    choices = DataValidation("list", formula1='"sure,unsure"', allow_blank=True)
    sheet.data_validations.append(choices)
    first, saved = first_code_column(contents), 0.0
    for number, column in enumerate(part.columns):
        cells = [contents.matrix.cells[case.id, column.id] for case in contents.matrix.cases]
        empty = all(cell.note is None for cell in cells)
        end = first + PER_CODE * (number + 1)
        for at in range(end - _FOLDED, end):
            dimension = sheet.column_dimensions[get_column_letter(at)]
            dimension.outlineLevel, dimension.hidden = 1, empty
            saved += dimension.width if empty else 0
        letter = get_column_letter(end - _FOLDED)
        choices.add(f"{letter}{FIRST_ROW}:{letter}{FIRST_ROW + max(0, len(cells) - 1)}")
    return saved


def _ids(sheet: Sheet, pen: Pen, contents: WorkbookContents, part: SheetPlan) -> Iterator[Cell]:
    ids = [FORMAT, study_column(contents.study_id)]
    ids += [attribute_column(name) for name in contents.facts]
    for column in part.columns:
        ids += [summary_column(column.id), f"state:{column.id}", f"quotes:{column.id}"]
        ids += [certainty_column(column.id), memo_column(column.id)]
    ids.append(CASE_SUMMARY)
    return (pen.text(sheet, text, looks.MACHINE, where=f"ids of {part.name}") for text in ids)


def _bands(
    sheet: Sheet, pen: Pen, contents: WorkbookContents, plan: Plan, part: SheetPlan
) -> Iterator[Cell]:
    names = {theme.id: theme.name for theme in contents.matrix.framework.themes}
    for column in part.columns:
        look = looks.band(plan.colours[column.theme_id])
        text = f"{column.theme_id} {names[column.theme_id]}"
        yield pen.text(sheet, text, look, where=f"name of theme {column.theme_id}")
        yield from (pen.blank(sheet, look) for _ in range(PER_CODE - 1))


def _heads(
    sheet: Sheet, pen: Pen, contents: WorkbookContents, plan: Plan, part: SheetPlan
) -> Iterator[Cell]:
    for name in ("Case", *contents.facts):
        yield pen.text(sheet, name, looks.HEAD, where=f"heading {name} of {part.name}")
    codes = contents.matrix.framework.code_by_id
    for column in part.columns:
        look = looks.code_head(column.colour or plan.colours[column.theme_id])
        where = f"heading of code {column.id}"
        head = pen.text(sheet, f"{column.id} {column.name}", look, where=where)
        pen.remark(head, definition_note(codes[column.id]), where=f"definition of {column.id}")
        yield head
        for text in ("State", "Quotes", "Certainty", "Memo"):
            yield pen.text(sheet, text, look, where=where)
    yield pen.text(sheet, "Summary of the case", looks.HEAD, where=f"heading of {part.name}")


def case_summary(sheet: Sheet, pen: Pen, plan: Plan, case: Case) -> Cell:
    """Return the cell of what was written about one case across all codes."""
    text = plan.wide.get((Scope.CASE, case.id), "")
    if not text:
        return pen.blank(sheet, looks.BODY)
    ids = (case_row(case.id), CASE_SUMMARY)
    return pen.editable(sheet, text, looks.BODY, where=f"summary of {case.name}", ids=ids)


def definition_note(code: Code) -> str:
    """Return what a coder should know of a code, as a few lines."""
    lines = [code.definition or "No definition yet."]
    for label, texts in (("Include", code.include), ("Exclude", code.exclude)):
        if texts:
            lines += ["", f"{label}:", *(f"• {text}" for text in texts)]
    return "\n".join(lines)


def _row(
    sheet: Sheet,
    pen: Pen,
    contents: WorkbookContents,
    plan: Plan,
    part: SheetPlan,
    case: Case,
) -> Iterator[Cell]:
    row_id = case_row(case.id)
    yield pen.text(sheet, row_id, looks.MACHINE, where="id of a case")
    yield pen.text(sheet, case.name, looks.CASE, where=f"name of case {case.name}")
    values = dict(case.attributes)
    for name in contents.facts:
        where = f"{name} of {case.name}"
        ids = (row_id, attribute_column(name))
        yield pen.editable(sheet, values.get(name, ""), looks.FACT, where=where, ids=ids)
    for column in part.columns:
        cell = contents.matrix.cells[case.id, column.id]
        where = f"{case.name} on {column.id}"
        yield from code_cells(sheet, pen, contents, plan, cell, where=where)
    yield case_summary(sheet, pen, plan, case)
