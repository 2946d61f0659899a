"""The first sheet: what this workbook is, whose work it shows, and what can be relied on."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from openpyxl import Workbook

from coding.consensus import Ground
from coding.corrections import Reading
from coding.matrix import CellState
from exports import looks
from exports.citations import Citation, lost_references
from exports.contents import WorkbookContents
from exports.hidden_ids import DRAFT_LABEL
from exports.page import lay_out, print_setup
from exports.pen import Pen, Sheet, place
from exports.plan import README, Plan
from exports.safe_text import TextNotice
from exports.sheet_index import sheets_told

_MOST_NOTICES = 500

_HOW = """\
Each code has a column for the summary, its state and its quotes. Click on the quotes to jump to \
the first of them; point at a code's heading to read its definition. Certainty and memo stand to \
the right of the quotes; where nobody has given any they are folded away, and the + above opens \
them. So is the summary of the case in the last column. Below the cases stand the summaries of \
codes and themes.
Excel allows one link a cell, so the links of a summary's references stand on the sheet \
References: each leads to its quote, and back to the summary.
Filter by attributes or by state as you like. On the Quotes sheet filter rather than sort: the \
jumps lead to rows.
In summaries, references such as [P07 L112-118] name a document and its lines, as Betweenlines \
numbers them. The quotes' numbers (Q1, Q2) hold in this workbook only.
The first row and column of the sheets are hidden and hold the study's own ids. Leave them in \
place, so that what you edit can be matched with the study.
Summaries, certainty, memos, attributes and the codebook's texts may be edited here and brought \
back into the study. There each change is shown before it counts. On the sheets Counts and Binary \
a blank is a missing value, and the last columns say which of the two kinds.""".splitlines()


def readme_sheet(workbook: Workbook, contents: WorkbookContents) -> Sheet:
    """Add the sheet, still empty: it comes first and is written last (`write_readme`)."""
    sheet: Sheet = workbook.create_sheet(README)
    lay_out(sheet, (3, 30, 100), frozen=None)
    print_setup(sheet, contents, upright=True)
    return sheet


def write_readme(
    sheet: Sheet,
    pen: Pen,
    contents: WorkbookContents,
    plan: Plan,
    cited: tuple[Citation, ...],
) -> None:
    """Write the sheet, with all that the others had to change."""
    lost = tuple(lost_references(cited))
    notices = [*dict.fromkeys((*pen.notices, *lost))]
    pen.line(sheet, [])
    pen.line(
        sheet,
        [None, pen.text(sheet, contents.study_name, looks.TITLE, where="study's name")],
        height=26,
    )
    pen.line(sheet, [None, pen.text(sheet, "Framework matrix", looks.NOTE, where="Read me")])
    _section(sheet, pen, "This workbook", _facts(contents))
    _section(sheet, pen, "What can be relied on", _reliance(contents))
    _states(sheet, pen, contents)
    _index(sheet, pen, sheets_told(contents, plan, cited))
    _section(sheet, pen, "How to use it", (("", text) for text in _HOW))
    _section(sheet, pen, "What could not be written as it is", _changed(notices))
    pen.notices.extend(lost)


def _section(sheet: Sheet, pen: Pen, title: str, rows: Iterable[tuple[str, str]]) -> None:
    _heading(sheet, pen, title)
    for label, text in rows:
        _line(sheet, pen, label, text)


def _heading(sheet: Sheet, pen: Pen, title: str) -> None:
    pen.line(sheet, [])
    pen.line(sheet, [None, pen.text(sheet, title, looks.SECTION, where="Read me")])


def _line(sheet: Sheet, pen: Pen, label: str, text: str) -> None:
    where = f"Read me, {label}"
    cells = [pen.text(sheet, label, looks.LABEL, where=where)]
    pen.line(sheet, [None, *cells, pen.text(sheet, text, looks.PLAIN, where=where)])


