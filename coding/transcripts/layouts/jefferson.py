"""Jefferson's notation for talk: kept sign by sign and line by line, as plain text."""

import re

from coding.transcripts.layouts.base import NO, Layout, Recognition, recognise_styles
from coding.transcripts.layouts.typed_labels import COLON, STYLES
from coding.transcripts.openings import Parsed, turns_of_lines
from coding.transcripts.source import Source

_SIGNS = re.compile(
    r"\(\d?\.\d{0,2}\)|\w::+|\(\(|\)\)|[↑↓°]|=\s*$|(?<=\s)=(?=\w)|(?<=\s)\.hh|[<>]\w[^<>]{0,60}[<>]"
)


def _recognise(source: Source) -> Recognition:
    marked = sum(_SIGNS.search(line.text[:400]) is not None for line in source.sample)
    if marked < max(3, 0.25 * len(source.sample)):
        return NO
    found = recognise_styles(source, (COLON, *STYLES), weight=0.9)
    if not found.sure:
        return NO
    return Recognition(found.sure, f"{marked} lines have signs of Jefferson's; {found.why}")


def _parse(source: Source) -> Parsed:
    return turns_of_lines(source, STYLES, keeps_lines=True)


JEFFERSON = Layout(
    "jefferson", "Jefferson’s notation: “I: so::: (0.8) [yes”, kept as it is", _recognise, _parse
)
