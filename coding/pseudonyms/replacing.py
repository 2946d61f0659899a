"""Putting placeholders in the place of words: before a transcript is frozen, never after."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from coding.model import Transcript
from coding.pseudonyms.matching import Matcher
from coding.pseudonyms.placeholders import placeholders_in
from coding.pseudonyms.values import Ruling, folded
from coding.transcripts.cleaning import clean

Spared = Collection[tuple[str, int]]
"""Places where a word stays all the same: the folded word, and which one of it, from 0."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """A transcript without the words, its names too; `count` is how many places were changed."""

    transcript: Transcript
    names: tuple[str, ...]
    count: int


def pseudonymise(
    transcript: Transcript,
    rulings: Iterable[Ruling],
    *,
    names: Iterable[str] = (),
    spared: Spared = (),
) -> Replaced:
    """Return the transcript with every word that was ruled on replaced by its placeholder.

    Speakers' labels are changed too. Only whole words, the longest first; what stands in a
    placeholder already is left alone, so doing it twice changes nothing. Text is NFC afterwards.

    Args:
        transcript: What a person confirmed, not frozen yet.
        rulings: What was decided; words that are kept guard longer words around them.
        names: Names of file, document or case, to be changed alike.
        spared: Places that a person excepted. The places of a word are counted through the
            transcript as `finding.passages_of` orders it: labels first, then the turns.
    """
    pen = _Pen(tuple(rulings), transcript, spared)
    labels = dict.fromkeys(turn.speaker for turn in transcript.turns if turn.speaker)
    renamed: dict[str | None, str | None] = {label: pen.written(label) for label in labels}
    turns = tuple(
        replace(turn, speaker=renamed.get(turn.speaker), text=pen.written(turn.text))
        for turn in transcript.turns
    )
    report = tuple(replace(one, what=pen.plain(one.what)) for one in transcript.report)
    changed = replace(transcript, turns=turns, report=report)
    return Replaced(changed, tuple(pen.plain(name) for name in names), pen.count)


class _Pen:
    """Writes texts anew, one after the other, and counts each word's places on the way."""

    def __init__(self, rulings: tuple[Ruling, ...], of: Transcript, spared: Spared) -> None:
        texts = (part for turn in of.turns for part in (turn.speaker or "", turn.text))
        known = {*placeholders_in(texts), *(one.placeholder for one in rulings if one.placeholder)}
        self._matcher = Matcher[Ruling | None](
            [
                *((word, True, None) for word in sorted(known)),
                *((one.word, one.any_case, one) for one in rulings),
            ]
        )
        self._spared = frozenset(spared)
        self._seen: dict[str, int] = {}
        self.count = 0

    def written(self, text: str) -> str:
        """Return a text with its words replaced, but for the places that are spared."""
        return self._write(text, counting=True)

    def plain(self, text: str) -> str:
        """Return a text with its words replaced wherever they stand; nothing is counted."""
        return self._write(text, counting=False)

    def _write(self, text: str, *, counting: bool) -> str:
        text = clean(text)
        parts, last = [], 0
        for start, end, ruling in self._matcher.spans(text):
            if ruling is None or ruling.placeholder is None:
                continue
            if counting and self._is_spared(folded(ruling.word)):
                continue
            parts += [text[last:start], ruling.placeholder]
            last = end
            self.count += counting
        return "".join((*parts, text[last:]))

    def _is_spared(self, word: str) -> bool:
        number = self._seen.get(word, 0)
        self._seen[word] = number + 1
        return (word, number) in self._spared
