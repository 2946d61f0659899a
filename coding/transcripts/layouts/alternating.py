"""No names at all: one person's paragraphs in italic or bold type, the other's in plain type."""

from itertools import pairwise

from coding.model import Remark, SpokenTurn
from coding.transcripts.furniture import is_end_mark, is_front_matter
from coding.transcripts.labels import is_name, is_role_label
from coding.transcripts.layouts.base import NO, Layout, Recognition
from coding.transcripts.openings import Parsed
from coding.transcripts.source import Line, Source

_NAMES = {True: "Italic or bold type", False: "Plain type"}
_LEAST = 4


def _recognise(source: Source) -> Recognition:
    kinds = [_is_set_off(line) for line in source.sample if line.opens and not line.heading]
    if len(kinds) < _LEAST:
        return NO
    changes = sum(one != other for one, other in pairwise(kinds)) / (len(kinds) - 1)
    if changes < 0.4 or _are_names(source):
        return NO
    return Recognition(
        round(0.7 * changes, 3), f"{changes:.0%} of paragraphs change between two kinds of type."
    )


def _parse(source: Source) -> Parsed:
    remarks = [Remark(None, "No speakers were named; they were told apart by the kind of type.")]
    turns: list[tuple[bool, list[str]]] = []
    for place, line in enumerate(source.lines):
        text = line.text.strip()
        if line.heading or (not turns and place < 10 and is_front_matter(text)):
            remarks.append(Remark(line.number, "A heading was left out."))
        elif is_end_mark(text) and place == len(source.lines) - 1:
            remarks.append(Remark(line.number, "The mark of the recording's end was left out."))
        elif turns and (not line.opens or turns[-1][0] == _is_set_off(line)):
            turns[-1][1].append(text)
        else:
            turns.append((_is_set_off(line), [text]))
    return Parsed(
        tuple(
            SpokenTurn(_NAMES[kind], None, None, None, "\n".join(texts)) for kind, texts in turns
        ),
        tuple(remarks),
    )


def _are_names(source: Source) -> bool:
    """Return whether most of what is set off are names that stand above the words."""
    texts = [line.text.strip().rstrip(":") for line in source.sample if _is_set_off(line)]
    return sum(is_role_label(text) or is_name(text) for text in texts) > len(texts) / 2


def _is_set_off(line: Line) -> bool:
    return line.lead >= len(line.text.strip())


ALTERNATING = Layout(
    "alternating-type",
    "No names: one speaks in italic or bold type, the other in plain type",
    _recognise,
    _parse,
)
