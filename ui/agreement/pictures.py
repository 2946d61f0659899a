"""Pictures that are tables: shaded cells that say their numbers, in any colour scheme."""

import html
from collections.abc import Callable, Sequence

STYLE = """<style>
.bl-heat{border-collapse:separate;border-spacing:3px;font-size:.875rem;margin:0}
.bl-heat caption{caption-side:bottom;text-align:start;font-size:.8rem;opacity:.8;
padding:.4rem .2rem}
.bl-heat th{font-weight:600;padding:.3rem .5rem;text-align:start;border:0}
.bl-heat thead th{vertical-align:bottom;max-width:8rem;overflow-wrap:anywhere}
.bl-heat td{min-width:5.2rem;padding:.55rem .5rem;text-align:center;border:0;border-radius:.35rem;
font-variant-numeric:tabular-nums;
background:color-mix(in srgb,#1f8f75 calc(var(--v)*52%),
color-mix(in srgb,currentColor 5%,transparent))}
.bl-heat td small{display:block;font-size:.72rem;opacity:.85}
.bl-heat td.none{background:none;opacity:.6}
.bl-heat-box{overflow-x:auto}
.bl-heat-box:focus-visible{outline:2px solid #1f8f75}
</style>"""

Cell = tuple[float | None, str, str]
"""How strongly a cell is shaded (0..1, None for not at all), what it says, and the small print."""


def heat_table(
    rows: Sequence[str],
    columns: Sequence[str],
    cell: Callable[[int, int], Cell],
    *,
    corner: str,
    caption: str,
) -> str:
    """Return a shaded table as HTML, safe for any names; `corner` says what meets in it."""
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in columns)
    body = "".join(
        f'<tr><th scope="row">{html.escape(name)}</th>'
        + "".join(_cell(cell(place, other)) for other in range(len(columns)))
        + "</tr>"
        for place, name in enumerate(rows)
    )
    return (
        f'{STYLE}<div class="bl-heat-box" role="region" tabindex="0" '
        f'aria-label="{html.escape(corner)}"><table class="bl-heat"><caption>'
        f"{html.escape(caption)}</caption><thead><tr>"
        f"<th>{html.escape(corner)}</th>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(cell: Cell) -> str:
    shade, text, small = cell
    if shade is None:
        return f'<td class="none">{html.escape(text)}</td>'
    told = f"<small>{html.escape(small)}</small>" if small else ""
    return f'<td style="--v:{min(1.0, max(0.0, shade)):.3f}">{html.escape(text)}{told}</td>'
