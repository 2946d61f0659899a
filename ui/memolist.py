"""All memos of a study that a coder may see, on codings and on anything else, in one list."""

from collections.abc import Mapping
from dataclasses import dataclass

from coding.cell_acts import Cell, standing_notes
from coding.decisions import standing_codings
from coding.store import Store
from framework.model import Framework
from ui.charting import acts_in_sight, sight_of

_ABOUT = {"study": "Study", "document": "Interview", "case": "Case", "code": "Code"}


@dataclass(frozen=True, slots=True)
class MemoLine:
    """One memo: what sort of thing it is on, where that is, who wrote it, and its words.

    `document_id` and `start` lead to the passage, `cell` to the cell of the matrix; None where
    it is on none.
    """

    kind: str
    where: str
    coder: str
    text: str
    document_id: str | None = None
    start: int | None = None
    cell: Cell | None = None


def memo_lines(store: Store, viewer_id: str) -> tuple[MemoLine, ...]:
    """Return the memos that `viewer_id` may see: theirs, and others' where not blind any more."""
    return (
        *_on_codings(store, viewer_id),
        *_on_cells(store, viewer_id),
        *_on_others(store, viewer_id),
    )


def _on_codings(store: Store, viewer_id: str) -> list[MemoLine]:
    names = {coder.id: coder.name for coder in store.coders()}
    framework = store.framework()[1]
    lines = []
    for entry in store.documents():
        decisions = store.decisions(document_id=entry.id)
        if not any(decision.memo for decision in decisions):
            continue
        seen = store.visible_coders(viewer_id, entry.id)
        document = store.document(entry.id)
        for coding in standing_codings(d for d in decisions if d.coder_id in seen):
            if coding.memo:
                name = _code_name(framework, coding.code_id)
                where = f"{entry.name} L{document.line_of(coding.start)}, {name}"
                who = names[coding.coder_id]
                lines.append(MemoLine("Coding", where, who, coding.memo, entry.id, coding.start))
    return lines


def _code_name(framework: Framework, code_id: str) -> str:
    code = framework.code_by_id.get(code_id)
    return f"{code.id} {code.name}" if code else code_id


def _on_cells(store: Store, viewer_id: str) -> list[MemoLine]:
    if not any(note.memo.strip() for note in store.cell_notes()):
        return []
    coders: Mapping[str, str] = {coder.id: coder.name for coder in store.coders()}
    cases = {case.id: case.name for case in store.cases()}
    framework = store.framework()[1]
    return [
        MemoLine(
            "Cell",
            f"{cases.get(note.case_id, 'a removed case')}, {_code_name(framework, note.code_id)}",
            coders.get(note.coder_id, "Nobody named"),
            note.memo,
            cell=(note.case_id, note.code_id),
        )
        for note in standing_notes(acts_in_sight(store, sight_of(store, viewer_id)))
        if note.memo.strip()
    ]


def _on_others(store: Store, viewer_id: str) -> list[MemoLine]:
    names = {coder.id: coder.name for coder in store.coders()}
    lines = []
    for memo in store.standing_memos():
        hidden = (
            memo.document_id is not None
            and memo.coder_id != viewer_id
            and memo.coder_id not in store.visible_coders(viewer_id, memo.document_id)
        )
        if not hidden:
            kind = _ABOUT.get(memo.about, memo.about.capitalize())
            who = names.get(memo.coder_id or "", "Nobody named")
            lines.append(MemoLine(kind, kind, who, memo.text, memo.document_id))
    return lines
