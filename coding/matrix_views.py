"""Other ways of looking at one matrix: fewer cases or columns, or themes instead of codes.

The cells stay those of case by code; a view never changes what people wrote.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from coding.matrix import CellState, Column, FrameworkMatrix, MatrixCell
from coding.model import Case

_WORK_LEFT = (CellState.STALE, CellState.DRAFT, CellState.CODED)
_SILENCES = (CellState.NOT_YET_CODED, CellState.ASKED_AND_ABSENT, CellState.NOT_ASKED)


def narrowed(
    matrix: FrameworkMatrix,
    *,
    case_ids: Collection[str] | None = None,
    column_ids: Collection[str] | None = None,
    attributes: Sequence[str] | None = None,
) -> FrameworkMatrix:
    """Return the matrix with only these cases, columns and attributes; None keeps all.

    Cases and columns keep the matrix's order, attributes come in the order given. The sources
    are those of the documents of the cases that are left.
    """
    cases = tuple(c for c in matrix.cases if case_ids is None or c.id in case_ids)
    columns = tuple(c for c in matrix.columns if column_ids is None or c.id in column_ids)
    documents = {document_id for case in cases for document_id in case.document_ids}
    return replace(
        matrix,
        cases=cases,
        columns=columns,
        attributes=matrix.attributes if attributes is None else tuple(attributes),
        cells={(a.id, b.id): matrix.cells[a.id, b.id] for a in cases for b in columns},
        sources=tuple(s for s in matrix.sources if case_ids is None or s.document_id in documents),
    )


def theme_matrix(matrix: FrameworkMatrix) -> FrameworkMatrix:
    """Return the matrix with a column for each theme that has a column of codes in `matrix`.

    A theme's cell is in the state of what is left to do in it: stale, draft or not summarised
    if any of its codes is; signed off if all that was summarised is; where nothing is coded,
    asked and absent unless some code is not yet coded, and not asked if none was asked.
    """
    columns = tuple(_theme_columns(matrix))
    return replace(
        matrix,
        columns=columns,
        cells={
            (case.id, column.id): joined_cell(matrix, case, column)
            for case in matrix.cases
            for column in columns
        },
    )


def _theme_columns(matrix: FrameworkMatrix) -> list[Column]:
    themes = {theme.id: theme for theme in matrix.framework.themes}
    codes: dict[str, list[str]] = {}
    for column in matrix.columns:
        codes.setdefault(column.theme_id, []).extend(column.code_ids)
    return [
        Column(theme_id, themes[theme_id].name, theme_id, tuple(held), themes[theme_id].colour)
        for theme_id, held in codes.items()
    ]


def joined_cell(matrix: FrameworkMatrix, case: Case, column: Column) -> MatrixCell:
    """Return the cell of a case on all codes of `column`, whose codes have columns in `matrix`.

    Passages that bear several of the codes are there once, by document and by place.
    """
    cells = [matrix.cells[case.id, code_id] for code_id in column.code_ids]
    order = {document_id: number for number, document_id in enumerate(case.document_ids)}
    found = {(order[p.document_id], p.start, p.end): p for cell in cells for p in cell.passages}
    return MatrixCell(
        case.id,
        column.id,
        state=_theme_state([cell.state for cell in cells]),
        passages=tuple(found[key] for key in sorted(found)),
        basis=frozenset().union(*(cell.basis for cell in cells)),
        summaries=tuple(summary for cell in cells for summary in cell.summaries),
        changes=tuple(change for cell in cells for change in cell.changes),
        not_asked=all(cell.not_asked for cell in cells),
    )


def _theme_state(states: Sequence[CellState]) -> CellState:
    for state in _WORK_LEFT:
        if state in states:
            return state
    if CellState.SUMMARISED in states:
        return CellState.SUMMARISED
    if CellState.SIGNED_OFF in states:
        return CellState.SIGNED_OFF
    return next(state for state in _SILENCES if state in states)
