"""What is written about whole columns and rows of the matrix, and the cases that do not fit.

A code summary says what all cases make of one code or theme; a case summary says what one case
makes of everything. A negative case contradicts the pattern of a code or theme. Like the acts in
cells (`coding.cell_acts`), these go into the one log and only ever add to it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coding.cell_acts import AtWork, opens_to
from coding.matrix import FrameworkMatrix
from coding.model import Case
from coding.quoting import Reference


class Scope(StrEnum):
    """What a second-order summary is about; the value is what the log calls it."""

    CODE = "code"
    THEME = "theme"
    CASE = "case"


class WideDeed(StrEnum):
    """What a person can do beside the matrix; the value is what the log calls it."""

    SUMMARISE = "second-order summary"
    MARK_NEGATIVE = "negative case"
    TAKE_BACK = "negative case taken back"


WidePlace = tuple[Scope, str, str | None]
"""What an act is about: scope, its id, and for a negative case the case's id."""


@dataclass(frozen=True, slots=True)
class WideAct:
    """One act of one person about a column or row, or about a case that does not fit a column.

    `about_id` is the id of the code, theme or case in `scope`. `case_id` is that of a negative
    case, None for a summary. `text` is the summary, or why the case contradicts the pattern; an
    empty summary takes it away. `over` is the `made_at` of what was there, as the person knew it;
    None where they saw nothing. `client` and `seq` identify an act from a browser.
    """

    coder_id: str
    deed: WideDeed
    scope: Scope
    about_id: str
    made_at: datetime
    framework_version: int
    text: str = ""
    case_id: str | None = None
    references: tuple[Reference, ...] = ()
    over: datetime | None = None
    client: str | None = None
    seq: int | None = None

    @property
    def place(self) -> WidePlace:
        """Return what it is about."""
        return (self.scope, self.about_id, self.case_id)


@dataclass(frozen=True, slots=True)
class WideSummary:
    """A person's words about one code or theme down all cases, or about one case across."""

    scope: Scope
    about_id: str
    text: str
    references: tuple[Reference, ...]
    coder_id: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class NegativeCase:
    """A case that contradicts the pattern of a code or theme, and why."""

    case_id: str
    scope: Scope
    about_id: str
    reason: str
    coder_id: str
    made_at: datetime


def wide_summaries(acts: Iterable[WideAct]) -> tuple[WideSummary, ...]:
    """Return the summary that stands beside each row and column; emptied ones are left out.

    Args:
        acts: In the order of the log; the last on a row or column counts.
    """
    last = _last(act for act in acts if act.deed is WideDeed.SUMMARISE)
    return tuple(_summary(act) for act in last if act.text.strip())


def wide_history(acts: Iterable[WideAct], scope: Scope, about_id: str) -> tuple[WideSummary, ...]:
    """Return every summary that a row or column had, oldest first; an empty one took it away."""
    return tuple(
        _summary(act)
        for act in acts
        if act.deed is WideDeed.SUMMARISE and act.place == (scope, about_id, None)
    )


def negative_cases(acts: Iterable[WideAct]) -> tuple[NegativeCase, ...]:
    """Return the negative cases that were not taken back, in the order of the log."""
    last = _last(act for act in acts if act.deed is not WideDeed.SUMMARISE)
    return tuple(
        NegativeCase(act.case_id, act.scope, act.about_id, act.text, act.coder_id, act.made_at)
        for act in last
        if act.deed is WideDeed.MARK_NEGATIVE and act.case_id is not None
    )


def _last(acts: Iterable[WideAct]) -> tuple[WideAct, ...]:
    last: dict[WidePlace, WideAct] = {}
    for act in acts:
        last.pop(act.place, None)
        last[act.place] = act
    return tuple(last.values())


def _summary(act: WideAct) -> WideSummary:
    return WideSummary(act.scope, act.about_id, act.text, act.references, act.coder_id, act.made_at)


def readable_wide_acts(
    acts: Iterable[WideAct],
    cases: Iterable[Case],
    reader_id: str | None,
    at_work: Mapping[str, AtWork],
) -> tuple[WideAct, ...]:
    """Return the acts that a reader may see: their own, and others' once not blind.

    A case summary opens with the interviews of the case, as what is written in its cells does.
    A code summary and a negative case draw on all cases: they open when the reader may see the
    writer's codings of every interview that the writer has coded, and has finished all those
    that the reader has begun.

    Args:
        acts: In the order of the log, which is kept.
        cases: The study's cases; others' acts on other cases are left out.
        reader_id: Who looks; None for what may be shown to every coder.
        at_work: For each document's id, how far it is, with what the reader sees.
    """
    documents = {case.id: case.document_ids for case in cases}
    known: dict[tuple[str, str | None], bool] = {}

    def opened(act: WideAct) -> bool:
        if act.coder_id == reader_id:
            return True
        row = act.about_id if act.scope is Scope.CASE else None
        if (act.coder_id, row) not in known:
            ids = tuple(at_work) if row is None else documents.get(row, ())
            known[act.coder_id, row] = opens_to(reader_id, act.coder_id, [at_work[d] for d in ids])
        return known[act.coder_id, row]

    return tuple(act for act in acts if opened(act))


def cells_changed_since(summary: WideSummary, matrix: FrameworkMatrix) -> tuple[str, ...]:
    """Return the cells under a summary that were written in since it was, as the other side's ids.

    For a code or theme these are the ids of cases, for a case those of columns, in the matrix's
    order. Also named are cells whose own codings have changed.

    Args:
        summary: Beside a row or column.
        matrix: With a column for each code.
    """
    of_case = summary.scope is Scope.CASE
    theirs = {
        column.id
        for column in matrix.columns
        if of_case or summary.about_id in (column.id, column.theme_id)
    }
    changed = (
        column.id if of_case else case.id
        for case in matrix.cases
        if not of_case or case.id == summary.about_id
        for column in matrix.columns
        if column.id in theirs
        for cell in [matrix.cell(case.id, column.id)]
        if cell.changes or any(one.made_at > summary.made_at for one in cell.summaries)
    )
    return tuple(dict.fromkeys(changed))
