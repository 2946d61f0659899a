"""Entries of the log in a researcher's words, for the log page."""

from collections.abc import Mapping

from coding.model import Act
from coding.store import Kind, LogEntry
from coding.store.values import WIDE_KINDS
from framework.model import Framework
from ui.settingwords import setting_name, setting_value

ACTS = {
    Act.ACCEPT: "accepted a suggestion",
    Act.REJECT: "rejected a suggestion",
    Act.ADD: "added a code",
    Act.WITHDRAW: "withdrew a code",
    Act.RESPAN: "moved a code's edges",
    Act.ANNOTATE: "noted a memo or certainty",
    Act.FINISH: "finished a stretch",
    Act.REOPEN: "opened a stretch again",
    Act.UNDO: "undid something",
}
KINDS = {
    Kind.SETTLED: "adjudicated a passage",
    Kind.SET_ASIDE: "set a passage aside",
    Kind.VERDICT_TAKEN_BACK: "took a verdict back",
    Kind.TRANSCRIPT_CORRECTED: "corrected the transcript",
    Kind.CORRECTION_WITHDRAWN: "withdrew a correction",
    Kind.NEVER_LIKE: "said never to suggest a code for things like this",
    Kind.NEVER_LIKE_TAKEN_BACK: "let a code be suggested for things like this again",
    Kind.SUGGESTIONS_LEARNT: "the suggestions learnt from decisions",
    Kind.SUMMARY: "wrote a summary",
    Kind.SIGNED_OFF: "signed a summary off",
    Kind.SIGN_OFF_TAKEN_BACK: "took a sign-off back",
    Kind.NOT_ASKED: "marked as not asked",
    Kind.ASKED: "marked as asked after all",
    Kind.CELL_ANNOTATED: "noted certainty or a memo on a cell",
    Kind.WIDE_SUMMARY: "wrote a code or case summary",
    Kind.NEGATIVE_CASE: "marked a negative case",
    Kind.NEGATIVE_CASE_TAKEN_BACK: "took a negative case back",
}


def act_words(kind: str) -> str:
    """Return what an entry of this kind says that somebody did, e.g. "added a code"."""
    if kind in {act.value for act in Act}:
        return ACTS[Act(kind)]
    return {known.value: words for known, words in KINDS.items()}.get(kind, kind)


def log_row(
    entry: LogEntry,
    coders: Mapping[str, str],
    documents: Mapping[str, str],
    framework: Framework,
    cases: Mapping[str, str],
) -> dict[str, object]:
    """Return one entry as a row of the table: number, when, who, what, where, which, change."""
    decision = entry.decision
    in_cell = entry.about == "cell"
    code_id = decision.code_id if decision else entry.detail if in_cell else None
    code = framework.code_by_id.get(code_id or "")
    which = f"{code.id} {code.name}" if code else code_id or _which(entry)
    if entry.kind in WIDE_KINDS:
        which = _wide(entry, framework, cases)
    if in_cell:
        which = f"{cases.get(entry.about_id or '', 'a removed case')}, {which}"
    return {
        "Number": entry.number,
        "When": entry.at,
        "Who": coders.get(entry.coder_id or "", ""),
        "What": act_words(entry.kind),
        "Interview": documents.get(entry.document_id or "", ""),
        "Which": which,
        "Before": _before(entry),
        "After": _after(entry),
        "Reason": entry.reason or "",
    }


def _wide(entry: LogEntry, framework: Framework, cases: Mapping[str, str]) -> str:
    """Return the row or column that an entry is about, with the negative case if it marks one."""
    known = framework.code_by_id.get(entry.about_id or "")
    named = {theme.id: theme.name for theme in framework.themes}
    if entry.about == "case":
        which = cases.get(entry.about_id or "", "a removed case")
    elif entry.about == "code" and known:
        which = f"{known.id} {known.name}"
    else:
        which = named.get(entry.about_id or "", entry.about_id or "")
    return f"{cases.get(entry.detail, 'a removed case')}, {which}" if entry.detail else which


def _which(entry: LogEntry) -> str:
    if entry.about == "passage":
        return entry.about_id or ""
    if entry.about == "setting":
        return setting_name(entry.about_id or "", entry.before, entry.after)
    return entry.detail or "" if entry.about != "memo" and entry.kind != "memo" else ""


def _before(entry: LogEntry) -> str:
    if entry.about == "setting":
        return setting_value(entry.about_id or "", entry.before)
    return entry.before or ""


def _after(entry: LogEntry) -> str:
    decision = entry.decision
    if entry.about == "setting":
        return setting_value(entry.about_id or "", entry.after)
    if entry.about == "passage" and entry.after and entry.detail != entry.after:
        return f"{entry.after} ({entry.detail})"
    if decision is None:
        return entry.after or ""
    span = f"characters {decision.start:,} to {decision.end:,}" if decision.end else ""
    certainty = str(decision.certainty or "")
    memo = "memo" if decision.memo else ""
    return ", ".join(part for part in (span, certainty, memo) if part)
