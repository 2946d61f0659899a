"""Bringing back what was edited in a workbook: what differs, and taking it in for one person.

The page and both commands use this. What a person may not see is neither compared nor shown:
the study's side is what they know of it (`ui.charting`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

from coding.cell_acts import CellAct, standing_notes, standing_summaries
from coding.coming_back.coding_acts import Hand, decisions_of
from coding.coming_back.coding_sheet import FORMAT as CODING_FORMAT
from coding.coming_back.coding_sheet import Sheet, all_rows, coding_side
from coding.coming_back.comparing import compared
from coding.coming_back.matrix_side import Past, matrix_side
from coding.coming_back.taking import Ground, attributes_of, cell_acts_of, framework_of, memos_of
from coding.coming_back.values import Change, Comparison, Refused, Returned, Side
from coding.coming_back.wide import wide_acts_of
from coding.decisions import standing_codings
from coding.plan import own_segments
from coding.store import Kind, NewFramework, Store, StoreError
from exports.reading_back import read_back, spelling
from exports.reading_sheets import ReturnError
from framework.editing import EditError
from framework.writing import framework_yaml
from ui.charting import (
    Sight,
    acts_in_sight,
    matrix_for,
    sight_of,
    unseen_by,
    wide_acts_in_sight,
    wide_unseen_by,
)
from ui.placenames import place_names

_MOST_ENTRIES = 100_000


@dataclass(frozen=True, slots=True)
class Brought:
    """A workbook that was read and compared, for one person."""

    file_name: str
    returned: Returned
    comparison: Comparison
    coder_id: str | None

    @property
    def is_coding(self) -> bool:
        """Return whether it holds coding sheets, not a matrix."""
        return self.returned.format == CODING_FORMAT


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken in, and what could not be after all; `undo` puts back what was there."""

    changes: tuple[Change, ...]
    left: tuple[Refused, ...]
    undo: tuple[Change, ...]


def brought(
    store: Store, data: bytes, *, file_name: str, coder_id: str | None, format_: str | None = None
) -> Brought:
    """Return how a workbook differs from the study, as far as one person may know it.

    Args:
        store: The study.
        data: The file's bytes.
        file_name: What it is called; it goes into the log with what is taken from it.
        coder_id: Who looks; None for what every coder may see.
        format_: What it must be, a matrix or coding sheets; either if it is None.

    Raises:
        ReturnError: If it cannot be read, is of another study, or is another coder's sheet.
    """
    returned = read_back(data)
    if returned.study_id != store.study().id:
        raise ReturnError(
            "This workbook belongs to another study. Open that study and bring it back there."
        )
    if format_ is not None and returned.format != format_:
        raise ReturnError(_OTHER[returned.format == CODING_FORMAT])
    side = _side(store, returned, coder_id)
    return Brought(file_name, returned, compared(returned, side, spelling()), coder_id)


def _side(store: Store, returned: Returned, coder_id: str | None) -> Side:
    """Return what the study says now, as far as the person may know it."""
    if returned.format == CODING_FORMAT:
        return _coding(store, returned, coder_id)
    in_sight = sight_of(store, coder_id)
    acts, wide = acts_in_sight(store, in_sight), wide_acts_in_sight(store, in_sight)
    return matrix_side(
        store.cases(), store.framework()[1], acts, _past(store, returned, coder_id), wide
    )


_OTHER = {
    True: "This workbook holds coding sheets; bring it back with import-codings.",
    False: "This workbook holds a matrix; bring it back with import-matrix.",
}


def _past(store: Store, returned: Returned, coder_id: str | None) -> Past:
    """Return what may have stood in the workbook when it was written."""
    found: dict[tuple[str, str], list[str]] = {}
    for entry in store.log(kinds=[Kind.ATTRIBUTE_SET.value], limit=_MOST_ENTRIES):
        pair = (entry.about_id or "", entry.detail or "")
        found.setdefault(pair, []).extend((entry.after or "", entry.before or ""))
    newest, version = store.framework()[0], returned.framework_version
    known = version is not None and 1 <= version < newest
    older = (store.framework(version)[1],) if known else ()
    return Past(found, older, _memos(store, coder_id))


def _memos(store: Store, coder_id: str | None) -> dict[str, list[str]]:
    """Return what each memo that the person may see says, and said before, newest first."""
    entries = store.log(kinds=[Kind.MEMO.value], viewer_id=coder_id, limit=_MOST_ENTRIES)
    found: dict[str, list[str]] = {}
    for entry in entries:
        if coder_id is not None or entry.document_id is None:
            found.setdefault(entry.detail or "", []).extend((entry.after or "", entry.before or ""))
    return found


def coding_sheets(store: Store, coder_id: str, document_ids: Iterable[str]) -> tuple[Sheet, ...]:
    """Return documents as a coder is to code them."""
    plan = store.plan()
    return tuple(
        Sheet(
            store.document(key),
            own_segments(store.segments(key), plan.assignment(key, coder_id)),
        )
        for key in document_ids
    )


def _named_sheets(store: Store, returned: Returned, coder_id: str) -> tuple[Sheet, ...]:
    there = {entry.id for entry in store.documents()}
    named = dict.fromkeys(row.split(":")[1] for row in sorted(returned.rows))
    return coding_sheets(store, coder_id, [key for key in named if key in there])


