"""The speaker, then a time, then words: "Name (00:12): …", "Name [00:00:12] …" (Rev, Trint)."""

import re

from coding.transcripts.labels import tidy
from coding.transcripts.layouts.base import Layout, Recognition, recognise_styles
from coding.transcripts.openings import Opening, Parsed, Style, turns_of_lines
from coding.transcripts.source import Source
from coding.transcripts.times import CLOCK, GAP, seconds

_WITH_COLON = re.compile(
    rf"(?P<label>[^\s:\[(][^:\n]{{0,62}}?)?{GAP}[\[(]{GAP}(?P<time>{CLOCK}){GAP}[\])]{GAP}:(?P<text>.*)",
    re.S,
)
_COLON_FIRST = re.compile(
    rf"(?P<label>[^\s:\[(][^:\n]{{0,62}}?){GAP}:{GAP}[\[(]{GAP}(?P<time>{CLOCK}){GAP}[\])](?P<text>.*)",
    re.S,
)
_BARE = re.compile(
    rf"(?P<label>[^\s:\[(][^:\n]{{0,62}}?){GAP}[\[(]{GAP}(?P<time>{CLOCK}){GAP}[\])](?P<text>.*)",
    re.S,
)
_TABS = re.compile(rf"(?P<label>[^\s:][^:\n\t]{{0,62}})\t+(?P<time>{CLOCK})\t+(?P<text>.*)", re.S)


def _style(pattern: re.Pattern[str], *, anchored: bool) -> Style:
    def opener(line: str) -> Opening | None:
        found = pattern.match(line)
        start_s = seconds(found["time"]) if found else None
        if found is None or start_s is None:
            return None
        label = tidy(found["label"] or "")
        return Opening(label or None, found["text"], start_s)

    return Style(opener, anchored=anchored)


STYLES = (
    _style(_WITH_COLON, anchored=True),
    _style(_COLON_FIRST, anchored=True),
    _style(_TABS, anchored=True),
    _style(_BARE, anchored=True),
)


def _recognise(source: Source) -> Recognition:
    return recognise_styles(source, STYLES, weight=0.94)


def _parse(source: Source) -> Parsed:
    return turns_of_lines(source, STYLES)


TIME_AFTER = Layout("time-after", "The speaker, then a time: “Name (00:12): …”", _recognise, _parse)
