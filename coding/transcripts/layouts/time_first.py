"""A time at the start of each paragraph, in brackets, between # or bare (NVivo, old Zoom)."""

import re
from itertools import pairwise

from coding.transcripts.labels import tidy
from coding.transcripts.layouts.base import NO, Layout, Recognition, recognise_styles
from coding.transcripts.openings import Opening, Parsed, Style, turns_of_lines
from coding.transcripts.source import Source
from coding.transcripts.times import CLOCK, GAP, from_first, span

_SHORT = r"[\d:.,]{1,14}(?:-\d)?"
_BARE = re.compile(rf"(?P<time>{CLOCK}(?:{GAP}(?:-->|[-–]){GAP}{CLOCK})?)(?P<rest>\s.*|$)", re.S)
_MARKED = re.compile(
    rf"(?P<time>(?:#{GAP}{_SHORT}{GAP}#|\[{GAP}{_SHORT}{GAP}\])"
    rf"(?:{GAP}[-–]{GAP}(?:#{_SHORT}#|\[{_SHORT}\]))?)(?P<rest>.*)",
    re.S,
)
_SHORT_ONLY = re.compile(r"\s*[#\[]\s{0,9}\d{1,6}(?:[.,]\d{1,3})?\s{0,9}[#\]]")
_TIME_OF_DAY_S = 6 * 3600
"""No interview begins so late in its recording: such times are times of day."""
_LABEL = re.compile(r"(?P<label>[^:：\n\t]{1,63}?)[ \t]{0,9}[:：](?!//|\d)(?P<text>.*)", re.S)


def _style(pattern: re.Pattern[str]) -> Style:
    def opener(line: str) -> Opening | None:
        found = pattern.match(line)
        start_s, end_s = span(found["time"].strip()) if found else (None, None)
        if found is None or start_s is None:
            return None
        rest = found["rest"].strip()
        labelled = _LABEL.match(rest)
        label = tidy(labelled["label"]) if labelled else ""
        if labelled and label:
            return Opening(label, labelled["text"], start_s, end_s, rest)
        return Opening(None, rest, start_s, end_s)

    return Style(opener, anchored=True)


_STYLES = (_style(_MARKED), _style(_BARE))


def _recognise(source: Source) -> Recognition:
    """Return how sure it is: nearly every paragraph must begin with a time, and they must grow."""
    found = [
        opening.start_s
        for line in source.sample
        if line.opens or source.kind == "text"
        for style in _STYLES
        if (opening := style.open(line)) is not None and opening.start_s is not None
    ]
    paragraphs = sum(line.opens for line in source.sample)
    if len(found) < 2 or len(found) < 0.6 * paragraphs:
        return NO
    grows = sum(one <= other for one, other in pairwise(found))
    if grows < 0.8 * (len(found) - 1):
        return NO
    short = any(_SHORT_ONLY.match(line.text) for line in source.sample)
    return recognise_styles(source, _STYLES, weight=0.96 if short else 0.92)


def _parse(source: Source) -> Parsed:
    parsed = turns_of_lines(source, _STYLES)
    first = next((turn.start_s for turn in parsed.turns if turn.start_s is not None), 0)
    if first < _TIME_OF_DAY_S:
        return parsed
    turns, remarks = from_first(parsed.turns)
    return Parsed(turns, (*parsed.remarks, *remarks))


TIME_FIRST = Layout(
    "time-first", "A time at the start of each paragraph, with or without names", _recognise, _parse
)
