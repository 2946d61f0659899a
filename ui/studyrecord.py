"""The history of a study as far as somebody may see it, for the sheets beside the matrix."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from coding.cell_acts import CellAct, standing_notes
from coding.model import Act, Case, Decision
from coding.store import Kind, LogEntry, Store
from coding.store.values import ADJUDICATION_KINDS, CELL_KINDS, CORRECTION_KINDS, PLAN_KINDS
from exports.record import ActNote, MemoNote, StudyRecord, VersionNote
from framework.changes import code_changes
from ui.charting import Sight
from ui.loglines import act_words, log_row

_ABOUT = {"document": "Interview"}
EVERYTHING = 1_000_000_000
_OF_THE_STUDY = (
    PLAN_KINDS
    | CORRECTION_KINDS
    | {
        kind.value
        for kind in (
            Kind.STUDY_CREATED,
            Kind.STUDY_RENAMED,
            Kind.STUDY_RESTORED,
            Kind.SETTING_CHANGED,
            Kind.CODER_ADDED,
            Kind.DOCUMENT_ADDED,
            Kind.SPEAKERS_CONFIRMED,
            Kind.DOCUMENT_REMOVED,
            Kind.CASE_ADDED,
            Kind.CASE_REMOVED,
            Kind.CASE_RENAMED,
            Kind.CASE_ASSIGNED,
            Kind.CASE_UNASSIGNED,
            Kind.ATTRIBUTE_SET,
            Kind.FRAMEWORK_CHANGED,
        )
    }
)
"""The acts that tell nothing of what anybody made of an interview."""


@dataclass(frozen=True, slots=True)
class _Scope:
    """Which cases and documents are asked for; None for all of them, and what is on neither."""

    case_ids: frozenset[str] | None
    document_ids: frozenset[str] | None

    def has(self, *, case_id: str | None = None, document_id: str | None = None) -> bool:
        """Return whether an act on this case or document is asked for."""
        inside = self.case_ids is None or case_id is None or case_id in self.case_ids
        return inside and (
            self.document_ids is None or document_id is None or document_id in self.document_ids
        )


def study_record(
    store: Store,
    sight: Sight,
    acts: Iterable[CellAct],
    *,
    cases: Collection[Case] | None = None,
) -> StudyRecord:
    """Return versions, memos and acts, as far as they are in sight.

    Args:
        store: The study.
        sight: From `ui.charting.sight_of`.
        acts: From `ui.charting.acts_in_sight`.
        cases: Leave out what is on other cases and their documents; None leaves nothing out.
    """
    acts, scope = tuple(acts), _scope(cases)
    return StudyRecord(
        versions=tuple(_versions(store)),
        memos=(
            *_memos_on_codings(store, sight, scope),
            *_memos_on_cells(store, acts, scope),
            *_other_memos(store, sight, scope),
        ),
        acts=tuple(sorted(_acts(store, sight, acts, scope), key=lambda act: act.first_at)),
    )


def _scope(cases: Collection[Case] | None) -> _Scope:
    if cases is None:
        return _Scope(None, None)
    documents = frozenset(key for case in cases for key in case.document_ids)
    return _Scope(frozenset(case.id for case in cases), documents)


def _names(store: Store) -> dict[str, str]:
    return {coder.id: coder.name for coder in store.coders()}


def _versions(store: Store) -> Iterator[VersionNote]:
    names, before = _names(store), None
    for version in store.framework_versions():
        framework = store.framework(version.number)[1]
        changes = code_changes(before, framework) if before else ()
        who = names.get(version.coder_id or "", "")
        yield VersionNote(version.number, version.added_at, who, version.reason, changes)
        before = framework


def _memos_on_codings(store: Store, sight: Sight, scope: _Scope) -> Iterator[MemoNote]:
    names, framework = _names(store), store.framework()[1]
    documents = {document.id: document for document in sight.documents}
    for coding in sight.codings:
        if not coding.memo or coding.document_id not in documents:
            continue
        if not scope.has(document_id=coding.document_id):
            continue
        document = documents[coding.document_id]
        code = framework.code_by_id.get(coding.code_id)
        named = f"{code.id} {code.name}" if code else coding.code_id
        where = f"{document.name} L{document.line_of(coding.start)}, {named}"
        yield MemoNote("Coding", where, names.get(coding.coder_id, ""), coding.memo)


def _memos_on_cells(store: Store, acts: Iterable[CellAct], scope: _Scope) -> Iterator[MemoNote]:
    names, cases = _names(store), {case.id: case.name for case in store.cases()}
    for note in standing_notes(acts):
        if note.memo.strip() and note.case_id in cases and scope.has(case_id=note.case_id):
            where = f"{cases[note.case_id]}, {note.code_id}"
            yield MemoNote("Cell", where, names.get(note.coder_id, ""), note.memo)


def _other_memos(store: Store, sight: Sight, scope: _Scope) -> Iterator[MemoNote]:
    names = _names(store)
    titles = {document.id: document.name for document in sight.documents}
    titles |= {case.id: case.name for case in store.cases()}
    for memo in store.standing_memos():
        case_id = memo.about_id if memo.about == "case" else None
        if not scope.has(case_id=case_id, document_id=memo.document_id):
            continue
        if memo.document_id is None or _is_open(sight, memo.coder_id, memo.document_id):
            where = titles.get(memo.about_id, titles.get(memo.document_id or "", ""))
            who = names.get(memo.coder_id or "", "")
            yield MemoNote(
                _ABOUT.get(memo.about, memo.about.capitalize()), where, who, memo.text, memo.id
            )


def _is_open(sight: Sight, coder_id: str | None, document_id: str) -> bool:
    if coder_id is not None and coder_id == sight.viewer_id:
        return True
    work = sight.at_work.get(document_id)
    return work is not None and coder_id in work.visible


def _acts(store: Store, sight: Sight, acts: Iterable[CellAct], scope: _Scope) -> Iterator[ActNote]:
    yield from _decisions(store, sight, scope)
    names, framework = _names(store), store.framework()[1]
    titles = {document.id: document.name for document in sight.documents}
    cases = {case.id: case.name for case in store.cases()}
    cells = {(act.case_id, act.coder_id) for act in acts}
    kinds = [kind.value for kind in Kind]
    for entry in store.log(kinds=kinds, viewer_id=sight.viewer_id, limit=EVERYTHING):
        if sight.viewer_id is None and not _shown_to_all(entry, sight, cells):
            continue
        case_id = entry.about_id if entry.about in ("case", "cell") else None
        if not scope.has(case_id=case_id, document_id=entry.document_id):
            continue
        row = log_row(entry, names, titles, framework, cases)
        yield ActNote(
            first_at=entry.at,
            last_at=entry.at,
            who=str(row["Who"]),
            what=str(row["What"]),
            interview=str(row["Interview"]),
            which=str(row["Which"]),
            reason=str(row["Reason"]),
        )


def _shown_to_all(entry: LogEntry, sight: Sight, cells: set[tuple[str, str]]) -> bool:
    """Return whether every coder may see an act; of a kind that is not known here, no."""
    if entry.kind in _OF_THE_STUDY:
        return True
    if entry.kind in CELL_KINDS:
        return (entry.about_id or "", entry.coder_id or "") in cells
    if entry.kind in ADJUDICATION_KINDS:
        return len(sight.finished.get(entry.document_id or "", ())) > 1
    if entry.kind == Kind.MEMO.value:
        return entry.document_id is None or _is_open(sight, entry.coder_id, entry.document_id)
    return False


def _decisions(store: Store, sight: Sight, scope: _Scope) -> Iterator[ActNote]:
    """Yield the decisions in sight, counted for each coder, interview, day and act."""
    names = _names(store)
    titles = {document.id: document.name for document in sight.documents}
    found: dict[tuple[str, str, date, Act], list[datetime]] = {}
    for one in store.decisions():
        if _counts(one, sight) and scope.has(document_id=one.document_id):
            key = (one.coder_id, one.document_id, one.made_at.date(), one.act)
            found.setdefault(key, []).append(one.made_at)
    for (coder_id, document_id, _, act), times in found.items():
        yield ActNote(
            first_at=min(times),
            last_at=max(times),
            who=names.get(coder_id, ""),
            what=act_words(act.value),
            interview=titles[document_id],
            count=len(times),
        )


def _counts(decision: Decision, sight: Sight) -> bool:
    return decision.document_id in sight.at_work and _is_open(
        sight, decision.coder_id, decision.document_id
    )
