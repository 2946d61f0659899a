"""Speaker and time on a line of their own above the words: Otter, Teams (Word), Happy Scribe."""

import re

from coding.transcripts.labels import tidy
from coding.transcripts.layouts import time_after, time_before
from coding.transcripts.layouts.base import NO, Layout, Recognition, recognise_styles
from coding.transcripts.openings import Opening, Parsed, Style, best_fit, turns_of_lines
from coding.transcripts.source import Source
from coding.transcripts.times import CLOCK, GAP, seconds

_NAME_TIME = re.compile(rf"(?P<label>\S.{{0,62}}?)\s{{1,9}}(?P<time>{CLOCK}){GAP}")
_NAME_BRACKET = re.compile(
    rf"(?P<label>\S.{{0,62}}?){GAP}[\[(]{GAP}(?P<time>{CLOCK}){GAP}[\])]{GAP}:?{GAP}"
)
_TIME_NAME = re.compile(
    rf"[\[(]?{GAP}(?P<time>{CLOCK}){GAP}[\])]?{GAP}(?:[-–]{GAP})?(?P<label>[^\s:\d][^:]{{0,62}}?){GAP}"
)


def _style(pattern: re.Pattern[str], *, anchored: bool) -> Style:
    def opener(line: str) -> Opening | None:
        found = pattern.fullmatch(line) if len(line) < 120 else None
        start_s = seconds(found["time"]) if found else None
        if found is None or start_s is None:
            return None
        return Opening(tidy(found["label"]), "", start_s)

    return Style(opener, anchored=anchored)


_STYLES = (
    _style(_NAME_TIME, anchored=True),
    _style(_NAME_BRACKET, anchored=True),
    _style(_TIME_NAME, anchored=False),
)


def _recognise(source: Source) -> Recognition:
    """Return how sure it is; turns without words must not make words beside names look odd."""
    beside = best_fit(source.sample, (*time_after.STYLES, *time_before.STYLES))
    if beside.opened > best_fit(source.sample, _STYLES).opened:
        return NO
    return recognise_styles(source, _STYLES, weight=0.96)


def _parse(source: Source) -> Parsed:
    return turns_of_lines(source, _STYLES)


HEADER_LINES = Layout(
    "header-lines",
    "Speaker and time on a line above the words, as in Otter and Teams",
    _recognise,
    _parse,
)
