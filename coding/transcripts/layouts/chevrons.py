"""Captions as text: ">> NAME: …", and ">> …" where somebody else begins to speak."""

import re

from coding.model import Remark
from coding.transcripts.cues import Cue
from coding.transcripts.layouts.base import NO, Layout, Recognition
from coding.transcripts.openings import Parsed
from coding.transcripts.source import Source
from coding.transcripts.voices import Said, turns_of_pieces, with_prefixes

_CHEVRONS = re.compile(r">{2,3}\s{0,9}(?P<text>.*)", re.S)


def _recognise(source: Source) -> Recognition:
    found = sum(_CHEVRONS.match(line.text.strip()) is not None for line in source.sample)
    if found < 2 or found < 0.15 * len(source.sample):
        return NO
    return Recognition(0.96, f"{found} lines begin with >>.")


def _parse(source: Source) -> Parsed:
    pieces: list[Said] = []
    for line in source.lines:
        text = line.text.strip()
        found = _CHEVRONS.match(text)
        if found or not pieces:
            text = found["text"] if found else text
            cue = Cue(line.number, "", None, None, (text,))
            pieces.append(Said(cue, None, text, changes=True))
        else:
            last = pieces[-1]
            pieces[-1] = Said(last.cue, None, f"{last.text} {text}".strip(), changes=True)
    named, unnamed = with_prefixes(pieces)
    parsed = turns_of_pieces(named, gap_s=source.gap_s)
    nobody = [
        Remark(piece.cue.line, "Another speaker begins here who is not named.")
        for piece in named
        if piece.speaker is None and piece.text.strip()
    ]
    known = {remark.line for remark in nobody}
    others = [remark for remark in unnamed if remark.line not in known]
    return Parsed(parsed.turns, (*nobody, *others, *parsed.remarks))


CHEVRONS = Layout("chevrons", "Captions as text: “>> NAME: …”", _recognise, _parse)
