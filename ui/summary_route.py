"""The matrix page's own way in: summaries by HTTP, past Streamlit's reruns.

As with decisions, the token says whose words they are. What comes back says only what was
stored and what was not: no route hands out anybody's words.
"""

from collections.abc import Iterable

from starlette.responses import JSONResponse, Response

from coding.cell_acts import CellAct
from coding.cell_checks import Ground, check_cell_act
from coding.store import Store, UnstorableDecisionsError
from ui.charting import unseen_by
from ui.matrix.wire import read_acts
from ui.reader.wire import Refusal
from ui.token import Pass, TokenError


def save_summaries(granted: Pass, store: Store, body: bytes) -> Response:
    """Store what can be stored; answer what is stored and what is refused, by client and number.

    Refused acts are dealt with: the page keeps their words and does not send them again.
    """
    if granted.document_id is not None:
        raise TokenError("This page may not save here. Reload the page.")
    acts, unreadable = read_acts(body, granted.coder_id)
    ground = _ground(store, acts)
    found = [(act, check_cell_act(act, ground)) for act in acts]
    sound = tuple(act for act, why in found if why is None)
    refused = [Refusal(a.client or "", a.seq or 0, why) for a, why in found if why is not None]
    acks, late = _record(store, sound, granted.coder_id)
    named = [
        {"client": one.client, "seq": one.seq, "why": one.why}
        for one in (*unreadable, *refused, *late)
    ]
    return JSONResponse({"acks": acks, "refused": named})


def _ground(store: Store, acts: Iterable[CellAct]) -> Ground:
    version, framework = store.framework()
    wanted = {act.case_id for act in acts if isinstance(act.case_id, str)}
    linked = any(act.basis or act.references for act in acts)
    return Ground(
        framework=framework,
        newest_version=version,
        documents={
            case.id: {
                key: len(store.document(key).text) if linked else 0 for key in case.document_ids
            }
            for case in store.cases()
            if case.id in wanted
        },
        coder_ids={coder.id for coder in store.coders()},
    )


def _record(
    store: Store, acts: tuple[CellAct, ...], writer_id: str
) -> tuple[dict[str, int], tuple[Refusal, ...]]:
    """Store acts; those that the store does not take are refused, and the rest stored."""
    refused: list[Refusal] = []
    unseen = unseen_by(store, writer_id, {act.case_id for act in acts})
    left = acts
    while True:
        try:
            return store.record_cells(left, unseen=unseen), tuple(refused)
        except UnstorableDecisionsError as error:
            refused += [Refusal(*name, str(error)) for name in sorted(error.decisions)]
            keep = tuple(a for a in left if (a.client, a.seq) not in error.decisions)
            if len(keep) == len(left):
                raise
            left = keep
