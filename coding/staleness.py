"""Stale cells: which summaries no longer rest on the codings as they stand, and what changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coding.matrix import CellState, Column, FrameworkMatrix
from coding.model import Case, Coder, Document
from coding.quoting import passage
from coding.summaries import Change, ChangeKind, CodingKey, Summary


@dataclass(frozen=True, slots=True)
class StaleCell:
    """One cell whose codings have changed since its summary was written."""

    case: Case
    column: Column
    summary: Summary
    signed_off: bool
    changes: tuple[Change, ...]


def stale_cells(matrix: FrameworkMatrix) -> tuple[StaleCell, ...]:
    """Return the stale cells in the order in which to go through them: by case, then by column.

    The matrix has a column for each code. Drafts are not among them: nobody's words are stale.
    """
    return tuple(
        StaleCell(case, column, cell.summaries[0], cell.sign_off is not None, cell.changes)
        for case in matrix.cases
        for column in matrix.columns
        for cell in [matrix.cell(case.id, column.id)]
        if cell.state is CellState.STALE and cell.summaries
    )


def change_lines(
    changes: Iterable[Change], documents: Iterable[Document], coders: Iterable[Coder]
) -> tuple[str, ...]:
    """Return a sentence for each change: whose coding, where, and what became of it.

    It names the coder whose coding it is. Under a consensus somebody else's change may be why
    the coding no longer counts, so that the sentence does not say who did it.
    """
    texts = {document.id: document for document in documents}
    names = {coder.id: coder.name for coder in coders}
    return tuple(_line(change, texts, names) for change in changes)


def _line(change: Change, texts: Mapping[str, Document], names: Mapping[str, str]) -> str:
    key = change.now or change.was
    if key is None:
        raise ValueError("a change is about a coding that was or is")
    who = names.get(key[0], "somebody")
    coding = f"{who}{'’' if who.endswith('s') else '’s'} coding"
    if change.kind is ChangeKind.ADDED:
        return f"Added: {coding} of {_place(change.now, texts)}."
    if change.kind is ChangeKind.WITHDRAWN:
        return f"Withdrawn or no longer shared: {coding} of {_place(change.was, texts)}."
    was, now = _place(change.was, texts), _place(change.now, texts)
    return f"Edges moved: {coding}, from {was} to {now}."


def _place(key: CodingKey | None, texts: Mapping[str, Document]) -> str:
    """Return where a coding is as people refer to it; two on one line differ in length."""
    if key is None or key[1] not in texts:
        return "an interview that is no longer here"
    _, document_id, start, end, _ = key
    document = texts[document_id]
    if end > len(document.text):
        return f"{document.name}, a place that is no longer there"
    return f"{passage(document, start, end).reference} ({end - start:,} characters)"
