"""Turning lines into turns: the part that all layouts made of lines share.

A layout says, by one or more styles, how a line that opens a turn looks. Here it is decided
which of those lines really open one, what is front matter, and where every other line belongs.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from coding.model import Remark, SpokenTurn
from coding.transcripts.furniture import (
    is_end_mark,
    is_front_matter,
    is_metadata,
    is_metadata_value,
    is_service_line,
)
from coding.transcripts.labels import is_name, is_role_label, speaker_names
from coding.transcripts.source import Line, Source
from coding.transcripts.times import backward_times, time_alone


@dataclass(frozen=True, slots=True)
class Opening:
    """What a line that may open a turn says.

    `label` None means that the speaker before goes on. `whole` is the text to take if the label
    turns out to be no speaker's; None means that the line then opens nothing.
    """

    label: str | None
    text: str
    start_s: float | None = None
    end_s: float | None = None
    whole: str | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """One way in which a line opens a turn.

    `anchored` says that a time beside the label makes it a speaker even if it comes only once;
    `roles_only` that only labels like P07 or Interviewer count. `by_type` reads a whole line
    instead of its text, for marks that are bold or italic rather than characters.
    """

    opener: Callable[[str], Opening | None]
    anchored: bool = False
    roles_only: bool = False
    by_type: Callable[[Line], Opening | None] | None = None

    def open(self, line: Line) -> Opening | None:
        """Return what the line says if it may open a turn."""
        return self.by_type(line) if self.by_type else self.opener(line.text.strip())


@dataclass(frozen=True, slots=True)
class Parsed:
    """A layout's reading of a source."""

    turns: tuple[SpokenTurn, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a style fits: its speakers, how many turns it opens and in what share of places."""

    style: Style
    names: dict[str, str]
    head: int
    opened: int
    share: float


@dataclass(slots=True)
class _Draft:
    """A turn while its lines are being collected."""

    line: int
    speaker: str | None
    start_s: float | None
    end_s: float | None
    pieces: list[tuple[str, bool]] = field(default_factory=list)


def best_fit(lines: Sequence[Line], styles: Sequence[Style]) -> Fit:
    """Return the style that opens most turns, with the speakers that it finds."""
    return max((_fit(lines, style) for style in styles), key=lambda fit: fit.opened)


def _fit(lines: Sequence[Line], style: Style) -> Fit:
    openings = [None if time_alone(line.text) is not None else style.open(line) for line in lines]
    head = _front_matter_length(lines, openings)
    body = list(zip(lines[head:], openings[head:], strict=True))
    labels = [opening.label for _, opening in body if opening and opening.label]
    paragraphs = sum(
        (line.opens and not line.heading) or opening is not None for line, opening in body
    )
    names = speaker_names(labels, paragraphs=paragraphs, anchored=style.anchored)
    if style.roles_only:
        names = {folded: name for folded, name in names.items() if is_role_label(name)}
    opened = sum(_accepted(opening, names) is not None for _, opening in body)
    places = sum(
        (line.opens or _accepted(opening, names) is not None) and time_alone(line.text) is None
        for line, opening in body
    )
    return Fit(style, names, head, opened, opened / places if places else 0.0)


def _accepted(opening: Opening | None, names: dict[str, str]) -> Opening | None:
    """Return the opening if it opens a turn, with the speaker as most often spelled."""
    if opening is None or opening.label is None:
        return opening
    name = names.get(opening.label.casefold())
    if name is not None:
        return Opening(name, opening.text, opening.start_s, opening.end_s)
    if opening.whole is None:
        return None
    return Opening(None, opening.whole, opening.start_s, opening.end_s)


def _front_matter_length(lines: Sequence[Line], openings: Sequence[Opening | None]) -> int:
    """Return how many lines from the top only tell about the interview.

    "Participant: P07" between "Study:" and "Date:" is front matter although it looks like a turn.
    """
    length = 0
    for place, (line, opening) in enumerate(zip(lines[:40], openings[:40], strict=True)):
        label = opening.label if opening else None
        if is_metadata(line.text) and not (label and is_role_label(label)):
            length = place + 1
        elif not _may_be_front_matter(line, opening):
            break
    if not length:
        return 0
    counts = Counter(opening.label for opening in openings if opening and opening.label)
    again = any(count > 1 for count in counts.values())
    while again and length < len(lines):
        opening = openings[length]
        if not opening or not opening.label or counts[opening.label] > 1:
            break
        if not _may_be_front_matter(lines[length], opening):
            break
        length += 1
    return length


def _may_be_front_matter(line: Line, opening: Opening | None) -> bool:
    if opening is None:
        return is_front_matter(line.text)
    return is_metadata(line.text) and is_metadata_value(opening.text)


def turns_of_lines(source: Source, styles: Sequence[Style], *, keeps_lines: bool = False) -> Parsed:
    """Return the turns that the best of the styles finds in all lines, and what was doubtful.

    Lines that were broken at a fixed width are joined unless `keeps_lines` says otherwise.
    """
    lines = source.lines
    fit = best_fit(lines, styles)
    remarks = [Remark(line.number, _FRONT) for line in lines[: fit.head]]
    collecting = _Collecting(fit, remarks)
    for line in lines[fit.head :]:
        collecting.take(line)
    collecting.finish()
    drafts = collecting.drafts
    joins_lines = source.kind == "text" and not keeps_lines and _is_hard_wrapped(drafts)
    if joins_lines:
        remarks.append(Remark(None, "Lines that were broken at a fixed width were joined."))
    turns, places = [], []
    for draft in drafts:
        text = _joined(draft.pieces, joins_lines)
        if not text:
            remarks.append(Remark(draft.line, "A turn without words was left out."))
            continue
        turns.append(SpokenTurn(draft.speaker, None, draft.start_s, draft.end_s, text))
        places.append(draft.line)
    remarks += backward_times(turns, places)
    return Parsed(tuple(turns), tuple(remarks))


_FRONT = "Front matter was left out."
_LABEL_LIKE = (
    "This begins like a turn of somebody who does not come again; it was kept in the turn before."
)
_UNNAMED = "Words before the first speaker were kept as a turn of nobody's."
_TIME_MARK = "A time on a line of its own was taken as the time of the next turn."


class _Collecting:
    """Gives each line to the turn that it belongs to."""

    def __init__(self, fit: Fit, remarks: list[Remark]) -> None:
        self.fit = fit
        self.remarks = remarks
        self.drafts: list[_Draft] = []
        self.pending: float | None = None

    def take(self, line: Line) -> None:
        """Put one line where it belongs."""
        alone = time_alone(line.text)
        if alone is not None:
            self._time(line, alone)
            return
        found = self.fit.style.open(line)
        opening = _accepted(found, self.fit.names)
        if opening is not None:
            self._open(line, opening)
        elif line.heading:
            self.remarks.append(Remark(line.number, "A heading was left out."))
        elif not self.drafts:
            self._before_anybody(line)
        elif is_service_line(line.text):
            self.remarks.append(Remark(line.number, "A line added by the service was left out."))
        else:
            self._go_on(line, found)

    def _time(self, line: Line, alone: float) -> None:
        """Keep a time on a line of its own: it is the turn's above if that has no words yet."""
        above = self.drafts[-1] if self.drafts else None
        if above and above.start_s is None and not any(text for text, _ in above.pieces):
            above.start_s = alone
            return
        self.pending = alone
        self.remarks.append(Remark(line.number, _TIME_MARK))

    def _open(self, line: Line, opening: Opening) -> None:
        before = self.drafts[-1].speaker if self.drafts else None
        start_s = self.pending if opening.start_s is None else opening.start_s
        draft = _Draft(line.number, opening.label or before, start_s, opening.end_s)
        draft.pieces.append((opening.text.strip(), True))
        self.drafts.append(draft)
        self.pending = None

    def _before_anybody(self, line: Line) -> None:
        if is_front_matter(line.text):
            self.remarks.append(Remark(line.number, _FRONT))
            return
        self.remarks.append(Remark(line.number, _UNNAMED))
        self.drafts.append(_Draft(line.number, None, self.pending, None))
        self.drafts[-1].pieces.append((line.text.strip(), True))
        self.pending = None

    def _go_on(self, line: Line, found: Opening | None) -> None:
        if found and found.label and found.text.strip() and is_name(found.label):
            self.remarks.append(Remark(line.number, _LABEL_LIKE))
        self.drafts[-1].pieces.append((line.text.strip(), line.opens))

    def finish(self) -> None:
        """Take the end mark off, and give a last time to the last turn."""
        if not self.drafts:
            return
        last = self.drafts[-1]
        if self.pending is not None and last.end_s is None:
            last.end_s = self.pending
        while len(last.pieces) > 1 and is_end_mark(last.pieces[-1][0]):
            last.pieces.pop()
            self.remarks.append(Remark(None, "The mark of the recording's end was left out."))


def _is_hard_wrapped(drafts: Sequence[_Draft]) -> bool:
    """Return whether the text was broken at a fixed width: each next word would not have fitted."""
    width = max((len(text) for draft in drafts for text, _ in draft.pieces), default=0)
    if not 50 <= width <= 120:
        return False
    fits = breaks = 0
    for draft in drafts:
        for (text, _), (following, opens) in pairwise(draft.pieces):
            if not opens and text:
                word = re.match(r"\S*", following)
                breaks += 1
                fits += len(text) + 1 + len(word[0] if word else "") <= width - 12
    return breaks >= 3 and fits <= 0.2 * breaks


def _joined(pieces: Sequence[tuple[str, bool]], joins_lines: bool) -> str:
    parts: list[str] = []
    for text, opens in pieces:
        if parts and text:
            parts.append(" " if joins_lines and not opens and parts[-1] != "" else "\n")
        parts.append(text)
    return "".join(parts).strip()
