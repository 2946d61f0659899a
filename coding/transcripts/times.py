"""Times in a recording as transcripts write them."""

import re

from coding.model import Remark, SpokenTurn

CLOCK = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
"""A time of a recording: 1:23, 75:10, 0:01:23, 00:01:23.456."""

GAP = r"\s{0,9}"
"""White space inside a pattern: bounded, or a line of spaces takes quadratic time."""

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?")
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


def time_alone(line: str) -> float | None:
    """Return the seconds of a line that holds a time and nothing else, or None."""
    found = _TIME_ALONE.fullmatch(line) if len(line) < 40 else None
    return seconds(found[1]) if found else None


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
