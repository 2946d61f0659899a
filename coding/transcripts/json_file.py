"""JSON from Whisper and its relatives: segments with start, end, words and perhaps a speaker."""

import json
from dataclasses import replace
from typing import Any

from coding.transcripts.cleaning import clean, unify_line_ends
from coding.transcripts.errors import TranscriptError
from coding.transcripts.source import Row, Source, Table

_LISTS = ("segments", "chunks", "transcription")
"""Where whisper and WhisperX, Hugging Face's pipelines, and whisper.cpp keep the segments."""
_NOT_WHISPER = (
    "This JSON file has no list of segments with words, as Whisper and WhisperX write it. "
    "Export the transcript as .vtt, .srt, .docx or .txt."
)


def read_json(source: Source) -> Source:
    """Return the segments of a JSON file as rows: start, end, speaker, words (times in seconds).

    Raises:
        TranscriptError: If it is no JSON, or none with segments.
    """
    text = "\n".join(line.text for line in source.lines)
    try:
        whole = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        raise TranscriptError(
            "The JSON file is damaged (perhaps cut off). Export it again and import that."
        ) from None
    segments = _segments(whole)
    rows = tuple(
        Row(number, cells) for number, one in enumerate(segments, start=1) if (cells := _cells(one))
    )
    if not rows:
        raise TranscriptError(_NOT_WHISPER)
    return replace(source, kind="json", blocks=(Table(rows),))


def _segments(whole: Any) -> list[Any]:
    if isinstance(whole, dict):
        whole = next((found for name in _LISTS if isinstance(found := whole.get(name), list)), [])
    return whole if isinstance(whole, list) else []


def _cells(segment: Any) -> tuple[str, str, str, str] | None:
    """Return a segment's start, end, speaker and words, or None if it is no segment."""
    if not isinstance(segment, dict):
        return None
    words = segment.get("text")
    if not isinstance(words, str):
        spoken = segment.get("words")
        parts = [one.get("word") for one in spoken or () if isinstance(one, dict)]
        words = " ".join(part for part in parts if isinstance(part, str))
        if not parts:
            return None
    speaker = segment.get("speaker")
    start, end = _times(segment)
    shown = str(speaker) if isinstance(speaker, str | int) else ""
    return start, end, _plain(shown), _plain(words)


def _times(segment: dict[str, Any]) -> tuple[str, str]:
    """Return when a segment starts and ends, in seconds; empty where it does not say."""
    offsets = segment.get("offsets")
    if isinstance(offsets, dict):
        start, end = _number(offsets.get("from"), 1000), _number(offsets.get("to"), 1000)
        return start, end
    pair = segment.get("timestamp")
    if isinstance(pair, list) and len(pair) == 2:
        return _number(pair[0]), _number(pair[1])
    return _number(segment.get("start")), _number(segment.get("end"))


def _number(value: Any, parts: int = 1) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    if not 0 <= value < 1e9:
        return ""
    return f"{value / parts:.3f}"


def _plain(words: str) -> str:
    return clean(unify_line_ends(words)).strip()
