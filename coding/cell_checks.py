"""Why an act in a cell cannot be stored: asked of everything that comes in from outside."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from coding.cell_acts import CellAct, Deed
from coding.model import Certainty
from coding.plain_text import unwritable_at
from framework.model import Framework

LONGEST_SUMMARY = 20_000
"""Characters that a summary may have."""

LONGEST_MEMO = 10_000
"""Characters that a memo on a cell may have."""

MOST_LINKS = 5_000
"""References, and codings that a summary rests on."""

_CLIENT = re.compile(r"[\x21-\x7e]{1,100}")
_LARGEST_SEQ = 2**53 - 1
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = datetime(3000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ground:
    """What acts are held against: the framework, and each case's documents with their lengths.

    `documents` has, for each case's id, the number of characters of each of its documents.
    """

    framework: Framework
    newest_version: int
    documents: Mapping[str, Mapping[str, int]]
    coder_ids: Collection[str]


def check_cell_act(act: CellAct, ground: Ground) -> str | None:
    """Return why an act cannot be stored, or None if it can.

    The reason is a sentence for the person; it quotes nobody's words. The values in the act
    may be of any type, as they came from outside.
    """
    return next(_faults(act, ground), None)


def _faults(act: CellAct, ground: Ground) -> Iterator[str]:
    yield from _name_faults(act)
    yield from _cell_faults(act, ground)
    yield from _time_faults(act)
    version = act.framework_version
    if not _whole(version) or not 1 <= version <= ground.newest_version:
        yield "It was made under a version of the framework that this study has not."
    yield from _text_faults(act)
    if act.whose is not None and act.whose not in ground.coder_ids:
        yield "It does not say whose codings it rests on."
    yield from _link_faults(act, ground)


def _name_faults(act: CellAct) -> Iterator[str]:
    if not isinstance(act.client, str) or not _CLIENT.fullmatch(act.client):
        yield "It does not say which window it comes from."
    if not _whole(act.seq) or not 1 <= (act.seq or 0) <= _LARGEST_SEQ:
        yield "It has no valid number."


def _cell_faults(act: CellAct, ground: Ground) -> Iterator[str]:
    if not isinstance(act.case_id, str) or act.case_id not in ground.documents:
        yield "Its case is not, or no longer, in this study."
    if not isinstance(act.code_id, str) or act.code_id not in ground.framework.code_by_id:
        yield "Its code is not, or no longer, in the framework."


def _time_faults(act: CellAct) -> Iterator[str]:
    for moment in (act.made_at, act.over):
        if moment is None:
            continue
        aware = isinstance(moment, datetime) and moment.tzinfo is not None
        if not aware or not _EARLIEST <= moment < _LATEST:
            yield "It does not say when it was made."
    if act.deed is Deed.SIGN_OFF and act.over is None:
        yield "It does not say which summary it signs."


def _text_faults(act: CellAct) -> Iterator[str]:
    if not isinstance(act.text, str) or unwritable_at(act.text) is not None:
        yield "The summary holds characters that cannot be kept; type it again without them."
    elif len(act.text) > LONGEST_SUMMARY:
        yield f"The summary has {len(act.text):,} characters; {LONGEST_SUMMARY:,} is the most."
    elif act.text and act.deed is not Deed.SUMMARISE:
        yield "Only a summary carries words."
    yield from _note_faults(act)


def _note_faults(act: CellAct) -> Iterator[str]:
    if act.certainty is not None and not isinstance(act.certainty, Certainty):
        yield "It does not say how sure you are."
    if not isinstance(act.memo, str) or unwritable_at(act.memo) is not None:
        yield "The memo holds characters that cannot be kept; type it again without them."
    elif len(act.memo) > LONGEST_MEMO:
        yield f"The memo has {len(act.memo):,} characters; {LONGEST_MEMO:,} is the most."
    elif act.deed is not Deed.ANNOTATE and (act.memo or act.certainty is not None):
        yield "Only an annotation carries a certainty or a memo."


def _link_faults(act: CellAct, ground: Ground) -> Iterator[str]:
    if len(act.references) > MOST_LINKS or len(act.basis) > MOST_LINKS:
        yield f"A summary can rest on {MOST_LINKS:,} passages at most."
    lengths = ground.documents.get(act.case_id, {})
    for place in act.references:
        if not _inside(lengths, place.document_id, place.start, place.end):
            yield "A reference in it leads to no passage of this case."
            break
    for coder_id, document_id, start, end, _ in act.basis:
        if coder_id not in ground.coder_ids or not _inside(lengths, document_id, start, end):
            yield "It rests on a passage that is not one of this case."
            break


def _inside(lengths: Mapping[str, int], document_id: object, start: object, end: object) -> bool:
    if not isinstance(document_id, str) or document_id not in lengths:
        return False
    if not isinstance(start, int) or not isinstance(end, int) or not _whole(start, end):
        return False
    return 0 <= start < end <= lengths[document_id]


def _whole(*values: object) -> bool:
    """Return whether all are whole numbers (JSON's true is none)."""
    return all(isinstance(value, int) and not isinstance(value, bool) for value in values)
