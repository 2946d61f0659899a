"""What people do in the cells of the matrix, and what those acts leave standing.

Like decisions, these acts go into the one log and only ever add to it. The latest on a cell
counts, in the order of the log.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coding.model import Case, Certainty
from coding.quoting import Reference
from coding.summaries import CellNote, CodingKey, NotAsked, SignOff, Summary

Cell = tuple[str, str]
"""Which cell: case, code."""


class Deed(StrEnum):
    """What a person can do in a cell; the value is what the log calls it."""

    SUMMARISE = "summary"
    SIGN_OFF = "signed off"
    TAKE_BACK = "sign-off taken back"
    NOT_ASKED = "not asked"
    ASKED = "asked after all"
    ANNOTATE = "cell annotated"


@dataclass(frozen=True, slots=True)
class CellAct:
    """One act of one person in one cell.

    `client` and `seq` identify an act that comes from a browser: storing it twice changes
    nothing. `made_at` is the person's clock; with the cell it names a summary. `over` is the
    `made_at` of the summary that was there, as the person knew it: the one that a new summary
    takes the place of, or that a sign-off signs; None where they saw none. The text,
    references, basis and `whose` are those of a summary (see `coding.summaries.Summary`); an
    empty text takes the summary away. An annotation sets the cell's certainty and memo to those
    that it carries; its `over` is the annotation that was there.
    """

    coder_id: str
    deed: Deed
    case_id: str
    code_id: str
    made_at: datetime
    framework_version: int
    text: str = ""
    references: tuple[Reference, ...] = ()
    basis: frozenset[CodingKey] = frozenset()
    whose: str | None = None
    over: datetime | None = None
    draft: bool = False
    client: str | None = None
    seq: int | None = None
    certainty: Certainty | None = None
    memo: str = ""

    @property
    def cell(self) -> Cell:
        """Return which cell it is about."""
        return (self.case_id, self.code_id)


def summary_of(act: CellAct) -> Summary:
    """Return the summary that an act wrote."""
    return Summary(
        case_id=act.case_id,
        code_id=act.code_id,
        text=act.text,
        references=act.references,
        coder_id=act.coder_id,
        made_at=act.made_at,
        basis=act.basis,
        draft=act.draft,
        whose=act.whose,
    )


def takes_place_of(act: CellAct, there: CellAct | None) -> bool:
    """Return whether a newer summary or note counts instead of an older: no draft over words."""
    return not act.draft or there is None or there.draft or not there.text.strip()


def standing_summaries(acts: Iterable[CellAct]) -> tuple[Summary, ...]:
    """Return each cell's last summary, in the order of the log; emptied ones are left out.

    A draft never takes the place of a person's words, even where whoever asked for it could not
    see them.
    """
    last: dict[Cell, CellAct] = {}
    for act in acts:
        if act.deed is Deed.SUMMARISE and takes_place_of(act, last.get(act.cell)):
            last.pop(act.cell, None)
            last[act.cell] = act
    return tuple(summary_of(act) for act in last.values() if act.text.strip())


def standing_sign_offs(acts: Iterable[CellAct]) -> tuple[SignOff, ...]:
    """Return the sign-offs that were not taken back, in the order of the log.

    One of a summary that has been written anew since is among them, and signs nothing more.
    """
    signed: dict[Cell, list[SignOff]] = {}
    for act in acts:
        if act.deed is Deed.SIGN_OFF and act.over is not None:
            sign = SignOff(act.case_id, act.code_id, act.coder_id, act.made_at, act.over)
            signed.setdefault(act.cell, []).append(sign)
        elif act.deed is Deed.TAKE_BACK:
            signed.pop(act.cell, None)
    return tuple(sign for signs in signed.values() for sign in signs)


def standing_not_asked(acts: Iterable[CellAct]) -> tuple[NotAsked, ...]:
    """Return the cells that are marked as not asked."""
    asked: dict[Cell, bool] = {}
    for act in acts:
        if act.deed in (Deed.NOT_ASKED, Deed.ASKED):
            asked[act.cell] = act.deed is Deed.ASKED
    return tuple(NotAsked(*cell) for cell, was in asked.items() if not was)


def words_of(act: CellAct) -> str:
    """Return what an act says: the summary, or certainty and memo, e.g. "unsure: ask again"."""
    if act.deed is not Deed.ANNOTATE:
        return act.text
    return ": ".join(part for part in (act.certainty or "", act.memo) if part.strip())


def standing_notes(acts: Iterable[CellAct]) -> tuple[CellNote, ...]:
    """Return each cell's last annotation, in the order of the log; emptied ones are left out."""
    last: dict[Cell, CellAct] = {}
    for act in acts:
        if act.deed is Deed.ANNOTATE:
            last.pop(act.cell, None)
            last[act.cell] = act
    return tuple(
        CellNote(*act.cell, act.coder_id, act.made_at, act.certainty, act.memo)
        for act in last.values()
        if act.certainty is not None or act.memo.strip()
    )


@dataclass(frozen=True, slots=True)
class AtWork:
    """How far coders are with one document: who began it, who finished it, whom a reader sees."""

    begun: frozenset[str]
    finished: frozenset[str]
    visible: frozenset[str]


def readable_acts(
    acts: Iterable[CellAct],
    cases: Iterable[Case],
    reader_id: str | None,
    at_work: Mapping[str, AtWork],
) -> tuple[CellAct, ...]:
    """Return the acts in cells that a reader may see: their own, and others' once not blind.

    What somebody wrote about a case tells what they made of its interviews. So it opens with
    them: when the reader may see the writer's codings of every one that the writer has coded,
    and has finished those that the reader has begun.

    Args:
        acts: In the order of the log, which is kept.
        cases: The study's cases; acts on others are left out, but for the reader's own.
        reader_id: Who looks; None for what may be shown to every coder of the cases.
        at_work: For each document's id, how far it is, with what the reader sees.
    """
    documents = {case.id: case.document_ids for case in cases}
    known: dict[tuple[str, str], bool] = {}
    kept = []
    for act in acts:
        pair = (act.case_id, act.coder_id)
        if pair not in known:
            known[pair] = act.coder_id == reader_id or opens_to(
                reader_id, act.coder_id, [at_work[d] for d in documents.get(act.case_id, ())]
            )
        if known[pair]:
            kept.append(act)
    return tuple(kept)


def opens_to(reader_id: str | None, writer_id: str, documents: Collection[AtWork]) -> bool:
    """Return whether a reader may see what a writer wrote about these documents.

    They may when they see the writer's codings of every one that the writer has begun, and have
    finished those that they have begun themselves; not where neither has begun any.
    """
    touched = [d for d in documents if writer_id in d.begun or reader_id in d.begun]
    return bool(touched or reader_id is None) and all(
        writer_id in d.visible or (writer_id not in d.begun and reader_id in d.finished)
        for d in touched
    )
