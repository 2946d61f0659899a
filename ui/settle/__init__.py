"""The adjudication page's component: the queue, the passage, the coders side by side.

As on the coding screen, everything that must be quick happens in the browser (`js/`), and
verdicts go to `ui.settle_route` through the same outbox. It shares the coding screen's look
(`ui/reader/reader.css`) and some of its scripts; the files share one scope and are joined in
the order below.
"""

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from ui.settle.data import SettleData, settle_json
from ui.sharpen import editor_script, editor_style

_HERE = Path(__file__).parent
_READER = _HERE.parent / "reader"
_SHARED = ("log", "offsets", "outbox", "page", "draw", "shown", "marks", "selection", "palette")
_SCRIPTS = ("model", "draft", "queue", "passage", "sides", "verdict", "keys", "main")


def show_settling(data: SettleData, *, key: str) -> None:
    """Draw the adjudication page for one person.

    Args:
        data: What is shown. When only verdicts or the framework in it are newer, they are
            taken in and nothing is drawn anew.
        key: Names the component on its page; it should name the study and the person.
    """
    _component()(data=settle_json(data), key=key, width="stretch", height="content")


@cache
def settle_assets() -> tuple[str, str, str]:
    """Return the component's HTML, CSS and script."""
    html = (_HERE / "settle.html").read_text("utf-8")
    css = (_HERE / "settle.css").read_text("utf-8")
    scripts = (editor_script(), *_read(_READER, _SHARED), *_read(_HERE, _SCRIPTS))
    return html, editor_style() + css, "\n".join(scripts)


def _read(folder: Path, names: tuple[str, ...]) -> list[str]:
    return [(folder / "js" / f"{name}.js").read_text("utf-8") for name in names]


@cache
def _component() -> ComponentRenderer:
    html, css, script = settle_assets()
    return st.components.v2.component(
        "betweenlines_settle", html=html, css=css, js=script, isolate_styles=False
    )
