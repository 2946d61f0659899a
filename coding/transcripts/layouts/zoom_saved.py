"""Zoom's captions saved by a listener: "[Name] 09:12:33" above the words, a time of day."""

import re

from coding.transcripts.labels import tidy
from coding.transcripts.layouts.base import Layout, Recognition, recognise_styles
from coding.transcripts.openings import Opening, Parsed, Style, turns_of_lines
from coding.transcripts.source import Source
from coding.transcripts.times import GAP, from_first, seconds

_HEAD = re.compile(rf"\[(?P<label>[^\[\]\n]{{1,63}})\]{GAP}(?P<time>\d{{2}}:\d{{2}}:\d{{2}})")


def _opener(line: str) -> Opening | None:
    found = _HEAD.fullmatch(line)
    start_s = seconds(found["time"]) if found else None
    if found is None or start_s is None:
        return None
    return Opening(tidy(found["label"]), "", start_s)


_STYLES = (Style(_opener, anchored=True),)


def _recognise(source: Source) -> Recognition:
    return recognise_styles(source, _STYLES, weight=0.98)


def _parse(source: Source) -> Parsed:
    parsed = turns_of_lines(source, _STYLES)
    turns, remarks = from_first(parsed.turns)
    return Parsed(turns, (*parsed.remarks, *remarks))


ZOOM_SAVED = Layout(
    "zoom-saved", "Zoom’s saved captions: “[Name] 09:12:33” above the words", _recognise, _parse
)
