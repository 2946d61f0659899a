"""How the machine's suggestions fare with people, code by code, and when a code falls silent.

A trial is one passage that one coder has finished: what was suggested there, and what the coder
made of it. Everything here is counted over trials; nothing is learnt. Passages of the control
share, where suggestions were hidden, count where the question is how right the machine is, and
not where it is what coders did with suggestions.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import sqrt
from statistics import NormalDist
from typing import TypeVar

from coding.decisions import Rejection, finished_segments, rejected, standing_codings
from coding.model import Coding, Decision, Segment, Suggestion

LEAST_TRIED = 8
"""From so many suggestions of a code that were decided on it can be muted by itself."""

MARGIN = 0.05
"""A muted code must do better than the threshold by this much to be suggested again."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One codable passage that one coder has finished.

    `suggested` are the codes proposed there, shown or (in the control share) hidden; `given`
    those that stand; `taken` those of them that the coder took up from a suggestion, and
    `changed` those of these whose place the coder changed; `refused` those that the coder
    rejected in so many words.
    """

    coder_id: str
    document_id: str
    number: int
    suggested: frozenset[str]
    given: frozenset[str]
    taken: frozenset[str]
    changed: frozenset[str]
    refused: frozenset[str]
    control: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` of `of`, with the 95 % interval by Wilson's score; None where `of` is 0."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        """Return the share, 0..1; None where nothing was there to count."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return the lower and upper end of the 95 % interval; None where `of` is 0.

        Source:
            Wilson (1927), "Probable Inference, the Law of Succession, and Statistical
            Inference".
        """
        if not self.of:
            return None
        z, n, share = NormalDist().inv_cdf(0.975), self.of, self.count / self.of
        middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class CodeRecord:
    """How suggestions of one code fared.

    `precision`: of its suggestions on finished passages, how many bear the code. `recall`: of
    the passages given the code, how many were suggested it. `acceptance`: of its suggestions
    that were shown, how many were taken up. `blind` is the precision on control passages alone,
    where no suggestion can have steered anybody.
    """

    code_id: str
    precision: Rate
    recall: Rate
    acceptance: Rate
    blind: Rate


@dataclass(frozen=True, slots=True)
class Muting:
    """Whether a code's suggestions are held back, and why in words for the researcher.

    `by_hand` says that a person decided it; such a decision is never changed by itself.
    """

    code_id: str
    muted: bool
    by_hand: bool
    why: str


def trials(
    segments: Sequence[Segment],
    suggestions: Iterable[Suggestion],
    decisions: Iterable[Decision],
    *,
    control: Collection[int] = (),
    text: str | None = None,
) -> tuple[Trial, ...]:
    """Return the trials of one document: one for each coder and codable segment they finished.

    Args:
        segments: The document's segments.
        suggestions: What was proposed in it, shown or hidden.
        decisions: The log on this document, of any coders, in its order.
        control: The numbers of segments on which suggestions were hidden.
        text: The document's text; see `coding.decisions.finished_segments`.
    """
    offers = tuple(suggestions)
    offered = _by_segment(offers, segments)
    places = {(one.start, one.end, one.code_id) for one in offers}
    of_coder: dict[str, list[Decision]] = {}
    for decision in decisions:
        of_coder.setdefault(decision.coder_id, []).append(decision)
    found = []
    for coder_id, own in of_coder.items():
        done = finished_segments(own, segments, text=text)
        standing = _by_segment(standing_codings(own), segments)
        refusals = _by_segment(rejected(own), segments)
        for segment in segments:
            if not segment.codable or segment.number not in done:
                continue
            codings = standing.get(segment.number, [])
            found.append(
                Trial(
                    coder_id=coder_id,
                    document_id=segment.document_id,
                    number=segment.number,
                    suggested=_codes(offered.get(segment.number, [])),
                    given=_codes(codings),
                    taken=_codes(one for one in codings if one.suggested),
                    changed=_codes(one for one in codings if _moved(one, places)),
                    refused=frozenset(one.code_id for one in refusals.get(segment.number, [])),
                    control=segment.number in control,
                )
            )
    return tuple(found)


def code_records(tried: Iterable[Trial], code_ids: Iterable[str]) -> tuple[CodeRecord, ...]:
    """Return each code's record, in the order of `code_ids`."""
    tried = tuple(tried)
    return tuple(_record(code_id, tried) for code_id in code_ids)


