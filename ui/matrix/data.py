"""What the matrix page is told: one person's view of the matrix, as plain JSON.

Pure. A passage is sent once, whatever cells it stands in; ids of documents and coders are
sent once, and numbered. Nothing goes out but what is in the matrix that is handed in, which
was charted from what the person may see (`ui.charting`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coding.cell_acts import Cell, CellAct, Deed, words_of
from coding.matrix import CellState, Column, FrameworkMatrix, MatrixCell
from coding.matrix_rows import RowGroup
from coding.model import Case, Coder, Document
from coding.quoting import Passage
from coding.second_order import Scope, WideAct, negative_cases
from coding.staleness import change_lines
from coding.summaries import CodingKey
from ui.matrix.heads import Heads
from ui.matrix.moments import ONE_SITTING, moment
from ui.matrixcolumns import View
from ui.reader.data import JsonValue


@dataclass(frozen=True, slots=True)
class MatrixData:
    """All that the matrix page shows and needs to save.

    `matrix` has the codes in sight in its columns; `columns` are what is drawn, each with one
    or more of those codes. `acts` are what was done in the cells, as in the log and as far as
    the viewer may see it. `documents` are those of the cases. `token` comes from `ui.token`.
    `groups` has the matrix's cases in the same order; without groups they are one. `view` says
    what stands over and beside the columns. `linked` is the cell that a link leads to.
    `wide` is what was written of whole rows and columns, as far as the viewer may see it.
    `drafter` is the host of a language model that may draft cells; "" without one.
    """

    study_id: str
    viewer: Coder
    coders: tuple[Coder, ...]
    matrix: FrameworkMatrix
    columns: tuple[Column, ...]
    documents: tuple[Document, ...]
    acts: tuple[CellAct, ...]
    token: str
    groups: tuple[RowGroup, ...] = ()
    view: View | None = None
    linked: Cell | None = None
    wide: tuple[WideAct, ...] = ()
    drafter: str = ""


def matrix_json(data: MatrixData) -> dict[str, JsonValue]:
    """Return the data as JSON values, short where there are many of them."""
    return _Telling(data).all()


class _Telling:
    """Numbers documents, coders and passages as it meets them."""

    def __init__(self, data: MatrixData) -> None:
        self._data = data
        self._documents = {document.id: n for n, document in enumerate(data.documents)}
        self._coders = {coder.id: n for n, coder in enumerate(data.coders)}
        self._passages: dict[tuple[str, int, int], int] = {}
        self._told: list[JsonValue] = []
        self._negative = {
            (negative.case_id, negative.about_id): negative
            for negative in negative_cases(data.wide)
            if negative.scope is Scope.CODE
        }

    def all(self) -> dict[str, JsonValue]:
        data, matrix = self._data, self._data.matrix
        cells = list(self._cells())
        heads = Heads(data.wide, self._coders, matrix)
        done = {source.document_id for source in matrix.sources if source.finished}
        return {
            "study": data.study_id,
            "viewer": data.viewer.id,
            "drafter": data.drafter,
            "token": data.token,
            "version": matrix.framework_version,
            "whose": matrix.whose,
            "states": [[state.value, state.shape, state.meaning] for state in CellState],
            "attributes": list(matrix.attributes),
            "coders": [[coder.id, coder.name] for coder in data.coders],
            "documents": [[document.id, document.name] for document in data.documents],
            "themes": [[theme.id, theme.name, theme.colour] for theme in matrix.framework.themes],
            "codes": [self._code(column) for column in matrix.columns],
            "columns": list(_columns(data)),
            "groups": list(_groups(data.groups)),
            "linked": None if data.linked is None else list(data.linked),
            "cases": [_case(case, matrix, done) for case in matrix.cases],
            "cells": cells,
            "heads": list(heads.all(data.columns)),
            "passages": self._told,
        }

    def _code(self, column: Column) -> JsonValue:
        code = self._data.matrix.framework.code_by_id[column.id]
        return [code.id, code.name, column.theme_id, code.definition]

    def _cells(self) -> Iterable[JsonValue]:
        acts: dict[Cell, list[CellAct]] = {}
        for act in self._data.acts:
            acts.setdefault(act.cell, []).append(act)
        for place, cell in self._data.matrix.cells.items():
            done = acts.get(place, [])
            if cell.passages or cell.summaries or done or place in self._negative:
                yield self._cell(cell, done)

    def _cell(self, cell: MatrixCell, acts: Sequence[CellAct]) -> dict[str, JsonValue]:
        told: dict[str, JsonValue] = {
            "case": cell.case_id,
            "code": cell.column_id,
            "passages": [self._passage(one) for one in cell.passages],
            "basis": [self._key(key) for key in sorted(cell.basis)],
        }
        if acts:
            told["at"] = moment(max(act.made_at for act in acts))
            told["history"] = [self._entry(act) for act in sittings(acts)]
        if cell.not_asked:
            told["not_asked"] = True
        against = self._negative.get((cell.case_id, cell.column_id))
        if against is not None:
            by = self._coders.get(against.coder_id)
            told["negative"] = {"by": by, "at": moment(against.made_at), "reason": against.reason}
        for summary in cell.summaries:
            told["summary"] = {
                "text": summary.text,
                "by": self._coders.get(summary.coder_id),
                "at": moment(summary.made_at),
                "draft": summary.draft,
                "whose": summary.whose,
            }
        if cell.sign_off is not None:
            by = self._coders.get(cell.sign_off.coder_id)
            told["signed"] = {"by": by, "at": moment(cell.sign_off.made_at)}
        if cell.note is not None:
            told["note"] = {
                "by": self._coders.get(cell.note.coder_id),
                "at": moment(cell.note.made_at),
                "certainty": cell.note.certainty,
                "memo": cell.note.memo,
            }
        if cell.changes:
            data = self._data
            told["changes"] = list(change_lines(cell.changes, data.documents, data.coders))
        return told

    def _passage(self, told: Passage) -> int:
        key = (told.document_id, told.start, told.end)
        if key not in self._passages:
            self._passages[key] = len(self._told)
            self._told.append(
                [
                    self._documents[told.document_id],
                    told.start,
                    told.end,
                    told.text,
                    told.speaker,
                    told.start_s,
                    told.reference,
                    int(told.unsure),
                ]
            )
        return self._passages[key]

    def _key(self, key: CodingKey) -> JsonValue:
        coder_id, document_id, start, end, _ = key
        return [coder_id, self._documents[document_id], start, end]

    def _entry(self, act: CellAct) -> JsonValue:
        deed = "draft" if act.draft else act.deed.value
        return [self._coders.get(act.coder_id), moment(act.made_at), words_of(act), deed]


def _columns(data: MatrixData) -> Iterator[JsonValue]:
    """Return each column with what stands over it, and whether it begins a group of columns."""
    marks = data.view.marks if data.view else {}
    firsts = {group[0] for group in data.view.groups} if data.view else set()
    for column in data.columns:
        mark, first = marks.get(column.id, ""), column.id in firsts
        yield [column.id, column.name, column.theme_id, list(column.code_ids), mark, first]


def _groups(groups: Iterable[RowGroup]) -> Iterator[JsonValue]:
    """Return each group that has a name, with the number of the row at which it begins."""
    at = 0
    for group in groups:
        if group.label:
            yield [at, group.label, len(group.cases)]
        at += len(group.cases)


def _case(case: Case, matrix: FrameworkMatrix, done: set[str]) -> JsonValue:
    facts: Mapping[str, str] = dict(case.attributes)
    settled = bool(case.document_ids) and done.issuperset(case.document_ids)
    return [case.id, case.name, [facts.get(name, "") for name in matrix.attributes], settled]


def sittings(acts: Iterable[CellAct]) -> tuple[CellAct, ...]:
    """Return what was done in one cell, oldest first, with the last save of each sitting."""
    kept: list[CellAct] = []
    for act in acts:
        if kept and _same_sitting(kept[-1], act):
            kept.pop()
        kept.append(act)
    return tuple(kept)


def _same_sitting(last: CellAct, act: CellAct) -> bool:
    return (
        last.deed is act.deed
        and act.deed is Deed.SUMMARISE
        and last.coder_id == act.coder_id
        and last.draft == act.draft
        and act.made_at - last.made_at < ONE_SITTING
    )
