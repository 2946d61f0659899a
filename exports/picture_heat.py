"""The heat map as a picture: shades of grey with the number, or the sign of the state, in each."""

from datetime import datetime

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from coding.matrix import CellState
from coding.pictures.heat import HeatMap
from exports.colours import writing_on
from exports.picture_paper import (
    PRINT,
    Caption,
    Inks,
    Picture,
    PictureFormat,
    caption,
    finished,
    new_figure,
    shortened,
)
from exports.picture_words import (
    HeatShows,
    cell_sign,
    cell_strength,
    describe_heat,
    sign_lines,
)

_SIDE = 0.3
_EMPTY = (CellState.NOT_YET_CODED, CellState.NOT_ASKED, CellState.ASKED_AND_ABSENT)


def draw_heat(
    heat: HeatMap,
    shows: HeatShows,
    told: Caption,
    *,
    form: PictureFormat,
    made_at: datetime,
    inks: Inks = PRINT,
) -> Picture:
    """Return a heat map, or one sheet of it, as a picture; cells keep their size on all sheets."""
    rows, columns = len(heat.cases), len(heat.columns)
    names = [shortened(f"{column.id} {column.name}", 48) for column in heat.columns]
    tall = 1.5 + 0.075 * max((len(name) for name in names), default=0)
    figure = new_figure(max(6.5, 2.4 + _SIDE * columns), tall + _SIDE * rows, inks)
    axes = figure.add_subplot()
    axes.set_facecolor(inks.paper)
    axes.set(xlim=(0, max(1, columns)), ylim=(max(1, rows), 0), aspect="equal", anchor="NW")
    _draw_cells(axes, heat, shows, inks)
    axes.set_yticks(
        [place + 0.5 for place in range(rows)], [shortened(case.name, 30) for case in heat.cases]
    )
    axes.set_xticks([place + 0.5 for place in range(columns)], names, rotation=90)
    axes.tick_params(length=0, colors=inks.ink, top=False, labeltop=True, labelbottom=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    lines = (*sign_lines(heat, shows), *told.lines)
    caption(figure, Caption(_titled(told.title, heat.place), lines), inks)
    return finished(figure, told, form=form, made_at=made_at, described=describe_heat(heat))


def _titled(title: str, place: tuple[int, int]) -> str:
    number, of = place
    return title if of == 1 else f"{title} (sheet {number} of {of})"


def _draw_cells(axes: Axes, heat: HeatMap, shows: HeatShows, inks: Inks) -> None:
    """Draw the cells: squares all in one, which is several times as fast as one by one."""
    squares, fills = [], []
    for down, row in enumerate(heat.cells):
        for across, cell in enumerate(row):
            strength = cell_strength(cell, shows, heat.most)
            fill = mixed(inks.paper, inks.ink, strength)
            corners = ((0, 0), (1, 0), (1, 1), (0, 1))
            squares.append([(across + x, down + y) for x, y in corners])
            fills.append(fill)
            sign = cell_sign(cell, shows)
            small = len(sign) > 3 or (strength == 0 and cell.state in _EMPTY)
            written = axes.text(
                across + 0.5,
                down + 0.5,
                sign,
                ha="center",
                va="center",
                fontsize=5.5 if small else 7.5,
                color=writing_on(fill),
            )
            written.set_in_layout(False)  # it lies inside: laying out need not measure it
    axes.add_collection(
        PolyCollection(squares, facecolors=fills, edgecolors=inks.faint, linewidths=0.4),
        autolim=False,
    )


def mixed(ground: str, over: str, strength: float) -> str:
    """Return `ground` (#rrggbb) with `strength` (0 to 1) of `over` mixed in."""
    pairs = ((int(ground[i : i + 2], 16), int(over[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * strength):02x}" for a, b in pairs)
