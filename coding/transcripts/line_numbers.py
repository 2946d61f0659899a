"""Line numbers that somebody typed, or that a tool printed, before every line."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from coding.model import Remark
from coding.transcripts.source import Line, Source

LEFT_OUT = "Typed line numbers were left out, first here."

_NUMBER = re.compile(r"\s{0,8}(\d{1,6})(?:[\t ]+|$)")
_COLUMNS = 2
"""Tabs in a heading row from which on numbers are a column of a table, not of lines."""


def without_line_numbers(source: Source) -> Source:
    """Return the source without typed line numbers, and a remark if there were any."""
    lines = [block for block in source.blocks if isinstance(block, Line)]
    if len(lines) < len(source.blocks):
        return source
    lengths = number_lengths([line.text for line in lines])
    if lengths is None:
        return source
    bare = tuple(
        replace(line, text=line.text[length:], lead=max(0, line.lead - length))
        for line, length in zip(lines, lengths, strict=True)
        if line.text[length:]
    )
    remark = Remark(lines[0].number, LEFT_OUT)
    return replace(source, blocks=bare, remarks=(*source.remarks, remark))


def number_lengths(texts: Sequence[str]) -> list[int] | None:
    """Return how many characters of each line are its number, or None if lines have none.

    They are taken for line numbers if nine lines in ten have one and they grow evenly by one or
    by five; on a new page they may begin again.
    """
    found = [_NUMBER.match(text) for text in texts]
    numbers = [int(match[1]) for match in found if match]
    steps = [after - before for before, after in pairwise(numbers)]
    if len(numbers) < max(5, 0.9 * len(texts)) or not steps:
        return None
    if texts[0].count("\t") >= _COLUMNS and not found[0]:
        return None
    even = sum(step in (1, 5) or after <= 1 for step, after in zip(steps, numbers[1:], strict=True))
    if even < 0.9 * len(steps):
        return None
    return [match.end() if match else 0 for match in found]
