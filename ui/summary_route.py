"""The matrix page's own way in: summaries by HTTP, past Streamlit's reruns.

As with decisions, the token says whose words they are. What comes back says only what was
stored and what was not: no route hands out anybody's words.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from starlette.responses import JSONResponse, Response

from coding.cell_acts import CellAct, Deed
from coding.cell_checks import Ground, check_cell_act
from coding.second_order import Scope, WideAct
from coding.store import Store, UnstorableDecisionsError
from ui.charting import unseen_by, wide_unseen_by
from ui.matrix.wire import read_acts
from ui.reader.wire import Refusal
from ui.token import Pass, TokenError

Made = TypeVar("Made", CellAct, WideAct)
_ALL = ""
"""Stands for all cases together: no case has an empty id."""


def save_summaries(granted: Pass, store: Store, body: bytes) -> Response:
    """Store what can be stored; answer what is stored and what is refused, by client and number.

    Refused acts are dealt with: the page keeps their words and does not send them again.
    """
    if granted.document_id is not None:
        raise TokenError("This page may not save here. Reload the page.")
    acts, unreadable = read_acts(body, granted.coder_id)
    ground = _ground(store, acts)
    found = [(act, _fault(act, ground)) for act in acts]
    sound = tuple(act for act, why in found if why is None)
    refused = [Refusal(a.client or "", a.seq or 0, why) for a, why in found if why is not None]
    acks, late = _record_all(store, sound, granted.coder_id)
    named = [
        {"client": one.client, "seq": one.seq, "why": one.why}
        for one in (*unreadable, *refused, *late)
    ]
    return JSONResponse({"acks": acks, "refused": named})


def _fault(act: CellAct | WideAct, ground: Ground) -> str | None:
    """Return why an act cannot be stored; one about a row or column is held to the same rules."""
    if isinstance(act, CellAct):
        return check_cell_act(act, ground)
    if act.scope is Scope.THEME and act.about_id not in {t.id for t in ground.framework.themes}:
        return "Its theme is not, or no longer, in the framework."
    of_code = act.scope is Scope.CODE
    code_id = act.about_id if of_code else next(iter(ground.framework.code_by_id))
    case_id = act.about_id if act.scope is Scope.CASE else act.case_id
    alike = CellAct(
        coder_id=act.coder_id,
        deed=Deed.SUMMARISE,
        case_id=_ALL if case_id is None else case_id,
        code_id=code_id,
        made_at=act.made_at,
        framework_version=act.framework_version,
        text=act.text,
        references=act.references,
        over=act.over,
        client=act.client,
        seq=act.seq,
    )
    return check_cell_act(alike, ground)


def _ground(store: Store, acts: Iterable[CellAct | WideAct]) -> Ground:
    version, framework = store.framework()
    acts = tuple(acts)
    wanted = {case_id for act in acts for case_id in _cases_of(act)}
    linked = any(act.references or (isinstance(act, CellAct) and act.basis) for act in acts)
    lengths: dict[str, dict[str, int]] = {_ALL: {}}
    for case in store.cases():
        if case.id in wanted or _ALL in wanted:
            lengths[case.id] = {
                key: len(store.document(key).text) if linked else 0 for key in case.document_ids
            }
            lengths[_ALL] |= lengths[case.id]
    return Ground(
        framework=framework,
        newest_version=version,
        documents=lengths,
        coder_ids={coder.id for coder in store.coders()},
    )


def _cases_of(act: CellAct | WideAct) -> tuple[str, ...]:
    """Return the cases that an act is about; `_ALL` for one about a whole column."""
    if isinstance(act, WideAct) and act.scope is not Scope.CASE:
        return (_ALL,) if act.case_id is None else (act.case_id,)
    case_id = act.about_id if isinstance(act, WideAct) else act.case_id
    return (case_id,) if isinstance(case_id, str) else ()


def _record_all(
    store: Store, acts: tuple[CellAct | WideAct, ...], writer_id: str
) -> tuple[dict[str, int], tuple[Refusal, ...]]:
    """Store acts in cells, then those about rows and columns; see `_record`."""
    in_cells = tuple(act for act in acts if isinstance(act, CellAct))
    wide = tuple(act for act in acts if isinstance(act, WideAct))
    acks, refused = _record(store, in_cells, writer_id) if in_cells else ({}, ())
    if wide:
        unseen = wide_unseen_by(store, writer_id)
        more, late = _kept(lambda left: store.record_wide_acts(left, unseen=unseen), wide)
        acks = {key: max(acks.get(key, 0), more.get(key, 0)) for key in {*acks, *more}}
        refused += late
    return acks, refused


def _record(
    store: Store, acts: tuple[CellAct, ...], writer_id: str
) -> tuple[dict[str, int], tuple[Refusal, ...]]:
    unseen = unseen_by(store, writer_id, {act.case_id for act in acts})
    return _kept(lambda left: store.record_cells(left, unseen=unseen), acts)


def _kept(
    record: Callable[[tuple[Made, ...]], dict[str, int]], acts: tuple[Made, ...]
) -> tuple[dict[str, int], tuple[Refusal, ...]]:
    """Store acts; those that the store does not take are refused, and the rest stored."""
    refused: list[Refusal] = []
    left = acts
    while True:
        try:
            return record(left), tuple(refused)
        except UnstorableDecisionsError as error:
            refused += [Refusal(*name, str(error)) for name in sorted(error.decisions)]
            keep = tuple(a for a in left if (a.client, a.seq) not in error.decisions)
            if len(keep) == len(left):
                raise
            left = keep
