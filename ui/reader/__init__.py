"""The coding screen: one component that draws a whole interview and saves by HTTP.

Everything that must be quick happens in the browser (`js/`); a decision never reruns the
script. Decisions go to `ui.route`, the text and the coder's own decisions come from
`ui.reader.data`. The files in `js/` share one scope and are joined in the order below.
"""

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from ui.reader.data import ReaderData, reader_json

_HERE = Path(__file__).parent
_SCRIPTS = (
    "log",
    "offsets",
    "outbox",
    "page",
    "dom",
    "draw",
    "marks",
    "shown",
    "fixes",
    "acts",
    "held",
    "move",
    "selection",
    "palette",
    "never",
    "order",
    "batch",
    "cards",
    "dialogs",
    "correcting",
    "keys",
    "main",
)


def show_reader(data: ReaderData, *, key: str) -> None:
    """Draw the coding screen for one coder and one document.

    Args:
        data: What is shown. When only the decisions in it are newer than those on the screen,
            they are merged and nothing is drawn anew.
        key: Names the component on its page; it should name the document.
    """
    _component()(data=reader_json(data), key=key, width="stretch", height="content")


@cache
def reader_assets() -> tuple[str, str, str]:
    """Return the component's HTML, CSS and script."""
    script = "\n".join((_HERE / "js" / f"{name}.js").read_text("utf-8") for name in _SCRIPTS)
    html, css = ((_HERE / name).read_text("utf-8") for name in ("reader.html", "reader.css"))
    return html, css, script


@cache
def _component() -> ComponentRenderer:
    html, css, script = reader_assets()
    return st.components.v2.component(
        "betweenlines_reader", html=html, css=css, js=script, isolate_styles=False
    )
