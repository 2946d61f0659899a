"""The tables of a study's history: versions of the codebook, acts, and acts counted."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from exports.agreement_contents import AgreementContents
from exports.agreement_table import Form, Head, Table, Value
from exports.agreement_tables import codes_table, overall_table
from exports.contents import WorkbookContents
from exports.plan import AGREEMENT, ALL_CODES_AGREEMENT, AUDIT, AUDIT_COUNTS, NEGATIVES, VERSIONS
from exports.record import ActNote, VersionNote

_OF_INTERVALS = ("_low", "_high", "low", "high")


def versions_table(contents: WorkbookContents) -> Table:
    """Return the versions of the codebook, a row for each thing that one of them changed."""
    heads = (
        Head("version", "Version", Form.COUNT, 9),
        Head("when", "When", width=17),
        Head("who", "Who", width=18),
        Head("reason", "Reason", width=44),
        Head("code", "Code", Form.NAME, 11),
        Head("what", "What changed", width=18),
        Head("before", "Before", width=56),
        Head("after", "After", width=56),
    )
    rows = tuple(row for note in contents.record.versions for row in _version(contents, note))
    about = "A row for each change of a code, with the reason that was given for the version"
    return Table(VERSIONS, about, heads, rows)


def _version(contents: WorkbookContents, note: VersionNote) -> Iterator[tuple[Value, ...]]:
    first = (note.number, _told(note.at, contents), note.who, note.reason)
    if not note.changes:
        yield (*first, "", "", "", "")
    for change in note.changes:
        yield (*first, change.code_id, change.what, change.before, change.after)


def _told(at: datetime, contents: WorkbookContents) -> str:
    return f"{at.astimezone(contents.made_at.tzinfo):%Y-%m-%d %H:%M}"


def negatives_table(contents: WorkbookContents) -> Table:
    """Return the cases that contradict the pattern of a code or theme."""
    framework = contents.matrix.framework
    columns = {code.id: code.name for code in framework.codes()}
    columns |= {theme.id: theme.name for theme in framework.themes}
    cases = {case.id: case.name for case in contents.matrix.cases}
    heads = (
        Head("case", "Case", Form.NAME, 18),
        Head("of", "Of", width=10),
        Head("id", "Id", width=12),
        Head("name", "Name", width=40),
        Head("why", "Why", width=90),
        Head("who", "Who", width=20),
        Head("when", "When", width=17),
    )
    rows = tuple(
        (
            cases[one.case_id],
            str(one.scope),
            one.about_id,
            columns.get(one.about_id, ""),
            one.reason,
            contents.coder_name(one.coder_id),
            _told(one.made_at, contents),
        )
        for one in contents.negative_cases
        if one.case_id in cases
    )
    return Table(NEGATIVES, "Cases that contradict the pattern of a code or theme", heads, rows)


def audit_table(contents: WorkbookContents) -> Table:
    """Return who did what when."""
    zone = contents.made_at.tzname() or ""
    heads = (
        Head("from", f"From ({zone})" if zone else "From", width=17),
        Head("to", "To", width=17),
        Head("who", "Who", Form.NAME, 18),
        Head("what", "What", width=30),
        Head("count", "Times", Form.COUNT, 9),
        Head("interview", "Interview", width=20),
        Head("which", "Which", width=40),
        Head("reason", "Reason", width=50),
    )
    rows = tuple(
        (
            _told(act.first_at, contents),
            _told(act.last_at, contents),
            act.who,
            act.what,
            act.count,
            act.interview,
            act.which,
            act.reason,
        )
        for act in contents.record.acts
    )
    about = (
        "What was done in the study, oldest first. Decisions on passages are counted, a row for "
        "each person, interview, day and act. Work that is not open to whoever wrote this is not "
        "here"
    )
    return Table(AUDIT, about, heads, rows)


def audit_counts_table(contents: WorkbookContents) -> Table:
    """Return how often each person did what."""
    counts: Counter[tuple[str, str]] = Counter()
    spans: dict[tuple[str, str], list[ActNote]] = {}
    for act in contents.record.acts:
        counts[act.what, act.who] += act.count
        spans.setdefault((act.what, act.who), []).append(act)
    heads = (
        Head("what", "What", Form.NAME, 34),
        Head("who", "Who", width=20),
        Head("count", "Times", Form.COUNT, 10),
        Head("first", "First", width=17),
        Head("last", "Last", width=17),
    )
    rows = tuple(
        (
            *key,
            counts[key],
            _told(min(act.first_at for act in spans[key]), contents),
            _told(max(act.last_at for act in spans[key]), contents),
        )
        for key in sorted(counts)
    )
    return Table(AUDIT_COUNTS, "How often each person did what", heads, rows)


def agreement_sheets(agreement: AgreementContents) -> Iterator[tuple[Table, str]]:
    """Yield the tables of agreement with what stands below their titles.

    Columns for intervals are left out where none were drawn.
    """
    context = agreement.report.context()
    for table, name in (
        (codes_table(agreement), AGREEMENT),
        (overall_table(agreement), ALL_CODES_AGREEMENT),
    ):
        told = f"{table.about}. {context}."
        if agreement.report.resampling is None:
            table = _without_intervals(table)
            told += " Intervals stand in the workbook of the Agreement page."
        yield replace(table, name=name), told


def _without_intervals(table: Table) -> Table:
    kept = [
        number
        for number, head in enumerate(table.heads)
        if not head.name.endswith(_OF_INTERVALS) and not head.name.startswith("alpha_below")
    ]
    return replace(
        table,
        heads=tuple(table.heads[number] for number in kept),
        rows=tuple(tuple(row[number] for number in kept) for row in table.rows),
    )
