"""The adjudication page's own way in: verdicts by HTTP, past Streamlit's reruns.

As with decisions, the token says whose verdicts they are. Only interviews whose coders' work
the adjudicator may see can be settled; what comes back says only what was stored and what not.
"""

from starlette.responses import JSONResponse, Response

from coding.adjudication import Adjudication
from coding.adjudication_checks import Bench, check_adjudication
from coding.store import Store, StoreError, UnstorableDecisionsError
from framework.model import Framework
from ui.reader.wire import Refusal
from ui.settle.wire import read_adjudications
from ui.settling import open_documents
from ui.token import Pass, TokenError

NOT_COORDINATOR = "Only the coordinator of this study adjudicates."


def save_adjudications(granted: Pass, store: Store, body: bytes) -> Response:
    """Store what can be stored; answer what is stored and what is refused, by client and number."""
    if granted.document_id is not None:
        raise TokenError("This page may not save here. Reload the page.")
    acts, unreadable = read_adjudications(body, granted.coder_id)
    sound, refused = _sift(store, acts, granted.coder_id)
    acks, late = _record(store, sound)
    named = [
        {"client": one.client, "seq": one.seq, "why": one.why}
        for one in (*unreadable, *refused, *late)
    ]
    return JSONResponse({"acks": acks, "refused": named})


def may_adjudicate(store: Store, coder_id: str) -> bool:
    """Return whether a person may settle: the coordinator, or anybody where there is none."""
    return store.plan().coordinator_id in (None, coder_id)


def _sift(
    store: Store, acts: tuple[Adjudication, ...], adjudicator_id: str
) -> tuple[tuple[Adjudication, ...], list[Refusal]]:
    if acts and not may_adjudicate(store, adjudicator_id):
        return (), [Refusal(act.client, act.seq, NOT_COORDINATOR) for act in acts]
    coders = open_documents(store, adjudicator_id)
    newest, framework = store.framework()
    benches: dict[str, Bench | None] = {}
    sound: list[Adjudication] = []
    refused: list[Refusal] = []
    for act in acts:
        key = act.document_id
        if key not in benches:
            benches[key] = _bench(store, key, coders.get(key, ()), (newest, framework))
        bench = benches[key]
        gone = "This interview is not, or no longer, in the study."
        why = gone if bench is None else check_adjudication(act, bench)
        if why is None:
            sound.append(act)
        else:
            refused.append(Refusal(act.client, act.seq, why))
    return tuple(sound), refused


def _bench(
    store: Store,
    document_id: str,
    coder_ids: tuple[str, ...],
    framework: tuple[int, Framework],
) -> Bench | None:
    try:
        document = store.document(document_id)
    except StoreError:
        return None
    return Bench(document, framework[1], framework[0], coder_ids)


def _record(
    store: Store, acts: tuple[Adjudication, ...]
) -> tuple[dict[str, int], tuple[Refusal, ...]]:
    """Store verdicts; those that the store can never keep are refused, and the rest stored."""
    refused: list[Refusal] = []
    left = acts
    while True:
        try:
            return store.record_adjudications(left), tuple(refused)
        except UnstorableDecisionsError as error:
            refused += [Refusal(*name, str(error)) for name in sorted(error.decisions)]
            keep = tuple(a for a in left if (a.client, a.seq) not in error.decisions)
            if len(keep) == len(left):
                raise
            left = keep
