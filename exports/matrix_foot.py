"""The last rows of a matrix sheet: how many cases, and what was written about whole columns."""

from collections.abc import Iterator

from openpyxl.cell import Cell

from coding.matrix import CellState, Column
from coding.second_order import Scope
from exports import looks
from exports.contents import WorkbookContents
from exports.hidden_ids import CODE_SUMMARIES, summary_column, theme_summary_row
from exports.pen import Pen, Sheet
from exports.plan import PER_CODE, Plan, SheetPlan


def foot(
    sheet: Sheet, pen: Pen, contents: WorkbookContents, plan: Plan, part: SheetPlan
) -> Iterator[list[Cell]]:
    """Yield the rows below the cases: totals, summaries of codes, summaries of themes.

    A sheet of several themes has only the summaries that there are.
    """
    yield list(_totals(sheet, pen, contents, part))
    codes = {column.id: column.id for column in part.columns}
    yield list(
        _summaries(sheet, pen, contents, plan, part, (CODE_SUMMARIES, "Code summary"), codes)
    )
    firsts: dict[str, str] = {}
    for column in part.columns:
        firsts.setdefault(column.theme_id, column.id)
    for theme_id, first in firsts.items():
        if len(firsts) > 1 and (Scope.THEME, theme_id) not in plan.wide:
            continue
        head = (theme_summary_row(theme_id), f"Summary of theme {theme_id}")
        yield list(_summaries(sheet, pen, contents, plan, part, head, {first: theme_id}))


def _totals(sheet: Sheet, pen: Pen, contents: WorkbookContents, part: SheetPlan) -> Iterator[Cell]:
    yield pen.text(sheet, "totals", looks.MACHINE, where="totals")
    yield pen.text(sheet, "Cases with passages", looks.TOTAL, where="totals")
    for _ in contents.facts:
        yield pen.blank(sheet, looks.TOTAL)
    for column in part.columns:
        yield pen.text(sheet, _spread(contents, column), looks.TOTAL, where="totals")
        yield from (pen.blank(sheet, looks.TOTAL) for _ in range(PER_CODE - 1))


def _spread(contents: WorkbookContents, column: Column) -> str:
    cells = [contents.matrix.cells[case.id, column.id] for case in contents.matrix.cases]
    coded = sum(bool(cell.passages) for cell in cells)
    open_ = sum(cell.state is CellState.NOT_YET_CODED for cell in cells)
    text = f"{coded} of {len(cells)}"
    return f"{text}; {open_} not yet coded" if open_ else text


def _summaries(
    sheet: Sheet,
    pen: Pen,
    contents: WorkbookContents,
    plan: Plan,
    part: SheetPlan,
    head: tuple[str, str],
    about: dict[str, str],
) -> Iterator[Cell]:
    """Yield a row of summaries; `about` says under which codes, and which code or theme's."""
    row_id, title = head
    scope = Scope.CODE if row_id == CODE_SUMMARIES else Scope.THEME
    yield pen.text(sheet, row_id, looks.MACHINE, where="ids")
    yield pen.text(sheet, title, looks.CASE, where=title)
    for _ in contents.facts:
        yield pen.blank(sheet, looks.TOTAL)
    for column in part.columns:
        about_id = about.get(column.id)
        text = plan.wide.get((scope, about_id), "") if about_id else ""
        look = looks.BODY if about_id else looks.TOTAL
        if text:
            ids, where = (row_id, summary_column(column.id)), f"summary of {scope} {about_id}"
            yield pen.editable(sheet, text, look, where=where, ids=ids)
        else:
            yield pen.blank(sheet, look)
        yield from (pen.blank(sheet, looks.TOTAL) for _ in range(PER_CODE - 1))
