"""The ways of looking at the columns: themes, values, counterparts side by side, own choices."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from coding.matrix import Column, FrameworkMatrix
from coding.matrix_views import narrowed, theme_matrix
from coding.model import Case
from framework.model import Dimension, Framework

CHOSEN = "chosen"
BESIDE = "beside "
THEME = "theme "


@dataclass(frozen=True, slots=True)
class View:
    """One way of looking at the columns.

    `code_ids` are in the order in which they are drawn. `by_theme` puts them under one column
    for each theme. `groups` says which codes stand side by side, and `marks` what is written
    over each of them (its value on the dimension).
    """

    id: str
    title: str
    code_ids: tuple[str, ...]
    by_theme: bool = False
    groups: tuple[tuple[str, ...], ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)


def views(framework: Framework) -> tuple[View, ...]:
    """Return the ways of looking: themes, values, side by side, all codes, themes alone.

    Values of two dimensions together come after those of one. Views without a code are left out.
    """
    everything = tuple(code.id for code in framework.codes())
    found = [
        View(f"{THEME}{theme.id}", f"{theme.id} {theme.name}", tuple(c.id for c in theme.codes))
        for theme in framework.themes
    ]
    found += _by_values(framework, [(dimension,) for dimension in framework.dimensions])
    found += [_side_by_side(framework, dimension) for dimension in framework.dimensions]
    found += _by_values(framework, list(combinations(framework.dimensions, 2)))
    found.append(View("all", "All codes", everything))
    found.append(View("themes", "Themes, one column each", everything, by_theme=True))
    return tuple(view for view in found if view.code_ids)


def chosen_view(framework: Framework, code_ids: Collection[str]) -> View:
    """Return a view of these codes alone, in the framework's order; others are passed over."""
    return View(
        CHOSEN,
        "Codes that I choose",
        tuple(code.id for code in framework.codes() if code.id in code_ids),
    )


def _side_by_side(framework: Framework, dimension: Dimension) -> View:
    order = {value.id: number for number, value in enumerate(dimension.values)}
    names = {value.id: value.name for value in dimension.values}
    of_code = {
        code.id: value
        for code in framework.codes()
        if (value := framework.values_of(code.id).get(dimension.id)) in order
    }
    groups: list[tuple[str, ...]] = []
    for code_id in of_code:
        if not any(code_id in group for group in groups):
            kin = _kin(framework, code_id)
            group = [one for one in of_code if one in kin]
            groups.append(tuple(sorted(group, key=lambda one: order[of_code[one]])))
    title = f"{dimension.name} side by side: {' | '.join(names.values())}"
    drawn = groups if _mirrors(framework, of_code) else []
    return View(
        f"{BESIDE}{dimension.id}",
        title,
        tuple(code_id for group in drawn for code_id in group),
        groups=tuple(drawn),
        marks={code_id: names[value] for code_id, value in of_code.items()},
    )


def _mirrors(framework: Framework, of_code: Mapping[str, str]) -> bool:
    """Return whether most codes and their counterparts differ in what `of_code` says of them."""
    pairs = [
        (of_code[code.id], of_code[code.counterpart])
        for code in framework.codes()
        if code.counterpart and code.id in of_code and code.counterpart in of_code
    ]
    return 2 * sum(one != other for one, other in pairs) > len(pairs)


def _kin(framework: Framework, code_id: str) -> set[str]:
    """Return a code with all that mirror it, or mirror what mirrors it, whoever names whom."""
    pairs = [(code.id, code.counterpart) for code in framework.codes() if code.counterpart]
    found, new = {code_id}, {code_id}
    while new:
        new = {b for a, b in pairs if a in new} | {a for a, b in pairs if b in new}
        new -= found
        found |= new
    return found


def _by_values(framework: Framework, groups: list[tuple[Dimension, ...]]) -> list[View]:
    found = []
    for group in groups:
        for chosen in _choices(group):
            wanted = {dimension.id: value for dimension, value in zip(group, chosen, strict=True)}
            codes = tuple(
                code.id
                for code in framework.codes()
                if wanted.items() <= dict(framework.values_of(code.id)).items()
            )
            names = [
                next(value.name for value in dimension.values if value.id == one)
                for dimension, one in zip(group, chosen, strict=True)
            ]
            title = f"{' and '.join(d.name for d in group)}: {', '.join(names)}"
            found.append(View("=".join((*wanted, *chosen)), title, codes))
    return found


def _choices(group: tuple[Dimension, ...]) -> Iterator[tuple[str, ...]]:
    if not group:
        yield ()
        return
    for value in group[0].values:
        for rest in _choices(group[1:]):
            yield (value.id, *rest)


def fullest_view(matrix: FrameworkMatrix, all_views: Sequence[View]) -> int:
    """Return the place of the theme that has most to show; of the first view if nothing has."""
    themes = [number for number, view in enumerate(all_views) if view.id.startswith(THEME)]
    return max(themes, key=lambda number: _weight(matrix, all_views[number]), default=0)


def _weight(matrix: FrameworkMatrix, view: View) -> int:
    return sum(
        len(matrix.cells[case.id, code].passages) + 10 * len(matrix.cells[case.id, code].summaries)
        for case in matrix.cases
        for code in view.code_ids
    )


def seen(
    matrix: FrameworkMatrix,
    view: View,
    attributes: tuple[str, ...],
    cases: Sequence[Case] | None = None,
) -> tuple[FrameworkMatrix, tuple[Column, ...]]:
    """Return the matrix with the codes of a view in its order, and the columns to draw.

    `cases` are the rows, in the order in which they are drawn; None keeps all.
    """
    part = narrowed(
        matrix,
        case_ids=None if cases is None else {case.id for case in cases},
        column_ids=frozenset(view.code_ids),
        attributes=attributes,
    )
    by_id = {column.id: column for column in part.columns}
    part = replace(
        part,
        cases=part.cases if cases is None else tuple(cases),
        columns=tuple(by_id[code_id] for code_id in view.code_ids),
    )
    return part, theme_matrix(part).columns if view.by_theme else part.columns
