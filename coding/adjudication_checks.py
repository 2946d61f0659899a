"""Why an adjudication cannot be stored: asked of everything that comes in from outside."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from coding.adjudication import Adjudication, Verdict
from coding.model import Document
from coding.plain_text import unwritable_at
from framework.model import Framework

LONGEST_REASON = 2_000
"""Characters that a reason may have."""

MOST_MARKS = 200
"""Codes that one verdict may let stand."""

MOST_BASIS = 5_000

_CLIENT = re.compile(r"[\x21-\x7e]{1,100}")
_LARGEST_SEQ = 2**53 - 1
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = datetime(3000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Bench:
    """What adjudications on one document are held against.

    `coder_ids` are the coders whose work on it the adjudicator may see; fewer than two leave
    nothing to settle.
    """

    document: Document
    framework: Framework
    newest_version: int
    coder_ids: Collection[str]


def check_adjudication(act: Adjudication, bench: Bench) -> str | None:
    """Return why an adjudication cannot be stored, or None if it can.

    The reason is a sentence for the person; it quotes nobody's words. The values in the act
    may be of any type, as they came from outside.
    """
    return next(_faults(act, bench), None)


def _faults(act: Adjudication, bench: Bench) -> Iterator[str]:
    yield from _name_faults(act)
    if act.document_id != bench.document.id:
        yield "This verdict belongs to another interview."
    if len(bench.coder_ids) < 2:
        yield "This interview is not open to you: all who code it, you too, must finish it first."
    yield from _version_faults(act.framework_version, bench.newest_version)
    yield from _time_faults(act.made_at)
    yield from _reason_faults(act.reason)
    if act.verdict is Verdict.UNDO:
        yield from _undo_faults(act)
    else:
        yield from _passage_faults(act, bench)
        yield from _mark_faults(act, bench)
        yield from _verdict_faults(act, bench)
        yield from _basis_faults(act, bench)


def _name_faults(act: Adjudication) -> Iterator[str]:
    if not isinstance(act.client, str) or not _CLIENT.fullmatch(act.client):
        yield "This verdict does not say which window it comes from."
    if not _whole(act.seq) or not 1 <= act.seq <= _LARGEST_SEQ:
        yield "This verdict has no valid number."


def _version_faults(version: object, newest: int) -> Iterator[str]:
    if not isinstance(version, int) or not _whole(version) or not 1 <= version <= newest:
        yield "This verdict was made under a version of the framework that this study has not."


def _time_faults(made_at: object) -> Iterator[str]:
    aware = isinstance(made_at, datetime) and made_at.tzinfo is not None
    if not aware or not _EARLIEST <= made_at < _LATEST:  # type: ignore[operator]  # aware: a datetime
        yield "This verdict does not say when it was made."


def _reason_faults(reason: object) -> Iterator[str]:
    if not isinstance(reason, str) or unwritable_at(reason) is not None:
        yield "The reason holds characters that cannot be kept; type it again without them."
    elif len(reason) > LONGEST_REASON:
        yield f"The reason has {len(reason):,} characters; {LONGEST_REASON:,} is the most."


def _undo_faults(act: Adjudication) -> Iterator[str]:
    client, seq = act.undoes_client, act.undoes_seq
    named = isinstance(client, str) and _CLIENT.fullmatch(client) and _whole(seq)
    if not named or not 1 <= (seq or 0) <= _LARGEST_SEQ:
        yield "This does not say which verdict it takes back."
    elif (client, seq) == (act.client, act.seq):
        yield "This verdict takes itself back."


def _passage_faults(act: Adjudication, bench: Bench) -> Iterator[str]:
    if not _words(act.start, act.end, bench.document.text):
        yield "This verdict is about no passage of the interview."
    codes = act.code_ids
    if not codes or len(codes) > MOST_MARKS or not all(isinstance(c, str) for c in codes):
        yield "This verdict does not say which codes it settles."


def _mark_faults(act: Adjudication, bench: Bench) -> Iterator[str]:
    if len(act.marks) > MOST_MARKS:
        yield f"A verdict lets {MOST_MARKS} codes stand at most."
    for mark in act.marks:
        if not isinstance(mark.code_id, str) or not _known(mark.code_id, act, bench):
            yield "The framework has no such code as this verdict lets stand."
        if not _words(mark.start, mark.end, bench.document.text):
            yield "A code of this verdict stands on no words of the interview."


def _known(code_id: str, act: Adjudication, bench: Bench) -> bool:
    """Return whether a code may stand: one of the framework, or one that coders used before."""
    return code_id in bench.framework.code_by_id or code_id in act.code_ids


def _verdict_faults(act: Adjudication, bench: Bench) -> Iterator[str]:
    empty = act.verdict in (Verdict.NONE, Verdict.ASIDE)
    if empty and act.marks:
        yield "A verdict that lets no code stand carries none."
    if act.verdict in (Verdict.SOME, Verdict.CODE, Verdict.SPAN) and not act.marks:
        yield "This verdict does not say which code stands."
    if (act.verdict is Verdict.ONE) is not (act.takes is not None):
        yield "This verdict does not say whose choice it takes."
    elif act.takes is not None and act.takes not in bench.coder_ids:
        yield "The coder whose choice this takes has not finished the interview."


def _basis_faults(act: Adjudication, bench: Bench) -> Iterator[str]:
    if len(act.basis) > MOST_BASIS:
        yield "This verdict rests on too many codings."
    for coder_id, document_id, start, end, _ in act.basis:
        here = document_id == bench.document.id and coder_id in bench.coder_ids
        if not here or not _words(start, end, bench.document.text):
            yield "This verdict rests on codings that are not on this interview or not open to you."
            break


def _words(start: object, end: object, text: str) -> bool:
    if not isinstance(start, int) or not isinstance(end, int) or not _whole(start, end):
        return False
    return 0 <= start < end <= len(text) and bool(text[start:end].strip())


def _whole(*values: object) -> bool:
    """Return whether all are whole numbers (JSON's true is none)."""
    return all(isinstance(value, int) and not isinstance(value, bool) for value in values)
