"""What the study says at each place of a matrix workbook, now and earlier."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coding.cell_acts import CellAct, Deed, standing_notes, standing_summaries
from coding.cell_checks import LONGEST_MEMO, LONGEST_SUMMARY
from coding.coming_back.codebook_words import FIELDS, code_texts, with_texts
from coding.coming_back.values import Place, Side
from coding.coming_back.wide import CASE_COLUMN, earlier_wide_texts, wide_rows, wide_texts
from coding.model import Case, Certainty
from coding.second_order import WideAct
from framework.editing import EditError
from framework.model import Framework

NOTE = "note.text"
"""The column of the study's memos."""

LONGEST_VALUE = 2_000
"""Characters that an attribute's value may have."""


_LONGEST = {
    "summary": LONGEST_SUMMARY,
    CASE_COLUMN: LONGEST_SUMMARY,
    "memo": LONGEST_MEMO,
    NOTE: LONGEST_MEMO,
    "attribute": LONGEST_VALUE,
}
_NAMES = {CASE_COLUMN: "summary", NOTE: "memo", "attribute": "value"}


@dataclass(frozen=True, slots=True)
class Past:
    """What stood in the study earlier, newest first.

    `attributes` has old values under case and name; `frameworks` older versions; `memos` what
    the memos of the study say and said, by id.
    """

    attributes: Mapping[tuple[str, str], Sequence[str]]
    frameworks: Sequence[Framework] = ()
    memos: Mapping[str, Sequence[str]] = field(default_factory=dict)


def matrix_side(
    cases: Iterable[Case],
    framework: Framework,
    acts: Iterable[CellAct],
    past: Past,
    wide: Iterable[WideAct] = (),
) -> Side:
    """Return what a person knows the study to say at each place.

    Args:
        cases: The study's cases.
        framework: As it stands.
        acts: What was done in the cells, as far as the person may see it, as in the log.
        past: What stood there earlier.
        wide: What was written beside rows and columns, as far as the person may see it.
    """
    cases, acts, wide = tuple(cases), tuple(acts), tuple(wide)
    values: dict[Place, str] = {}
    for case in cases:
        values.update({(f"case:{case.id}", f"attribute:{n}"): v for n, v in case.attributes})
    values.update(_cells(acts))
    values.update(wide_texts(wide, framework))
    values.update({(f"note:{key}", NOTE): said[0] for key, said in past.memos.items() if said[0]})
    for code in framework.codes():
        texts = code_texts(code).items()
        values.update({(f"code:{code.id}", field): text for field, text in texts if text})
    codes = [code.id for code in framework.codes()]
    per_code = [f"{what}:{code}" for what in ("summary", "memo", "certainty") for code in codes]
    return Side(
        values=values,
        earlier=_earlier(acts, past, earlier_wide_texts(wide, framework)),
        rows={f"case:{case.id}" for case in cases}
        | {f"code:{code}" for code in codes}
        | {f"note:{key}" for key in past.memos}
        | wide_rows(framework),
        columns={*per_code, *FIELDS, CASE_COLUMN, NOTE},
        drafts=frozenset(
            (f"case:{summary.case_id}", f"summary:{summary.code_id}")
            for summary in standing_summaries(acts)
            if summary.draft
        ),
        refuses=lambda place, text: _why_unfit(place, text, framework),
    )


def _why_unfit(place: Place, text: str, framework: Framework) -> str | None:
    """Return why a text cannot stand at a place, in a sentence."""
    what, _, _ = place[1].partition(":")
    most = _LONGEST.get(what)
    if most is not None and len(text) > most:
        return f"It has {len(text):,} characters; a {_NAMES.get(what, what)} can have {most:,}."
    if what == "certainty" and text not in ("", *(one.value for one in Certainty)):
        return "Certainty is “sure”, “unsure” or empty."
    if place[1] in FIELDS:
        try:
            with_texts(framework, place[0].removeprefix("code:"), {place[1]: text})
        except EditError as error:
            return str(error)
    return None


def _cells(acts: Sequence[CellAct]) -> Iterator[tuple[Place, str]]:
    for summary in standing_summaries(acts):
        yield (f"case:{summary.case_id}", f"summary:{summary.code_id}"), summary.text
    for note in standing_notes(acts):
        if note.memo:
            yield (f"case:{note.case_id}", f"memo:{note.code_id}"), note.memo
        if note.certainty is not None:
            yield (f"case:{note.case_id}", f"certainty:{note.code_id}"), note.certainty.value


def _earlier(
    acts: Sequence[CellAct], past: Past, wide: Iterable[tuple[Place, str]]
) -> dict[Place, tuple[str, ...]]:
    found: dict[Place, list[str]] = {}
    for place, text in (*_cells_then(acts), *_others_then(past), *wide):
        found.setdefault(place, []).append(text)
    return {place: tuple(dict.fromkeys(texts)) for place, texts in found.items()}


def _cells_then(acts: Sequence[CellAct]) -> Iterator[tuple[Place, str]]:
    for act in reversed(acts):
        row = f"case:{act.case_id}"
        if act.deed is Deed.SUMMARISE:
            yield (row, f"summary:{act.code_id}"), act.text
        elif act.deed is Deed.ANNOTATE:
            yield (row, f"memo:{act.code_id}"), act.memo
            yield (row, f"certainty:{act.code_id}"), act.certainty or ""


def _others_then(past: Past) -> Iterator[tuple[Place, str]]:
    for (case_id, name), texts in past.attributes.items():
        yield from (((f"case:{case_id}", f"attribute:{name}"), text) for text in texts)
    for key, texts in past.memos.items():
        yield from (((f"note:{key}", NOTE), text) for text in texts)
    for framework in past.frameworks:
        for code in framework.codes():
            for column, text in code_texts(code).items():
                yield (f"code:{code.id}", column), text
