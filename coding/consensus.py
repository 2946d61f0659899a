"""Whose codings a matrix charts: what coders agree on, or one coder's; never all thrown together.

The consensus of a document is decided by who has finished it:

- Two or more: the words on which every one of them put the same code. Where they marked
  different stretches, it is the words that they share. On a passage that was adjudicated, the
  verdict stands instead, for the codes that it settled.
- One: that coder's codings, whatever others have begun.
- Nobody, and one coder has begun: that coder's codings, and the document counts as unfinished.
- Nobody, and several have begun: nothing yet, rather than a mixture.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import reduce

from coding.adjudication import Adjudication, Verdict
from coding.model import Coding, Document
from coding.stretches import Stretch, by_place, trimmed, with_verdicts

__all__ = ["Charted", "DocumentSource", "Ground", "Stretch", "charted_codings"]


class Ground(StrEnum):
    """On what ground a document's codings were taken."""

    SHARED = "shared by all who finished"
    SETTLED = "shared by all who finished, and what was adjudicated"
    ONE_FINISHED = "one coder's, who finished"
    ONE_BEGUN = "one coder's, not finished"
    NOT_SETTLED = "nobody's: several have begun and none has finished"
    UNCODED = "nobody's: not coded yet"


@dataclass(frozen=True, slots=True)
class DocumentSource:
    """Whose codings of one document a matrix charts.

    `coder_ids` are those whose codings count, sorted; `left_out` those who have coded here and
    do not count. `not_shared` is the number of codings of the former that do not count because
    the others did not make them. `settled` is the number of passages on which a verdict counts.
    """

    document_id: str
    ground: Ground
    coder_ids: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    not_shared: int = 0
    settled: int = 0

    @property
    def finished(self) -> bool:
        """Return whether the silence of these codings means something."""
        return self.ground in (Ground.SHARED, Ground.SETTLED, Ground.ONE_FINISHED)


@dataclass(frozen=True, slots=True)
class Charted:
    """What counts: the sources in the order of the documents, the stretches by place and code."""

    sources: tuple[DocumentSource, ...]
    stretches: tuple[Stretch, ...]


def charted_codings(
    documents: Iterable[Document],
    codings: Iterable[Coding],
    *,
    whose: str | None,
    finished: Mapping[str, Collection[str]],
    adjudications: Iterable[Adjudication] = (),
) -> Charted:
    """Return the codings that count, by the rules at the head of this module.

    Args:
        documents: Those to chart.
        codings: What stands, of any coders; those on other documents are passed over.
        whose: A coder's id, or None for the consensus.
        finished: For each document's id, the ids of the coders who have finished all of it.
        adjudications: The verdicts that stand (`coding.adjudication.standing_adjudications`).
            They count in the consensus of documents that two or more have finished.
    """
    verdicts = _by_document(adjudications if whose is None else ())
    of: dict[str, dict[str, list[Coding]]] = defaultdict(lambda: defaultdict(list))
    for coding in codings:
        of[coding.document_id][coding.coder_id].append(coding)
    sources, stretches = [], []
    for document in documents:
        by_coder = of.get(document.id, {})
        source = _source(document.id, by_coder, whose, finished.get(document.id, ()))
        ours = [by_coder.get(coder, []) for coder in source.coder_ids]
        here = _shared(document, ours)
        if source.ground is Ground.SHARED and verdicts.get(document.id):
            source = replace(source, ground=Ground.SETTLED, settled=len(verdicts[document.id]))
            here = with_verdicts(document, here, verdicts[document.id], ours)
        stretches += here
        sources.append(_with_losses(source, by_coder, here))
    return Charted(tuple(sources), tuple(stretches))


def _by_document(adjudications: Iterable[Adjudication]) -> dict[str, list[Adjudication]]:
    """Return the verdicts of each document, in their order, but for what was set aside."""
    found: dict[str, list[Adjudication]] = defaultdict(list)
    for verdict in adjudications:
        if verdict.verdict not in (Verdict.ASIDE, Verdict.UNDO):
            found[verdict.document_id].append(verdict)
    return found


def _source(
    document_id: str, begun: Collection[str], whose: str | None, finished: Collection[str]
) -> DocumentSource:
    coders, ground = _chosen(begun, whose, finished)
    left_out = sorted({*begun, *(finished if whose is None else ())} - set(coders))
    return DocumentSource(document_id, ground, tuple(sorted(coders)), tuple(left_out))


def _chosen(
    begun: Collection[str], whose: str | None, finished: Collection[str]
) -> tuple[Collection[str], Ground]:
    if whose is not None:
        begun = {whose} & set(begun)
        finished = {whose} & set(finished)
    if len(finished) > 1:
        return finished, Ground.SHARED
    if finished:
        return finished, Ground.ONE_FINISHED
    if len(begun) > 1:
        return (), Ground.NOT_SETTLED
    return begun, Ground.ONE_BEGUN if begun else Ground.UNCODED


def _with_losses(
    source: DocumentSource, by_coder: Mapping[str, Sequence[Coding]], here: Iterable[Stretch]
) -> DocumentSource:
    used = {id(coding) for stretch in here for coding in stretch.codings}
    all_of = sum(len(by_coder.get(coder, ())) for coder in source.coder_ids)
    ours = sum(
        id(coding) in used for coder in source.coder_ids for coding in by_coder.get(coder, ())
    )
    return replace(source, not_shared=all_of - ours)


def _shared(document: Document, by_coder: Sequence[Sequence[Coding]]) -> list[Stretch]:
    """Return what all of the coders coded, by place and code; all that one coded if it is one."""
    if len(by_coder) < 2:
        found = [
            Stretch(document.id, c.start, c.end, c.code_id, (c,)) for own in by_coder for c in own
        ]
    else:
        found = _agreed(document, by_coder)
    return sorted(found, key=by_place)


def _agreed(document: Document, by_coder: Sequence[Sequence[Coding]]) -> list[Stretch]:
    tracks = [_tracks(own) for own in by_coder]
    codes = set(tracks[0]).intersection(*tracks[1:])
    found = []
    for code in sorted(codes):
        for start, end, codings in reduce(_overlap, (track[code] for track in tracks)):
            start, end = trimmed(document, start, end)
            if start < end:
                found.append(Stretch(document.id, start, end, code, codings))
    return found


_Track = list[tuple[int, int, tuple[Coding, ...]]]


def _tracks(codings: Iterable[Coding]) -> dict[str, _Track]:
    """Return, for each code, one coder's stretches: sorted, and joined where they overlap."""
    tracks: dict[str, _Track] = defaultdict(list)
    for coding in sorted(codings, key=lambda c: (c.start, c.end)):
        track = tracks[coding.code_id]
        if track and coding.start < track[-1][1]:
            start, end, joined = track[-1]
            track[-1] = (start, max(end, coding.end), (*joined, coding))
        else:
            track.append((coding.start, coding.end, (coding,)))
    return tracks


def _overlap(one: _Track, other: _Track) -> _Track:
    """Return the stretches that lie in both; time grows with the sum of the two."""
    found: _Track = []
    i = j = 0
    while i < len(one) and j < len(other):
        start, end = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if start < end:
            found.append((start, end, (*one[i][2], *other[j][2])))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return found
