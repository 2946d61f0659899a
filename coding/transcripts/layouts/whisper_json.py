"""Whisper's and WhisperX's JSON: segments with times, words and perhaps a speaker."""

from coding.transcripts.cues import Cue
from coding.transcripts.layouts.base import NO, Layout, Recognition
from coding.transcripts.openings import Parsed
from coding.transcripts.source import Row, Source
from coding.transcripts.voices import Said, turns_of_pieces, with_prefixes


def _recognise(source: Source) -> Recognition:
    if source.kind != "json":
        return NO
    return Recognition(1.0, f"JSON with {len(source.tables[0].rows)} segments of words.")


def _parse(source: Source) -> Parsed:
    pieces = [_piece(row) for table in source.tables for row in table.rows]
    named, unnamed = with_prefixes(pieces)
    parsed = turns_of_pieces(named, gap_s=source.gap_s)
    return Parsed(parsed.turns, (*unnamed, *parsed.remarks))


def _piece(row: Row) -> Said:
    start, end, speaker, words = (*(cell or "" for cell in row.cells), "", "", "", "")[:4]
    cue = Cue(row.number, "", _seconds(start), _seconds(end), (words,))
    return Said(cue, speaker or None, words)


def _seconds(written: str) -> float | None:
    return float(written) if written.replace(".", "", 1).isdecimal() else None


WHISPER_JSON = Layout(
    "whisper-json", "JSON of Whisper and WhisperX: segments, times, speakers", _recognise, _parse
)
