"""What a person chose about how a file is read: kept as a value, so that it can be kept and shown.

Layout, encoding, silence and lines to leave out steer the reading (`reading.examine`); speakers
and front matter are put right afterwards, on the transcript.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from pydantic import TypeAdapter, ValidationError

from coding.model import Remark, Role, Transcript
from coding.transcripts.labels import is_role_label
from coding.transcripts.speakers import leave_out, with_roles

_NUMBER = re.compile(r"\d")

MOST_FRONT = 200
"""So many turns at the start can be left out as front matter."""


@dataclass(frozen=True, slots=True)
class SpeakerChoice:
    """What a person said of one speaker: `speaker` is the name as it was read, None for nobody.

    Two speakers with one `name` are one. The turns of one who is `left_out` are no speech.
    """

    speaker: str | None
    name: str | None
    role: Role | None
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """How a file is to be read; what is None or empty is left to the reader.

    `gap_s` is the silence, in seconds, that ends a turn of a file of cues. `front_turns` counts
    turns of front matter at the start. A line that is one of `dropped_lines` is left out wherever
    it stands; "*" in it stands for any characters.
    """

    layout: str | None = None
    encoding: str | None = None
    gap_s: float | None = None
    dropped_lines: tuple[str, ...] = ()
    front_turns: int = 0
    speakers: tuple[SpeakerChoice, ...] = ()

    def of(self, speaker: str | None) -> SpeakerChoice | None:
        """Return what was said of a speaker, named as it was read; None if nothing was."""
        return next((one for one in self.speakers if one.speaker == speaker), None)


NOTHING_CHOSEN = Choices()

_written = TypeAdapter(Choices)


def with_speaker(choices: Choices, chosen: SpeakerChoice) -> Choices:
    """Return the choices with what was said of one speaker in place of what was said before."""
    others = tuple(one for one in choices.speakers if one.speaker != chosen.speaker)
    return replace(choices, speakers=(*others, chosen))


def apply_choices(transcript: Transcript, choices: Choices) -> Transcript:
    """Return the transcript with front matter left out and speakers put right.

    What is left out is in the report; at least one turn stays. Speakers that the transcript does
    not have are ignored.
    """
    transcript = _without_front(transcript, choices.front_turns)
    left_out = [one.speaker for one in choices.speakers if one.left_out]
    mapping = {one.speaker: (one.name, one.role) for one in choices.speakers if not one.left_out}
    return with_roles(leave_out(transcript, left_out), mapping)


def _without_front(transcript: Transcript, wanted: int) -> Transcript:
    count = min(wanted, MOST_FRONT, len(transcript.turns) - 1)
    if count <= 0:
        return transcript
    what = "The first turn was" if count == 1 else f"The first {count} turns were"
    remark = Remark(None, f"{what} left out as front matter, as told.")
    return replace(transcript, turns=transcript.turns[count:], report=(*transcript.report, remark))


def for_the_study(choices: Choices, *, named: Collection[str | None]) -> Choices:
    """Return what of the choices may be kept in the study for its next files.

    A name that was replaced may be a person's, and the study must not hold which name stands for
    whom. So of the speakers those stay whose label says a role or a number (I, P07, SPEAKER_01),
    and those who keep their name in the study. A new name with a number in it (P07) is one
    interview's: of such a speaker only the role is kept.

    Args:
        choices: What was chosen for one file.
        named: The speakers of that file as the study holds them.
    """
    kept = tuple(
        one if one.name is None or not _NUMBER.search(one.name) else replace(one, name=one.speaker)
        for one in choices.speakers
        if is_impersonal(one.speaker) or (one.name == one.speaker and one.speaker in named)
    )
    return replace(choices, speakers=kept)


def is_impersonal(label: str | None) -> bool:
    """Return whether a label says a role or a number and so nobody's name."""
    return label is None or (is_role_label(label) and "(" not in label)


def after_last_time(before: Choices, now: Choices) -> Choices:
    """Return the choices to keep: those of now, and what was said before of other speakers."""
    named = {one.speaker for one in now.speakers}
    others = tuple(one for one in before.speakers if one.speaker not in named)
    return replace(now, speakers=(*others, *now.speakers))


def choices_text(choices: Choices) -> str:
    """Return the choices as one line of JSON."""
    return _written.dump_json(choices, exclude_defaults=True).decode()


def choices_of(text: str | None) -> Choices:
    """Return choices that were written down; none where there are none or they are damaged."""
    if not text:
        return NOTHING_CHOSEN
    try:
        return _written.validate_json(text)
    except ValidationError:
        return NOTHING_CHOSEN


def drops(patterns: Iterable[str], line: str) -> bool:
    """Return whether a line is one of those to leave out; "*" stands for any characters."""
    words = " ".join(line.split()).casefold()
    return any(_fits(" ".join(one.split()).casefold(), words) for one in patterns if one.strip())


def _fits(pattern: str, words: str) -> bool:
    """Return whether the words are the pattern's; takes time in proportion to the words."""
    first, *rest = pattern.split("*")
    if not rest:
        return pattern == words
    *middle, last = rest
    if not words.startswith(first) or not words.endswith(last):
        return False
    at, end = len(first), len(words) - len(last)
    for piece in middle:
        found = words.find(piece, at, max(at, end))
        if found < 0:
            return False
        at = found + len(piece)
    return at <= end
