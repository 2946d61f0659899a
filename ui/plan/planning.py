"""What the coordinator does with the plan: each verb does one whole thing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from coding.drift import drift_sample
from coding.model import Case
from coding.plan import Assignment, Purpose
from coding.plan_drawing import Drawing, draw_plan, strata
from coding.store import DocumentEntry, Store
from ui.wording import counted


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the coordinator wants drawn, for these coders; by segments or by whole interviews."""

    drawing: Drawing
    coder_ids: tuple[str, ...]
    by_segments: bool = False


def draw(store: Store, wishes: Wishes) -> tuple[Assignment, ...]:
    """Return the plan that the wishes draw; nothing is stored."""
    entries, plan = store.documents(), store.plan()
    apart = {entry.id: plan.apart(entry.id) for entry in entries}
    begun = {key: who - apart.get(key, frozenset()) for key, who in store.begun().items()}
    codable = None
    if wishes.by_segments:
        codable = {
            entry.id: [one.number for one in store.segments(entry.id) if one.codable]
            for entry in entries
        }
    return draw_plan(
        entries,
        store.cases(),
        wishes.coder_ids,
        wishes.drawing,
        begun=begun,
        codable=codable,
        barred=apart,
    )


def described(wishes: Wishes, names: Sequence[str]) -> str:
    """Return how a plan was drawn, in a sentence for the log and for the methods section."""
    drawing = wishes.drawing
    what = "passages" if wishes.by_segments else "interviews"
    much = f"{drawing.share:.0%} of the" if drawing.share is not None else f"{drawing.number}"
    strata_of = f", spread over {' and '.join(drawing.stratify)}" if drawing.stratify else ""
    return (
        f"{much} {what} drawn at random (seed {drawing.seed}){strata_of} for coding by "
        f"{drawing.coders_each}; coders: {', '.join(names)}"
    )


def loads(
    assignments: Collection[Assignment],
    entries: Sequence[DocumentEntry],
    names: dict[str, str],
) -> list[dict[str, object]]:
    """Return what each coder would have to do, as rows of a table."""
    size = {entry.id: entry.codable for entry in entries}
    rows = []
    for coder_id, name in names.items():
        own = [one for one in assignments if one.coder_id == coder_id]
        passages = (size[a.document_id] if a.segments is None else len(a.segments) for a in own)
        rows.append(
            {
                "Coder": name,
                "Interviews": len(own),
                "Coded by others too": sum(one.purpose is Purpose.SHARED for one in own),
                "Passages": sum(passages),
            }
        )
    return rows


def spread(
    assignments: Collection[Assignment],
    entries: Sequence[DocumentEntry],
    cases: Sequence[Case],
    attributes: Sequence[str],
) -> list[dict[str, object]]:
    """Return how many interviews of each stratum are coded by several, as rows of a table."""
    several = {one.document_id for one in assignments if one.purpose is Purpose.SHARED}
    of_stratum: dict[tuple[str, ...], list[str]] = {}
    for document_id, values in strata(entries, cases, attributes).items():
        of_stratum.setdefault(values, []).append(document_id)
    return [
        {
            **{name: value or "not known" for name, value in zip(attributes, values, strict=True)},
            "Interviews": len(ids),
            "Coded by several": sum(document_id in several for document_id in ids),
        }
        for values, ids in sorted(of_stratum.items())
    ]


def seat_by_hand(
    store: Store, document_id: str, chosen: Collection[str], *, reason: str, coder_id: str
) -> None:
    """Have exactly the chosen coders code an interview; calibration and rounds stay.

    Raises:
        StoreError: If it is not the coordinator, or somebody who has begun is taken off without
            a reason.
    """
    plan = store.plan()
    for who in sorted(plan.assigned(document_id) - set(chosen)):
        store.unassign_coder(document_id, who, coder_id=coder_id, reason=reason.strip() or None)
    purpose = Purpose.SHARED if len(chosen) > 1 else Purpose.ALONE
    for who in chosen:
        standing = plan.assignment(document_id, who)
        new = Assignment(document_id, who, purpose)
        if standing is not None and who in plan.assigned(document_id):
            new = replace(standing, purpose=purpose)
        store.assign_coder(new, coder_id=coder_id)


def sample_for_round(
    store: Store, person_id: str, *, days: int, number: int, seed: int
) -> dict[str, frozenset[int]]:
    """Return segments of a coder's own that were finished so long ago, to be coded once more."""
    decisions = store.decisions(coder_id=person_id)
    segments = {key: store.segments(key) for key in {one.document_id for one in decisions}}
    return drift_sample(
        decisions, segments, now=datetime.now(UTC), days=days, number=number, seed=seed
    )


def sample_words(sample: dict[str, frozenset[int]]) -> str:
    """Return how large a sample is, in words."""
    passages = sum(len(numbers) for numbers in sample.values())
    return f"{counted(passages, 'passage')} in {counted(len(sample), 'interview')}"
