"""Differences between a workbook and the study, side by side: HTML that is safe for any text."""

import html
from collections.abc import Iterable

from coding.coming_back.values import Change, Difference, Standing
from framework.changes import Part, word_parts
from ui.placenames import PlaceNames

STYLE = """<style>
.bl-back{margin:0 0 .35rem}
.bl-back a{color:inherit;font-weight:600;text-underline-offset:.2em}
.bl-back .where{opacity:.85;font-size:.85rem}
.bl-back .sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:.75rem;
margin-top:.45rem}
.bl-back .head{font-size:.8rem;font-weight:600;margin:0 0 .2rem;opacity:.85}
.bl-back .words{white-space:pre-wrap;overflow-wrap:anywhere;max-height:18rem;overflow:auto;
border-top:1px solid color-mix(in srgb,currentColor 18%,transparent);padding-top:.3rem}
.bl-back ins{text-decoration:underline;text-decoration-thickness:.12em;
text-underline-offset:.2em;font-weight:600}
.bl-back del{opacity:.75}
.bl-back .none{font-style:italic;opacity:.75}
.bl-taken li{margin:.15rem 0}
.bl-taken a{color:inherit;text-underline-offset:.2em}
</style>"""

WHY = {
    Standing.CONFLICT: "Edited here and in the workbook. Choose one.",
    Standing.TWICE: "The workbook itself says different things on different sheets. Choose one.",
    Standing.UNKNOWN: "The workbook has lost its marks, so it is not clear who changed what.",
}
_LONGEST_COMPARED = 4_000


def difference_html(one: Difference, names: PlaceNames) -> str:
    """Return one difference: theirs, ours, and as it left; added and lost words are marked."""
    said = [(f"In the workbook ({where})", text, Part.REMOVED) for where, text in one.theirs]
    sides = [_side(head, text, one.ours, part) for head, text, part in said]
    sides.append(_side("In the study now", one.ours, one.text, Part.ADDED))
    if one.base is None:
        sides.append(_block("As it left", '<div class="none">not known any more</div>'))
    elif one.base != one.ours:
        sides.append(_block("As it left", _plain(one.base)))
    link = html.escape(names.link(one.place), quote=True)
    why = WHY.get(one.standing, "")
    notes = " ".join(part for part in (why, one.remark) if part)
    told = f'<div class="where">{html.escape(notes)}</div>' if notes else ""
    return (
        f'<div class="bl-back"><a href="{link}" target="_self">'
        f"{html.escape(names.name(one.place))}</a>{told}"
        f'<div class="sides">{"".join(sides)}</div></div>'
    )


def _side(head: str, text: str, other: str, left_out: Part) -> str:
    """Return one text, with the words marked that the other has not."""
    if not text or max(len(text), len(other)) > _LONGEST_COMPARED:
        return _block(head, _plain(text))
    before, after = (text, other) if left_out is Part.ADDED else (other, text)
    tag = "del" if left_out is Part.ADDED else "ins"
    words = "".join(
        html.escape(piece) if part is Part.SAME else f"<{tag}>{html.escape(piece)}</{tag}>"
        for part, piece in word_parts(before, after)
        if part is not left_out
    )
    return _block(head, f'<div class="words" dir="auto">{words}</div>')


def _plain(text: str) -> str:
    if not text:
        return '<div class="none">empty</div>'
    return f'<div class="words" dir="auto">{html.escape(text)}</div>'


def _block(head: str, inside: str) -> str:
    return f'<div><div class="head">{html.escape(head)}</div>{inside}</div>'


def taken_html(changes: Iterable[Change], names: PlaceNames) -> str:
    """Return a list of links to what was taken in."""
    items = "".join(
        f'<li><a href="{html.escape(names.link(one.place), quote=True)}" target="_self">'
        f"{html.escape(names.name(one.place))}</a></li>"
        for one in changes
    )
    return f'<ul class="bl-taken">{items}</ul>'
