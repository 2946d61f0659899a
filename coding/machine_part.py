"""The machine's part in a study, counted for the methods section of a paper."""

from collections.abc import Iterable
from dataclasses import dataclass

from coding.governance import Rate, Trial


@dataclass(frozen=True, slots=True)
class MachinePart:
    """What the machine did in a study, and what people made of it.

    Counted over passages that coders finished; two coders on one passage count twice. `taggers`
    name models and versions, oldest first; `threshold` is the least probability that was shown
    (None: the usual one), `mute_below` the least precision of a code (None: no muting). Of the
    suggestions `shown`, people `accepted` some (`changed` of these got another place), `refused`
    some in so many words, and passed over the rest. `added` codings were given without a
    suggestion having been taken up. On `control` passages suggestions were hidden; `foreseen`
    says how many of the codings there the machine had proposed all the same.
    """

    taggers: tuple[str, ...]
    framework_versions: tuple[int, ...]
    threshold: float | None
    mute_below: float | None
    muted: tuple[str, ...]
    coders: int
    documents: int
    passages: int
    shown: int
    accepted: Rate
    changed: Rate
    refused: Rate
    passed_over: Rate
    added: Rate
    control: Rate
    foreseen: Rate


def machine_part(
    tried: Iterable[Trial],
    *,
    taggers: tuple[str, ...],
    framework_versions: tuple[int, ...],
    threshold: float | None = None,
    mute_below: float | None = None,
    muted: tuple[str, ...] = (),
) -> MachinePart:
    """Return the machine's part as far as these trials show it.

    Args:
        tried: The trials, of all documents.
        taggers: The names of the taggers whose suggestions were shown, oldest first.
        framework_versions: Under which they were made.
        threshold: See `MachinePart`.
        mute_below: See `MachinePart`.
        muted: The ids of the codes that are muted now.
    """
    tried = tuple(tried)
    seen = [one for one in tried if not one.control]
    blind = [one for one in tried if one.control]
    shown = sum(len(one.suggested) for one in seen)
    taken = sum(len(one.taken & one.suggested) for one in seen)
    refused = sum(len((one.refused & one.suggested) - one.taken) for one in seen)
    codings = sum(len(one.given) for one in tried)
    return MachinePart(
        taggers=taggers,
        framework_versions=framework_versions,
        threshold=threshold,
        mute_below=mute_below,
        muted=muted,
        coders=len({one.coder_id for one in tried}),
        documents=len({one.document_id for one in tried}),
        passages=len(tried),
        shown=shown,
        accepted=Rate(taken, shown),
        changed=Rate(sum(len(one.changed & one.taken & one.suggested) for one in seen), taken),
        refused=Rate(refused, shown),
        passed_over=Rate(shown - taken - refused, shown),
        added=Rate(sum(len(one.given - one.taken) for one in tried), codings),
        control=Rate(len(blind), len(tried)),
        foreseen=Rate(
            sum(len(one.given & one.suggested) for one in blind),
            sum(len(one.given) for one in blind),
        ),
    )
