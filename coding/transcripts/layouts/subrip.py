"""SubRip: numbered cues, "[SPEAKER_00]: …", "NAME: …", ">> NAME: …", dashes for a change."""

import re

from coding.transcripts.cues import Cue, is_timing, plain_words, read_cues
from coding.transcripts.layouts.base import NO, Layout, Recognition
from coding.transcripts.openings import Parsed
from coding.transcripts.source import Source
from coding.transcripts.voices import Said, turns_of_pieces, with_prefixes

_DASH = re.compile(r"[-–—‐]\s*(?=\S)")
_CHEVRONS = re.compile(r">>+\s*")


def _recognise(source: Source) -> Recognition:
    timings = [place for place, line in enumerate(source.sample) if is_timing(line.text)]
    if not timings or timings[0] > 20 or source.lines[0].text.startswith("WEBVTT"):
        return NO
    sure = 0.98 if timings[0] <= 1 else 0.9
    return Recognition(sure, f"{len(timings)} lines say from when to when a cue lasts.")


def _parse(source: Source) -> Parsed:
    cues, remarks = read_cues(source.lines)
    pieces, unnamed = with_prefixes([piece for cue in cues for piece in _pieces(cue)])
    parsed = turns_of_pieces(pieces, gap_s=source.gap_s)
    return Parsed(parsed.turns, (*remarks, *unnamed, *parsed.remarks))


def _pieces(cue: Cue) -> list[Said]:
    """Return a cue's words, one piece a line if every line begins with a dash."""
    lines = [plain_words(text) for text in cue.texts]
    if len(lines) > 1 and all(_DASH.match(line) for line in lines):
        return [_piece(cue, _DASH.sub("", line, count=1), changes=True) for line in lines]
    return [_piece(cue, " ".join(lines), changes=False)]


def _piece(cue: Cue, text: str, *, changes: bool) -> Said:
    chevrons = _CHEVRONS.match(text)
    if chevrons:
        return Said(cue, None, text[chevrons.end() :], changes=True)
    return Said(cue, None, text, changes=changes)


SUBRIP = Layout(
    "subrip", "SubRip subtitles: Whisper, YouTube and others (.srt)", _recognise, _parse
)
