"""The table of figures: sortable, with intervals drawn beside the numbers, in one component."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import floor
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from coding.agreement.values import TARGETS, Result

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `kind` is name, number, percent, count, text, picture or balance; `down` sorts
    highest first. A picture sorts by the cells of the column `of`.
    """

    key: str
    title: str
    kind: str
    help: str = ""
    down: bool = False
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row: `cells` by column key, as `figure_cell`, `plain_cell` and `picture_cell` make them.

    `order` is what the name column sorts by, if not the name.
    """

    id: str
    name: str
    cells: dict[str, dict[str, Any]]
    label: str = ""
    note: str = ""
    order: str | int | None = None


@dataclass(frozen=True, slots=True)
class FigureTable:
    """What is shown: `caption` says what the figures rest on; `sort` is the first column to sort
    by, worst first. Without `choosable` rows lead nowhere.
    """

    title: str
    caption: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    sort: str
    choosable: bool = True


def figure_cell(result: Result | None) -> dict[str, Any]:
    """Return a figure with its interval, or the reason why it is undefined."""
    if result is None:
        return {}
    return {"value": result.value, "low": result.low, "high": result.high, "why": result.why}


def plain_cell(value: float | str | None, *, share: float | None = None) -> dict[str, Any]:
    """Return a number or a text as a cell; a bar is drawn under it for a `share` of 0..1."""
    return {"value": value, "share": share}


def picture_cell(*results: tuple[Result | None, str]) -> dict[str, Any]:
    """Return a picture of figures, each with its kind: "now" or "before"."""
    return {
        "marks": [
            {"value": one.value, "low": one.low, "high": one.high, "kind": kind}
            for one, kind in results
            if one is not None and one.value is not None
        ]
    }


def balance_cell(left: int, right: int, most: int) -> dict[str, Any]:
    """Return two counts drawn back to back; `most` is the largest count of the table."""
    return {"left": left, "right": right, "most": most, "value": right - left}


def show_figure_table(table: FigureTable, *, key: str, selected: str | None = None) -> str | None:
    """Draw the table; return the id of the row that a person last chose in it, or None."""
    ids = {line.id for line in table.lines}
    result = _component()(
        data=_data(table, selected),
        key=key,
        default={"row": None},
        on_row_change=lambda: None,
        width="stretch",
        height="content",
    )
    return result.row if result.row in ids else None


def _data(table: FigureTable, selected: str | None) -> dict[str, Any]:
    return {
        "title": table.title,
        "caption": table.caption,
        "columns": [_plain(column) for column in table.columns],
        "rows": [_plain(line) for line in table.lines],
        "sort": table.sort,
        "first": table.sort,
        "choosable": table.choosable,
        "selected": selected,
        "scale": _scale(table.lines),
    }


def _plain(value: Column | Line) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


def _scale(lines: Iterable[Line]) -> dict[str, Any]:
    """Return where pictures begin and end: 0 to 1, further down if a figure lies below 0."""
    values = [
        mark["value"] if mark["low"] is None else mark["low"]
        for line in lines
        for cell in line.cells.values()
        for mark in cell.get("marks", ())
    ]
    low = max(-1.0, floor(min([0.0, *values]) * 4) / 4)
    marks = [{"at": at, "label": f"{at:g}", "strong": True} for at in sorted({low, 0.0, 1.0})]
    marks += [{"at": at, "label": f"{at:g}"[1:], "strong": False} for at in TARGETS]
    return {"low": low, "high": 1.0, "lines": marks}


@cache
def _component() -> ComponentRenderer:
    html, css, script = (
        (_HERE / name).read_text("utf-8") for name in ("table.html", "table.css", "table.js")
    )
    return st.components.v2.component(
        "betweenlines_figures", html=html, css=css, js=script, isolate_styles=False
    )
