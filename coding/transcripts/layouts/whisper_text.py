"""Whisper's text: "[00:00.000 --> 00:04.200] …" on every line."""

import re

from coding.model import Remark
from coding.transcripts.cues import Cue
from coding.transcripts.layouts.base import NO, Layout, Recognition
from coding.transcripts.openings import Parsed
from coding.transcripts.source import Line, Source
from coding.transcripts.times import CLOCK, GAP, seconds
from coding.transcripts.voices import Said, turns_of_pieces, with_prefixes

_LINE = re.compile(rf"\[{GAP}({CLOCK}){GAP}-->{GAP}({CLOCK}){GAP}\]{GAP}(.*)", re.S)


def _recognise(source: Source) -> Recognition:
    found = sum(_LINE.match(line.text) is not None for line in source.sample)
    if found < 0.3 * len(source.sample) or not found:
        return NO
    return Recognition(0.99, f"{found} lines begin with a stretch of time in brackets.")


def _parse(source: Source) -> Parsed:
    pieces: list[Said] = []
    remarks: list[Remark] = []
    for line in source.lines:
        match = _LINE.match(line.text)
        if match:
            cue = Cue(line.number, "", seconds(match[1]), seconds(match[2]), (match[3],))
            pieces.append(Said(cue, None, match[3]))
        elif pieces:
            pieces.append(_more(pieces[-1].cue, line))
        else:
            remarks.append(Remark(line.number, "A line above the first cue was left out."))
    named, unnamed = with_prefixes(pieces)
    parsed = turns_of_pieces(named, gap_s=source.gap_s)
    return Parsed(parsed.turns, (*remarks, *unnamed, *parsed.remarks))


def _more(cue: Cue, line: Line) -> Said:
    """Return words on a line without a time, as part of the cue above."""
    return Said(Cue(line.number, "", cue.start_s, cue.end_s, (line.text,)), None, line.text)


WHISPER_TEXT = Layout(
    "whisper-text", "Whisper's text: “[00:00.000 --> 00:04.200] …”", _recognise, _parse
)