def _coding(store: Store, returned: Returned, coder_id: str | None) -> Side:
    if coder_id is None or returned.about != coder_id:
        raise ReturnError(
            "These coding sheets are another coder's. Only who they were written for can bring "
            "them back: choose that coder first."
        )
    decisions = store.decisions(coder_id=coder_id)
    earlier = store.decisions(coder_id=coder_id, up_to=returned.log_number)
    sheets = _named_sheets(store, returned, coder_id)
    codes = [code.id for code in store.framework()[1].codes()]
    return coding_side(sheets, decisions, codes, earlier=earlier)


def take_in(store: Store, of: Brought, changes: Sequence[Change], *, back: bool = False) -> Taken:
    """Record accepted changes as acts of the person who brought the workbook back.

    A backup is made first. All changes are stored in one step, or none.

    Args:
        store: The study.
        of: What was brought; somebody must have brought it.
        changes: What was accepted.
        back: Whether this puts back what was there before.

    Raises:
        StoreError: If somebody wrote at one of the places in the meantime, or no backup can be
            made; nothing was stored.
        EditError: If the codebook's new words cannot be kept together; nothing was stored.
    """
    if of.coder_id is None:
        raise ValueError("somebody takes it in")
    reason = f"{'taken back: ' if back else ''}from {of.file_name}"
    changes, left = _still(store, of, changes, back=back)
    store.backup(f"before {of.file_name}")
    if of.is_coding:
        sheets = _named_sheets(store, of.returned, of.coder_id)
        rows = all_rows(sheets, store.decisions(coder_id=of.coder_id))
        decisions, without_code = decisions_of(changes, rows, _hand(store, of.coder_id))
        left = (*left, *without_code)
        store.record(decisions, reason=reason)
    else:
        _take_matrix(store, of, changes, reason)
    undo = tuple(Change(one.place, one.before, one.text) for one in changes)
    return Taken(changes, left, undo)


def _still(
    store: Store, of: Brought, changes: Sequence[Change], *, back: bool
) -> tuple[tuple[Change, ...], tuple[Refused, ...]]:
    """Return the changes of places that are as the person knew them, and what is not any more.

    Raises:
        StoreError: If somebody wrote at one of them in the meantime; what was to be put back is
            left out instead.
    """
    now = _side(store, of.returned, of.coder_id).values
    late = [one for one in changes if now.get(one.place, "") != one.before]
    if late and not back:
        names = place_names(store)
        raise StoreError(
            f"Somebody wrote here in the meantime: {names.name(late[0].place)}. Nothing was "
            "taken in. Look at the differences again."
        )
    why = "It was changed again since, and stays as it is."
    names_of = place_names(store).name
    left = tuple(Refused(names_of(one.place), why) for one in late)
    return tuple(one for one in changes if one not in late), left


def _hand(store: Store, coder_id: str) -> Hand:
    return Hand(coder_id, f"workbook-{uuid4().hex}", datetime.now(UTC), store.framework()[0])


def _take_matrix(store: Store, of: Brought, changes: Sequence[Change], reason: str) -> None:
    version, framework = store.framework()
    edited = framework_of(changes, framework)
    changed = None
    if edited is not None:
        changed = NewFramework(framework_yaml(edited), edited, version)
    in_sight = sight_of(store, of.coder_id)
    ground = _ground(store, of, changes, in_sight)
    acts = cell_acts_of(changes, ground)
    store.bring_back(
        acts,
        attributes_of(changes),
        changed,
        coder_id=str(of.coder_id),
        reason=reason,
        unseen=unseen_by(store, str(of.coder_id), {act.case_id for act in acts}),
        wide=wide_acts_of(changes, ground, wide_acts_in_sight(store, in_sight)),
        wide_unseen=wide_unseen_by(store, str(of.coder_id)),
        memos=memos_of(changes),
    )


def _ground(store: Store, of: Brought, changes: Iterable[Change], in_sight: Sight) -> Ground:
    """Return what new summaries rest on: the codings as they were when the workbook was written."""
    hand = _hand(store, str(of.coder_id))
    acts = acts_in_sight(store, in_sight)
    cells: Mapping = {}
    whose = of.returned.about if of.returned.about in in_sight.coder_ids else None
    if any(change.place[1].startswith("summary:") for change in changes):
        then = standing_codings(
            decision
            for decision in store.decisions(up_to=of.returned.log_number)
            if decision.document_id in in_sight.at_work
            and decision.coder_id in in_sight.at_work[decision.document_id].visible
        )
        cells = matrix_for(store, replace(in_sight, codings=then), acts, whose=whose).cells
    documents = {document.id: document for document in in_sight.documents}
    return Ground(
        coder_id=hand.coder_id,
        client=hand.client,
        made_at=hand.made_at,
        framework_version=hand.framework_version,
        whose=whose,
        cells=cells,
        documents={
            case.id: tuple(documents[key] for key in case.document_ids) for case in store.cases()
        },
        summaries={(one.case_id, one.code_id): one for one in standing_summaries(acts)},
        notes={(one.case_id, one.code_id): one for one in standing_notes(acts)},
        earlier=_written(acts),
    )


def _written(acts: Iterable[CellAct]) -> tuple[CellAct, ...]:
    return tuple(act for act in acts if act.text.strip())


__all__ = ["Brought", "EditError", "Taken", "brought", "coding_sheets", "take_in"]
