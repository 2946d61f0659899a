"""What is to be settled: the passages on which coders differ, with what was decided on each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coding.adjudication import Adjudication, Place, Verdict, is_outdated
from coding.agreement.disagreements import Disagreement, disagreements
from coding.agreement.values import RatedUnit, Ratings
from coding.consensus import charted_codings
from coding.model import Coding, Document


class Stage(StrEnum):
    """How far a passage is."""

    OPEN = "open"
    CHANGED = "changed since"
    ASIDE = "set aside"
    SETTLED = "settled"


class Order(StrEnum):
    """In which order passages are gone through."""

    DOCUMENT = "document"
    CODE = "code"
    FIGURE = "worst figure"


@dataclass(frozen=True, slots=True)
class Difference:
    """A passage on which coders differ, or differed when it was settled.

    `code_ids` are the codes in question, `shared` those that all of `coder_ids` gave it, on
    some of the same words. `apart` are those of `code_ids` that all of them gave it, but on
    different words. `codings` are all of theirs that touch it. `adjudication` is the verdict
    that stands on it, if any. `contested` is False where they do not differ any more.
    """

    document_id: str
    start: int
    end: int
    code_ids: tuple[str, ...]
    shared: tuple[str, ...]
    apart: tuple[str, ...]
    coder_ids: tuple[str, ...]
    codings: tuple[Coding, ...]
    adjudication: Adjudication | None
    stage: Stage
    contested: bool = True

    @property
    def place(self) -> Place:
        """Return which passage it is."""
        return (self.document_id, self.start, self.end)


def differences(
    document: Document, ratings: Ratings, codings: Sequence[Coding]
) -> tuple[Disagreement, ...]:
    """Return where coders of one document differ, by place and code.

    A passage that all gave the same code, but on words of which none are common to all, is
    among them: everybody is then in `with_code` and nobody in `without_code`.

    Args:
        document: The document.
        ratings: How its coders judged its segments (`coding.agreement.ratings`).
        codings: The standing codings on it.
    """
    found = disagreements(ratings, codings)
    return tuple(
        sorted(
            (*found, *_apart(document, ratings.units, codings, ratings.coders)),
            key=lambda one: (one.start or 0, one.unit_id, one.code_id),
        )
    )


def _apart(
    document: Document,
    units: Iterable[RatedUnit],
    codings: Iterable[Coding],
    coder_ids: Sequence[str],
) -> Iterable[Disagreement]:
    """Yield the units to which all gave a code, on words of which none are common to all."""
    ours = [c for c in codings if c.document_id == document.id and c.coder_id in coder_ids]
    whole = {document.id: frozenset(coder_ids)}
    common: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for stretch in charted_codings([document], ours, whose=None, finished=whole).stretches:
        common[stretch.code_id].append((stretch.start, stretch.end))
    for unit in units:
        start, end = unit.start or 0, unit.end or 0
        given = [codes for codes in unit.codes if codes]
        if len(given) < len(coder_ids):
            continue
        for code_id in sorted(frozenset.intersection(*given)):
            if not any(s < end and start < e for s, e in common[code_id]):
                here = tuple(c for c in ours if c.start < end and start < c.end)
                yield Disagreement(
                    unit.id, document.id, start, end, code_id, tuple(sorted(coder_ids)), (), here
                )


def code_alphas(units: Iterable[RatedUnit]) -> dict[str, float | None]:
    """Return Krippendorff's alpha of each code that anybody gave: 1 is full agreement, 0 chance.

    For two values (given, not given) all that it takes are the judgements on each unit and how
    many of them give the code, which is quick enough to sort a list by. None where every
    judgement is the same.

    Source:
        Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section C.
    """
    judgements = 0
    given: Counter[str] = Counter()
    differing: defaultdict[str, float] = defaultdict(float)
    for unit in units:
        sets = [codes for codes in unit.codes if codes is not None]
        if len(sets) < 2:
            continue
        judgements += len(sets)
        for code_id, number in Counter(code for codes in sets for code in codes).items():
            given[code_id] += number
            differing[code_id] += number * (len(sets) - number) / (len(sets) - 1)
    return {
        code_id: None
        if number == judgements
        else 1 - (judgements - 1) * differing[code_id] / (number * (judgements - number))
        for code_id, number in given.items()
    }


def queue(
    found: Iterable[Disagreement],
    adjudications: Iterable[Adjudication],
    codings: Iterable[Coding] = (),
    *,
    order: Order = Order.DOCUMENT,
    documents: Sequence[str] = (),
    figures: Mapping[str, float | None] | None = None,
) -> tuple[Difference, ...]:
    """Return the passages on which coders differ, settled or not, in the order to go through.

    A settled passage on which nobody differs any more is among them, so that it can be opened.

    Args:
        found: Where coders differ (`differences`), of any documents.
        adjudications: The verdicts that stand (`standing_adjudications`).
        codings: The standing codings of the compared coders, to see whether those under a
            verdict have changed.
        order: By document; by the first code in question; or by the code in question whose
            figure is lowest. Always by place within that.
        documents: The ids of documents in their order; others come after them.
        figures: For each code's id a figure of agreement; codes without one come last.
    """
    verdicts = {verdict.place: verdict for verdict in adjudications}
    of: dict[Place, list[Disagreement]] = defaultdict(list)
    for one in found:
        of[one.document_id, one.start or 0, one.end or 0].append(one)
    passages = [_passage(place, ones, verdicts.get(place)) for place, ones in of.items()]
    by_document: dict[str, list[Coding]] = defaultdict(list)
    for coding in codings:
        by_document[coding.document_id].append(coding)
    for place, verdict in verdicts.items():
        if place not in of:
            passages.append(_agreed_since(verdict, by_document[verdict.document_id]))
    rank = {document_id: number for number, document_id in enumerate(documents)}

    def by_place(passage: Difference) -> tuple[int, str, int, int]:
        last = rank.get(passage.document_id, len(rank))
        return last, passage.document_id, passage.start, passage.end

    if order is Order.CODE:
        return tuple(sorted(passages, key=lambda p: (p.code_ids, by_place(p))))
    if order is Order.FIGURE:
        known = figures or {}
        return tuple(sorted(passages, key=lambda p: (_worst(p, known), by_place(p))))
    return tuple(sorted(passages, key=by_place))


def unsettled(passages: Iterable[Difference]) -> tuple[Difference, ...]:
    """Return those that still want a verdict, in their order: open, changed since, set aside."""
    return tuple(passage for passage in passages if passage.stage is not Stage.SETTLED)


def _worst(passage: Difference, figures: Mapping[str, float | None]) -> tuple[bool, float, str]:
    known = [
        (figure, code_id)
        for code_id in passage.code_ids
        if (figure := figures.get(code_id)) is not None
    ]
    return (False, *min(known)) if known else (True, 0.0, passage.code_ids[0])


def _passage(
    place: Place, ones: Sequence[Disagreement], verdict: Adjudication | None
) -> Difference:
    coders = tuple(sorted({c for one in ones for c in (*one.with_code, *one.without_code)}))
    codings = ones[0].codings
    asked = tuple(dict.fromkeys(one.code_id for one in ones))
    given = [{c.code_id for c in codings if c.coder_id == coder} for coder in coders]
    return Difference(
        *place,
        code_ids=asked,
        shared=tuple(sorted(set.intersection(*given) - set(asked))),
        apart=tuple(one.code_id for one in ones if not one.without_code),
        coder_ids=coders,
        codings=codings,
        adjudication=verdict,
        stage=_stage(verdict, codings),
    )


def _agreed_since(verdict: Adjudication, codings: Iterable[Coding]) -> Difference:
    """Return a settled passage on which nobody differs any more.

    It is open again if what all of them now give it is not what the verdict lets stand.
    """
    _, start, end = verdict.place
    here = tuple(c for c in codings if c.start < end and start < c.end)
    coders = sorted({coding.coder_id for coding in here} | {key[0] for key in verdict.basis})
    given = [{c.code_id for c in here if c.coder_id == coder} for coder in coders]
    agreed = set(verdict.code_ids).intersection(*given) if given else set()
    stands = {mark.code_id for mark in verdict.marks}
    against = verdict.verdict is not Verdict.ASIDE and agreed != stands
    changed = against and is_outdated(verdict, here)
    return Difference(
        *verdict.place,
        code_ids=verdict.code_ids,
        shared=tuple(sorted(set().union(*given).intersection(*given) - set(verdict.code_ids))),
        apart=(),
        coder_ids=tuple(coders),
        codings=here,
        adjudication=verdict,
        stage=Stage.CHANGED if changed else Stage.SETTLED,
        contested=False,
    )


def _stage(verdict: Adjudication | None, codings: Iterable[Coding]) -> Stage:
    if verdict is None:
        return Stage.OPEN
    if is_outdated(verdict, codings):
        return Stage.CHANGED
    return Stage.ASIDE if verdict.verdict is Verdict.ASIDE else Stage.SETTLED
