"""The offline tagger and the language model's answers together, used as a tagger is."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from coding.language_model.answers import Vote
from coding.language_model.combining import combined, trust_from, with_quotes
from coding.model import Suggestion

if TYPE_CHECKING:
    from coding.pretag import Judged, KeptVectors, Limits, SegmentText, Tagger


class JointTagger:
    """A tagger whose ranking is moved by the votes that are there; nothing is asked or sent.

    Whatever it does not do itself, `tagger` does.

    Args:
        tagger: The offline tagger.
        named: The language model's name.
        vote_on: Returns the vote on a passage's words, or None without an answer.
        judged: Decisions that say how far votes can be trusted: those that the person for whom
            suggestions are made may see, and no others.
    """

    def __init__(
        self,
        tagger: "Tagger",
        named: str,
        vote_on: Callable[[str], Vote | None],
        judged: "Iterable[Judged]" = (),
    ) -> None:
        self.name = f"{named} with {tagger.name}"
        self._tagger = tagger
        self._vote_on = vote_on
        judged = tuple(judged)
        votes = {_key(one.segment): self._vote_on(one.segment.text) for one in judged}
        self.trust = trust_from({key: vote for key, vote in votes.items() if vote}, judged)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tagger, name)

    def suggest(
        self,
        segments: "Sequence[SegmentText]",
        *,
        kept: "KeptVectors | None" = None,
        all_codes: bool = False,
        limits: "Limits | None" = None,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> tuple[tuple[Suggestion, ...], ...]:
        """Return each segment's suggestions, best first; see `coding.pretag.Tagger.suggest`."""
        ranking = self._tagger.rank(segments, kept=kept, progress=progress, cancelled=cancelled)
        found = {row: self._vote_on(segments[row].text) for row in ranking.rows}
        votes = {row: vote for row, vote in found.items() if vote is not None}
        ranking = combined(ranking, votes, self.trust)
        offered = self._tagger.offer(segments, ranking, limits=limits, all_codes=all_codes)
        return with_quotes(offered, segments, votes, tagger=self.name)


def _key(segment: "SegmentText") -> tuple[str, int, int]:
    return segment.document_id, segment.start, segment.end
