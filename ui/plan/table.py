"""Who codes what, as an HTML table of interviews and coders; safe for any names."""

import html
from urllib.parse import urlencode

from coding.model import Coder
from coding.plan import APART
from coding.store import DocumentEntry
from ui.plan.states import Desk, PlanState, View

_SIGNS = {View.UNPLANNED: "–", View.LOCKED: "🔒", View.OPEN: "✓", View.UNLOCKED: "🔓"}
_STYLE = """<style>
.bl-plan-frame{overflow-x:auto}
.bl-plan{border-collapse:collapse;min-width:100%}
.bl-plan th{font-weight:600;font-size:.85rem;text-align:left;padding:.4rem .75rem;
white-space:nowrap}
.bl-plan td,.bl-plan tbody th{padding:.5rem .75rem;vertical-align:top;
border-top:1px solid color-mix(in srgb,currentColor 15%,transparent)}
.bl-plan tbody th{font-size:1rem;white-space:normal;overflow-wrap:anywhere}
.bl-plan a{color:inherit;text-underline-offset:.2em;text-decoration-color:#2a8f76}
.bl-plan small{display:block;font-size:.78rem;opacity:.85}
.bl-plan .me{background:color-mix(in srgb,#2a8f76 9%,transparent)}
.bl-plan .done{font-weight:600;white-space:nowrap}
.bl-plan .none{opacity:.6}
.bl-plan .view{white-space:nowrap}
</style>"""


def plan_html(state: PlanState, *, study_id: str, viewer_id: str) -> str:
    """Return the table; the viewer's own column is marked."""
    heads = "".join(
        f'<th scope="col"{_mine(coder, viewer_id)}>{html.escape(coder.name)}</th>'
        for coder in state.people
    )
    rows = "".join(_row(entry, state, study_id, viewer_id) for entry in state.entries)
    return (
        f'{_STYLE}<div class="bl-plan-frame" tabindex="0" role="region" '
        'aria-label="Who codes what"><table class="bl-plan"><thead><tr>'
        f'<th scope="col">Interview</th>{heads}<th scope="col">Views</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _mine(coder: Coder, viewer_id: str) -> str:
    return ' class="me"' if coder.id == viewer_id else ""


def _row(entry: DocumentEntry, state: PlanState, study_id: str, viewer_id: str) -> str:
    link = "code?" + urlencode({"study": study_id, "document": entry.id})
    cells = "".join(
        f"<td{_mine(coder, viewer_id)}>{_cell(state.desks.get((entry.id, coder.id)))}</td>"
        for coder in state.people
    )
    view = state.view(entry.id)
    return (
        f'<tr><th scope="row"><a href="{html.escape(link)}" target="_self">'
        f"{html.escape(entry.name)}</a></th>{cells}"
        f'<td class="view"><span aria-hidden="true">{_SIGNS[view]}</span> {view.value}</td></tr>'
    )


def _cell(desk: Desk | None) -> str:
    if desk is None:
        return '<span class="none" aria-label="not assigned">–</span>'
    words = f'<span class="done">✓ {desk.words}</span>' if desk.finished else desk.words
    return words + "".join(f"<small>{note}</small>" for note in _notes(desk))


def _notes(desk: Desk) -> list[str]:
    if desk.assignment is None:
        return ["not assigned"]
    notes = [desk.assignment.purpose.value] if desk.assignment.purpose in APART else []
    if desk.assignment.segments is not None:
        notes.append(f"{desk.of:,} passages")
    return notes