def _facts(contents: WorkbookContents) -> Iterator[tuple[str, str]]:
    matrix = contents.matrix
    framework = matrix.framework
    yield "Written", f"{moment(contents.made_at)}, by Betweenlines {contents.program_version}"
    label = f"the study's version {matrix.framework_version}, labelled {framework.version}"
    yield "Framework", f"{framework.name}, {label}"
    yield "Cases and codes", f"{len(matrix.cases)} cases, {len(matrix.columns)} codes"
    yield "Attributes", ", ".join(matrix.attributes) or "none"
    if contents.facts != matrix.attributes:
        yield "Beside the cases", f"{', '.join(contents.facts) or 'none'}; all are on sheet Cases"
    yield "Filters", "\n".join(contents.filters) or "none: all cases and all codes are here"
    drafts = f'in grey italics, beginning with "{DRAFT_LABEL.strip()}"; nobody has gone over them'
    yield "Drafts by the program", drafts if contents.include_drafts else "left out"
    if contents.agreement and contents.filters:
        yield "Agreement", "over the whole study, whatever the filters"
    yield "Words of the quotes", _words(contents)


def _words(contents: WorkbookContents) -> str:
    lines = "Lines and times are those of the transcript as it was frozen."
    if not contents.corrections:
        return f"as transcribed: nothing was corrected afterwards. {lines}"
    number = _counted(contents.corrections, "correction")
    if contents.reading is Reading.FROZEN:
        return f"as transcribed, without the {number} made afterwards. {lines}"
    return f"as corrected after transcription ({number}). {lines}"


def moment(at: datetime) -> str:
    """Return e.g. "5 March 2026, 14:05 UTC"."""
    return f"{at.day} {at:%B %Y, %H:%M} {at.tzname() or ''}".rstrip()


def _reliance(contents: WorkbookContents) -> Iterator[tuple[str, str]]:
    matrix = contents.matrix
    yield "Whose codings", _whose(contents)
    grounds = [source.ground for source in matrix.sources]
    for ground in Ground:
        if ground in grounds:
            yield "", f"{_counted(grounds.count(ground), 'document')}: {ground}"
    lost = sum(source.not_shared for source in matrix.sources)
    if lost:
        yield "", f"{_counted(lost, 'coding')} not charted, because not all who finished made them"
    names = {document.id: document.name for document in contents.documents}
    unfinished = ", ".join(names[document_id] for document_id in matrix.unfinished)
    yield "Not finished", unfinished or "nothing: every document charted here is finished"
    tally = matrix.tally()
    signed, stale = tally[CellState.SIGNED_OFF], tally[CellState.STALE]
    written = signed + stale + tally[CellState.SUMMARISED]
    confirmed = f"{_counted(written, 'summary', 'summaries')} by people: {signed} signed off"
    yield "Confirmed", f"{confirmed}, {stale} stale. The rest nobody has confirmed."
    for left in matrix.left_out:
        yield "Not in the matrix", f"{left.count:,} {left.what}"


def _whose(contents: WorkbookContents) -> str:
    whose = contents.matrix.whose
    if whose is not None:
        return f"{contents.coder_name(whose)}'s alone"
    return (
        "The consensus: where several coders finished a document, the words on which all of them "
        "put the same code, and what was adjudicated; where one did, that coder's codings. Never "
        "everybody's together. The Documents sheet says for each document which it was."
    )


def _counted(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _states(sheet: Sheet, pen: Pen, contents: WorkbookContents) -> None:
    _heading(sheet, pen, "What the states mean")
    tally = contents.matrix.tally()
    for state in CellState:
        look = looks.STATE_LOOKS[state]
        sign = pen.text(sheet, f"{state.shape} {state}", look, where="Read me")
        text = f"{state.meaning} {_counted(tally[state], 'cell')}."
        pen.line(sheet, [None, sign, pen.text(sheet, text, looks.PLAIN, where="Read me")])


def _index(sheet: Sheet, pen: Pen, told: Iterable[tuple[str, str]]) -> None:
    _heading(sheet, pen, "Sheets")
    for name, text in told:
        link = place(name, "A1")
        label = pen.text(sheet, name, looks.LABEL_LINK, where="Read me", link=link)
        pen.line(sheet, [None, label, pen.text(sheet, text, looks.PLAIN, where="Read me")])


def _changed(notices: Sequence[TextNotice]) -> Iterator[tuple[str, str]]:
    if not notices:
        yield "", "Nothing: all text stands here as it stands in the study."
    for notice in notices[:_MOST_NOTICES]:
        yield notice.where, notice.what
    if len(notices) > _MOST_NOTICES:
        yield "", f"and {len(notices) - _MOST_NOTICES:,} more of the kind"
