"""Times in a recording as transcripts write them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from coding.model import Remark, SpokenTurn

CLOCK = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
"""A time of a recording: 1:23, 75:10, 0:01:23, 00:01:23.456."""

GAP = r"\s{0,9}"
"""White space inside a pattern: bounded, or a line of spaces takes quadratic time."""

_DAY_S = 24 * 3600
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?")
_SHORT = r"(?:\d{1,3}:\d{1,2}(?::\d{1,2})?|\d{1,6})(?:[.,]\d{1,3})?(?:-\d(?=\s{0,9}#))?"
_SPAN = re.compile(
    rf"{GAP}[\[(#]?{GAP}({_SHORT}){GAP}[\])#]?"
    rf"(?:{GAP}(?:-->|[-–]){GAP}[\[(#]?{GAP}({_SHORT}){GAP}[\])#]?)?{GAP}"
)
_TIME_ALONE = re.compile(rf"\s*[\[({{#<]?\s*({CLOCK})(?:-\d)?\s*[\])}}#>]?\s*:?\s*")


def seconds(clock: str) -> float | None:
    """Return the seconds of a time like 1:23, 75:10 or 00:01:23.4, or None if it is none."""
    found = _CLOCK.fullmatch(clock.strip())
    if found is None:
        return None
    hours, minutes, whole, fraction = found.groups()
    if int(whole) > 59 or (hours is not None and int(minutes) > 59):
        return None
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(whole) + float(f"0.{fraction or 0}")


def span(text: str) -> tuple[float | None, float | None]:
    """Return the seconds of a time or a stretch of time, each None if it is not there.

    It may stand in brackets or between #, and be short: 75 (seconds), 1:6, 000123 (hhmmss).
    """
    found = _SPAN.fullmatch(text) if len(text) < 80 else None
    if found is None:
        return None, None
    return _short_seconds(found[1]), _short_seconds(found[2]) if found[2] else None


def _short_seconds(clock: str) -> float | None:
    plain = re.sub(r"-(\d)$", r".\1", clock)
    if ":" in plain:
        return seconds(plain)
    whole, _, fraction = plain.replace(",", ".").partition(".")
    if len(whole) == 6:
        return seconds(f"{whole[:2]}:{whole[2:4]}:{whole[4:]}.{fraction or 0}")
    return float(plain.replace(",", ".")) if len(whole) <= 5 else None


def time_alone(line: str) -> float | None:
    """Return the seconds of a line that holds a time and nothing else, or None."""
    found = _TIME_ALONE.fullmatch(line) if len(line) < 40 else None
    return seconds(found[1]) if found else None


def from_first(turns: Sequence[SpokenTurn]) -> tuple[tuple[SpokenTurn, ...], tuple[Remark, ...]]:
    """Return turns whose times of day are counted from the first, and a remark that says so."""
    first = next((turn.start_s for turn in turns if turn.start_s is not None), None)
    if not first:
        return tuple(turns), ()
    counted = tuple(
        turn
        if turn.start_s is None
        else replace(turn, start_s=round((turn.start_s - first) % _DAY_S, 3))
        for turn in turns
    )
    return counted, (Remark(None, "The times of day were counted from the first turn."),)


def backward_times(turns: list[SpokenTurn], lines: list[int]) -> list[Remark]:
    """Return a remark for each turn that starts before the one above it.

    Less than five seconds is people talking over each other, not a fault.
    """
    remarks = []
    latest = None
    for turn, line in zip(turns, lines, strict=True):
        if turn.start_s is None:
            continue
        if latest is not None and turn.start_s < latest - 5:
            remarks.append(Remark(line, "The time runs backwards here; the order was kept."))
        latest = turn.start_s
    return remarks
