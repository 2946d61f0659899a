"""Coding sheets: one coder's passages in rows, coded in a spreadsheet and brought back.

A row is a segment of a document; its cells say which codes the coder has put on it, how sure
they are, their memo, and whether they have finished it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from coding.coming_back.values import Place, Side
from coding.decision_checks import LONGEST_MEMO
from coding.decisions import finished_segments, standing_codings
from coding.model import Certainty, Coding, Decision, Document, Segment

FORMAT = "betweenlines coding 1"
"""What the first hidden cell of a coding sheet says."""

CODES, CERTAINTY, MEMO, FINISHED = "codes", "certainty", "codingmemo", "finished"
COLUMNS = (CODES, CERTAINTY, MEMO, FINISHED)
"""The columns that can come back."""

YES = "yes"
_SEVERAL = (
    "Several codings of this passage have memos or certainties of their own. Change them in "
    "Betweenlines."
)
_YES = frozenset({"yes", "y", "x", "1", "true", "ja", "oui", "sí", "si"})
_NO = frozenset({"", "no", "n", "0", "false", "nein", "non"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document as a coder codes it: its segments, with those that the coder is to code."""

    document: Document
    segments: Sequence[Segment]


def segment_row(segment: Segment) -> str:
    """Return the id of a segment's row."""
    return f"segment:{segment.document_id}:{segment.number}:{segment.start}-{segment.end}"


def inside(codings: Iterable[Coding], segment: Segment, text: str) -> tuple[Coding, ...]:
    """Return the codings that cover any of a segment's characters but white space."""
    return tuple(
        one
        for one in codings
        if one.start < segment.end
        and segment.start < one.end
        and text[max(one.start, segment.start) : min(one.end, segment.end)].strip()
    )


@dataclass(frozen=True, slots=True)
class Row:
    """What one coder has made of one segment: their codings there, and whether it is finished."""

    segment: Segment
    codings: tuple[Coding, ...]
    finished: bool

    @property
    def texts(self) -> dict[str, str]:
        """Return the texts of the row's cells by column."""
        certainties = [one.certainty or "" for one in self.codings]
        return {
            CODES: "; ".join(dict.fromkeys(one.code_id for one in self.codings)),
            CERTAINTY: "; ".join(self._told_apart(certainties)),
            MEMO: "\n".join(self._told_apart([one.memo for one in self.codings])),
            FINISHED: YES if self.finished else "",
        }

    def differs(self, column: str) -> bool:
        """Return whether the codings have different certainties or memos, named in one cell."""
        if column == CERTAINTY:
            return len({one.certainty for one in self.codings}) > 1
        return column == MEMO and len({one.memo for one in self.codings}) > 1

    def _told_apart(self, said: Sequence[str]) -> list[str]:
        """Return what is said of all codings once, or each with its code where they differ."""
        if len(set(said)) <= 1:
            return [text for text in said[:1] if text]
        pairs = zip(self.codings, said, strict=True)
        return [f"{one.code_id}: {text}" for one, text in pairs if text]


def sheet_rows(sheet: Sheet, decisions: Iterable[Decision]) -> dict[str, Row]:
    """Return what one coder's decisions come to in each row of a sheet that is to be coded.

    Args:
        sheet: The document.
        decisions: This coder's, in the order of the log.
    """
    own = [d for d in decisions if d.document_id == sheet.document.id]
    codings = standing_codings(own)
    done = finished_segments(own, sheet.segments, text=sheet.document.text)
    return {
        segment_row(segment): Row(
            segment, inside(codings, segment, sheet.document.text), segment.number in done
        )
        for segment in sheet.segments
        if segment.codable
    }


def row_values(rows: Mapping[str, Row]) -> dict[Place, str]:
    """Return the texts of all cells that are not empty."""
    return {
        (row_id, column): text
        for row_id, row in rows.items()
        for column, text in row.texts.items()
        if text
    }


def coding_side(
    sheets: Sequence[Sheet],
    decisions: Sequence[Decision],
    code_ids: Collection[str],
    *,
    earlier: Sequence[Decision] = (),
) -> Side:
    """Return what one coder's codings say at each place of their coding sheets.

    Args:
        sheets: The documents.
        decisions: This coder's, as they stand now.
        code_ids: The codes of the framework.
        earlier: This coder's, as they were when the workbook was written.
    """
    rows = all_rows(sheets, decisions)
    values = row_values(rows)
    before = row_values(all_rows(sheets, earlier))
    known = frozenset(code_ids)
    return Side(
        values=values,
        earlier={place: (text,) for place, text in before.items()},
        rows=frozenset(rows),
        columns=frozenset(COLUMNS),
        refuses=lambda place, text: _why_unfit(rows[place[0]], place[1], text, known),
        tidy=lambda place, text: _tidy(place, text, values.get(place, "")),
    )


def all_rows(sheets: Iterable[Sheet], decisions: Sequence[Decision]) -> dict[str, Row]:
    """Return the rows of several sheets."""
    return {key: row for sheet in sheets for key, row in sheet_rows(sheet, decisions).items()}


def _tidy(place: Place, text: str, ours: str) -> str:
    """Return a cell's text as the study would write it."""
    if place[1] == CODES:
        return _same_order(codes_in(text), codes_in(ours))
    if place[1] == FINISHED:
        plain = text.strip().casefold()
        return YES if plain in _YES else "" if plain in _NO else text
    return text.strip().casefold() if place[1] == CERTAINTY else text


def codes_in(text: str) -> tuple[str, ...]:
    """Return the codes that a cell names, each once: parted by semicolons, commas or lines."""
    parts = text.replace(",", ";").replace("\n", ";").split(";")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _same_order(theirs: Sequence[str], ours: Sequence[str]) -> str:
    return "; ".join([c for c in ours if c in theirs] + [c for c in theirs if c not in ours])


def _why_unfit(row: Row, column: str, text: str, codes: frozenset[str]) -> str | None:
    if column == CODES:
        return _why_not_codes(row, codes_in(text), codes)
    if column == FINISHED:
        return None if text in (YES, "") else "Finished is “yes” or empty."
    if row.differs(column):
        return _SEVERAL
    if column == CERTAINTY and text not in ("", *(one.value for one in Certainty)):
        return "Certainty is “sure”, “unsure” or empty."
    if column == MEMO and len(text) > LONGEST_MEMO:
        return f"It has {len(text):,} characters; a memo can have {LONGEST_MEMO:,} at most."
    return None


def _why_not_codes(row: Row, said: Sequence[str], codes: frozenset[str]) -> str | None:
    ours = {one.code_id for one in row.codings}
    unknown = [code for code in said if code not in codes and code not in ours]
    if unknown:
        return f"The framework has no code {unknown[0]}. Check its spelling; write codes by id."
    inner = (row.segment.start, row.segment.end)
    for one in row.codings:
        if one.code_id not in said and not inner[0] <= one.start <= one.end <= inner[1]:
            return (
                f"{one.code_id} reaches beyond this passage, so it cannot be taken off here. "
                "Take it off in Betweenlines."
            )
    return None
