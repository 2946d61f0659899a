"""Saturation as a picture: codes found so far, what each interview added, and the runs."""

from datetime import datetime

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from coding.pictures.saturation import Saturation, ShuffledSaturation
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
)
from exports.picture_sentences import SOURCE, saturation_lines


def draw_saturation(
    told_by: Saturation,
    shuffled: ShuffledSaturation | None,
    told: Caption,
    *,
    form: PictureFormat,
    made_at: datetime,
    inks: Inks = PRINT,
) -> Picture:
    """Return the saturation of the interviews as added, with their random orders in the ground."""
    figure = new_figure(6.5, 5.4, inks)
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[3, 2])
    for axes in (above, below):
        plain_axes(axes, inks)
        axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    _draw_curve(above, told_by, shuffled, inks)
    _draw_runs(below, told_by, inks)
    lines = (*saturation_lines(told_by, shuffled), *told.lines, SOURCE)
    caption(figure, Caption(told.title, lines), inks)
    described = " ".join(("Saturation curve.", *saturation_lines(told_by, shuffled)))
    return finished(figure, told, form=form, made_at=made_at, described=described)


def _draw_curve(
    axes: Axes, told_by: Saturation, shuffled: ShuffledSaturation | None, inks: Inks
) -> None:
    numbers = list(range(1, len(told_by.new) + 1))
    if shuffled:
        axes.fill_between(
            numbers,
            [point[1] for point in shuffled.curve],
            [point[2] for point in shuffled.curve],
            facecolor=inks.fills[1],
            edgecolor=inks.faint,
            linewidth=0.5,
            label="random orders, middle 90 %",
        )
        medians = [point[0] for point in shuffled.curve]
        axes.plot(numbers, medians, color=inks.ink, linewidth=1, linestyle=":", label="median")
    axes.plot(
        numbers,
        told_by.cumulative,
        color=inks.ink,
        linewidth=1.4,
        marker="o",
        markersize=3,
        label="in the order in which they were added",
    )
    axes.bar(
        numbers,
        told_by.new,
        color=inks.fills[2],
        edgecolor=inks.ink,
        linewidth=0.5,
        width=0.5,
        label="new in this interview",
    )
    if told_by.at is not None:
        _mark(axes, told_by, inks)
    axes.set_ylim(bottom=0)
    axes.set_ylabel("Codes", color=inks.ink)
    axes.legend(frameon=False, fontsize=7, labelcolor=inks.ink, loc="upper left", ncols=2)
    axes.set_ylim(top=max((*told_by.cumulative, 1)) * 1.35)


def _mark(axes: Axes, told_by: Saturation, inks: Inks) -> None:
    at = told_by.at or 0
    axes.axvline(at, color=inks.ink, linewidth=0.8, linestyle="--")
    axes.annotate(
        told_by.notation,
        (at, 0.04),
        xycoords=("data", "axes fraction"),
        xytext=(3, 0),
        textcoords="offset points",
        fontsize=8,
        fontweight="bold",
        color=inks.ink,
    )


def _draw_runs(axes: Axes, told_by: Saturation, inks: Inks) -> None:
    axes.set_xlabel("Interviews, in the order in which they were added", color=inks.ink, fontsize=8)
    axes.set_ylabel("New, % of the base", color=inks.ink)
    if not told_by.runs:
        axes.text(0.02, 0.5, "cannot be said", transform=axes.transAxes, color=inks.ink)
        return
    ends = [run.last for run in told_by.runs]
    shares = [100 * run.share for run in told_by.runs]
    axes.plot(ends, shares, color=inks.ink, marker="s", markersize=3, linewidth=1)
    for end, share in zip(ends, shares, strict=True):
        if len(ends) <= 25:
            axes.annotate(
                f"{share:.0f}",
                (end, share),
                xytext=(0, 4),
                textcoords="offset points",
                ha="center",
                fontsize=6.5,
                color=inks.ink,
            )
    limit = 100 * told_by.rule.threshold
    axes.axhline(limit, color=inks.ink, linewidth=0.8, linestyle="--")
    axes.set_ylim(bottom=-0.02 * max(shares), top=max(*shares, limit, 1) * 1.3)
