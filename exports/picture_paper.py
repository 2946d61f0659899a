"""The paper that pictures are drawn on: typeface, inks, sizes, and the way into PNG and SVG.

Everything is told apart by number, sign, length or pattern; greys only help, so that pictures
print well in black and white. Words stay words in an SVG. No typeface is fetched: matplotlib
brings its own along, and letters that it lacks are drawn as a box.
"""

import io
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from textwrap import wrap

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont
from matplotlib.ft2font import FT2Font

matplotlib.rcParams.update(
    {
        "font.family": ["DejaVu Sans"],
        "font.size": 8,
        "hatch.linewidth": 0.6,
        "svg.fonttype": "none",
        "svg.hashsalt": "betweenlines",
        "text.parse_math": False,
        "axes.linewidth": 0.6,
    }
)
DOTS_PER_INCH = 300
BOX = "□"
MOST_SIDE = 60.0
"""No picture is longer than this, in inches."""


class PictureFormat(StrEnum):
    """The kinds of file in which pictures are written."""

    PNG = "png"
    SVG = "svg"


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of a picture: what is written, what it is written on, pale lines, and fills.

    `fills` go from the palest to the strongest; `patterns` are matplotlib's, in the same order.
    """

    paper: str
    ink: str
    faint: str
    fills: tuple[str, ...]
    patterns: tuple[str, ...] = ("", "////", "....", "xxxx", "----", "++++")


PRINT = Inks("#ffffff", "#000000", "#b0b0b0", ("#ffffff", "#e2e2e2", "#bdbdbd", "#8f8f8f"))
NIGHT = Inks("#161815", "#eceee8", "#5d625a", ("#161815", "#343832", "#555a51", "#7a8074"))


@dataclass(frozen=True, slots=True)
class Caption:
    """What a picture says about itself: its title, and lines below it (whose codings, when)."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture: a file's bytes, and what it shows in words, for those who cannot see."""

    data: bytes
    described: str


def new_figure(width: float, height: float, inks: Inks) -> Figure:
    """Return an empty figure of this size in inches."""
    size = (min(width, MOST_SIDE), min(height, MOST_SIDE))
    return Figure(figsize=size, facecolor=inks.paper, layout="constrained")


def plain_axes(axes: Axes, inks: Inks) -> None:
    """Give axes our inks, and no frame but the two lines that are read."""
    axes.set_facecolor(inks.paper)
    axes.tick_params(colors=inks.ink, labelcolor=inks.ink, width=0.6)
    for side, spine in axes.spines.items():
        spine.set_color(inks.ink)
        spine.set_visible(side in ("left", "bottom"))


def caption(figure: Figure, told: Caption, inks: Inks, *, title_share: float = 0.7) -> None:
    """Write the title above, in this share of the width, and the lines below."""
    across = max(30, int(figure.get_figwidth() * 16))
    title = "\n".join(wrap(drawable(told.title), int(across * title_share)))
    figure.suptitle(title, x=0.01, ha="left", fontsize=10, fontweight="bold", color=inks.ink)
    below = [line for one in told.lines for line in wrap(drawable(one), across)]
    figure.supxlabel("\n".join(below), x=0.01, ha="left", fontsize=7, color=inks.ink)


def finished(
    figure: Figure, told: Caption, *, form: PictureFormat, made_at: datetime, described: str
) -> Picture:
    """Return the figure as a file that names its title and what it shows."""
    file = io.BytesIO()
    words = {"Title": drawable(told.title), "Description": drawable(described)}
    if form is PictureFormat.PNG:
        metadata = {**words, "Software": "Betweenlines", "Creation Time": made_at.isoformat()}
        figure.savefig(file, format="png", dpi=_dots(figure), metadata=metadata)
    else:
        metadata = {**words, "Creator": "Betweenlines", "Date": made_at.isoformat()}
        figure.savefig(file, format="svg", metadata=metadata)
    return Picture(file.getvalue(), described)


def _dots(figure: Figure) -> float:
    """Return the dots per inch: fewer for the largest, which no computer could open otherwise."""
    area = figure.get_figwidth() * figure.get_figheight()
    return float(min(DOTS_PER_INCH, (80_000_000 / area) ** 0.5))


def drawable(text: str) -> str:
    """Return `text` on one line, a box in the place of each letter that the typeface lacks."""
    known = _letters()
    return "".join(c if ord(c) in known else BOX for c in " ".join(text.split()) if _seen(c))


def shortened(text: str, most: int) -> str:
    """Return `text` as it can be drawn, with dots for what is beyond `most` letters."""
    told = drawable(text)
    return told if len(told) <= most else f"{told[: most - 1].rstrip()}…"


def _seen(letter: str) -> bool:
    return letter == " " or letter.isprintable()


@cache
def _letters() -> frozenset[int]:
    return frozenset(FT2Font(findfont("DejaVu Sans")).get_charmap())
