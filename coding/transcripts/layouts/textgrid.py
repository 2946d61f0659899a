"""Praat's TextGrid: each tier of intervals is a speaker; long and short text files."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from coding.model import Remark
from coding.transcripts.cues import Cue
from coding.transcripts.errors import TranscriptError
from coding.transcripts.labels import LONGEST_LABEL, tidy
from coding.transcripts.layouts.base import NO, Layout, Recognition
from coding.transcripts.openings import Parsed
from coding.transcripts.source import Line, Source
from coding.transcripts.voices import Said, turns_of_pieces

_HEAD = re.compile(r'(?:File type = )?"ooTextFile(?: short)?"|Object class = "TextGrid"')
_TOKEN = re.compile(
    r'"(?P<string>(?:[^"]|"")*)"|(?<!\S)(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?)(?!\S)'
    r"|![^\n]*"
)
_SOUNDS = re.compile(r"(?:.*[\s_-])?(?:phones?|phonemes?|syllables?)", re.IGNORECASE)


@dataclass(slots=True)
class _Tokens:
    """The free-standing numbers and strings of a file, in order, each with its line."""

    found: list[tuple[str | float, int]]
    place: int = field(default=0)

    def number(self) -> float:
        """Return the next number.

        Raises:
            TranscriptError: If there is none.
        """
        value, _ = self._next()
        if not isinstance(value, float) or not math.isfinite(value):
            raise TranscriptError(_CUT)
        return value

    def string(self) -> tuple[str, int]:
        """Return the next string and its line."""
        value, line = self._next()
        if not isinstance(value, str):
            raise TranscriptError(_CUT)
        return value, line

    def _next(self) -> tuple[str | float, int]:
        if self.place >= len(self.found):
            raise TranscriptError(_CUT)
        self.place += 1
        return self.found[self.place - 1]


_CUT = "The TextGrid is damaged (perhaps cut off). Save it in Praat again, as a text file."


def _recognise(source: Source) -> Recognition:
    first = " ".join(line.text for line in source.lines[:3])
    if source.kind != "text" or not _HEAD.match(source.lines[0].text.strip()):
        return NO
    return Recognition(1.0, "A text file of Praat's.") if "TextGrid" in first else NO


def _parse(source: Source) -> Parsed:
    tokens = _Tokens(list(_tokens(source.lines)))
    if tokens.string()[0].startswith("ooTextFile"):
        tokens.string()
    tokens.number(), tokens.number()
    pieces: list[Said] = []
    remarks: list[Remark] = []
    for number in range(1, int(min(tokens.number(), 10_000)) + 1):
        _read_tier(tokens, number, pieces, remarks)
    pieces.sort(key=lambda piece: piece.cue.start_s or 0.0)
    parsed = turns_of_pieces(pieces, gap_s=source.gap_s)
    return Parsed(parsed.turns, (*remarks, *parsed.remarks))


def _tokens(lines: Sequence[Line]) -> Iterator[tuple[str | float, int]]:
    """Yield what Praat reads; names of fields and numbers inside words are its comments."""
    text = "\n".join(line.text for line in lines)
    at = line = 0
    for found in _TOKEN.finditer(text):
        line += text.count("\n", at, found.start())
        at = found.start()
        number = lines[min(line, len(lines) - 1)].number
        if found["string"] is not None:
            yield found["string"].replace('""', '"'), number
        elif found["number"] is not None:
            yield float(found["number"]), number


def _read_tier(tokens: _Tokens, number: int, pieces: list[Said], remarks: list[Remark]) -> None:
    """Add a tier's intervals that have words, or a remark on a tier that is left out."""
    kind, line = tokens.string()
    name = tidy(tokens.string()[0])[:LONGEST_LABEL] or f"Tier {number}"
    tokens.number(), tokens.number()
    size = int(tokens.number())
    intervals = kind == "IntervalTier"
    kept = intervals and not _SOUNDS.fullmatch(name)
    if not kept:
        what = "sounds" if intervals else "points"
        remarks.append(Remark(line, f"Tier {number}, a tier of {what}, was left out."))
    for _ in range(size):
        start = tokens.number()
        end = tokens.number() if intervals else start
        words, at = tokens.string()
        if kept and words.strip():
            cue = Cue(at, "", start, end, (words,))
            pieces.append(Said(cue, name, " ".join(words.split("\n"))))


TEXTGRID = Layout("textgrid", "Praat’s TextGrid: a tier for each speaker", _recognise, _parse)
