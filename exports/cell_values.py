"""Cells of a workbook that came back, as the text that a person sees in them.

Spreadsheets turn what is typed into numbers and dates, and write some characters as escapes;
both are undone here as far as they can be.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from coding.coming_back.comparing import DRAFT
from exports.safe_text import formula_like

_CONTROL = re.compile(r"_x00(0[0-9A-Fa-f]|1[0-9A-Fa-f])_")
_LINE_END = re.compile(r"\r\n?|_x000[dD]_\n?")
_LOOKALIKES = ((re.compile(r"＿(?=x[0-9A-Fa-f]{4}_)"), "_"), (re.compile(r"ｘ(?=005F_)"), "x"))
_NOT_KEPT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell's text, and what a spreadsheet may have made of what was typed."""

    text: str
    remark: str = ""


def cell_text(value: Any, number_format: str = "General") -> CellText:
    """Return a cell's value as text: numbers and dates as people see them, dates by ISO 8601."""
    if value is None:
        return CellText("")
    if isinstance(value, bool):
        return CellText("TRUE" if value else "FALSE", "A yes-or-no value in the workbook.")
    if isinstance(value, int | float):
        return CellText(_number(value, number_format), "A number in the workbook.")
    if isinstance(value, date | time | timedelta):
        return CellText(_moment(value), "The spreadsheet made a date or time of it.")
    return CellText(_plain(str(value)))


def _number(value: float, number_format: str) -> str:
    if number_format.endswith("%"):
        decimals = len(number_format.partition(".")[2]) - 1
        return f"{value * 100:.{max(0, decimals)}f}%"
    if isinstance(value, float) and not value.is_integer():
        return format(value, ".15g")
    zeros = len(number_format) if set(number_format) == {"0"} else 0
    return f"{int(value):0{zeros}d}"


def _moment(value: date | time | timedelta) -> str:
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, time):
        return value.isoformat("seconds")
    return str(value)


def _plain(text: str) -> str:
    """Return text with line feeds for line ends, and without what no study can keep."""
    text = _LINE_END.sub("\n", text)
    text = _CONTROL.sub(lambda found: "\t" if found[1] == "09" else "", text)
    return _NOT_KEPT.sub("", text)


def meant_text(theirs: str, ours: str) -> str:
    """Return what somebody meant who wrote `theirs` where `ours` stood.

    What only the workbook needed is undone: signs that stand for others there, an apostrophe
    that keeps text from being a formula, the label of a draft. Where the study itself has such
    signs they stay. White space at the ends does not count.
    """
    text = theirs.strip()
    for lookalike, sign in _LOOKALIKES:
        if not lookalike.search(ours):
            text = lookalike.sub(sign, text)
    if text.startswith("'") and formula_like(text[1:]) and not ours.startswith("'"):
        text = text[1:]
    if text.startswith(DRAFT) and not ours.startswith(DRAFT):
        text = text[len(DRAFT) :].lstrip()
    return ours if text == ours.strip() else text
