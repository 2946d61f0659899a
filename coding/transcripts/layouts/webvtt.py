"""WebVTT: Zoom ("Name: …"), Teams ("<v Name>…</v>", cues out of order), Stream, Whisper."""

import re

from coding.model import Remark
from coding.transcripts.cues import Cue, plain_words, read_cues, unescaped
from coding.transcripts.labels import tidy
from coding.transcripts.layouts.base import NO, Layout, Recognition
from coding.transcripts.openings import Parsed
from coding.transcripts.source import Source
from coding.transcripts.voices import Said, turns_of_pieces, with_prefixes

_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?(?:[ \t]+([^<>]*))?>", re.IGNORECASE)
_TEAMS_ID = re.compile(r"[0-9a-fA-F-]{32,36}(?:/\d+-\d+)?")


def _recognise(source: Source) -> Recognition:
    first = source.lines[0].text if source.lines else ""
    if first.startswith("WEBVTT"):
        return Recognition(1.0, "The first line says WEBVTT.")
    return NO


def _parse(source: Source) -> Parsed:
    cues, remarks = read_cues(source.lines)
    cues, sorted_remarks = _in_order(cues)
    pieces = [piece for cue in cues for piece in _pieces(cue)]
    pieces, unnamed = with_prefixes(pieces)
    parsed = turns_of_pieces(pieces, gap_s=source.gap_s)
    return Parsed(parsed.turns, (*remarks, *sorted_remarks, *unnamed, *parsed.remarks))


def _in_order(cues: list[Cue]) -> tuple[list[Cue], list[Remark]]:
    """Return Teams' cues by time (it writes them out of order), others as they are."""
    is_teams = any(
        _TEAMS_ID.fullmatch(cue.name) or any("<v" in text for text in cue.texts) for cue in cues
    )
    if not is_teams or any(cue.start_s is None for cue in cues):
        return cues, []
    in_order = sorted(cues, key=lambda cue: (cue.part, cue.start_s))
    moved = next((old for old, new in zip(cues, in_order, strict=True) if old is not new), None)
    if moved is None:
        return cues, []
    return in_order, [Remark(moved.line, "Cues stood out of order of time; they were sorted.")]


def _pieces(cue: Cue) -> list[Said]:
    """Return a cue's words by voice."""
    text = " ".join(cue.texts)
    pieces = []
    speaker: str | None = None
    begin = 0
    for voice in _VOICE.finditer(text):
        if text[begin : voice.start()].strip():
            pieces.append(Said(cue, speaker, plain_words(text[begin : voice.start()])))
        speaker = tidy(unescaped(voice[1] or "")) or None
        begin = voice.end()
    pieces.append(Said(cue, speaker, plain_words(text[begin:])))
    return pieces


WEBVTT = Layout("webvtt", "WebVTT subtitles: Zoom, Teams and others (.vtt)", _recognise, _parse)