def muted_codes(
    records: Iterable[CodeRecord],
    before: Mapping[str, Muting],
    *,
    threshold: float,
    expected: Mapping[str, float] | None = None,
) -> tuple[Muting, ...]:
    """Return which codes are muted now, in the records' order.

    A code is muted once at least eight of its suggestions were decided on and fewer than
    `threshold` of them were right. It is unmuted once its precision, or what is expected of the
    tagger as it is now, lies above the threshold by five points: nobody decides any more on the
    suggestions of a muted code, so it could not show otherwise that it has got better. What
    people set by hand stays.

    Args:
        records: How the codes fared.
        before: What was in force until now.
        threshold: The least precision, 0..1.
        expected: By code, the precision that the present tagger reached on finished passages
            that it had not seen; codes without one are left out.
    """
    return tuple(
        _muting(record, before.get(record.code_id), threshold, (expected or {}).get(record.code_id))
        for record in records
    )


def _muting(
    record: CodeRecord, before: Muting | None, threshold: float, expected: float | None
) -> Muting:
    if before is not None and before.by_hand:
        return before
    rate, was_muted = record.precision, before is not None and before.muted
    now = rate.value if expected is None or not was_muted else max(expected, rate.value or 0.0)
    if now is None or (rate.of < LEAST_TRIED and not was_muted):
        why = f"{rate.count} of {rate.of} suggestions were right; too few to judge by."
        return Muting(record.code_id, was_muted, False, why)
    said = f"{rate.count} of {rate.of} suggestions were right"
    if was_muted:
        if now >= min(threshold + MARGIN, 1.0):
            better = f"now {now:.0%} are expected to be, above the {threshold:.0%} asked for"
            return Muting(record.code_id, False, False, f"{said}; {better}.")
        return Muting(record.code_id, True, False, f"{said}; {threshold:.0%} are asked for.")
    low = now < threshold
    asked = f"{'fewer than' if low else 'at least'} the {threshold:.0%} asked for"
    return Muting(record.code_id, low, False, f"{said}, {asked}.")


def _record(code_id: str, tried: Sequence[Trial]) -> CodeRecord:
    offered = [one for one in tried if code_id in one.suggested]
    given = [one for one in tried if code_id in one.given]
    shown = [one for one in offered if not one.control]
    hidden = [one for one in offered if one.control]
    return CodeRecord(
        code_id,
        precision=Rate(sum(code_id in one.given for one in offered), len(offered)),
        recall=Rate(sum(code_id in one.suggested for one in given), len(given)),
        acceptance=Rate(sum(code_id in one.taken for one in shown), len(shown)),
        blind=Rate(sum(code_id in one.given for one in hidden), len(hidden)),
    )


def _codes(found: Iterable[Coding | Suggestion]) -> frozenset[str]:
    return frozenset(one.code_id for one in found)


_Placed = TypeVar("_Placed", Coding, Suggestion, Rejection)


def _by_segment(found: Iterable[_Placed], segments: Sequence[Segment]) -> dict[int, list[_Placed]]:
    """Return, by segment number, what touches the segment; segments are in order and apart."""
    ends = [segment.end for segment in segments]
    touching: dict[int, list[_Placed]] = {}
    for one in found:
        for segment in islice(segments, bisect_right(ends, one.start), None):
            if segment.start >= one.end:
                break
            touching.setdefault(segment.number, []).append(one)
    return touching


def _moved(coding: Coding, places: Collection[tuple[int, int, str]]) -> bool:
    """Return whether a coding that was taken up no longer stands where its code was proposed."""
    return coding.suggested and (coding.start, coding.end, coding.code_id) not in places
