"""The language model's vote beside the offline tagger: one more piece of evidence, weighed.

A vote moves a code's log odds by the logarithm of how much more often the model gives a code
that people give than one that they do not. Until people have decided on passages that the model
saw, that is assumed; every passage that they finish makes it the study's own.

Source:
    Bayes' rule on odds, with the vote taken as independent of the tagger's reading. It is not
    quite, so that combined scores are somewhat too sure of themselves.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit, logit

from coding.language_model.answers import Vote
from coding.language_model.prompts import Candidate
from coding.model import Evidence, EvidenceKind, Suggestion
from framework.model import Code, Framework

if TYPE_CHECKING:
    from coding.pretag import Judged, Ranking, SegmentText

SHORTLIST = 12
_LONGEST = 600
_TINY = 1e-6
_ASSUMED_GIVEN, _ASSUMED_FALSE, _ASSUMED_WEIGHT = 0.6, 0.12, 20.0
_CODABLE_GIVEN, _CODABLE_FALSE = 0.85, 0.35


@dataclass(frozen=True, slots=True)
class Trust:
    """How often the model gives a code that people give, and one that they do not (0..1 each).

    `decided` counts the pairs of passage and code that this was seen on.
    """

    given: float = _ASSUMED_GIVEN
    falsely: float = _ASSUMED_FALSE
    decided: int = 0

    @property
    def for_vote(self) -> float:
        """Return what a vote adds to a code's log odds; never less than nothing."""
        return max(0.0, log(self.given / self.falsely))

    @property
    def for_silence(self) -> float:
        """Return what no vote on a code that was asked about adds; never more than nothing."""
        return min(0.0, log((1 - self.given) / (1 - self.falsely)))


def trust_from(votes: Mapping[tuple[str, int, int], Vote], judged: "Iterable[Judged]") -> Trust:
    """Return how far the model's votes agreed with people's decisions on finished passages.

    Args:
        votes: By document, start and end of the passage.
        judged: What coders have decided; a passage counts once for each of them.
    """
    hits = given = false = absent = 0
    for one in judged:
        segment = one.segment
        vote = votes.get((segment.document_id, segment.start, segment.end))
        if vote is None or vote.refused or not one.finished:
            continue
        voted, asked = {quoted.code_id for quoted in vote.codes}, set(vote.asked)
        hits += len(voted & one.codes)
        given += len(asked & one.codes)
        false += len(voted - one.codes)
        absent += len(asked - one.codes)
    return Trust(
        (hits + _ASSUMED_GIVEN * _ASSUMED_WEIGHT) / (given + _ASSUMED_WEIGHT),
        (false + _ASSUMED_FALSE * _ASSUMED_WEIGHT) / (absent + _ASSUMED_WEIGHT),
        given + absent,
    )


def candidates_of(framework: Framework, code_ids: Iterable[str]) -> tuple[Candidate, ...]:
    """Return these codes as the model sees them: names and definitions, with what is in and out."""
    codes = framework.code_by_id
    return tuple(_candidate(codes[code_id]) for code_id in code_ids)


def shortlist(ranking: "Ranking", place: int, *, most: int = SHORTLIST) -> tuple[str, ...]:
    """Return the ids of the codes that score best for a passage, in the framework's order."""
    best = np.argsort(-ranking.scores[place], kind="stable")[:most]
    return tuple(ranking.code_ids[int(code)] for code in sorted(best))


def combined(ranking: "Ranking", votes: Mapping[int, Vote], trust: Trust) -> "Ranking":
    """Return the ranking with the votes weighed in; a passage without one stays as it was.

    Args:
        ranking: The offline tagger's.
        votes: By the segment's number in the ranking (`Ranking.rows`).
        trust: How much a vote counts.
    """
    column = {code_id: number for number, code_id in enumerate(ranking.code_ids)}
    moved = np.zeros(ranking.scores.shape)
    bearing = np.zeros(len(ranking.codable))
    for place, row in enumerate(ranking.rows):
        vote = votes.get(row)
        if vote is None or vote.refused:
            continue
        bearing[place] = _for_bearing(bool(vote.codable))
        voted = {quoted.code_id for quoted in vote.codes}
        for code_id in vote.asked:
            if code_id in column:
                change = trust.for_vote if code_id in voted else trust.for_silence
                moved[place, column[code_id]] = change
    return replace(
        ranking, scores=_shifted(ranking.scores, moved), codable=_shifted(ranking.codable, bearing)
    )


def with_quotes(
    found: Sequence[tuple[Suggestion, ...]],
    segments: "Sequence[SegmentText]",
    votes: Mapping[int, Vote],
    *,
    tagger: str,
) -> tuple[tuple[Suggestion, ...], ...]:
    """Return each segment's suggestions under the joint tagger's name, with the words quoted."""
    return tuple(
        tuple(
            replace(one, tagger=tagger, evidence=_quoted(one, segments[row], votes.get(row)))
            for one in suggestions
        )
        for row, suggestions in enumerate(found)
    )


def _quoted(one: Suggestion, segment: "SegmentText", vote: Vote | None) -> tuple[Evidence, ...]:
    quoted = [
        Evidence(
            EvidenceKind.QUOTED,
            segment.text[place.start : place.end],
            segment.start + place.start,
            segment.start + place.end,
        )
        for place in (vote.codes if vote else ())
        if place.code_id == one.code_id
    ]
    return (*quoted, *one.evidence)


def _candidate(code: Code) -> Candidate:
    parts = [code.definition]
    parts += [f"Includes: {'; '.join(code.include)}."] if code.include else []
    parts += [f"Does not include: {'; '.join(code.exclude)}."] if code.exclude else []
    return Candidate(code.id, code.name, " ".join(filter(None, parts))[:_LONGEST])


def _for_bearing(codable: bool) -> float:
    if codable:
        return log(_CODABLE_GIVEN / _CODABLE_FALSE)
    return log((1 - _CODABLE_GIVEN) / (1 - _CODABLE_FALSE))


def _shifted(probabilities: np.ndarray, by: np.ndarray) -> np.ndarray:
    same = by == 0
    odds = logit(np.clip(probabilities, _TINY, 1 - _TINY)) + by
    return np.where(same, probabilities, expit(odds))
