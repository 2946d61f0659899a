"""The speaker alone on a line, the words below."""

import re
from itertools import pairwise

from coding.transcripts.labels import LONGEST_LABEL, is_name, is_role_label, tidy
from coding.transcripts.layouts.base import NO, Layout, Recognition, recognise_styles
from coding.transcripts.openings import Opening, Parsed, Style, turns_of_lines
from coding.transcripts.source import Source

_INITIALS = re.compile(r"(?:[A-Z]\.\s?){1,4}")


def _opener(line: str) -> Opening | None:
    if len(line) > LONGEST_LABEL + 8 or (line.endswith(".") and not _INITIALS.fullmatch(line)):
        return None
    label = tidy(line.removesuffix(":"))
    return Opening(label, "") if is_role_label(label) or is_name(label) else None


_STYLES = (Style(_opener),)


def _recognise(source: Source) -> Recognition:
    """Return how sure it is; names must not follow each other, or they are a list."""
    found = recognise_styles(source, _STYLES, weight=0.8)
    lines = [_opener(line.text.strip()) is not None for line in source.sample]
    lists = sum(one and other for one, other in pairwise(lines))
    return NO if lists > sum(lines) / 4 else found


def _parse(source: Source) -> Parsed:
    return turns_of_lines(source, _STYLES)


NAMES_ALONE = Layout(
    "names-alone", "The speaker alone on a line, the words below", _recognise, _parse
)
