"""Words on their way to the screen: plain text that Markdown must not read, counts, times."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:^=&])")


def plain(text: str) -> str:
    """Return `text` so that Streamlit's Markdown shows it as it is, on one line."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Return the names by key; a name that was there before gets a number, e.g. "P01 (2)"."""
    seen: Counter[str] = Counter()
    shown = {}
    for key, name in names.items():
        seen[name] += 1
        shown[key] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return shown


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return e.g. "1 interview", "3,200 words"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def ago(moment: datetime) -> str:
    """Return how long ago `moment` (aware) was, in words; the date once it is over a week."""
    minutes = int((datetime.now(UTC) - moment).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{counted(minutes, 'minute')} ago"
    if minutes < 60 * 24:
        return f"{counted(minutes // 60, 'hour')} ago"
    if minutes < 60 * 24 * 7:
        return f"{counted(minutes // (60 * 24), 'day')} ago"
    here = moment.astimezone()
    return f"{here.day} {here:%B %Y}"


def clock(seconds: float | None) -> str:
    """Return a media time as m:ss or h:mm:ss; empty if there is none."""
    if seconds is None:
        return ""
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
