"""Subtitle files: lines to timed cues. One reader for WebVTT, SubRip and what resembles them.

Why not a library: webvtt-py drops malformed cues, words between cues and anything in angle
brackets without a word; srt writes what it skips into the log. People's words may be neither
lost nor logged, and neither library says on which line a cue stands.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from coding.model import Remark
from coding.transcripts.source import Line

_STAMP = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMING = re.compile(rf"\s*{_STAMP}\s*--?>\s*{_STAMP}(?=\s|$|\D)")
_ARROW = re.compile(r"\s*\d{1,3}:\S{1,20}\s{1,5}--?>")
_NOT_SPEECH = re.compile(r"\s*(?:NOTE|STYLE|REGION)(?:\s|$)|WEBVTT")
_ENTITY = re.compile(r"&(?:amp|lt|gt|nbsp|lrm|rlm|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_TAG = re.compile(
    r"</?(?:c|i|b|u|v|ruby|rt|lang|font)(?:\.[^\s<>]*)?(?:[ \t][^<>]*)?>"
    r"|<\d[\d:.]*>|\{\\[^{}\n]{1,20}\}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A stretch of a recording with its words. `part` counts recordings joined in one file."""

    line: int
    name: str
    start_s: float | None
    end_s: float | None
    texts: tuple[str, ...]
    part: int = 0


def is_timing(line: str) -> bool:
    """Return whether the line says from when to when a cue lasts."""
    return "->" in line and bool(_TIMING.match(line))


def plain_words(text: str) -> str:
    """Return a cue's words without the tags and entities of subtitle files.

    Anything else in angle brackets stays: transcribers write <UNSURE>.
    """
    return unescaped(_TAG.sub("", text))


def unescaped(text: str) -> str:
    """Return the text with the entities that subtitle files use as characters."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def read_cues(lines: Sequence[Line]) -> tuple[list[Cue], list[Remark]]:
    """Return the cues in file order, and remarks on what was no part of a cue."""
    starts = [place for place, line in enumerate(lines) if _starts_cue(line.text)]
    names = [_name_place(lines, place) for place in starts]
    remarks = _preamble(lines[: names[0]] if names else lines)
    cues = []
    part = 0
    for place, start in enumerate(starts):
        end = names[place + 1] if place + 1 < len(names) else len(lines)
        texts, again = _payload(lines[start + 1 : end], remarks)
        first_s, last_s = _times(lines[start].text)
        if first_s is None:
            remarks.append(Remark(lines[start].number, "The times of this cue cannot be read."))
        name = lines[names[place]].text.strip() if names[place] < start else ""
        cues.append(Cue(lines[start].number, name, first_s, last_s, tuple(texts), part))
        part += again
    return cues, remarks


def _starts_cue(text: str) -> bool:
    return "->" in text and bool(_TIMING.match(text) or _ARROW.match(text))


def _name_place(lines: Sequence[Line], start: int) -> int:
    """Return where a cue begins: the line above its times if that is its number or id."""
    if start == 0 or lines[start].opens:
        return start
    above = lines[start - 1]
    is_name = (above.opens or above.text.strip().isdecimal()) and not _starts_cue(above.text)
    if is_name and not (above.opens and _NOT_SPEECH.match(above.text)):
        return start - 1
    return start


def _times(text: str) -> tuple[float | None, float | None]:
    """Return a timing line's start and end in seconds; fractions are whole milliseconds."""
    found = _TIMING.match(text)
    if found is None:
        return None, None
    parts = [int(part or 0) for part in found.groups()]
    start, end = (
        parts[at] * 3600 + parts[at + 1] * 60 + parts[at + 2] + parts[at + 3] / 1000
        for at in (0, 4)
    )
    return start, end


def _preamble(lines: Sequence[Line]) -> list[Remark]:
    """Return remarks on lines above the first cue that are no header, note or style."""
    remarks = []
    skipping = False
    for line in lines:
        if line.opens:
            skipping = bool(_NOT_SPEECH.match(line.text))
        if not skipping:
            remarks.append(Remark(line.number, "A line above the first cue was left out."))
    return remarks


def _payload(lines: Sequence[Line], remarks: list[Remark]) -> tuple[list[str], int]:
    """Return a cue's lines of words, and 1 if another recording begins behind it."""
    texts: list[str] = []
    skipping = False
    another = 0
    for place, line in enumerate(lines):
        if line.opens:
            skipping = bool(_NOT_SPEECH.match(line.text))
            another |= line.text.startswith("WEBVTT")
            if not skipping and place:
                remarks.append(
                    Remark(line.number, "Words between two cues were kept with the cue above.")
                )
            elif skipping and line.text.lstrip().startswith("NOTE"):
                remarks.append(Remark(line.number, "A note of the subtitle file was left out."))
        if not skipping:
            texts.append(line.text.strip())
    return texts, another
