"""The agreement figures as rows of a table, and as words for what a figure cannot say."""

from collections.abc import Mapping

from coding.agreement.report import AgreementReport, AgreementRow, RowKind
from coding.agreement.values import Statistic

FIGURES = (
    (Statistic.PERCENT_AGREEMENT, "Agreement"),
    (Statistic.COHEN_KAPPA, "Cohen's kappa"),
    (Statistic.KRIPPENDORFF_ALPHA, "Krippendorff's alpha"),
)


def table_rows(
    report: AgreementReport,
    kind: RowKind,
    *,
    pair: tuple[str, str] | None,
    names: Mapping[str, str],
    dimension: str | None = None,
) -> tuple[tuple[AgreementRow, dict[str, object]], ...]:
    """Return the rows of a kind that anybody used, worst alpha first, each with its cells.

    Kappa is for two coders: over more, its column is left out.
    """
    rows = [
        row
        for row in report.rows_of(kind, pair=pair)
        if any(row.used) and (dimension is None or row.id.startswith(f"{dimension}="))
    ]
    two = pair is not None or len(report.coders) == 2
    if two and pair is None:
        rows = [
            row
            for row in report.rows_of(kind, pair=(report.coders[0], report.coders[1]))
            if any(row.used) and (dimension is None or row.id.startswith(f"{dimension}="))
        ] or rows
    rows.sort(key=_worst_first)
    return tuple((row, _cells(row, names, two=two)) for row in rows)


def _worst_first(row: AgreementRow) -> tuple[bool, float]:
    result = row.result(Statistic.KRIPPENDORFF_ALPHA) or row.result(Statistic.COHEN_KAPPA)
    value = result.value if result else None
    return value is None, value if value is not None else 0.0


def _cells(row: AgreementRow, names: Mapping[str, str], *, two: bool) -> dict[str, object]:
    cells: dict[str, object] = {"Id": row.id, "Name": row.name, "Passages": row.n}
    cells |= {
        f"By {names.get(coder, coder)}": count
        for coder, count in zip(row.coders, row.used, strict=True)
    }
    cells |= {"By all": row.by_all, "By none": row.by_none}
    whys = []
    for statistic, title in ((Statistic.PREVALENCE, "Prevalence"), *FIGURES):
        if statistic is Statistic.COHEN_KAPPA and not two:
            continue
        result = row.result(statistic)
        cells[title] = result.value if result else None
        if result and result.why and result.why not in whys:
            whys.append(result.why)
    cells["Why a figure is missing"] = " ".join(whys)
    return cells
