"""The matrix page's component: the grid, and the drawer in which a cell is summarised.

As on the coding screen, everything that must be quick happens in the browser (`js/`), and
what is typed goes to `ui.summary_route` through the same outbox (`ui/reader/js/outbox.js`).
The files share one scope and are joined in the order below.
"""

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from ui.matrix.data import MatrixData, matrix_json

_HERE = Path(__file__).parent
_SHARED = ("outbox", "dom")
_SCRIPTS = (
    "model",
    "words",
    "grid",
    "drawer",
    "heads",
    "passages",
    "summary",
    "notes",
    "drafts",
    "card",
    "keys",
    "main",
)


def show_matrix(data: MatrixData, *, key: str) -> None:
    """Draw the matrix for one person.

    Args:
        data: What is shown. When it changes, the grid is drawn anew; what is being typed stays.
        key: Names the component on its page; it should name the study and the person.
    """
    _component()(
        data=matrix_json(data),
        key=key,
        width="stretch",
        height="content",
        on_refresh_change=_again,
    )


def _again() -> None:
    """The page asks for what is new: the script has run for that."""


@cache
def matrix_assets() -> tuple[str, str, str]:
    """Return the component's HTML, CSS and script."""
    reader = _HERE.parent / "reader" / "js"
    files = [reader / f"{name}.js" for name in _SHARED]
    files += [_HERE / "js" / f"{name}.js" for name in _SCRIPTS]
    script = "\n".join(path.read_text("utf-8") for path in files)
    html, css = ((_HERE / name).read_text("utf-8") for name in ("matrix.html", "matrix.css"))
    return html, css, script


@cache
def _component() -> ComponentRenderer:
    html, css, script = matrix_assets()
    return st.components.v2.component(
        "betweenlines_matrix", html=html, css=css, js=script, isolate_styles=False
    )
