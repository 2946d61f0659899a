"""Settling where coders differ: what an adjudicator decided, and what those acts leave standing.

An adjudication is about one passage: the codes on which coders differ there. It says what shall
stand of them, which may be nothing ("no code here" is a verdict), and why. The coders' own
codings stay as they are; `coding.consensus` puts the verdicts on top of what all of them share.
Like decisions, adjudications go into the one log and only ever add to it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coding.decisions import cancelled_names
from coding.model import Coding
from coding.summaries import CodingKey, coding_key

Place = tuple[str, int, int]
"""Which passage: document, start, end."""


class Verdict(StrEnum):
    """What an adjudicator decided; the value is what tables and exports call it."""

    ONE = "one coder's choice"
    ALL = "all coders' choices"
    SOME = "some of the choices"
    NONE = "no code here"
    CODE = "another code"
    SPAN = "other words"
    ASIDE = "set aside"
    UNDO = "taken back"


@dataclass(frozen=True, slots=True)
class Mark:
    """A code on words of the document that shall stand."""

    start: int
    end: int
    code_id: str


@dataclass(frozen=True, slots=True)
class Adjudication:
    """One act of one adjudicator on one passage; the log of them only ever grows.

    `client` and `seq` identify it: storing it twice changes nothing. `start` and `end` are the
    passage's, `code_ids` the codes that it settles there, `marks` what shall stand of them (and
    of other codes, where the adjudicator found one that nobody had). `takes` is the coder whose
    choice was taken, if it was one coder's. `basis` holds the keys of all codings that touched
    the passage when it was settled, so that it can be seen when they have changed. A passage
    that was set aside stays unsettled, on record. An act that takes a verdict back names it in
    `undoes_client`, `undoes_seq`; taking that back is a redo. `made_at` is the adjudicator's
    clock.
    """

    client: str
    seq: int
    adjudicator_id: str
    document_id: str
    verdict: Verdict
    framework_version: int
    made_at: datetime
    start: int | None = None
    end: int | None = None
    code_ids: tuple[str, ...] = ()
    takes: str | None = None
    marks: tuple[Mark, ...] = ()
    basis: frozenset[CodingKey] = frozenset()
    reason: str = ""
    undoes_client: str | None = None
    undoes_seq: int | None = None

    @property
    def place(self) -> Place:
        """Return which passage it is about.

        Raises:
            ValueError: If it takes another one back, and so is about none itself.
        """
        if self.start is None or self.end is None:
            raise ValueError("an act that takes a verdict back names no passage")
        return (self.document_id, self.start, self.end)


def in_force(acts: Iterable[Adjudication]) -> tuple[Adjudication, ...]:
    """Return the verdicts that were not taken back, in the order of the log.

    Taking back reaches only the same adjudicator's acts on the same document.
    """
    log: dict[tuple[str, int], Adjudication] = {}
    for act in acts:
        log.setdefault((act.client, act.seq), act)
    targets = {}
    for key, act in log.items():
        if act.verdict is not Verdict.UNDO or act.undoes_client is None or act.undoes_seq is None:
            continue
        target = log.get((act.undoes_client, act.undoes_seq))
        if target is not None and _same_desk(act, target):
            targets[key] = (target.client, target.seq)
    gone = cancelled_names(targets, log)
    return tuple(
        act for key, act in log.items() if act.verdict is not Verdict.UNDO and key not in gone
    )


def _same_desk(one: Adjudication, other: Adjudication) -> bool:
    return (one.adjudicator_id, one.document_id) == (other.adjudicator_id, other.document_id)


def standing_adjudications(acts: Iterable[Adjudication]) -> tuple[Adjudication, ...]:
    """Return the last verdict on each passage, in the order of the log; set aside or settled."""
    last: dict[Place, Adjudication] = {}
    for act in in_force(acts):
        if act.start is None or act.end is None:
            continue
        last.pop(act.place, None)
        last[act.place] = act
    return tuple(last.values())


def is_outdated(adjudication: Adjudication, codings: Iterable[Coding]) -> bool:
    """Return whether the codings that a verdict was about have changed since.

    A memo or a certainty that changed does not count.

    Args:
        adjudication: The verdict.
        codings: All that now touch its passage, of the coders who are compared.
    """
    return adjudication.basis != {coding_key(coding) for coding in codings}


def outcome_words(adjudication: Adjudication) -> str:
    """Return in a few words what stands by a verdict: its codes, "no code" or "set aside"."""
    if adjudication.verdict in (Verdict.ASIDE, Verdict.UNDO):
        return str(adjudication.verdict)
    return ", ".join(dict.fromkeys(mark.code_id for mark in adjudication.marks)) or "no code"


def previous_words(standing: Mapping[Place, Adjudication], act: Adjudication) -> str | None:
    """Return what stood on an act's passage before it, in a few words; None if nothing did."""
    if act.start is None or act.end is None:
        return None
    before = standing.get(act.place)
    return None if before is None else outcome_words(before)
