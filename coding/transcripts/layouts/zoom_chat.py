"""Zoom's saved chat: "09:12:33<tab>Name:<tab>words" or "09:12:33 From Name to Everyone: words"."""

import re

from coding.transcripts.labels import tidy
from coding.transcripts.layouts.base import Layout, Recognition, recognise_styles
from coding.transcripts.openings import Opening, Parsed, Style, turns_of_lines
from coding.transcripts.source import Source
from coding.transcripts.times import from_first, seconds

_TABS = re.compile(
    r"(?P<time>\d{2}:\d{2}:\d{2})\t\s{0,3}(?P<label>[^\t\n]{1,63}?)\s{0,3}:(?:\t(?P<text>.*)|$)",
    re.S,
)
_FROM = re.compile(
    r"(?P<time>\d{2}:\d{2}:\d{2})\s{1,3}From\s{1,3}(?P<label>[^\t\n]{1,63}?)"
    r"(?:\s{1,3}to\s{1,3}[^:\n]{1,63}?)?\s{0,3}:(?:\s(?P<text>.*)|$)",
    re.S,
)


def _style(pattern: re.Pattern[str]) -> Style:
    def opener(line: str) -> Opening | None:
        found = pattern.match(line)
        start_s = seconds(found["time"]) if found else None
        if found is None or start_s is None:
            return None
        return Opening(tidy(found["label"]), found["text"] or "", start_s, whole=found["text"])

    return Style(opener, anchored=True)


_STYLES = (_style(_TABS), _style(_FROM))


def _recognise(source: Source) -> Recognition:
    return recognise_styles(source, _STYLES, weight=0.98)


def _parse(source: Source) -> Parsed:
    parsed = turns_of_lines(source, _STYLES)
    turns, remarks = from_first(parsed.turns)
    return Parsed(turns, (*parsed.remarks, *remarks))


ZOOM_CHAT = Layout(
    "zoom-chat", "Zoom’s saved chat: “09:12:33<tab>Name:<tab>words”", _recognise, _parse
)
