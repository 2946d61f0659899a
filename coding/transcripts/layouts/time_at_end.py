"""The time at the end of the paragraph, as f4 and f5 write it: "B1: … #00:01:23-4#"."""

import re

from coding.transcripts.labels import tidy
from coding.transcripts.layouts.base import NO, Layout, Recognition, recognise_styles
from coding.transcripts.openings import Opening, Parsed, Style, turns_of_lines
from coding.transcripts.source import Source
from coding.transcripts.times import CLOCK, GAP, seconds

_TIME = re.compile(rf"#{GAP}(?P<time>{CLOCK})(?:-(?P<tenths>\d))?{GAP}#{GAP}$")
_LABEL = re.compile(r"(?P<label>[^:：\n]{1,63}?)[ \t]{0,9}[:：](?!//|\d)(?P<text>.*)", re.S)


def _opener(line: str) -> Opening | None:
    time = _TIME.search(line, max(0, len(line) - 40))
    end_s = seconds(time["time"]) if time else None
    if time and end_s is not None:
        end_s += int(time["tenths"] or 0) / 10
        line = line[: time.start()].rstrip()
    found = _LABEL.match(line)
    label = tidy(found["label"]) if found else ""
    if found and label:
        whole = line if end_s is not None else None
        return Opening(label, found["text"], None, end_s, whole)
    return Opening(None, line, None, end_s) if end_s is not None else None


_STYLES = (Style(_opener),)


def _recognise(source: Source) -> Recognition:
    ended = sum(
        _TIME.search(line.text, max(0, len(line.text) - 40)) is not None for line in source.sample
    )
    if ended < 0.3 * len(source.sample):
        return NO
    return recognise_styles(source, _STYLES, weight=0.97)


def _parse(source: Source) -> Parsed:
    return turns_of_lines(source, _STYLES)


TIME_AT_END = Layout(
    "time-at-end", "The time at the end, as in f4: “B1: … #00:01:23-4#”", _recognise, _parse
)
