"""How cells look, said once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from coding.matrix import CellState
from exports.colours import DARK, tint, writing_on

_INK, _LINK, _GREY, _RULE = "1F2933", "1B4F91", "5B6673", "C9D1D9"
_HEAD = "#3b4754"


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a cell. Colours are #rrggbb; `hatched` tells it apart without colour.

    `form` is how Excel writes a number, e.g. "0.00".
    """

    ink: str = "#" + _INK
    fill: str | None = None
    hatched: bool = False
    bold: bool = False
    italic: bool = False
    size: float = 10
    wrap: bool = True
    ruled: bool = True
    upright: bool = False
    centred: bool = False
    linked: bool = False
    form: str = "General"

    def font(self) -> Font:
        """Return the font."""
        return Font(
            name="Arial",
            size=self.size,
            bold=self.bold,
            italic=self.italic,
            color=_LINK if self.linked and self.ink == "#" + _INK else self.ink[1:].upper(),
            underline="single" if self.linked else None,
        )

    def pattern(self) -> PatternFill:
        """Return the filling."""
        if self.hatched:
            return PatternFill("lightUp", fgColor="B8C0C8", bgColor="FFFFFF")
        if self.fill is None:
            return PatternFill()
        return PatternFill("solid", fgColor=self.fill[1:].upper())

    def alignment(self) -> Alignment:
        """Return how the text lies."""
        return Alignment(
            wrap_text=self.wrap,
            vertical="bottom" if self.upright else "top",
            horizontal="center" if self.centred or self.upright else "left",
            text_rotation=90 if self.upright else 0,
            indent=1 if self.ruled and not (self.centred or self.upright) else 0,
        )

    def border(self) -> Border:
        """Return thin rules, or none."""
        side = Side("thin", color=_RULE) if self.ruled else Side()
        return Border(left=side, right=side, top=side, bottom=side)


TITLE = Look(bold=True, size=16, wrap=False, ruled=False)
SECTION = Look(bold=True, size=12, wrap=False, ruled=False)
NOTE = Look(ink="#" + _GREY, size=9, wrap=False, ruled=False)
PLAIN = Look(ruled=False)
LABEL = Look(bold=True, ruled=False)
LABEL_LINK = Look(bold=True, ruled=False, linked=True)
MACHINE = Look(ink="#" + _GREY, size=8, wrap=False, ruled=False)
HEAD = Look(ink=writing_on(_HEAD), fill=_HEAD, bold=True)
HEAD_UPRIGHT = Look(ink=writing_on(_HEAD), fill=_HEAD, bold=True, upright=True)
BODY = Look()
CASE = Look(bold=True, fill="#f4f6f8")
FACT = Look(fill="#f4f6f8")
LINK = Look(linked=True)
NUMBER = Look(wrap=False, centred=True)
DRAFT = Look(ink="#" + _GREY, italic=True)
HATCHED = Look(hatched=True)
ONE_LINE = Look(wrap=False)
UNKNOWN = Look(fill="#eef1f4")
TOTAL = Look(ink="#" + _GREY, size=9, italic=True, ruled=False)

COEFFICIENT = Look(wrap=False, centred=True, form="0.00")
SHARE = Look(wrap=False, centred=True, form="0%")
BOUND = Look(ink="#" + _GREY, size=9, wrap=False, centred=True, form="0.00")
BOUND_SHARE = Look(ink="#" + _GREY, size=9, wrap=False, centred=True, form="0%")

STATE_LOOKS: Mapping[CellState, Look] = {
    CellState.NOT_YET_CODED: Look(ink="#" + _GREY, size=9),
    CellState.NOT_ASKED: Look(size=9, hatched=True),
    CellState.ASKED_AND_ABSENT: Look(size=9, fill="#eef1f4"),
    CellState.CODED: Look(size=9, fill="#dcebf7"),
    CellState.DRAFT: Look(size=9, fill="#efe3f7", italic=True),
    CellState.SUMMARISED: Look(size=9, fill="#e0f1e6"),
    CellState.STALE: Look(size=9, fill="#ffe0b0", bold=True),
    CellState.SIGNED_OFF: Look(size=9, fill="#b5dfc2", bold=True),
}


def band(colour: str) -> Look:
    """Return the look of a theme's heading."""
    return Look(ink=writing_on(colour), fill=colour, bold=True, wrap=False, ruled=False)


def code_head(colour: str, *, upright: bool = False) -> Look:
    """Return the look of a code's heading under its theme's."""
    return Look(ink=DARK, fill=tint(colour), bold=True, upright=upright)


OVERVIEW_LOOKS: Mapping[CellState, Look] = {
    state: replace(look, centred=True, wrap=False, italic=False)
    for state, look in STATE_LOOKS.items()
}
