"""Teams' older Word file: "0:0:3.270 --> 0:0:4.250", the speaker and the words, line by line."""

from coding.transcripts.cues import Cue, is_timing, read_cues
from coding.transcripts.labels import LONGEST_LABEL, tidy
from coding.transcripts.layouts.base import NO, Layout, Recognition
from coding.transcripts.openings import Parsed
from coding.transcripts.source import Source
from coding.transcripts.voices import Said, turns_of_pieces


def _recognise(source: Source) -> Recognition:
    timings = sum(is_timing(line.text) for line in source.sample)
    first = source.lines[0].text if source.lines else ""
    if source.kind != "word" or not timings or first.startswith("WEBVTT"):
        return NO
    return Recognition(0.99, f"{timings} paragraphs begin with a stretch of time.")


def _parse(source: Source) -> Parsed:
    cues, remarks = read_cues(source.lines)
    parsed = turns_of_pieces([_piece(cue) for cue in cues], gap_s=source.gap_s)
    return Parsed(parsed.turns, (*remarks, *parsed.remarks))


def _piece(cue: Cue) -> Said:
    """Return the first line as the speaker, if more follows."""
    if len(cue.texts) > 1 and len(cue.texts[0]) <= LONGEST_LABEL:
        return Said(cue, tidy(cue.texts[0]), " ".join(cue.texts[1:]))
    return Said(cue, None, " ".join(cue.texts))


TEAMS_BLOCKS = Layout(
    "teams-blocks", "Teams’ older Word file: times, speaker, words", _recognise, _parse
)
