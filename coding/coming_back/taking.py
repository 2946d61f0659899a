"""From what a person accepted to the acts that the study records: all in their name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from coding.cell_acts import Cell, CellAct, Deed
from coding.coming_back.codebook_words import with_texts
from coding.coming_back.values import Change, Difference
from coding.matrix import MatrixCell
from coding.model import Certainty, Document
from coding.quoting import Reference
from coding.references import resolved_marks
from coding.summaries import CellNote, CodingKey, Summary
from framework.model import Framework

_CERTAINTIES: Mapping[str, Certainty | None] = {
    "": None,
    **{one.value: one for one in Certainty},
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What new words in cells rest on.

    `cells` are those of the matrix that the workbook charted, with the codings of that time:
    what is said of them holds for what its writer saw. `summaries` and `notes` stand now.
    """

    coder_id: str
    client: str
    made_at: datetime
    framework_version: int
    whose: str | None
    cells: Mapping[Cell, MatrixCell]
    documents: Mapping[str, Sequence[Document]]
    summaries: Mapping[Cell, Summary]
    notes: Mapping[Cell, CellNote]
    earlier: Sequence[CellAct] = ()


def accepted(differences: Iterable[Difference], texts: Mapping[int, str]) -> tuple[Change, ...]:
    """Return what was accepted of differences: `texts` has the chosen text for some, by number."""
    return tuple(
        Change(difference.place, texts[number], difference.ours)
        for number, difference in enumerate(differences)
        if number in texts and texts[number] != difference.ours
    )


def cell_acts_of(changes: Iterable[Change], ground: Ground) -> tuple[CellAct, ...]:
    """Return the acts that put accepted summaries, memos and certainties into their cells."""
    summaries: list[tuple[Cell, str]] = []
    notes: dict[Cell, dict[str, str]] = {}
    for change in changes:
        (row, _, case_id), (what, _, code_id) = (name.partition(":") for name in change.place)
        if row != "case":
            continue
        if what == "summary":
            summaries.append(((case_id, code_id), change.text))
        elif what in ("memo", "certainty"):
            notes.setdefault((case_id, code_id), {})[what] = change.text
    acts = [
        _summary(cell, text, number, ground) for number, (cell, text) in enumerate(summaries, 1)
    ]
    first = len(acts) + 1
    acts += [_note(cell, said, n, ground) for n, (cell, said) in enumerate(notes.items(), first)]
    return tuple(acts)


def _summary(cell: Cell, text: str, number: int, ground: Ground) -> CellAct:
    standing = ground.summaries.get(cell)
    over = None if standing is None else standing.made_at
    named: dict[str, Any] = {
        "made_at": ground.made_at,
        "over": over,
        "client": ground.client,
        "seq": number,
    }
    known = next((act for act in reversed(ground.earlier) if _is(act, cell, text)), None)
    if known is not None:  # words that stood here before rest on what they rested on then
        return replace(known, coder_id=ground.coder_id, **named)
    charted = ground.cells.get(cell)
    basis: frozenset[CodingKey] = frozenset() if charted is None else charted.basis
    return CellAct(
        ground.coder_id,
        Deed.SUMMARISE,
        *cell,
        framework_version=ground.framework_version,
        text=text,
        references=_references(cell, text, ground),
        basis=basis if text.strip() else frozenset(),
        whose=ground.whose,
        **named,
    )


def _is(act: CellAct, cell: Cell, text: str) -> bool:
    return act.deed is Deed.SUMMARISE and act.cell == cell and act.text == text != ""


def _references(cell: Cell, text: str, ground: Ground) -> tuple[Reference, ...]:
    charted = ground.cells.get(cell)
    passages = () if charted is None else charted.passages
    marks = resolved_marks(text, ground.documents.get(cell[0], ()), passages)
    return tuple(dict.fromkeys(mark.reference for mark in marks if mark.reference is not None))


def _note(cell: Cell, said: Mapping[str, str], number: int, ground: Ground) -> CellAct:
    standing = ground.notes.get(cell)
    certainty = None if standing is None else standing.certainty
    if "certainty" in said:
        certainty = _CERTAINTIES[said["certainty"]]
    return CellAct(
        coder_id=ground.coder_id,
        deed=Deed.ANNOTATE,
        case_id=cell[0],
        code_id=cell[1],
        made_at=ground.made_at,
        framework_version=ground.framework_version,
        over=None if standing is None else standing.made_at,
        client=ground.client,
        seq=number,
        certainty=certainty,
        memo=said.get("memo", "" if standing is None else standing.memo),
    )


def attributes_of(changes: Iterable[Change]) -> tuple[tuple[str, str, str, str], ...]:
    """Return the attributes that change: case, name, the old value and the new one."""
    return tuple(
        (
            change.place[0].removeprefix("case:"),
            change.place[1].removeprefix("attribute:"),
            change.before,
            change.text,
        )
        for change in changes
        if change.place[1].startswith("attribute:")
    )


def memos_of(changes: Iterable[Change]) -> tuple[tuple[str, str, str], ...]:
    """Return the memos of the study that change: id, the old text and the new one."""
    return tuple(
        (change.place[0].removeprefix("note:"), change.before, change.text)
        for change in changes
        if change.place[0].startswith("note:")
    )


def framework_of(changes: Iterable[Change], framework: Framework) -> Framework | None:
    """Return the framework with the accepted words of its codes; None if none changes.

    Raises:
        EditError: If they cannot be kept together.
    """
    texts: dict[str, dict[str, str]] = {}
    for change in changes:
        if change.place[1].startswith("code."):
            texts.setdefault(change.place[0].removeprefix("code:"), {})[change.place[1]] = (
                change.text
            )
    for code_id, said in texts.items():
        framework = with_texts(framework, code_id, said)
    return framework if texts else None
