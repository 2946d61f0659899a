"""The profile: what stands on each value of one dimension, by another's and by groups of cases.

With the default framework that is barriers and facilitators on each level, by role; any other
dimensions do as well, and themes where a framework has none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from coding.group_comparison import GroupFigure, compare_groups
from coding.matrix import Column, FrameworkMatrix
from coding.matrix_rows import RowGroup
from coding.matrix_views import joined_cell
from framework.model import Framework

THEMES = "theme"
"""The axis of the framework's themes, beside those of its dimensions."""


class Counting(StrEnum):
    """What a profile counts."""

    CASES = "cases with a passage"
    SHARE = "% of the cases asked"
    PASSAGES = "passages"


@dataclass(frozen=True, slots=True)
class AxisValue:
    """One value on an axis of a profile, and the codes that have it."""

    id: str
    name: str
    code_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """A way of sorting codes: a dimension or the themes. `without` are codes with no value on it.

    An axis without an `id` is none: all codes have its one value.
    """

    id: str
    name: str
    values: tuple[AxisValue, ...]
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProfileCell:
    """One group on one value of each axis.

    `count` is the number of cases with a passage there, or of passages; `figure` has the cases by
    name and says what part of those asked they are. Of unfinished cases what they have counts,
    but not in percentages.
    """

    figure: GroupFigure
    passages: int

    def value(self, counting: Counting) -> float | None:
        """Return what is counted; None, for which `figure.why_not` has the reason."""
        if counting is Counting.PASSAGES:
            return self.passages
        if counting is Counting.CASES:
            return len(self.figure.with_content)
        return self.figure.percentage


@dataclass(frozen=True, slots=True)
class Profile:
    """Groups of cases by the values of two axes; `cells` under (group's label, value, value).

    `attribute` is what groups the cases, empty where they are one group. `left_out` are the codes
    that have no value on one of the axes, so that nothing of them is counted.
    """

    down: Axis
    across: Axis
    attribute: str
    groups: tuple[RowGroup, ...]
    cells: Mapping[tuple[str, str, str], ProfileCell]
    left_out: tuple[str, ...]


def axes(framework: Framework) -> tuple[Axis, ...]:
    """Return the ways of sorting the codes that the framework has: dimensions, then themes."""
    codes = tuple(code.id for code in framework.codes())
    found = []
    for dimension in framework.dimensions:
        value_of = {code_id: framework.values_of(code_id).get(dimension.id) for code_id in codes}
        values = tuple(
            AxisValue(value.id, value.name, tuple(c for c in codes if value_of[c] == value.id))
            for value in dimension.values
        )
        held = {code_id for value in values for code_id in value.code_ids}
        without = tuple(code_id for code_id in codes if code_id not in held)
        found.append(Axis(dimension.id, dimension.name, values, without))
    themes = tuple(
        AxisValue(theme.id, theme.name, tuple(code.id for code in theme.codes))
        for theme in framework.themes
    )
    return (*found, Axis(THEMES, "Theme", themes))


def no_axis(framework: Framework) -> Axis:
    """Return the axis that sorts nothing: one value, which all codes have."""
    codes = tuple(code.id for code in framework.codes())
    return Axis("", "", (AxisValue("", "All codes", codes),))


def profile(matrix: FrameworkMatrix, down: Axis, across: Axis, *, attribute: str = "") -> Profile:
    """Return the profile of a matrix with a column for each code.

    A case counts once where it has a passage with any of the codes of both values, and a passage
    counts once however many of these codes it bears. A case counts as asked unless it was not
    asked about all of them, and only once its interviews are finished.

    Args:
        matrix: The cases.
        down: From `axes`; a line for each value.
        across: From `axes` or `no_axis`; what is held side by side in a line.
        attribute: What groups the cases; empty for one group of all.
    """
    columns = {
        (one.id, other.id): _column(one, other) for one in down.values for other in across.values
    }
    there = {key: column for key, column in columns.items() if column.code_ids}
    joined = replace(
        matrix,
        columns=tuple(there.values()),
        cells={
            (case.id, column.id): joined_cell(matrix, case, column)
            for case in matrix.cases
            for column in there.values()
        },
    )
    compared = compare_groups(joined, attribute)
    cells = {}
    for group in compared.groups:
        for (one, other), column in there.items():
            found = {
                (passage.document_id, passage.start, passage.end)
                for case in group.cases
                for passage in joined.cell(case.id, column.id).passages
            }
            figure = compared.figures[group.label, column.id]
            cells[group.label, one, other] = ProfileCell(figure, len(found))
    left_out = tuple(dict.fromkeys((*down.without, *across.without)))
    return Profile(down, across, attribute, compared.groups, cells, left_out)


def _column(one: AxisValue, other: AxisValue) -> Column:
    shared = tuple(code_id for code_id in one.code_ids if code_id in other.code_ids)
    return Column(f"{one.id}\n{other.id}", f"{one.name}, {other.name}", "", shared, None)
