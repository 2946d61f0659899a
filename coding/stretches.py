"""Words with a code that counts, and how verdicts take the place of what all coders share."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from coding.adjudication import Adjudication, Mark
from coding.model import Coding, Document


@dataclass(frozen=True, slots=True)
class Stretch:
    """A code on words of a document that counts, and the codings that it rests on.

    One that only the adjudicator found rests on a coding of theirs, with the reason as its memo.
    """

    document_id: str
    start: int
    end: int
    code_id: str
    codings: tuple[Coding, ...]


def by_place(stretch: Stretch) -> tuple[int, int, str]:
    """Return what stretches of one document are sorted by."""
    return (stretch.start, stretch.end, stretch.code_id)


def trimmed(document: Document, start: int, end: int) -> tuple[int, int]:
    """Return the edges without the white space at them; equal if there are no words."""
    words = document.text[start:end]
    if not words.strip():
        return start, start
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def with_verdicts(
    document: Document,
    shared: Iterable[Stretch],
    verdicts: Iterable[Adjudication],
    by_coder: Iterable[Iterable[Coding]],
) -> list[Stretch]:
    """Return what all share, with what the verdicts let stand in its place, by place.

    On its passage a verdict wins over what is shared of the codes that it settles, and over an
    earlier verdict's. What it lets stand is joined to what it continues: stretches of one code
    that overlap, or that are pieces of one coding with only white space between them.

    Args:
        document: The document.
        shared: What all of its coders share.
        verdicts: Verdicts on its passages, in the order of the log; none that was set aside.
        by_coder: The codings of each of those coders on it.
    """
    ours = [coding for own in by_coder for coding in own]
    stretches = [(stretch, False) for stretch in shared]
    for verdict in verdicts:
        stretches = [
            (piece, ruled) for whole, ruled in stretches for piece in _cut(document, whole, verdict)
        ]
        stretches += [(_standing(document, mark, verdict, ours), True) for mark in verdict.marks]
    return _joined(document, stretches)


def _cut(document: Document, stretch: Stretch, verdict: Adjudication) -> list[Stretch]:
    """Return what is left of a stretch outside the passage that a verdict settles."""
    _, start, end = verdict.place
    settles = {*verdict.code_ids, *(mark.code_id for mark in verdict.marks)}
    if stretch.code_id not in settles or not (stretch.start < end and start < stretch.end):
        return [stretch]
    pieces = ((stretch.start, start), (end, stretch.end))
    left = [trimmed(document, *piece) for piece in pieces if piece[0] < piece[1]]
    return [replace(stretch, start=s, end=e) for s, e in left if s < e]


def _standing(
    document: Document, mark: Mark, verdict: Adjudication, ours: Iterable[Coding]
) -> Stretch:
    """Return what a verdict lets stand, on the codings behind it or the adjudicator's own."""
    behind = tuple(
        coding
        for coding in ours
        if coding.code_id == mark.code_id and coding.start < mark.end and mark.start < coding.end
    )
    own = Coding(
        verdict.adjudicator_id,
        document.id,
        mark.start,
        mark.end,
        mark.code_id,
        framework_version=verdict.framework_version,
        suggested=False,
        certainty=None,
        memo=verdict.reason,
    )
    return Stretch(document.id, mark.start, mark.end, mark.code_id, behind or (own,))


def _joined(document: Document, stretches: Iterable[tuple[Stretch, bool]]) -> list[Stretch]:
    """Join what verdicts let stand to what it continues; True marks what a verdict let stand."""
    last: dict[str, int] = {}
    found: list[tuple[Stretch, bool]] = []
    for stretch, ruled in sorted(stretches, key=lambda pair: by_place(pair[0])):
        place = last.get(stretch.code_id)
        if place is not None:
            before, was_ruled = found[place]
            if (ruled or was_ruled) and _continues(document, before, stretch):
                behind = tuple(dict.fromkeys((*before.codings, *stretch.codings)))
                end = max(before.end, stretch.end)
                found[place] = (replace(before, end=end, codings=behind), True)
                continue
        last[stretch.code_id] = len(found)
        found.append((stretch, ruled))
    return [stretch for stretch, _ in found]


def _continues(document: Document, before: Stretch, after: Stretch) -> bool:
    if after.start < before.end:
        return True
    between = document.text[before.end : after.start]
    return not between.strip() and bool(set(before.codings) & set(after.codings))
