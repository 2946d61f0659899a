"""What the matrix page is told of whole rows and columns: summaries of the second order."""

from collections.abc import Iterator, Mapping, Sequence

from coding.matrix import Column, FrameworkMatrix
from coding.second_order import (
    Scope,
    WideAct,
    WideDeed,
    WideSummary,
    cells_changed_since,
    wide_history,
    wide_summaries,
)
from ui.matrix.moments import ONE_SITTING, moment
from ui.reader.data import JsonValue


class Heads:
    """The heads of rows and columns of one matrix, and what was written of them.

    `coders` are the numbers of the coders' ids; the matrix has a column for each code.
    """

    def __init__(
        self, acts: Sequence[WideAct], coders: Mapping[str, int], matrix: FrameworkMatrix
    ) -> None:
        self._acts = acts
        self._coders = coders
        self._matrix = matrix
        self._standing = {(one.scope, one.about_id): one for one in wide_summaries(acts)}
        self._written = {
            (act.scope, act.about_id) for act in acts if act.deed is WideDeed.SUMMARISE
        }

    def all(self, columns: Sequence[Column]) -> Iterator[JsonValue]:
        """Return what was written of these columns and of the matrix's cases."""
        codes = self._matrix.framework.code_by_id
        for column in columns:
            scope = Scope.CODE if column.id in codes else Scope.THEME
            if (scope, column.id) in self._written:
                yield {"case": None, "code": column.id, **self._told(scope, column.id)}
        for case in self._matrix.cases:
            if (Scope.CASE, case.id) in self._written:
                yield {"case": case.id, "code": None, **self._told(Scope.CASE, case.id)}

    def _told(self, scope: Scope, about_id: str) -> dict[str, JsonValue]:
        history = _sittings(wide_history(self._acts, scope, about_id))
        told: dict[str, JsonValue] = {
            "at": moment(max(one.made_at for one in history)),
            "history": [
                [
                    self._coders.get(one.coder_id),
                    moment(one.made_at),
                    one.text,
                    WideDeed.SUMMARISE.value,
                ]
                for one in history
            ],
        }
        standing = self._standing.get((scope, about_id))
        if standing is not None:
            by = self._coders.get(standing.coder_id)
            told["summary"] = {"text": standing.text, "by": by, "at": moment(standing.made_at)}
            told["since"] = self._since(standing)
        return told

    def _since(self, summary: WideSummary) -> list[JsonValue]:
        """Return the names of the cells that were written in since the summary was."""
        names = {case.id: case.name for case in self._matrix.cases}
        return [names.get(key, key) for key in cells_changed_since(summary, self._matrix)]


def _sittings(history: Sequence[WideSummary]) -> list[WideSummary]:
    kept: list[WideSummary] = []
    for one in history:
        last = kept[-1] if kept else None
        same = last is not None and last.coder_id == one.coder_id
        if last is not None and same and one.made_at - last.made_at < ONE_SITTING:
            kept.pop()
        kept.append(one)
    return kept
