"""What each sheet of a workbook holds, for the list on its first sheet."""

from collections.abc import Iterator

from exports.citations import Citation
from exports.contents import WorkbookContents
from exports.plan import (
    AGREEMENT,
    ALL_CODES_AGREEMENT,
    AUDIT,
    AUDIT_COUNTS,
    BINARY,
    CASES,
    CODEBOOK,
    COUNTS,
    DOCUMENTS,
    MEMOS,
    NEGATIVES,
    OVERVIEW,
    QUOTES,
    REFERENCES,
    VERSIONS,
    Plan,
    SheetPlan,
)


def sheets_told(
    contents: WorkbookContents, plan: Plan, cited: tuple[Citation, ...]
) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet that is there, and what it holds."""
    yield OVERVIEW, "The whole matrix at a glance: states and numbers of passages"
    yield from ((part.name, _columns_told(part)) for part in plan.sheets)
    yield QUOTES, _counted(len(plan.quotes), "passage")
    if cited:
        told = _counted(len(cited), "reference")
        yield REFERENCES, f"{told} in the summaries, each with a link to its quote and back"
    yield CASES, "The cases with their attributes and how far the work on each has come"
    yield DOCUMENTS, "For each document whose codings were charted"
    yield CODEBOOK, "What each code means"
    yield COUNTS, "Passages by case and code, ready for statistics"
    yield BINARY, "1, 0 or blank by case and code, ready for statistics"
    yield from _history_told(contents)


def _history_told(contents: WorkbookContents) -> Iterator[tuple[str, str]]:
    record = contents.record
    if contents.negative_cases:
        yield NEGATIVES, "Cases that contradict the pattern of a code or theme, and why"
    if record.versions:
        told = _counted(len(record.versions), "version")
        yield VERSIONS, f"{told} of the codebook, with what changed and why"
    if record.memos:
        yield MEMOS, _counted(len(record.memos), "memo")
    if contents.agreement:
        yield AGREEMENT, "How far coders agree, code by code, where that is open to all of them"
        yield ALL_CODES_AGREEMENT, "The same over all codes together"
    if record.acts:
        yield AUDIT, "Who did what when"
        yield AUDIT_COUNTS, "How often each person did what"


def _columns_told(part: SheetPlan) -> str:
    """Return what is on a matrix sheet; its full title too where the sheet's name is cut."""
    if not part.columns:
        return part.title
    first, last = part.columns[0].id, part.columns[-1].id
    ids = first if first == last else f"{first} to {last}"
    told = f"{_counted(len(part.columns), 'code')}: {ids}"
    return told if part.name == part.title else f"{part.title}. {told}"


def _counted(number: int, one: str) -> str:
    return f"{number:,} {one if number == 1 else one + 's'}"
