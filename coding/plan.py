"""The plan for double coding: who codes which interview, and who only checks whom.

A plan is drawn once (`coding.plan_drawing`) and changed by hand. What is assigned for drift or
calibration stands apart: it is compared with what a coder or an expert did before, and never
counts among the coders whose codings are charted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from coding.model import Segment


class Purpose(StrEnum):
    """Why somebody is to code a document; the value is the word for it."""

    ALONE = "alone"
    SHARED = "double coding"
    CALIBRATION = "calibration"
    ROUND = "another round"


APART = frozenset({Purpose.CALIBRATION, Purpose.ROUND})
"""Purposes whose codings never count among those of the study."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """That a coder is to code a document: all of it, or these segments by their numbers.

    For calibration, `against` is the expert's id.
    """

    document_id: str
    coder_id: str
    purpose: Purpose
    segments: frozenset[int] | None = None
    against: str | None = None

    def covers(self, segment: Segment) -> bool:
        """Return whether a segment of the document is to be coded."""
        return segment.codable and (self.segments is None or segment.number in self.segments)


@dataclass(frozen=True, slots=True)
class Round:
    """A coder's own work once more: its decisions are made under an id of its own.

    `coder_id` is that id, `person_id` the coder's. `number` counts from 2. `begun` is the place
    in the log at which it began: it is compared with what the person had decided by then.
    """

    coder_id: str
    person_id: str
    number: int
    begun: int


@dataclass(frozen=True, slots=True)
class Control:
    """That a share (0..1) of each document's segments is coded without suggestions.

    `except_for` are the documents that somebody had begun when it was set: they keep what held
    before, or their control segments would not have been control segments throughout.
    """

    share: float
    seed: int
    except_for: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """Who codes what; nobody is assigned anything where there is no plan.

    `unlocked` are the documents that the coordinator opened before all had finished.
    """

    assignments: tuple[Assignment, ...] = ()
    coordinator_id: str | None = None
    controls: tuple[Control, ...] = ()
    unlocked: frozenset[str] = frozenset()
    rounds: tuple[Round, ...] = ()

    def of_document(self, document_id: str) -> tuple[Assignment, ...]:
        """Return who is assigned a document, for whatever purpose."""
        return tuple(one for one in self.assignments if one.document_id == document_id)

    def of_coder(self, coder_id: str) -> tuple[Assignment, ...]:
        """Return what a coder is assigned."""
        return tuple(one for one in self.assignments if one.coder_id == coder_id)

    def assignment(self, document_id: str, coder_id: str) -> Assignment | None:
        """Return what a coder is to do in a document; None if they are not assigned it."""
        return next(
            (one for one in self.of_document(document_id) if one.coder_id == coder_id), None
        )

    def assigned(self, document_id: str) -> frozenset[str]:
        """Return the coders whose codings of a document count; nobody without a plan for it."""
        here = self.of_document(document_id)
        return frozenset(one.coder_id for one in here if one.purpose not in APART)

    def apart(self, document_id: str) -> frozenset[str]:
        """Return the coders who only code a document to be calibrated, or once more."""
        here = self.of_document(document_id)
        return frozenset(one.coder_id for one in here if one.purpose in APART)

    def counting(self, document_id: str, begun: Iterable[str]) -> frozenset[str]:
        """Return the coders whose codings of a document count, of those who have `begun` it.

        With a plan for the document, those who are assigned it; without, all but those who only
        code it to be calibrated or once more.
        """
        assigned = self.assigned(document_id)
        rounds = {one.coder_id for one in self.rounds}
        left = frozenset(begun) - self.apart(document_id) - rounds
        return left & assigned if assigned else left

    def person_of(self, coder_id: str) -> str:
        """Return whose decisions an id's are: a person's own, or those of a round of theirs."""
        return next((one.person_id for one in self.rounds if one.coder_id == coder_id), coder_id)

    def rounds_of(self, person_id: str) -> tuple[Round, ...]:
        """Return a person's rounds, in the order in which they were begun."""
        return tuple(one for one in self.rounds if one.person_id == person_id)

    def control_of(self, document_id: str) -> Control | None:
        """Return what share of a document's segments is coded without suggestions, if any."""
        holds = [one for one in self.controls if document_id not in one.except_for]
        return holds[-1] if holds and holds[-1].share > 0 else None

    def control_segments(self, document_id: str, segments: Sequence[Segment]) -> frozenset[int]:
        """Return the numbers of a document's segments that are coded without suggestions."""
        control = self.control_of(document_id)
        if control is None:
            return frozenset()
        return control_segments(document_id, segments, share=control.share, seed=control.seed)


def control_segments(
    document_id: str, segments: Iterable[Segment], *, share: float, seed: int
) -> frozenset[int]:
    """Return the numbers of the segments to be coded without suggestions.

    They are the same for all coders of a document, so that agreement on them can be compared
    with agreement on the others. At least one is taken if the share is not 0.

    Args:
        document_id: The document; another one has other places taken under the same seed.
        segments: Its segments; those that are not codable are never taken.
        share: The share of the codable segments to take, 0..1.
        seed: The same seed takes the same segments.

    Raises:
        ValueError: If the share is not in 0..1.
    """
    if not 0 <= share <= 1:
        raise ValueError("a share lies in 0..1")
    numbers = sorted(segment.number for segment in segments if segment.codable)
    if not numbers or not share:
        return frozenset()
    count = max(1, round(share * len(numbers)))
    return frozenset(Random(f"control {seed} {document_id}").sample(numbers, count))


def own_segments(segments: Sequence[Segment], assignment: Assignment | None) -> tuple[Segment, ...]:
    """Return a document's segments with only those codable that the coder is to code."""
    if assignment is None or assignment.segments is None:
        return tuple(segments)
    return tuple(
        segment
        if assignment.covers(segment) or not segment.codable
        else Segment(
            segment.document_id, segment.number, segment.start, segment.end, segment.turn, False
        )
        for segment in segments
    )
