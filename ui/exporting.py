"""Putting together what is taken away: the workbook, the table of codings, the framework.

The export page and the command line both use this, and both write only what is in sight of
the person who asks (`ui.charting`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from coding.agreement.values import AgreementError
from coding.case_query import chosen_cases
from coding.cell_acts import CellAct
from coding.corrections import Reading
from coding.matrix import CellState, FrameworkMatrix
from coding.matrix_views import narrowed
from coding.model import Document
from coding.second_order import negative_cases, wide_summaries
from coding.store import Store
from exports.agreement_contents import AgreementContents
from exports.codings_csv import CodingsContents
from exports.contents import BY_THEME, WorkbookContents
from exports.safe_text import TextNotice
from framework.model import Framework
from ui.charting import Sight, matrix_for, wide_acts_in_sight
from ui.comparing import Question, gather, open_to, report_on
from ui.studyrecord import study_record
from ui.version import program_version
from ui.wording import counted

ONE_SHEET = "one sheet"


@dataclass(frozen=True, slots=True)
class WorkbookOrder:
    """What somebody wants in a workbook.

    `whose` is a coder's id, or None for the consensus. `by` says how the codes are spread over
    sheets, as in `WorkbookContents`. `cases` is a query (`coding.case_query`); empty for all.
    `reading` says which words are quoted. `beside` names the attributes on the matrix sheets,
    None for all.
    """

    whose: str | None = None
    by: tuple[str, ...] = BY_THEME
    cases: str = ""
    include_drafts: bool = False
    reading: Reading = Reading.CORRECTED
    beside: tuple[str, ...] | None = None


def workbook_contents(
    store: Store, sight: Sight, acts: Iterable[CellAct], order: WorkbookOrder
) -> WorkbookContents:
    """Return what goes into the workbook of a study, as far as it is in sight.

    Args:
        store: The study.
        sight: From `ui.charting.sight_of`.
        acts: From `ui.charting.acts_in_sight`.
        order: What is wanted.

    Raises:
        QueryError: If the query for cases cannot be read.
    """
    acts, wide = tuple(acts), wide_acts_in_sight(store, sight)
    study, log_number = store.study(), store.log(limit=1)[0].number
    whole = matrix_for(store, sight, acts, whose=order.whose, reading=order.reading)
    matrix, filters = _chosen(whole, order.cases)
    charted = {key for case in matrix.cases for key in case.document_ids}
    return WorkbookContents(
        study_id=study.id,
        study_name=study.name,
        made_at=datetime.now().astimezone(),
        program_version=program_version(),
        matrix=matrix,
        documents=tuple(d for d in sight.documents if d.id in charted),
        coders=store.coders(),
        by=order.by,
        filters=filters,
        include_drafts=order.include_drafts,
        reading=order.reading,
        corrections=sum(one.document_id in charted for one in store.corrections()),
        log_number=log_number,
        wide_summaries=wide_summaries(wide),
        negative_cases=negative_cases(wide),
        record=study_record(store, sight, acts, cases=matrix.cases if filters else None),
        agreement=_agreement(store, sight.documents),
        beside=order.beside,
    )


def _chosen(matrix: FrameworkMatrix, query: str) -> tuple[FrameworkMatrix, tuple[str, ...]]:
    """Return the matrix of the cases that are asked for, and the sentences that say so."""
    if not query.strip():
        return matrix, ()
    kept = chosen_cases(matrix.cases, query)
    told = f"Only cases with {query.strip()}: {len(kept):,} of {len(matrix.cases):,}"
    return narrowed(matrix, case_ids={case.id for case in kept}), (told,)


def _agreement(store: Store, documents: Iterable[Document]) -> AgreementContents | None:
    """Return what the sheets of agreement say: of what is open to every coder, whoever asks.

    Passages and confusions, which those sheets do not have, are left out.
    """
    comparable = open_to(store, None)
    if len(comparable.coder_ids) < 2:
        return None
    study = store.study()
    try:
        report = report_on(store, gather(store, comparable, Question(comparable.coder_ids)))
    except AgreementError:
        return None
    return AgreementContents(
        study_id=study.id,
        study_name=study.name,
        made_at=datetime.now().astimezone(),
        program_version=program_version(),
        report=report,
        framework=store.framework()[1],
        coders=store.coders(),
        documents=tuple(d for d in documents if d.id in comparable.document_ids),
        interviews=(),
        confusions=(),
        disagreements=(),
    )


def codings_contents(
    store: Store, sight: Sight, *, whose: str | None, reading: Reading = Reading.CORRECTED
) -> CodingsContents:
    """Return what goes into the table of codings: all in sight, or one coder's."""
    return CodingsContents(
        framework=store.framework()[1],
        documents=sight.documents,
        cases=store.cases(),
        coders=store.coders(),
        codings=tuple(c for c in sight.codings if whose is None or c.coder_id == whose),
        reading=reading,
        corrections=store.corrections() if reading is Reading.CORRECTED else (),
    )


def sheet_choices(framework: Framework) -> dict[str, tuple[str, ...]]:
    """Return the ways of spreading the codes over sheets, by what they are called."""
    choices = {"A sheet for each theme": BY_THEME}
    for dimension in framework.dimensions:
        choices[f"A sheet for each {dimension.name.lower()}"] = (dimension.id,)
    if len(framework.dimensions) > 1:
        names = " and ".join(dimension.name.lower() for dimension in framework.dimensions)
        ids = tuple(dimension.id for dimension in framework.dimensions)
        choices[f"A sheet for each {names} together"] = ids
    choices["All codes on one sheet"] = ()
    return choices


def by_of(wanted: str) -> tuple[str, ...]:
    """Return `--by`'s words as `WorkbookContents` wants them."""
    parts = tuple(part.strip() for part in wanted.split(",") if part.strip())
    return () if parts == (ONE_SHEET,) else parts or BY_THEME


def confirmed_line(matrix: FrameworkMatrix) -> str:
    """Return what people have confirmed in this matrix, in a sentence."""
    tally = matrix.tally()
    signed, stale = tally[CellState.SIGNED_OFF], tally[CellState.STALE]
    written = signed + stale + tally[CellState.SUMMARISED]
    left = tally[CellState.CODED]
    return (
        f"{counted(len(matrix.cases), 'case')} by {counted(len(matrix.columns), 'code')}: "
        f"{counted(written, 'summary', 'summaries')} written by people, {signed} signed off, "
        f"{stale} stale; {counted(left, 'cell')} coded and not summarised."
    )


def notice_lines(notices: Iterable[TextNotice]) -> tuple[str, ...]:
    """Return what could not be written as it is, a line each."""
    return tuple(f"{notice.where}: {notice.what}" for notice in notices)


def file_name(study_name: str, what: str) -> str:
    """Return a name for a download that every system takes."""
    stem = " ".join(re.sub(r"[^\w .-]+", " ", study_name).split())[:60].strip(". ") or "study"
    return f"{stem} {what}"
