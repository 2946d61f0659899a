"""`betweenlines agreement PROJECT`: how far coders agree, on what all of them finished."""

import argparse
from dataclasses import replace
from pathlib import Path

from coding.agreement.elsewhere import Figures, agreement_json
from coding.agreement.report import AgreementRow, RowKind
from coding.agreement.values import Statistic
from ui.commands.problems import CommandError
from ui.comparing import Comparison, compare, open_to
from ui.studies import open_study

SHOWN = (
    (Statistic.PREVALENCE, "prevalence"),
    (Statistic.PERCENT_AGREEMENT, "agreement"),
    (Statistic.COHEN_KAPPA, "kappa"),
    (Statistic.KRIPPENDORFF_ALPHA, "alpha"),
)


def add(commands: argparse._SubParsersAction) -> None:
    """Describe the command."""
    described = commands.add_parser(
        "agreement",
        help="how far coders agree",
        description="Show how far the coders of PROJECT agree, on interviews that all who began "
        "them have finished.",
    )
    described.add_argument("project", type=Path, metavar="PROJECT")
    described.add_argument("--json", action="store_true", help="print JSON")
    described.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the figures by code, dimension value and pair."""
    store = open_study(args.project)
    comparable = open_to(store, None)
    if len(comparable.coder_ids) < 2:
        raise CommandError(
            "there is nothing to compare yet: no interview was finished by two coders."
        )
    comparison = compare(store, comparable, comparable.coder_ids)
    names = {coder.id: coder.name for coder in store.coders()}
    print(as_json(comparison, names) if args.json else _table(comparison, names))
    return 0


def as_json(comparison: Comparison, names: dict[str, str]) -> str:
    """Return the figures as JSON, with the coders' names."""
    report = comparison.report
    rows = [result for row in report.rows for result in row.results]
    results = tuple(
        replace(result, coders=_named(result.coders, names)) for result in (*report.overall, *rows)
    )
    coders = tuple(names[coder] for coder in report.coders)
    return agreement_json(Figures(report.n_units, coders, results))


def _named(coders: tuple[str, ...] | None, names: dict[str, str]) -> tuple[str, ...] | None:
    return tuple(names[coder] for coder in coders) if coders else None


def _table(comparison: Comparison, names: dict[str, str]) -> str:
    report = comparison.report
    lines = [report.context(), "Coders: " + ", ".join(names[coder] for coder in report.coders), ""]
    lines.append("\t".join(("row", "coders", "n", *(title for _, title in SHOWN), "why not")))
    for kind in (RowKind.CODE, RowKind.DIMENSION_VALUE):
        for row in report.rows:
            if row.kind is kind and any(row.used):
                lines.append(_line(row, names))
    return "\n".join(lines)


def _line(row: AgreementRow, names: dict[str, str]) -> str:
    who = " and ".join(names[coder] for coder in row.coders) if row.pair else "all"
    results = [row.result(statistic) for statistic, _ in SHOWN]
    values = ["" if r is None or r.value is None else f"{r.value:.3f}" for r in results]
    why = next((r.why for r in results if r and r.value is None and r.why), "")
    return "\t".join((row.id, who, str(row.n), *values, why))
