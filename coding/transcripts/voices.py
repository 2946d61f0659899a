"""From cues to turns: who speaks in each cue, and which cues are one turn."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from coding.model import Remark, SpokenTurn
from coding.transcripts.cleaning import clean
from coding.transcripts.cues import Cue
from coding.transcripts.labels import LONGEST_LABEL, is_name_part, is_stopped, speaker_names, tidy
from coding.transcripts.openings import Parsed
from coding.transcripts.times import backward_times

GAP_S = 2.0
"""Cues of nobody's are one turn unless silence of this many seconds lies between them."""
LONG_TURN_WORDS = 60
"""A turn of nobody's with this many words ends at the next sentence end."""

_PREFIX = re.compile(r"(?P<label>[^:：\n]{1,80}?)[ \t\xa0]*[:：](?=\s|$)[ \t]*")
_BRACKET_PREFIX = re.compile(
    r"\[(?P<label>[^\[\]\n]{1,63})\](?:\s{0,9}[:：][ \t]{0,9}(?=\S|$)|[ \t]{0,9}(?=[^\s:：]))"
)
_SENTENCE_END = re.compile(r"[.?!…][\"”’')\]]*$")


@dataclass(frozen=True, slots=True)
class Said:
    """One speaker's words in one cue. `changes` says that the file marks a change of speaker."""

    cue: Cue
    speaker: str | None
    text: str
    changes: bool = False


def with_prefixes(pieces: Sequence[Said]) -> tuple[list[Said], list[Remark]]:
    """Return the pieces with "Name: " taken off the words where it names the speaker.

    A cue without a name is the speaker's before if names only mark changes, else nobody's.
    """
    found = [_prefix(piece.text) if piece.speaker is None else None for piece in pieces]
    labels = [label for label, _ in filter(None, found)]
    names = _names(labels, len(pieces), anchored=any(piece.changes for piece in pieces))
    named = [_named(piece, match, names) for piece, match in zip(pieces, found, strict=True)]
    named = _with_colons_in_names(named, frozenset(names.values()))
    if not any(piece.speaker for piece in named):
        return named, []
    return _unnamed_settled(named)


def _prefix(text: str) -> tuple[str, int] | None:
    """Return the label before the words and where the words begin."""
    match = _BRACKET_PREFIX.match(text) or _PREFIX.match(text)
    label = tidy(match["label"]) if match else ""
    return (label, match.end()) if match and label else None


def _names(labels: list[str], cues: int, *, anchored: bool) -> dict[str, str]:
    """Return the labels that are speakers; any recurring one if most cues have one."""
    names = speaker_names(labels, paragraphs=cues, anchored=anchored, each=True)
    again = {label: count for label, count in Counter(labels).items() if count > 1}
    if sum(again.values()) >= 0.8 * cues:
        for label in again:
            if len(label) <= LONGEST_LABEL and not is_stopped(label):
                names.setdefault(label.casefold(), label)
    return names


def _named(piece: Said, match: tuple[str, int] | None, names: dict[str, str]) -> Said:
    name = names.get(match[0].casefold()) if match else None
    if match is None or name is None:
        return piece
    return replace(piece, speaker=name, text=piece.text[match[1] :])


def _with_colons_in_names(pieces: list[Said], names: frozenset[str]) -> list[Said]:
    """Return the pieces with "Asha: she/her" as the name if every "Asha:" goes on like that."""
    spoken: defaultdict[str, list[Said]] = defaultdict(list)
    for piece in pieces:
        if piece.speaker is not None and piece.speaker in names:
            spoken[piece.speaker].append(piece)
    longer: dict[str, str] = {}
    for name, theirs in spoken.items():
        seconds = {match[0] if (match := _prefix(piece.text)) else "" for piece in theirs}
        if len(theirs) >= 3 and len(seconds) == 1 and is_name_part(next(iter(seconds))):
            longer[name] = seconds.pop()
    return [
        replace(
            piece,
            speaker=f"{piece.speaker}: {longer[piece.speaker]}",
            text=piece.text[match[1] :],
        )
        if piece.speaker in longer and (match := _prefix(piece.text))
        else piece
        for piece in pieces
    ]


def _unnamed_settled(pieces: list[Said]) -> tuple[list[Said], list[Remark]]:
    """Return the pieces without a name as the speaker's before, where names mark changes only."""
    repeats = any(
        one.speaker is not None and one.speaker == two.speaker for one, two in pairwise(pieces)
    )
    settled: list[Said] = []
    remarks = []
    for piece in pieces:
        if piece.speaker is None and not repeats and settled and not piece.changes:
            piece = replace(piece, speaker=settled[-1].speaker)
        elif piece.speaker is None and piece.text.strip():
            remarks.append(Remark(piece.cue.line, "This cue names no speaker."))
        settled.append(piece)
    return settled, remarks


def turns_of_pieces(pieces: Sequence[Said], *, gap_s: float | None = None) -> Parsed:
    """Return turns: neighbouring pieces of one speaker are one turn.

    Args:
        pieces: What was said, in order.
        gap_s: So many seconds of silence end a turn, whoever speaks; without it, only a turn of
            nobody's ends, at `GAP_S`.
    """
    turns: list[SpokenTurn] = []
    lines: list[int] = []
    remarks: list[Remark] = []
    words: list[str] = []
    before: Said | None = None
    for piece in pieces:
        text = clean(piece.text).strip()
        if not text:
            remarks.append(Remark(piece.cue.line, "A cue without words was left out."))
            continue
        if before is not None and _goes_on(before, piece, words, gap_s):
            words.append(text)
            turns[-1] = replace(turns[-1], end_s=_later(turns[-1].end_s, piece.cue.end_s))
        else:
            _close(turns, words)
            words = [text]
            turns.append(SpokenTurn(piece.speaker, None, piece.cue.start_s, piece.cue.end_s, ""))
            lines.append(piece.cue.line)
        before = piece
    _close(turns, words)
    return Parsed(tuple(turns), tuple(remarks + backward_times(turns, lines)))


def _close(turns: list[SpokenTurn], words: list[str]) -> None:
    if turns:
        turns[-1] = replace(turns[-1], text=" ".join(words))


def _later(one: float | None, other: float | None) -> float | None:
    return max((end for end in (one, other) if end is not None), default=None)


def _goes_on(before: Said, piece: Said, words: Sequence[str], gap_s: float | None) -> bool:
    """Return whether a piece belongs to the turn of the piece before it."""
    if piece.changes or piece.speaker != before.speaker or piece.cue.part != before.cue.part:
        return False
    start_s, end_s = piece.cue.start_s, before.cue.end_s
    if start_s is not None and before.cue.start_s is not None and start_s < before.cue.start_s:
        return False
    silence = start_s - end_s if start_s is not None and end_s is not None else 0.0
    if gap_s is not None and silence >= gap_s > 0:
        return False
    if piece.speaker is not None:
        return True
    if gap_s is None and silence >= GAP_S:
        return False
    long = sum(text.count(" ") + 1 for text in words) >= LONG_TURN_WORDS
    return not (long and _SENTENCE_END.search(words[-1]))
