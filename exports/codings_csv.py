"""The codings as a table for R, SPSS and spreadsheets: one coding a line, columns that stay.

UTF-8 with a mark at the beginning, so that spreadsheets know it; comma-separated, quoted where
needed (RFC 4180). Spreadsheets take text that begins with = + - @ or a tab for a formula: such
text gets an apostrophe in front, and nothing else is changed.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coding.corrected_quotes import quoted_words
from coding.corrections import Correction, Reading, corrected_texts
from coding.model import Case, Coder, Coding, Document
from exports.safe_text import csv_text
from framework.model import Framework

_FIRST = ("document", "case", "coder", "code", "theme")
_LAST = (
    "start",
    "end",
    "line_from",
    "line_to",
    "text",
    "certainty",
    "memo",
    "origin",
    "text_is",
)
_MANY = "; "


@dataclass(frozen=True, slots=True)
class CodingsContents:
    """What goes into the table: `codings` that stand, and what is needed to name things.

    The words are quoted with `corrections`; `reading` says whether those were wanted.
    """

    framework: Framework
    documents: tuple[Document, ...]
    cases: tuple[Case, ...]
    coders: tuple[Coder, ...]
    codings: tuple[Coding, ...]
    reading: Reading = Reading.CORRECTED
    corrections: tuple[Correction, ...] = ()


def codings_csv(contents: CodingsContents) -> bytes:
    """Return the table, by document and place.

    The columns are document, case, coder, code, theme, one for each dimension under its id,
    start, end, line_from, line_to, text, certainty, memo, origin and text_is. Offsets count
    code points from 0, half-open; lines count from 1, both included. A document of several
    cases names them all, parted by "; ". Origin is "accepted" for a suggestion that the coder
    took, else "added". The text is the words with what was corrected after transcription (text_is
    "corrected"), or as they were frozen; places and lines are those of the frozen text either way.
    A dimension named like another column gets "dimension_" before its id.
    """
    file = io.StringIO(newline="")
    rows = csv.writer(file)
    rows.writerow([csv_text(name) for name in columns(contents.framework)])
    rows.writerows(_rows(contents))
    return file.getvalue().encode("utf-8-sig", "replace")


def columns(framework: Framework) -> tuple[str, ...]:
    """Return the names of the columns, in order."""
    fixed = {*_FIRST, *_LAST}
    ids = (dimension.id for dimension in framework.dimensions)
    return (*_FIRST, *(f"dimension_{one}" if one in fixed else one for one in ids), *_LAST)


def _rows(contents: CodingsContents) -> Iterator[list[str | int]]:
    documents = {document.id: document for document in contents.documents}
    order = {document.id: number for number, document in enumerate(contents.documents)}
    texts = corrected_texts(contents.documents, contents.corrections)
    coders = {coder.id: coder.name for coder in contents.coders}
    known = (coding for coding in contents.codings if coding.document_id in documents)
    for coding in sorted(
        known, key=lambda c: (order[c.document_id], c.start, c.end, c.code_id, c.coder_id)
    ):
        document = documents[coding.document_id]
        line_to = document.line_of(max(coding.start, coding.end - 1))
        yield [
            *_texts(document.name, _cases_of(document.id, contents.cases)),
            *_texts(coders.get(coding.coder_id, ""), coding.code_id),
            *_texts(*_placed(coding.code_id, contents.framework)),
            coding.start,
            coding.end,
            document.line_of(coding.start),
            line_to,
            *_texts(
                quoted_words(document, coding.start, coding.end, texts),
                coding.certainty or "",
                coding.memo,
            ),
            "accepted" if coding.suggested else "added",
            contents.reading.value,
        ]


def _texts(*values: str) -> Iterator[str]:
    return (csv_text(value) for value in values)


def _cases_of(document_id: str, cases: Iterable[Case]) -> str:
    return _MANY.join(case.name for case in cases if document_id in case.document_ids)


def _placed(code_id: str, framework: Framework) -> Sequence[str]:
    """Return the code's theme and its value on each dimension; empty for a retired code."""
    if code_id not in framework.code_by_id:
        return [""] * (1 + len(framework.dimensions))
    values = framework.values_of(code_id)
    theme = framework.theme_of[code_id].id
    return [theme, *(values.get(dimension.id, "") for dimension in framework.dimensions)]
