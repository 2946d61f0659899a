"""The heat map on the page: a table whose cells say their numbers and lead into the matrix."""

import html
from collections.abc import Callable
from urllib.parse import urlencode

from coding.matrix import Column, FrameworkMatrix
from coding.model import Case
from coding.pictures.heat import HeatCell, HeatMap
from exports.picture_words import HeatShows, cell_sign, cell_strength
from ui.wording import counted

Link = Callable[[Case, Column], str]

STYLE = """<style>
.bl-map-box{overflow:auto;max-height:75vh}
.bl-map-box:focus-visible{outline:2px solid #1f8f75}
.bl-map{border-collapse:separate;border-spacing:2px;font-size:.8125rem;margin:0}
.bl-map th{font-weight:500;border:0;padding:.1rem .4rem;text-align:start;white-space:nowrap}
.bl-map thead th{vertical-align:bottom;padding:.3rem .1rem}
.bl-map thead th span{writing-mode:vertical-rl;transform:rotate(180deg);max-height:15rem;
overflow:hidden;text-overflow:ellipsis}
.bl-map td{border:0;padding:0;min-width:1.9rem;height:1.7rem;text-align:center;
border-radius:.2rem;font-variant-numeric:tabular-nums;
background:color-mix(in srgb,#1f8f75 calc(var(--v)*58%),
color-mix(in srgb,currentColor 4%,transparent))}
.stApp .bl-map td a{display:block;color:inherit;text-decoration:none;line-height:1.7rem;
padding:0 .2rem}
.stApp .bl-map td a:hover,.stApp .bl-map td a:focus-visible{outline:2px solid currentColor;
border-radius:.2rem}
</style>"""


def heat_html(heat: HeatMap, shows: HeatShows, link: Link) -> str:
    """Return the heat map as HTML, safe for any names; `link` says where a cell leads."""
    head = "".join(
        f'<th scope="col" title="{_safe(_name(column))}"><span>{_safe(_name(column))}</span></th>'
        for column in heat.columns
    )
    body = "".join(
        f'<tr><th scope="row">{_safe(case.name)}</th>'
        + "".join(
            _cell(case, column, cell, shows, heat.most, link(case, column))
            for column, cell in zip(heat.columns, row, strict=True)
        )
        + "</tr>"
        for case, row in zip(heat.cases, heat.cells, strict=True)
    )
    return (
        f'{STYLE}<div class="bl-map-box" role="region" tabindex="0" aria-label="Heat map">'
        f'<table class="bl-map"><thead><tr><th>Case</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _cell(
    case: Case, column: Column, cell: HeatCell, shows: HeatShows, most: int, link: str
) -> str:
    number = counted(cell.passages, "passage") if cell.passages else "no passages"
    told = _safe(f"{case.name}, {_name(column)}: {number}, {cell.state.value}")
    shade = cell_strength(cell, shows, most)
    return (
        f'<td style="--v:{shade:.2f}"><a href="{_safe(link)}" target="_self" title="{told}" '
        f'aria-label="{told}">{_safe(cell_sign(cell, shows))}</a></td>'
    )


def _name(column: Column) -> str:
    return f"{column.id} {column.name}"


def _safe(text: str) -> str:
    return html.escape(" ".join(text.split()))


def matrix_links(matrix: FrameworkMatrix, study_id: str) -> Link:
    """Return what leads from a case and a column of any view to the cell of the matrix page.

    For a theme that is the first of its codes with passages, or else its first.
    """

    def link(case: Case, column: Column) -> str:
        coded = [code for code in column.code_ids if matrix.cell(case.id, code).passages]
        asked = {"study": study_id, "case": case.id, "code": (*coded, *column.code_ids)[0]}
        return f"matrix?{urlencode(asked)}"

    return link
