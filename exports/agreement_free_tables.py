"""The tables of freely marked passages."""

from coding.agreement.free_passages import FAMILY, FreePassages
from exports.agreement_contents import AgreementContents
from exports.agreement_table import Form, Head, Table, Value
from exports.agreement_words import MEANINGS


def free_tables(contents: AgreementContents) -> tuple[Table, ...]:
    """Return the tables of free passages; none where they were not looked at."""
    free = contents.free
    if free is None or not free.characters:
        return ()
    return _domains(contents, free), _alone(contents, free), _pair(contents, free)


def _domains(contents: AgreementContents, free: FreePassages) -> Table:
    heads = (
        Head("domain", "Theme", Form.NAME, 12),
        Head("name", "Name", Form.NAME, 34),
        *(Head(str(one), MEANINGS[one].title, Form.FIGURE, 12) for one in FAMILY),
        Head("c_alpha_binary", "c-alpha-binary", Form.FIGURE, 14),
        Head("why", "Why a figure is undefined", width=90),
    )
    rows: list[tuple[Value, ...]] = []
    for domain in free.domains:
        found = [domain.result(name) for name in FAMILY]
        whole = [*found, domain.c_alpha_binary]
        reasons = dict.fromkeys(contents.reason(one.why) for one in whole if one and one.why)
        values = (one.value if one else None for one in whole)
        rows.append((domain.id or "all", domain.name, *values, " ".join(reasons)))
    about = (
        "Krippendorff's family for codes that exclude each other: a theme is a semantic domain "
        "of ATLAS.ti"
    )
    return Table("Free passages by theme", about, heads, tuple(rows), frozen=2)


def _alone(contents: AgreementContents, free: FreePassages) -> Table:
    heads = (
        Head("code", "Code", Form.NAME, 12),
        Head("name", "Name", Form.NAME, 34),
        Head("u_alpha", "u-alpha, alone", Form.FIGURE, 14),
        Head("k_u_alpha", "(k)u-alpha", Form.FIGURE, 12),
        Head("why", "Why a figure is undefined", width=90),
    )
    rows = tuple(
        (
            one.code,
            contents.code_name(one.code),
            one.u_alpha.value,
            one.k_u_alpha.value if one.k_u_alpha else None,
            " ".join(
                dict.fromkeys(
                    contents.reason(result.why)
                    for result in (one.u_alpha, one.k_u_alpha)
                    if result and result.why
                )
            ),
        )
        for one in free.codes
    )
    return Table("Free passages by code", "One code's passages", heads, rows, frozen=2)


def _pair(contents: AgreementContents, free: FreePassages) -> Table:
    first, second = (contents.coder_name(coder) for coder in free.pair)
    heads = (
        Head("code", "Code", Form.NAME, 12),
        Head("name", "Name", Form.NAME, 34),
        Head("both", "Both", Form.COUNT, 10),
        Head("only_1", f"Only {first}", Form.COUNT, 12),
        Head("only_2", f"Only {second}", Form.COUNT, 12),
        Head("neither", "Neither", Form.COUNT, 12),
        Head("percent_agreement", "Agreement", Form.SHARE, 11),
        Head("holsti", "Holsti, by length", Form.SHARE, 11),
        Head("jaccard", "Jaccard", Form.SHARE, 11),
        Head("cohen_kappa", "Kappa, one table", Form.FIGURE, 12),
        Head("mean_of_documents", "Kappa, mean of interviews", Form.FIGURE, 13),
        Head("nvivo_mean", "NVivo, mean", Form.FIGURE, 12),
        Head("nvivo_weighted", "NVivo, weighted", Form.FIGURE, 12),
        Head("overlap_matched", "MAXQDA, matched", Form.COUNT, 12),
        Head("overlap_passages", "MAXQDA, passages", Form.COUNT, 12),
        Head("overlap_share", "MAXQDA, share", Form.SHARE, 12),
        Head("overlap_kappa", "MAXQDA, kappa (RK)", Form.FIGURE, 12),
    )
    overlaps = {row.code: row for row in free.overlaps}
    rows: list[tuple[Value, ...]] = []
    for row in free.by_characters:
        over = overlaps[row.code]
        counted = (row.both, row.only_first, row.only_second, row.neither)
        figures = (row.percent_agreement, row.dice, row.jaccard, row.kappa)
        averages = (row.mean_of_documents, row.nvivo_mean, row.nvivo_weighted)
        matches = (over.matched, over.passages, over.share, over.kappa)
        named = (row.code, contents.code_name(row.code))
        rows.append((*named, *counted, *figures, *averages, *matches))
    whole = overlaps.get(None)
    if whole is not None:
        matches = (whole.matched, whole.passages, whole.share, whole.kappa)
        rows.append(("all", "All codes", *[None] * 11, *matches))
    about = (
        f"{first} and {second}, in characters as NVivo counts, and passages that overlap by "
        f"{free.at_least:.0%} or more as MAXQDA counts"
    )
    return Table("As NVivo and MAXQDA", about, heads, tuple(rows), frozen=2)
