"""Coverage and quote spread as pictures: a line for each interview or case, and two bars in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from matplotlib.axes import Axes

from coding.pictures.coverage import Coverage
from coding.pictures.spread import CaseQuotes
from exports.picture_paper import (
    PRINT,
    Caption,
    Inks,
    Picture,
    PictureFormat,
    caption,
    finished,
    new_figure,
    plain_axes,
    shortened,
)
from exports.picture_sentences import coverage_lines, most_quoted_first, spread_lines


@dataclass(frozen=True, slots=True)
class _Panel:
    """What one panel of bars shows: lengths, what is written at them, and whether pale."""

    title: str
    lengths: tuple[float, ...]
    labels: tuple[str, ...]
    pale: tuple[bool, ...]


def draw_coverage(
    covered: Sequence[Coverage],
    told: Caption,
    *,
    form: PictureFormat,
    made_at: datetime,
    inks: Inks = PRINT,
) -> Picture:
    """Return how much of each interview bears a code, as a picture; unfinished ones are hatched."""
    pale = tuple(not one.finished for one in covered)
    panels = (
        _Panel("Words with a code", *_shares([one.share_of_words for one in covered]), pale),
        _Panel("Passages with a code", *_shares([one.share_of_segments for one in covered]), pale),
    )
    names = [one.name if one.finished else f"{one.name} (not finished)" for one in covered]
    lines = (*coverage_lines(covered), *told.lines)
    described = " ".join(("Coverage of the interviews.", *coverage_lines(covered)))
    return _draw(names, panels, Caption(told.title, lines), form, made_at, inks, described)


def draw_spread(
    spread: Sequence[CaseQuotes],
    told: Caption,
    *,
    form: PictureFormat,
    made_at: datetime,
    inks: Inks = PRINT,
) -> Picture:
    """Return how often each case is quoted, as a picture, the most quoted first."""
    ordered = most_quoted_first(spread)
    pale = (False,) * len(ordered)
    quotes = tuple(float(one.quotes) for one in ordered)
    passages = tuple(float(one.passages) for one in ordered)
    panels = (
        _Panel("Quoted in summaries", quotes, tuple(f"{n:,.0f}" for n in quotes), pale),
        _Panel("Coded passages", passages, tuple(f"{n:,.0f}" for n in passages), pale),
    )
    lines = (*spread_lines(spread), *told.lines)
    described = " ".join(("Spread of quotes over the cases.", *spread_lines(spread)))
    names = [one.case.name for one in ordered]
    return _draw(names, panels, Caption(told.title, lines), form, made_at, inks, described)


def _shares(shares: Sequence[float | None]) -> tuple[tuple[float, ...], tuple[str, ...]]:
    lengths = tuple(100 * (share or 0) for share in shares)
    labels = tuple("nothing to code" if s is None else f"{100 * s:.0f} %" for s in shares)
    return lengths, labels


def _draw(
    names: Sequence[str],
    panels: Sequence[_Panel],
    told: Caption,
    form: PictureFormat,
    made_at: datetime,
    inks: Inks,
    described: str,
) -> Picture:
    figure = new_figure(6.5, 1.8 + 0.2 * max(1, len(names)), inks)
    for axes, panel in zip(figure.subplots(1, len(panels), sharey=True), panels, strict=True):
        plain_axes(axes, inks)
        _draw_bars(axes, panel, inks)
    first = figure.axes[0]
    first.set_yticks(range(len(names)), [shortened(name, 36) for name in names])
    first.set_ylim(max(1, len(names)) - 0.5, -0.5)
    caption(figure, told, inks)
    return finished(figure, told, form=form, made_at=made_at, described=described)


def _draw_bars(axes: Axes, panel: _Panel, inks: Inks) -> None:
    axes.set_title(panel.title, fontsize=8, color=inks.ink, loc="left")
    for row, length in enumerate(panel.lengths):
        pale = panel.pale[row]
        axes.barh(
            row,
            length,
            height=0.66,
            color=inks.paper if pale else inks.fills[2],
            edgecolor=inks.ink,
            hatch="////" if pale else "",
            linewidth=0.5,
        )
        axes.annotate(
            panel.labels[row],
            (length, row),
            xytext=(3, 0),
            textcoords="offset points",
            va="center",
            fontsize=7,
            color=inks.ink,
        )
    axes.set_xlim(0, max((*panel.lengths, 1)) * 1.3)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="y", length=0)
