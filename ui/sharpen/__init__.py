"""The editor of a code's definition, rules and examples, as a dialog in the browser.

What is typed is kept there until it is stored (`ui.framework_route`). The adjudication page has
it too; here it stands on a page of its own, opened by a button of that page.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from framework.model import Framework
from ui.sharpen.data import framework_json

_HERE = Path(__file__).parent
_READER = _HERE.parent / "reader"
_HTML = """<div class="bl-reader bl-editor-host" data-bl="root">
  <dialog class="bl-dialog bl-editor" data-bl="editor" aria-labelledby="bl-editor-title"></dialog>
</div>
"""


@dataclass(frozen=True, slots=True)
class SharpenData:
    """What the editor needs. `code_id` is the code to open, `asked` counts the times that it was
    asked for, so that the same one can be opened again.
    """

    study_id: str
    coder_id: str
    framework: Framework
    framework_version: int
    token: str
    code_id: str | None
    asked: int


def show_editor(data: SharpenData, *, key: str) -> None:
    """Put the editor on the page; it opens when `data.asked` has grown. The script runs again
    when a version was stored.
    """
    told = {
        "own": f"{data.study_id}/{data.coder_id}",
        "framework": framework_json(data.framework, data.framework_version),
        "token": data.token,
        "code": data.code_id,
        "asked": data.asked,
    }
    _component()(data=told, key=key, on_stored_change=_again, height="content")


def _again() -> None:
    """A version was stored: the script has run for that."""


def editor_script() -> str:
    """Return the editor's script, with what it needs of the coding screen's."""
    dom = (_READER / "js" / "dom.js").read_text("utf-8")
    return "\n".join((dom, *(_read(f"js/{name}.js") for name in ("lines", "editor"))))


def editor_style() -> str:
    """Return the coding screen's styles and the editor's."""
    return (_READER / "reader.css").read_text("utf-8") + _read("sharpen.css")


def _read(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component(
        "betweenlines_sharpen",
        html=_HTML,
        css=editor_style(),
        js=f"{editor_script()}\n{_read('js/host.js')}",
        isolate_styles=False,
    )
