"""Turns of a transcript as HTML to look at: every word escaped, questions in italics."""

import html
from collections.abc import Sequence

from coding.model import Role, SpokenTurn
from ui.wording import clock

_ROW = (
    '<div style="display:grid;grid-template-columns:7.5rem 1fr;gap:.75rem;padding:.25rem 0;'
    'overflow-wrap:anywhere"><div style="text-align:right;opacity:.75;font-size:.85em">'
    "<strong>{speaker}</strong><br>{time}</div>"
    '<div dir="auto" style="white-space:pre-wrap;{style}">{text}</div></div>'
)


def turns_html(turns: Sequence[SpokenTurn]) -> str:
    """Return the turns as HTML, safe for any text."""
    return "".join(
        _ROW.format(
            speaker=html.escape(turn.speaker or "no name"),
            time=html.escape(clock(turn.start_s)),
            style="font-style:italic;opacity:.8" if turn.role is Role.INTERVIEWER else "",
            text=html.escape(turn.text),
        )
        for turn in turns
    )
