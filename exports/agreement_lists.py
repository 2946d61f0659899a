"""The tables that list what lies behind the figures: interviews, confusions, disagreements."""

from collections.abc import Sequence

from coding.agreement.values import Statistic
from coding.model import Coding
from exports.adjudications_csv import COLUMNS, adjudication_rows
from exports.agreement_contents import AgreementContents
from exports.agreement_table import Form, Head, Table, Value, reasons


def interviews_table(contents: AgreementContents) -> Table:
    """Return the figures interview by interview, in the order of the contents' documents."""
    heads = (
        Head("document", "Interview", Form.NAME, 26),
        Head("n", "n", Form.COUNT, 9),
        Head("differing", "Differ on", Form.COUNT, 10),
        Head("percent_exact_sets", "Exactly the same codes", Form.SHARE, 14),
        Head("krippendorff_alpha_masi", "Alpha, MASI distance", Form.FIGURE, 14),
        Head("why", "Why undefined", width=60),
    )
    found = {one.document_id: one for one in contents.interviews}
    rows = []
    for document in contents.documents:
        if document.id not in found:
            continue
        one = found[document.id]
        percent, alpha = (
            one.result(name) for name in (Statistic.PERCENT_AGREEMENT, Statistic.ALPHA_MASI)
        )
        rows.append(
            (
                document.name,
                one.n,
                one.differing,
                percent.value if percent else None,
                alpha.value if alpha else None,
                reasons(contents, one.results),
            )
        )
    about = "A row for each interview, in the order in which they were finished"
    return Table("Interviews", about, heads, tuple(rows))


def confusions_table(contents: AgreementContents) -> Table:
    """Return which code one coder gives where another gives which."""
    heads = (
        Head("coder_1", "One coder", width=20),
        Head("code_1", "gave", Form.NAME, 12),
        Head("code_1_name", "", width=34),
        Head("coder_2", "where another", width=20),
        Head("code_2", "gave", Form.NAME, 12),
        Head("code_2_name", "", width=34),
        Head("units", "Units", Form.COUNT, 9),
    )
    rows = tuple(
        (
            contents.coder_name(pair.coders[0]),
            *_code(contents, one.first_code),
            contents.coder_name(pair.coders[1]),
            *_code(contents, one.second_code),
            one.units,
        )
        for pair in contents.confusions
        for one in pair.found
    )
    about = "Which code for which: codes that both gave a unit are left out of it"
    return Table("Confusions", about, heads, rows, frozen=0)


def _code(contents: AgreementContents, code_id: str | None) -> tuple[str, str]:
    if code_id is None:
        return "no code", ""
    return code_id, contents.code_name(code_id)


def disagreements_table(contents: AgreementContents) -> Table:
    """Return every passage on which coders differ, with its words and what each of them did."""
    coders = contents.report.coders
    heads = (
        Head("document", "Interview", Form.NAME, 20),
        Head("lines", "Lines", width=10),
        Head("start", "From character", Form.COUNT, 10),
        Head("end", "To", Form.COUNT, 10),
        Head("code", "Code", Form.NAME, 11),
        Head("code_name", "Name", width=26),
        Head("given_by", "Given by", width=20),
        Head("not_given_by", "Not by", width=20),
        Head("words", "Passage", width=70),
        *(
            Head(f"coder_{place}", f"What {contents.coder_name(coder)} gave", width=34)
            for place, coder in enumerate(coders, 1)
        ),
    )
    documents = {document.id: document for document in contents.documents}
    rows: list[tuple[Value, ...]] = []
    for one in contents.disagreements:
        document, start, end = documents[one.document_id], one.start or 0, one.end or 0
        first, last = document.line_of(start), document.line_of(max(start, end - 1))
        rows.append(
            (
                document.name,
                f"L{first}" if first == last else f"L{first}-{last}",
                start,
                end,
                one.code_id,
                contents.code_name(one.code_id),
                ", ".join(contents.coder_name(coder) for coder in one.with_code),
                ", ".join(contents.coder_name(coder) for coder in one.without_code),
                document.text[start:end],
                *(_gave(one.codings, coder) for coder in coders),
            )
        )
    about = "Every passage on which they differ, with its words: participants’ words, handle so"
    return Table("Disagreements", about, heads, tuple(rows))


def _gave(codings: Sequence[Coding], coder_id: str) -> str:
    own = [coding for coding in codings if coding.coder_id == coder_id]
    told = (f"{one.code_id} ({one.memo})" if one.memo else one.code_id for one in own)
    return "; ".join(told) or "no code"


def adjudications_table(contents: AgreementContents) -> Table:
    """Return the verdicts that stand on the documents compared, with reasons and words."""
    names = {coder.id: coder.name for coder in contents.coders}
    rows = adjudication_rows(contents.adjudications, contents.documents, names, contents.framework)
    heads = tuple(Head(name, title, width=width) for name, (title, width) in _VERDICTS.items())
    places = [COLUMNS.index(name) for name in _VERDICTS]
    about = "Every verdict that stands, with its reason: participants’ words, handle so"
    return Table(
        "Adjudications", about, heads, tuple(tuple(row[at] for at in places) for row in rows)
    )


_VERDICTS = {
    "document": ("Interview", 20),
    "line": ("Line", 8),
    "passage": ("Passage", 70),
    "codes_of_each_coder": ("What each gave", 34),
    "stands": ("What stands", 26),
    "verdict": ("Verdict", 16),
    "whose": ("Whose", 16),
    "reason": ("Reason", 40),
    "adjudicator": ("Settled by", 18),
    "made_at": ("When", 22),
    "framework_version": ("Framework version", 12),
}
"""The columns of verdicts that the workbook shows: title and width."""
