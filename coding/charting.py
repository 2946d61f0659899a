"""Charting: codings and summaries are put into the matrix (the fourth stage of Framework)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from coding.adjudication import Adjudication
from coding.consensus import Charted, Stretch, charted_codings
from coding.matrix import CellState, Column, FrameworkMatrix, LeftOut, MatrixCell
from coding.model import Case, Coding, Document
from coding.quoting import Passage, passage
from coding.summaries import (
    CellNote,
    CodingKey,
    NotAsked,
    SignOff,
    Summary,
    changes,
    coding_key,
)
from framework.model import Framework

_Place = tuple[str, str]
_Index = Mapping[_Place, tuple[Passage, ...]]
"""The passages under (document, code), by place."""

Mark = SignOff | NotAsked | CellNote | Adjudication
"""What people do in or beside the cells, other than writing summaries."""


@dataclass(frozen=True, slots=True)
class _Work:
    """What people have done in the cells, under (case, code)."""

    summaries: Mapping[_Place, Summary]
    sign_offs: Mapping[_Place, Sequence[SignOff]]
    not_asked: Collection[_Place]
    notes: Mapping[_Place, CellNote]


def chart_matrix(
    cases: Sequence[Case],
    documents: Iterable[Document],
    codings: Sequence[Coding],
    summaries: Iterable[Summary],
    framework: Framework,
    *,
    framework_version: int,
    whose: str | None,
    finished: Mapping[str, Collection[str]],
    marks: Iterable[Mark] = (),
) -> FrameworkMatrix:
    """Return the matrix of all cases by all codes, with every attribute that a case has.

    Time grows with the codings and with the number of cells.

    Args:
        cases: The rows, in order.
        documents: The study's. A document of several cases is charted in each.
        codings: Those that stand, of the coders whom the reader may see.
        summaries: In the order in which they were written: a cell shows its last one.
        framework: The columns, in its order.
        framework_version: The study's number for it.
        whose: The coder whose codings to chart, or None for the consensus
            (`coding.consensus` has the rules).
        finished: For each document's id, the ids of the coders who have finished all of it.
        marks: Sign-offs in the order in which they were given, what was not asked, notes on
            cells, and the verdicts that stand on the documents, in the order of the log; those
            count in the consensus.
    """
    marks = tuple(marks)
    verdicts = tuple(mark for mark in marks if isinstance(mark, Adjudication))
    by_id = {document.id: document for document in documents}
    charted, index_of = _views(by_id, codings, finished, whose, verdicts)
    done = {source.document_id for source in charted.sources if source.finished}
    work = _work(summaries, marks)
    cells = {}
    for case in cases:
        settled = bool(case.document_ids) and done.issuperset(case.document_ids)
        for code in framework.codes():
            found = _gathered(index_of(whose), case, code.id)
            cells[case.id, code.id] = _cell(case, code.id, found, settled, work, index_of)
    return FrameworkMatrix(
        framework=framework,
        framework_version=framework_version,
        whose=whose,
        cases=tuple(cases),
        attributes=tuple(dict.fromkeys(name for case in cases for name, _ in case.attributes)),
        columns=code_columns(framework),
        cells=cells,
        sources=charted.sources,
        left_out=tuple(_left_out(charted, work, cases, framework)),
    )


def code_columns(framework: Framework) -> tuple[Column, ...]:
    """Return a column for each code; its colour is its theme's where it has none of its own."""
    return tuple(
        Column(code.id, code.name, theme.id, (code.id,), code.colour or theme.colour)
        for theme in framework.themes
        for code in theme.codes
    )


def _views(
    documents: Mapping[str, Document],
    codings: Sequence[Coding],
    finished: Mapping[str, Collection[str]],
    whose: str | None,
    adjudications: Collection[Adjudication],
) -> tuple[Charted, Callable[[str | None], _Index]]:
    """Return what counts in this matrix, and the passages that count for any `whose`.

    A summary that was written from one coder's codings is held against those, not against
    the consensus.
    """

    def charted(of: str | None) -> Charted:
        return charted_codings(
            documents.values(), codings, whose=of, finished=finished, adjudications=adjudications
        )

    ours = charted(whose)
    indexes = {whose: _index(ours, documents)}

    def index_of(of: str | None) -> _Index:
        if of not in indexes:
            indexes[of] = _index(charted(of), documents)
        return indexes[of]

    return ours, index_of


