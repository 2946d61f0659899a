"""Why a decision cannot be stored: asked of everything that comes in from outside.

A decision that fails here is refused by name, so that one that can never be stored does not
hold up the coder's others.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from coding.model import Act, Certainty, Decision, Document
from coding.plain_text import unwritable_at
from framework.model import Framework

LONGEST_MEMO = 10_000
"""Characters that a memo may have."""

_NAME = re.compile(r"[\x21-\x7e]{1,100}")
_LARGEST_SEQ = 2**53 - 1
_WITH_CODE = frozenset({Act.ACCEPT, Act.REJECT, Act.ADD, Act.WITHDRAW, Act.RESPAN, Act.ANNOTATE})
_PUTTING = frozenset({Act.ACCEPT, Act.ADD})
_LONGEST_CODE_ID = 100
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = datetime(3000, 1, 1, tzinfo=UTC)


def check_decision(
    decision: Decision,
    document: Document,
    framework: Framework,
    *,
    newest_version: int | None = None,
) -> str | None:
    """Return why a decision on this document cannot be stored, or None if it can.

    The reason is a sentence for the coder. It never quotes the interview or a memo. The values
    in the decision may be of any type, as they came from outside.

    Args:
        decision: The decision, whoever made it.
        document: The document that it must be about.
        framework: The framework whose codes count.
        newest_version: The newest version of the study's framework, if it is to be checked that
            the decision was made under one that exists.
    """
    return next(_faults(decision, document, framework, newest_version), None)


def _faults(
    decision: Decision, document: Document, framework: Framework, newest_version: int | None
) -> Iterator[str]:
    yield from _name_faults(decision)
    if decision.document_id != document.id:
        yield "This decision belongs to another document."
    yield from _version_faults(decision.framework_version, newest_version)
    yield from _time_faults(decision.made_at)
    if decision.act is Act.UNDO:
        yield from _undo_faults(decision)
    else:
        yield from _span_faults("start", decision.start, decision.end, document.text)
    if decision.act is Act.RESPAN:
        yield from _span_faults("old start", decision.was_start, decision.was_end, document.text)
    yield from _code_faults(decision, framework)
    yield from _extra_faults(decision)
    yield from _memo_faults(decision.memo)


def _name_faults(decision: Decision) -> Iterator[str]:
    if not isinstance(decision.client, str) or not _NAME.fullmatch(decision.client):
        yield "This decision does not say which window it comes from."
    if not _whole(decision.seq) or not 1 <= decision.seq <= _LARGEST_SEQ:
        yield "This decision has no valid number."


def _version_faults(version: object, newest: int | None) -> Iterator[str]:
    known = isinstance(version, int) and _whole(version) and version >= 1
    if not known or (newest is not None and isinstance(version, int) and version > newest):
        yield "This decision was made under a version of the framework that this study has not."


def _time_faults(made_at: object) -> Iterator[str]:
    aware = isinstance(made_at, datetime) and made_at.tzinfo is not None
    if not aware or not _EARLIEST <= made_at < _LATEST:  # type: ignore[operator]  # aware: a datetime
        yield "This decision does not say when it was made."


def _undo_faults(decision: Decision) -> Iterator[str]:
    target = (decision.undoes_client, decision.undoes_seq)
    named = isinstance(target[0], str) and _NAME.fullmatch(target[0]) and _whole(target[1])
    if not named or not 1 <= (decision.undoes_seq or 0) <= _LARGEST_SEQ:
        yield "This undo does not say which decision it undoes."
    elif target == (decision.client, decision.seq):
        yield "This undo undoes itself."


def _span_faults(what: str, start: object, end: object, text: str) -> Iterator[str]:
    if not isinstance(start, int) or not isinstance(end, int) or not _whole(start, end):
        yield f"This decision does not say on which passage it is ({what} or end is missing)."
    elif not 0 <= start < end <= len(text):
        yield f"The passage {start} to {end} lies outside the document's {len(text)} characters."
    elif not text[start:end].strip():
        yield f"The passage {start} to {end} holds no words."


def _code_faults(decision: Decision, framework: Framework) -> Iterator[str]:
    if decision.act not in _WITH_CODE:
        if decision.code_id is not None:
            yield f"A decision to {decision.act.value} carries no code."
    elif not decision.code_id or not isinstance(decision.code_id, str):
        yield "This decision does not say which code it is about."
    elif decision.code_id not in framework.code_by_id and (
        decision.act in _PUTTING or not _could_be_a_code(decision.code_id)
    ):
        yield f"The framework has no code {decision.code_id[:40]!r}."


def _could_be_a_code(code_id: str) -> bool:
    """Return whether a code of a version before could be called so: it can still be taken away."""
    return len(code_id) <= _LONGEST_CODE_ID and unwritable_at(code_id) is None


def _extra_faults(decision: Decision) -> Iterator[str]:
    score = decision.score
    number = isinstance(score, (int, float)) and not isinstance(score, bool)
    if score is not None and not (number and 0 <= score <= 1):
        yield "The score of a suggestion must lie between 0 and 1."
    if decision.shown is not None and not isinstance(decision.shown, bool):
        yield "This decision does not say whether the code was suggested."
    if decision.certainty is not None and not isinstance(decision.certainty, Certainty):
        yield "How sure a coder is must be sure, unsure or left open."


def _memo_faults(memo: object) -> Iterator[str]:
    if memo is None:
        return
    if not isinstance(memo, str) or unwritable_at(memo) is not None:
        yield "The memo holds characters that cannot be kept; type it again without them."
    elif len(memo) > LONGEST_MEMO:
        yield f"The memo has {len(memo):,} characters; {LONGEST_MEMO:,} is the most."


def _whole(*values: object) -> bool:
    """Return whether all are whole numbers (JSON's true is none)."""
    return all(isinstance(value, int) and not isinstance(value, bool) for value in values)
