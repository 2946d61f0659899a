"""The profile as a picture: bars to both sides where an axis has two values, else side by side.

The values of an axis are told apart by side and pattern, and every bar says its number.
"""

from collections.abc import Sequence
from datetime import datetime
from math import ceil

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from coding.matrix_rows import RowGroup
from coding.pictures.profile import Counting, Profile
from exports.picture_paper import (
    PRINT,
    Caption,
    Inks,
    Picture,
    PictureFormat,
    caption,
    drawable,
    finished,
    new_figure,
    plain_axes,
    shortened,
)
from exports.picture_words import (
    bar_label,
    describe_profile,
    group_title,
    largest,
    notes,
    two_sided,
)

_PANELS_ACROSS = 3
_BAR = 0.2


def draw_profile(
    profile: Profile,
    counting: Counting,
    told: Caption,
    *,
    form: PictureFormat,
    made_at: datetime,
    inks: Inks = PRINT,
) -> Picture:
    """Return a profile as a picture, with a panel for each group of cases."""
    groups = profile.groups or (RowGroup("", ()),)
    across = min(_PANELS_ACROSS, len(groups))
    down = ceil(len(groups) / across)
    in_line = 1 if two_sided(profile) else len(profile.across.values)
    tall = 0.7 + len(profile.down.values) * (_BAR * in_line + 0.14)
    figure = new_figure(max(6.5, 2.2 + 2.4 * across), 1.6 + down * tall, inks)
    panels = figure.subplots(down, across, squeeze=False, sharex=True, sharey=True)
    most = largest(profile, counting)
    for place, axes in enumerate(panels.flat):
        if place >= len(groups):
            axes.set_visible(False)
            continue
        plain_axes(axes, inks)
        _draw_panel(axes, profile, groups[place], counting, inks, most)
    if profile.across.id:
        figure.legend(
            handles=_keys(profile, inks),
            loc="outside upper right",
            ncols=min(3, len(profile.across.values)),
            frameon=False,
            labelcolor=inks.ink,
            handlelength=2.2,
        )
    lines = (f"Bars: {counting.value}.", *notes(profile, counting), *told.lines)
    caption(figure, Caption(told.title, lines), inks, title_share=0.5)
    described = describe_profile(profile, counting)
    return finished(figure, told, form=form, made_at=made_at, described=described)


def _draw_panel(
    axes: Axes,
    profile: Profile,
    group: RowGroup,
    counting: Counting,
    inks: Inks,
    most: float,
) -> None:
    sided, values = two_sided(profile), profile.across.values
    bars = 1 if sided else len(values)
    for row, one in enumerate(profile.down.values):
        for number, other in enumerate(values):
            key = (group.label, one.id, other.id)
            cell = profile.cells.get(key)
            length = (cell.value(counting) or 0) if cell else 0
            way = -1 if sided and number == 0 else 1
            at = row if sided else row + (number - (bars - 1) / 2) * 0.8 / bars
            if length:
                _draw_bar(axes, at, way * length, 0.72 / bars, _look(number, inks), inks)
            label = bar_label(profile, key, counting)
            axes.annotate(
                label,
                (way * length, at),
                xytext=(way * 3, 0),
                textcoords="offset points",
                ha="left" if way > 0 else "right",
                va="center",
                fontsize=7,
                color=inks.ink,
            )
    names = [shortened(value.name, 32) for value in profile.down.values]
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(max(len(names), 1) - 0.5, -0.5)
    room = most * (1.45 if sided else 1.3)
    axes.set_xlim(-room if sided else 0, room)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set_visible(not sided)
    axes.tick_params(axis="y", length=0)
    if sided:
        axes.axvline(0, color=inks.ink, linewidth=0.8)
    axes.set_title(
        drawable(group_title(profile, group, most=22)), fontsize=8, color=inks.ink, loc="left"
    )


def _draw_bar(
    axes: Axes, at: float, length: float, height: float, look: tuple[str, str], inks: Inks
) -> None:
    fill, pattern = look
    axes.barh(
        at,
        length,
        height=height,
        color=fill,
        edgecolor=inks.ink,
        hatch=pattern,
        linewidth=0.6,
    )


def _look(number: int, inks: Inks) -> tuple[str, str]:
    """Return the fill and the pattern of an axis's value."""
    fills, patterns = inks.fills, inks.patterns
    order = (2, 0, 1, 3)
    return fills[order[number % len(fills)]], patterns[number % len(patterns)]


def _keys(profile: Profile, inks: Inks) -> Sequence[Patch]:
    found = []
    for number, value in enumerate(profile.across.values):
        fill, pattern = _look(number, inks)
        side = ("left: ", "right: ")[number] if two_sided(profile) else ""
        label = drawable(f"{side}{value.name}")
        found.append(Patch(facecolor=fill, edgecolor=inks.ink, hatch=pattern, label=label))
    return found
