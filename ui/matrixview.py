"""What of a matrix is looked at, and in words whose codings it shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from coding.consensus import DocumentSource, Ground
from coding.matrix import Column, FrameworkMatrix
from coding.matrix_views import narrowed, theme_matrix
from framework.model import Dimension, Framework
from ui.wording import counted

CONSENSUS = "What the coders agree on"


@dataclass(frozen=True, slots=True)
class View:
    """One way of looking at the columns: which codes, and whether they stand under themes."""

    id: str
    title: str
    code_ids: tuple[str, ...]
    by_theme: bool = False


def views(framework: Framework) -> tuple[View, ...]:
    """Return the ways of looking at the columns: themes, dimension values, all, themes alone.

    Values of two dimensions together come after those of one. Views without a code are left out.
    """
    everything = tuple(code.id for code in framework.codes())
    found = [
        View(f"theme {theme.id}", f"{theme.id} {theme.name}", tuple(c.id for c in theme.codes))
        for theme in framework.themes
    ]
    found += _by_values(framework, [(dimension,) for dimension in framework.dimensions])
    found += _by_values(framework, list(combinations(framework.dimensions, 2)))
    found.append(View("all", "All codes", everything))
    found.append(View("themes", "Themes, one column each", everything, by_theme=True))
    return tuple(view for view in found if view.code_ids)


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


def fullest_view(matrix: FrameworkMatrix, all_views: tuple[View, ...]) -> int:
    """Return the place of the theme that has most to show; of the first view if nothing has."""
    themes = [number for number, view in enumerate(all_views) if view.id.startswith("theme ")]
    return max(themes, key=lambda number: _weight(matrix, all_views[number]), default=0)


def _weight(matrix: FrameworkMatrix, view: View) -> int:
    return sum(
        len(matrix.cells[case.id, code].passages) + 10 * len(matrix.cells[case.id, code].summaries)
        for case in matrix.cases
        for code in view.code_ids
    )


def seen(
    matrix: FrameworkMatrix, view: View, attributes: tuple[str, ...]
) -> tuple[FrameworkMatrix, tuple[Column, ...]]:
    """Return the matrix with the codes of a view, and the columns to draw."""
    part = narrowed(matrix, column_ids=frozenset(view.code_ids), attributes=attributes)
    return part, theme_matrix(part).columns if view.by_theme else part.columns


def whose_line(matrix: FrameworkMatrix, coders: Mapping[str, str], viewer_id: str) -> str:
    """Return whose codings are charted, and from how many interviews, in a sentence or two."""
    if matrix.whose is None:
        lead = "Charted are the codes on which all who finished an interview agree"
    else:
        name = coders[matrix.whose]
        whose = "your codings" if matrix.whose == viewer_id else f"{name}'s codings"
        lead = f"Charted are {whose} alone"
    parts = [
        f"{counted(len(sources), 'interview')} {words}"
        for words, sources in _grouped(matrix, coders, viewer_id).items()
    ]
    return f"{lead}: {'; '.join(parts)}." if parts else f"{lead}."


def _grouped(
    matrix: FrameworkMatrix, coders: Mapping[str, str], viewer_id: str
) -> dict[str, list[DocumentSource]]:
    groups: dict[str, list[DocumentSource]] = {}
    for source in sorted(matrix.sources, key=lambda one: list(Ground).index(one.ground)):
        groups.setdefault(_ground(source, coders, viewer_id), []).append(source)
    return groups


def _ground(source: DocumentSource, coders: Mapping[str, str], viewer_id: str) -> str:
    names = sorted("you" if key == viewer_id else coders[key] for key in source.coder_ids)
    who = " and ".join(names)
    return {
        Ground.SHARED: f"by {who}",
        Ground.SETTLED: f"by {who}, with what was adjudicated",
        Ground.ONE_FINISHED: f"by {who} alone",
        Ground.ONE_BEGUN: f"begun by {who} and not finished",
        Ground.NOT_SETTLED: "not settled, because nobody has finished",
        Ground.UNCODED: "not coded yet, or not open to you yet",
    }[source.ground]


def source_lines(
    matrix: FrameworkMatrix, names: Mapping[str, str], coders: Mapping[str, str], viewer_id: str
) -> tuple[str, ...]:
    """Return, for each kind of ground, which interviews stand on it; `names` are theirs."""
    return tuple(
        f"{words[:1].upper()}{words[1:]}: {', '.join(names[s.document_id] for s in sources)}"
        for words, sources in _grouped(matrix, coders, viewer_id).items()
    )
