"""Line numbers that somebody typed, or that a tool printed, before every line."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from coding.model import Remark
from coding.transcripts.source import Line, Source

_NUMBER = re.compile(r"\s{0,8}(\d{1,6})(?:[\t ]+|$)")
_COLUMNS = 2
"""Tabs in a heading row from which on numbers are a column of a table, not of lines."""


def without_line_numbers(source: Source) -> Source:
    """Return the source without typed line numbers, and a remark if there were any.

    They are taken for line numbers if nine lines in ten have one and they grow evenly by one or
    by five; on a new page they may begin again.
    """
    lines = [block for block in source.blocks if isinstance(block, Line)]
    if len(lines) < len(source.blocks) or not _are_numbered(lines):
        return source
    bare = tuple(line for line in map(_bare, lines) if line.text)
    remark = Remark(lines[0].number, "Typed line numbers were left out, first here.")
    return Source(source.kind, bare, (*source.remarks, remark))


def _are_numbered(lines: Sequence[Line]) -> bool:
    numbers = [int(found[1]) for line in lines if (found := _NUMBER.match(line.text))]
    steps = [after - before for before, after in pairwise(numbers)]
    if len(numbers) < max(5, 0.9 * len(lines)) or not steps:
        return False
    first = lines[0].text
    if first.count("\t") >= _COLUMNS and not _NUMBER.match(first):
        return False
    even = sum(step in (1, 5) or after <= 5 for step, after in zip(steps, numbers[1:], strict=True))
    return even >= 0.9 * len(steps)


def _bare(line: Line) -> Line:
    found = _NUMBER.match(line.text)
    if found is None:
        return line
    return replace(line, text=line.text[found.end() :], lead=max(0, line.lead - found.end()))
