"""The speaker at the start of the line: "I: …", "P07:<tab>…", "Int. …", "[id1] …"."""

import re

from coding.transcripts.labels import tidy
from coding.transcripts.layouts.base import Layout, Recognition, recognise_styles
from coding.transcripts.openings import Opening, Parsed, Style, turns_of_lines
from coding.transcripts.source import Source

_COLON = re.compile(
    r"(?:>>\s{0,9})?(?P<label>[^:：\n]{1,63}?)[ \t\xa0]{0,9}[:：](?!//|\d)(?P<text>.*)", re.S
)
_STOP = re.compile(r"(?P<label>[A-Za-z]{1,12}\d{0,4})\.(?:\s{1,9}(?P<text>.*)|$)", re.S)
_DASH = re.compile(r"(?P<label>[^\s:–—-][^:\n–—]{0,40}?)\s{1,9}[-–—]+\s{0,9}(?P<text>.*)", re.S)
_BRACKET = re.compile(r"[\[{<(](?P<label>[^\[\]{}<>()\n]{1,40})[\]}>)]\s{0,9}:?(?P<text>.*)", re.S)
_SQUARE = re.compile(r"[\[{](?P<label>[^\[\]{}\n]{1,40})[\]}]\s{0,9}:?(?P<text>.*)", re.S)
_TAB = re.compile(r"(?P<label>[^\t:\n]{1,40}?)[ ]{0,9}\t\s{0,9}(?P<text>.*)", re.S)


def _style(pattern: re.Pattern[str], *, roles_only: bool = False) -> Style:
    def opener(line: str) -> Opening | None:
        found = pattern.match(line)
        if found is None:
            return None
        label = tidy(found["label"])
        return Opening(label, found["text"] or "") if label else None

    return Style(opener, roles_only=roles_only)


COLON = _style(_COLON)
STYLES = (
    COLON,
    _style(_STOP, roles_only=True),
    _style(_DASH, roles_only=True),
    _style(_BRACKET, roles_only=True),
    _style(_SQUARE),
    _style(_TAB, roles_only=True),
)


def _recognise(source: Source) -> Recognition:
    return recognise_styles(source, STYLES, weight=0.85)


def _parse(source: Source) -> Parsed:
    return turns_of_lines(source, STYLES)


TYPED_LABELS = Layout(
    "labels", "The speaker before the words: “I: …”, “P07: …”, “Int. …”", _recognise, _parse
)
