"""Verdicts as a CSV file with stable columns, a row for each passage that was settled."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from coding.adjudication import Adjudication, outcome_words, standing_adjudications
from coding.model import Document
from exports.safe_text import csv_text
from framework.model import Framework

COLUMNS = (
    "document_id",
    "document",
    "start",
    "end",
    "line",
    "codes_in_question",
    "verdict",
    "whose",
    "stands",
    "stands_where",
    "reason",
    "adjudicator",
    "made_at",
    "framework_version",
    "codes_of_each_coder",
    "passage",
)


def adjudications_csv(
    acts: Iterable[Adjudication],
    documents: Iterable[Document],
    names: Mapping[str, str],
    framework: Framework,
) -> bytes:
    """Return the verdicts that stand as CSV in UTF-8 with a BOM, by document and place.

    Columns stay as they are named in `COLUMNS`. Codes are separated by "; ". `start` and `end`
    count characters from 0, half-open, as in every table of a study; `stands_where` gives each
    code's own characters. A text that a spreadsheet would take for a formula begins with an
    apostrophe.

    Args:
        acts: Acts of adjudication in the order of the log; what was taken back is left out.
        documents: The documents that they are on, in the order wanted. Verdicts on others are
            left out.
        names: People's names by their ids.
        framework: The study's, for the order of its codes.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for row in adjudication_rows(acts, documents, names, framework):
        writer.writerow([csv_text(cell) for cell in row])
    return file.getvalue().encode("utf-8-sig")


def adjudication_rows(
    acts: Iterable[Adjudication],
    documents: Iterable[Document],
    names: Mapping[str, str],
    framework: Framework,
) -> Iterator[tuple[str, ...]]:
    """Yield the verdicts that stand as the cells of `COLUMNS`; arguments as `adjudications_csv`."""
    order = {code.id: number for number, code in enumerate(framework.codes())}
    by_document: dict[str, list[Adjudication]] = {}
    for act in standing_adjudications(acts):
        by_document.setdefault(act.document_id, []).append(act)
    for document in documents:
        for act in sorted(by_document.get(document.id, ()), key=lambda one: one.place):
            yield _row(act, document, names, order)


def _row(
    act: Adjudication, document: Document, names: Mapping[str, str], order: Mapping[str, int]
) -> tuple[str, ...]:
    _, start, end = act.place
    marks = sorted(act.marks, key=lambda m: (order.get(m.code_id, len(order)), m.start, m.end))
    stands = dict.fromkeys(mark.code_id for mark in marks)
    return (
        document.id,
        document.name,
        str(start),
        str(end),
        str(document.line_of(start)),
        "; ".join(act.code_ids),
        str(act.verdict),
        names.get(act.takes or "", ""),
        "; ".join(stands) or outcome_words(act),
        "; ".join(f"{mark.code_id} {mark.start}-{mark.end}" for mark in marks),
        act.reason,
        names.get(act.adjudicator_id, ""),
        act.made_at.isoformat(timespec="seconds"),
        str(act.framework_version),
        _of_each(act, names),
        document.text[start:end],
    )


def _of_each(act: Adjudication, names: Mapping[str, str]) -> str:
    """Return which codes each coder had given the passage when it was settled."""
    given: dict[str, set[str]] = {}
    for coder_id, _, _, _, code_id in act.basis:
        given.setdefault(names.get(coder_id, coder_id), set()).add(code_id)
    return "; ".join(f"{name}: {', '.join(sorted(given[name]))}" for name in sorted(given))
