"""The heat map: each case on each column of a matrix, how many passages and in which state."""

from dataclasses import dataclass
from itertools import pairwise

from coding.matrix import CellState, Column, FrameworkMatrix
from coding.model import Case

ROWS_A_SHEET, COLUMNS_A_SHEET = 40, 32


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One case on one column: its number of passages, and how far the work on it has come."""

    passages: int
    state: CellState


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Cases by columns. `cells` has a row for each case and in it a cell for each column.

    `most` is the largest number of passages on the whole map, also where this is a part of it:
    shades mean the same on all parts. `place` says which part, as (number, of how many).
    """

    cases: tuple[Case, ...]
    columns: tuple[Column, ...]
    cells: tuple[tuple[HeatCell, ...], ...]
    most: int
    place: tuple[int, int] = (1, 1)


def heat_map(matrix: FrameworkMatrix) -> HeatMap:
    """Return the heat map of a matrix, in its order of cases and columns."""
    cells = tuple(
        tuple(_cell(matrix, case, column) for column in matrix.columns) for case in matrix.cases
    )
    most = max((cell.passages for row in cells for cell in row), default=0)
    return HeatMap(matrix.cases, matrix.columns, cells, most)


def _cell(matrix: FrameworkMatrix, case: Case, column: Column) -> HeatCell:
    cell = matrix.cell(case.id, column.id)
    return HeatCell(len(cell.passages), cell.state)


def heat_sheets(
    heat: HeatMap, *, rows: int = ROWS_A_SHEET, columns: int = COLUMNS_A_SHEET
) -> tuple[HeatMap, ...]:
    """Return the map in parts that fit on a sheet of paper, row by row of parts.

    Every case and every column is on one of them. Parts are of about the same size rather than
    full ones and a rest. A map without cases or columns is one part.

    Raises:
        ValueError: If a sheet is to hold nothing.
    """
    if rows < 1 or columns < 1:
        raise ValueError("a sheet holds a row and a column at least")
    parts = [
        HeatMap(
            heat.cases[top:bottom],
            heat.columns[left:right],
            tuple(row[left:right] for row in heat.cells[top:bottom]),
            heat.most,
        )
        for top, bottom in _stretches(len(heat.cases), rows)
        for left, right in _stretches(len(heat.columns), columns)
    ]
    return tuple(
        HeatMap(part.cases, part.columns, part.cells, part.most, (number, len(parts)))
        for number, part in enumerate(parts, 1)
    )


def _stretches(count: int, most: int) -> list[tuple[int, int]]:
    pieces = max(1, -(-count // most))
    edges = [count * piece // pieces for piece in range(pieces + 1)]
    return list(pairwise(edges))
