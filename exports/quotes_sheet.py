"""The quotes: every passage of the matrix once, with where it stands and who coded it how."""

from collections.abc import Iterator, Mapping

from openpyxl import Workbook
from openpyxl.cell import Cell

from coding.model import Certainty
from coding.quoting import Passage, lines_label
from exports import looks
from exports.contents import WorkbookContents
from exports.page import lay_out, print_setup
from exports.pen import Pen, Sheet
from exports.plan import QUOTES, Plan, Quote

HEADS = (
    "id",
    "Quote",
    "Case",
    "Document",
    "Lines",
    "Time",
    "Speaker",
    "Text",
    "Codes",
    "Coders",
    "Certainty",
    "Memo",
)
_WIDTHS = (12, 8, 14, 18, 12, 9, 16, 80, 36, 16, 14, 40)


def quotes_sheet(workbook: Workbook, pen: Pen, contents: WorkbookContents, plan: Plan) -> None:
    """Add the sheet of quotes; quote number n stands in row n + 1."""
    sheet: Sheet = workbook.create_sheet(QUOTES)
    last = len(plan.quotes) + 1
    lay_out(sheet, _WIDTHS, frozen="C2", filtered=f"B1:L{last}")
    sheet.column_dimensions["A"].hidden = True
    print_setup(sheet, contents)
    sheet.print_title_rows = "1:1"
    pen.line(
        sheet,
        [pen.text(sheet, head, looks.HEAD, where="heading of Quotes") for head in HEADS],
        height=24,
    )
    writer = _Words(contents)
    for quote in plan.quotes.values():
        pen.line(sheet, _row(sheet, pen, writer, quote))


class _Words:
    """The names behind the ids, looked up once."""

    def __init__(self, contents: WorkbookContents) -> None:
        framework = contents.matrix.framework
        self.codes = {code.id: f"{code.id} {code.name}" for code in framework.codes()}
        self.documents = {document.id: document.name for document in contents.documents}
        coders = {coder for source in contents.matrix.sources for coder in source.coder_ids}
        self.coders = {coder: contents.coder_name(coder) for coder in coders}


def _row(sheet: Sheet, pen: Pen, words: _Words, quote: Quote) -> Iterator[Cell | None]:
    passage, where = quote.passage, f"Q{quote.number}"
    place = f"passage:{passage.document_id}:{passage.start}-{passage.end}"
    yield pen.text(sheet, place, looks.MACHINE, where=f"id of {where}")
    texts = (
        (where, looks.CASE),
        ("; ".join(quote.case_names), looks.BODY),
        (words.documents[passage.document_id], looks.BODY),
        (lines_label(passage.line_from, passage.line_to), looks.BODY),
        (clock(passage.start_s), looks.BODY),
        (passage.speaker or "", looks.BODY),
        (passage.text, looks.BODY),
        ("\n".join(words.codes.get(code, code) for code in passage.code_ids), looks.BODY),
        ("\n".join(words.coders[coder] for coder in passage.coder_ids), looks.BODY),
        (_certainty(passage, words.coders), looks.BODY),
        (_memo(passage, words.coders), looks.BODY),
    )
    for head, (text, look) in zip(HEADS[1:], texts, strict=True):
        yield pen.text(sheet, text, look, where=f"{where}, {head.lower()}")


def clock(seconds: float | None) -> str:
    """Return a media time as m:ss or h:mm:ss; empty if there is none."""
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def _certainty(passage: Passage, coders: Mapping[str, str]) -> str:
    """Return what was said of certainty, e.g. "unsure", with names and codes where they differ."""
    said = [coding for coding in passage.codings if coding.certainty is not None]
    if len(passage.codings) == 1 and said:
        return str(said[0].certainty)
    unsure = [coding for coding in said if coding.certainty is Certainty.UNSURE]
    if unsure:
        return "\n".join(f"unsure: {coders[c.coder_id]}, {c.code_id}" for c in unsure)
    return "sure" if said and len(said) == len(passage.codings) else ""


def _memo(passage: Passage, coders: Mapping[str, str]) -> str:
    written = [coding for coding in passage.codings if coding.memo]
    if len(passage.codings) == 1:
        return written[0].memo if written else ""
    return "\n".join(f"{coders[c.coder_id]} on {c.code_id}: {c.memo}" for c in written)
