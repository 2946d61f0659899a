"""A time, then the speaker: "[00:01:23] Name: …"; also a time and words alone."""

import re

from coding.transcripts.labels import tidy
from coding.transcripts.layouts.base import Layout, Recognition, recognise_styles
from coding.transcripts.openings import Opening, Parsed, Style, turns_of_lines
from coding.transcripts.source import Source
from coding.transcripts.times import CLOCK, GAP, seconds

_TIME = re.compile(
    rf"(?P<open>[\[({{#<])?{GAP}(?P<start>{CLOCK})(?:{GAP}(?:-->|[-–]){GAP}(?P<end>{CLOCK}))?(?P<tenths>-\d#)?"
    r"(?P<close>\s{0,9}[\])}#>])?\s{0,9}:?[ \t]{0,9}(?:[-–][ \t]+)?"
)
_LABEL = re.compile(
    r"(?P<label>[^:：\n\t]{1,63}?)[ \t]{0,9}(?:[:：](?!//|\d)|\t)(?P<text>.*)", re.S
)


def _opener(line: str) -> Opening | None:
    time = _TIME.match(line)
    start_s = seconds(time["start"]) if time else None
    if time is None or start_s is None:
        return None
    end_s = seconds(time["end"]) if time["end"] else None
    rest = line[time.end() :]
    # "17:30 was when he left" in running text is no mark: without brackets a label must follow.
    marked = bool(time["open"] and (time["close"] or time["tenths"]))
    whole = rest if marked else None
    labelled = _LABEL.match(rest)
    label = tidy(labelled["label"]) if labelled else ""
    if labelled and label:
        return Opening(label, labelled["text"], start_s, end_s, whole)
    return Opening(None, rest, start_s, end_s) if marked else None


STYLES = (Style(_opener, anchored=True),)


def _recognise(source: Source) -> Recognition:
    return recognise_styles(source, STYLES, weight=0.95)


def _parse(source: Source) -> Parsed:
    return turns_of_lines(source, STYLES)


TIME_BEFORE = Layout(
    "time-before", "A time, then the speaker: “[00:01:23] Name: …”", _recognise, _parse
)
