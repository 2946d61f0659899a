"""Google Meet: title, Attendees, Transcript, then "Name: …" and a bare time every five minutes."""

from collections.abc import Sequence

from coding.model import Remark
from coding.transcripts.layouts.base import NO, Layout, Recognition
from coding.transcripts.layouts.typed_labels import COLON
from coding.transcripts.openings import Parsed, Style, turns_of_lines
from coding.transcripts.source import Line, Source
from coding.transcripts.times import time_alone

_HEAD_LINES = 60
_ANCHORED = (Style(COLON.opener, anchored=True),)


def _recognise(source: Source) -> Recognition:
    head = _head_length(source.lines)
    if not head:
        return NO
    times = sum(time_alone(line.text) is not None for line in source.sample)
    return Recognition(0.97, f"Attendees, then Transcript, and {times} times on their own lines.")


def _parse(source: Source) -> Parsed:
    head = _head_length(source.lines)
    remarks = [Remark(line.number, "Front matter was left out.") for line in source.lines[:head]]
    body = Source(source.kind, source.lines[head:])
    parsed = turns_of_lines(body, _ANCHORED)
    return Parsed(parsed.turns, (*remarks, *parsed.remarks))


def _head_length(lines: Sequence[Line]) -> int:
    """Return how many lines stand above the talk, 0 if this is not Meet's way."""
    words = [line.text.strip().rstrip(":").casefold() for line in lines[:_HEAD_LINES]]
    attendees = next(
        (n for n, text in enumerate(words) if text in ("attendees", "invited", "participants")),
        None,
    )
    if attendees is None:
        return 0
    for place in range(attendees + 1, len(words)):
        if words[place] == "transcript" or words[place].endswith(
            (" - transcript", " – transcript")
        ):
            return place + 1
    return 0


GOOGLE_MEET = Layout(
    "google-meet", "Google Meet: attendees, then “Name: …” and times alone", _recognise, _parse
)