def _index(charted: Charted, documents: Mapping[str, Document]) -> _Index:
    spans: dict[tuple[str, int, int], list[Stretch]] = defaultdict(list)
    for stretch in charted.stretches:
        spans[stretch.document_id, stretch.start, stretch.end].append(stretch)
    index: dict[_Place, list[Passage]] = defaultdict(list)
    for (document_id, start, end), stretches in spans.items():
        behind = dict.fromkeys(coding for stretch in stretches for coding in stretch.codings)
        quoted = passage(documents[document_id], start, end, codings=tuple(behind))
        for code_id in dict.fromkeys(stretch.code_id for stretch in stretches):
            index[document_id, code_id].append(quoted)
    return {place: tuple(passages) for place, passages in index.items()}


def _gathered(index: _Index, case: Case, code_id: str) -> tuple[Passage, ...]:
    return tuple(
        found
        for document_id in case.document_ids
        for found in index.get((document_id, code_id), ())
    )


def _keys(passages: Iterable[Passage], code_id: str) -> frozenset[CodingKey]:
    return frozenset(
        coding_key(coding)
        for passage in passages
        for coding in passage.codings
        if coding.code_id == code_id
    )


def _work(summaries: Iterable[Summary], marks: Iterable[Mark]) -> _Work:
    latest = {(summary.case_id, summary.code_id): summary for summary in summaries}
    sign_offs: dict[_Place, list[SignOff]] = defaultdict(list)
    not_asked = set()
    notes = {}
    for mark in marks:
        if isinstance(mark, SignOff):
            sign_offs[mark.case_id, mark.code_id].append(mark)
        elif isinstance(mark, NotAsked):
            not_asked.add((mark.case_id, mark.code_id))
        elif isinstance(mark, CellNote):
            notes[mark.case_id, mark.code_id] = mark
    written = {place: summary for place, summary in latest.items() if summary.text.strip()}
    return _Work(written, sign_offs, not_asked, notes)


def _cell(
    case: Case,
    code_id: str,
    passages: tuple[Passage, ...],
    settled: bool,
    work: _Work,
    index_of: Callable[[str | None], _Index],
) -> MatrixCell:
    place = (case.id, code_id)
    summary = work.summaries.get(place)
    not_asked, note = place in work.not_asked, work.notes.get(place)
    if summary is None:
        state = _silent(not_asked, settled) if not passages else CellState.CODED
        basis = _keys(passages, code_id)
        return MatrixCell(*place, state, passages, basis, not_asked=not_asked, note=note)
    under = _keys(_gathered(index_of(summary.whose), case, code_id), code_id)
    changed = changes(summary.basis, under)
    signed = _signature(work.sign_offs.get(place, ()), summary)
    summary = replace(summary, draft=summary.draft and signed is None)
    return MatrixCell(
        *place,
        state=_written(summary, bool(changed), signed is not None),
        passages=passages,
        basis=_keys(passages, code_id),
        summaries=(summary,),
        sign_off=signed,
        changes=changed,
        not_asked=not_asked,
        note=note,
    )


def _silent(not_asked: bool, settled: bool) -> CellState:
    if not_asked:
        return CellState.NOT_ASKED
    return CellState.ASKED_AND_ABSENT if settled else CellState.NOT_YET_CODED


def _written(summary: Summary, changed: bool, signed: bool) -> CellState:
    if summary.draft:
        return CellState.DRAFT
    if changed:
        return CellState.STALE
    return CellState.SIGNED_OFF if signed else CellState.SUMMARISED


def _signature(sign_offs: Iterable[SignOff], summary: Summary) -> SignOff | None:
    """Return the last sign-off of this very summary; signing a draft makes it a person's."""
    of_this = [sign for sign in sign_offs if sign.summary_made_at == summary.made_at]
    return of_this[-1] if of_this else None


def _left_out(
    charted: Charted, work: _Work, cases: Sequence[Case], framework: Framework
) -> Iterator[LeftOut]:
    """Return what counts and has no cell: retired codes, documents of no case, lost summaries."""
    housed = {document_id for case in cases for document_id in case.document_ids}
    known = framework.code_by_id
    strays: Counter[str] = Counter()
    for stretch in charted.stretches:
        if stretch.code_id not in known:
            strays[f"passages with the code {stretch.code_id}, which the framework lacks"] += 1
        elif stretch.document_id not in housed:
            strays["passages in documents that belong to none of these cases"] += 1
    rows = {case.id for case in cases}
    lost = sum(case not in rows or code not in known for case, code in work.summaries)
    if lost:
        strays["summaries of cases or codes that are not in this matrix"] = lost
    return (LeftOut(what, count) for what, count in strays.items())
