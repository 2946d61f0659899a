"""Comparing groups of cases: how many of those asked have something on a code or theme.

A percentage is of the cases of a group that were asked and whose interviews are all finished,
since silence elsewhere says nothing. Cases that were not asked and spoke of it all the same are
counted among those with content, and stay out of the percentage; so do unfinished ones, of
which only those with something to show would count.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from coding.matrix import Column, FrameworkMatrix
from coding.matrix_rows import RowGroup, arranged_rows
from coding.second_order import NegativeCase, Scope

FEW = 5
"""A percentage of fewer cases than this is shown with a warning."""


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """One group on one column; all are ids of cases, in the matrix's order.

    `with_content` have a passage. `asked` are finished and were not marked as not asked;
    `present` are those of them with a passage. `not_asked` and `unfinished` are why others are
    no part of the percentage. `negative` contradict the pattern of the column.
    """

    group: str
    column_id: str
    cases: tuple[str, ...]
    with_content: tuple[str, ...]
    asked: tuple[str, ...]
    present: tuple[str, ...]
    not_asked: tuple[str, ...]
    unfinished: tuple[str, ...]
    negative: tuple[str, ...]

    @property
    def percentage(self) -> float | None:
        """Return how many of those asked have a passage, 0 to 100; None if it cannot be said."""
        return 100 * len(self.present) / len(self.asked) if self.asked else None

    @property
    def why_not(self) -> str:
        """Return why there is no percentage; empty if there is one."""
        if self.asked:
            return ""
        if len(self.not_asked) == len(self.cases):
            return "Nobody in this group was asked about this."
        if self.not_asked:
            return "Who was asked in this group has interviews that are not finished."
        return "No case of this group has all its interviews finished."

    @property
    def warning(self) -> str:
        """Return what to beware of in the percentage; empty if it rests on enough cases."""
        count = len(self.asked)
        if not 0 < count < FEW:
            return ""
        cases = "1 case was" if count == 1 else f"{count} cases were"
        return (
            f"Only {cases} asked and finished here: one case more or less changes the percentage "
            f"by {100 / count:.0f} points, and in a report so few people may be recognised."
        )


@dataclass(frozen=True, slots=True)
class GroupComparison:
    """Groups by the values of one attribute, on each column.

    `figures` has an entry for every group's label and every column's id.
    """

    attribute: str
    groups: tuple[RowGroup, ...]
    columns: tuple[Column, ...]
    figures: Mapping[tuple[str, str], GroupFigure]


def compare_groups(
    matrix: FrameworkMatrix, attribute: str, *, negative: Iterable[NegativeCase] = ()
) -> GroupComparison:
    """Return how groups of cases differ on each column of a matrix.

    Args:
        matrix: With a column for each code, or for each theme (`coding.matrix_views`).
        attribute: What groups the cases; those that say nothing on it are a group of their own.
        negative: Cases that contradict the pattern of a code or theme, as far as the reader
            may see them.
    """
    groups = arranged_rows(matrix.cases, group_by=attribute)
    unfinished = _unfinished(matrix)
    marked: dict[tuple[Scope, str], set[str]] = {}
    for one in negative:
        marked.setdefault((one.scope, one.about_id), set()).add(one.case_id)
    figures = {}
    for column in matrix.columns:
        contradicting = marked.get((_scope(column), column.id), set())
        for group in groups:
            figures[group.label, column.id] = _figure(
                matrix, group, column, unfinished, contradicting
            )
    return GroupComparison(attribute, groups, matrix.columns, figures)


def _scope(column: Column) -> Scope:
    return Scope.CODE if column.code_ids == (column.id,) else Scope.THEME


def _unfinished(matrix: FrameworkMatrix) -> frozenset[str]:
    done = {source.document_id for source in matrix.sources if source.finished}
    return frozenset(
        case.id
        for case in matrix.cases
        if not case.document_ids or not done.issuperset(case.document_ids)
    )


def _figure(
    matrix: FrameworkMatrix,
    group: RowGroup,
    column: Column,
    unfinished: Collection[str],
    contradicting: Collection[str],
) -> GroupFigure:
    cases = tuple(case.id for case in group.cases)
    cells = {case_id: matrix.cell(case_id, column.id) for case_id in cases}
    not_asked = tuple(one for one in cases if cells[one].not_asked)
    waiting = tuple(one for one in cases if one in unfinished and not cells[one].not_asked)
    asked = tuple(one for one in cases if one not in unfinished and not cells[one].not_asked)
    return GroupFigure(
        group=group.label,
        column_id=column.id,
        cases=cases,
        with_content=tuple(one for one in cases if cells[one].passages),
        asked=asked,
        present=tuple(one for one in asked if cells[one].passages),
        not_asked=not_asked,
        unfinished=waiting,
        negative=tuple(one for one in cases if one in contradicting),
    )
