"""From accepted cells of a coding sheet to decisions of its coder."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from coding.coming_back.coding_sheet import (
    CERTAINTY,
    CODES,
    FINISHED,
    MEMO,
    YES,
    Row,
    codes_in,
)
from coding.coming_back.values import Change, Refused
from coding.model import Act, Certainty, Coding, Decision

_CERTAINTIES: Mapping[str, Certainty | None] = {
    "": None,
    **{one.value: one for one in Certainty},
}


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose decisions they become, and under what they are made."""

    coder_id: str
    client: str
    made_at: datetime
    framework_version: int


@dataclass(slots=True)
class _Acts:
    """Decisions while they are collected, numbered as they come."""

    hand: Hand
    made: list[Decision]

    def add(self, row: Row, act: Act, code_id: str | None = None, **more: object) -> None:
        """Add one act; on the row's own words unless `start` and `end` say otherwise."""
        what: dict[str, object] = {"start": row.segment.start, "end": row.segment.end, **more}
        self.made.append(
            Decision(
                client=self.hand.client,
                seq=len(self.made) + 1,
                coder_id=self.hand.coder_id,
                document_id=row.segment.document_id,
                act=act,
                framework_version=self.hand.framework_version,
                made_at=self.hand.made_at,
                code_id=code_id,
                **what,  # type: ignore[arg-type]  # offsets, a certainty and a memo
            )
        )


def decisions_of(
    changes: Iterable[Change], rows: Mapping[str, Row], hand: Hand
) -> tuple[tuple[Decision, ...], tuple[Refused, ...]]:
    """Return the decisions that make the study say what was accepted, and what cannot be said.

    A code that came is added to the row's words; one that went is withdrawn. Certainty and memo
    go to all codings of the row: without a code there is nothing that they could be about.

    Args:
        changes: What was accepted.
        rows: What the coder's decisions come to now, by the rows' ids.
        hand: Whose decisions they become.
    """
    by_row: dict[str, dict[str, str]] = {}
    for change in changes:
        by_row.setdefault(change.place[0], {})[change.place[1]] = change.text
    acts, left = _Acts(hand, []), []
    for row_id, said in by_row.items():
        row = rows[row_id]
        codes = codes_in(said[CODES]) if CODES in said else codes_in(row.texts[CODES])
        _code(acts, row, codes, said)
        if not codes and (said.get(MEMO) or said.get(CERTAINTY)):
            why = "There is no code in this row that the memo or certainty could be about."
            left.append(Refused(f"passage {row.segment.number}", why))
        if FINISHED in said:
            acts.add(row, Act.FINISH if said[FINISHED] == YES else Act.REOPEN)
    return tuple(acts.made), tuple(left)


def _code(acts: _Acts, row: Row, codes: Iterable[str], said: Mapping[str, str]) -> None:
    wanted = tuple(codes)
    for one in row.codings:
        if one.code_id not in wanted:
            acts.add(row, Act.WITHDRAW, one.code_id, start=one.start, end=one.end)
        elif CERTAINTY in said or MEMO in said:
            acts.add(row, Act.ANNOTATE, one.code_id, **_edges(one), **_note(one, said))
    there = {one.code_id for one in row.codings}
    for code_id in wanted:
        if code_id not in there:
            certainty = _CERTAINTIES[said.get(CERTAINTY, "")]
            memo = said.get(MEMO) or None
            acts.add(row, Act.ADD, code_id, shown=False, certainty=certainty, memo=memo)


def _edges(coding: Coding) -> dict[str, object]:
    return {"start": coding.start, "end": coding.end}


def _note(coding: Coding, said: Mapping[str, str]) -> dict[str, object]:
    certainty = _CERTAINTIES[said[CERTAINTY]] if CERTAINTY in said else coding.certainty
    return {"certainty": certainty, "memo": said.get(MEMO, coding.memo)}
