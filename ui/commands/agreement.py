"""`betweenlines agreement`: how far coders agree, in a study or in a table from elsewhere."""

import argparse
from dataclasses import replace
from pathlib import Path

from coding.agreement.elsewhere import Figures, agreement_json
from coding.agreement.report import AgreementRow, RowKind
from coding.agreement.values import Result, Statistic, Unit
from coding.store import Store
from ui.agreement.tables import tables_archive
from ui.commands.agreement_elsewhere import (
    add_elsewhere,
    elsewhere_figures,
    misused,
    table_of,
)
from ui.commands.problems import CommandError, tell
from ui.comparing import Comparison, Question, gather, open_to, report_on
from ui.studies import open_study

TIMES = 2000
SHOWN = (
    (Statistic.PREVALENCE, "prevalence"),
    (Statistic.PERCENT_AGREEMENT, "agreement"),
    (Statistic.POSITIVE_AGREEMENT, "positive"),
    (Statistic.COHEN_KAPPA, "kappa"),
    (Statistic.KRIPPENDORFF_ALPHA, "alpha"),
    (Statistic.GWET_AC1, "AC1"),
)


def add(commands: argparse._SubParsersAction) -> None:
    """Describe the command."""
    described = commands.add_parser(
        "agreement",
        help="how far coders agree",
        description="Show how far the coders of PROJECT agree, on interviews that all who began "
        "them have finished; or how far judgements agree that were made elsewhere. Intervals are "
        "95 % bootstrap intervals from 2,000 resamples.",
    )
    described.add_argument("project", type=Path, metavar="PROJECT", nargs="?")
    described.add_argument(
        "--unit", choices=[unit.value for unit in Unit], help="what is compared (default: segment)"
    )
    described.add_argument(
        "--coders", metavar="A,B", help="only these coders, by name; default: all who finished"
    )
    described.add_argument(
        "--xlsx", type=Path, metavar="FILE", help="write all tables as an Excel workbook"
    )
    add_elsewhere(described)
    described.add_argument("--json", action="store_true", help="print JSON")
    described.set_defaults(run=run, misused=described.error)


def run(args: argparse.Namespace) -> int:
    """Print the figures; with `--xlsx`, write the workbook."""
    if wrong := misused(args):
        args.misused(wrong)
    if args.project is None:
        figures = elsewhere_figures(args)
        print(agreement_json(figures) if args.json else table_of(figures))
        return 0
    store = open_study(args.project)
    comparable = open_to(store, None)
    if len(comparable.coder_ids) < 2:
        raise CommandError(
            "there is nothing to compare yet: no interview was finished by two coders."
        )
    names = {coder.id: coder.name for coder in store.coders()}
    question = Question(
        _coders(args.coders, comparable.coder_ids, names), Unit(args.unit or Unit.SEGMENT)
    )
    if args.xlsx:
        archive = tables_archive(store, comparable, question, times=TIMES)
        _write(args.xlsx, archive.workbook)
    comparison = _compared(store, question)
    print(as_json(comparison, names) if args.json else _table(comparison, names))
    return 0


def _compared(store: Store, question: Question) -> Comparison:
    matter = gather(store, open_to(store, None), question)
    report = report_on(store, matter, times=TIMES)
    return Comparison(report, matter.ratings, matter.codings)


def _coders(wanted: str | None, known: tuple[str, ...], names: dict[str, str]) -> tuple[str, ...]:
    """Return the ids of the coders that are named, all of the known without a wish.

    Raises:
        CommandError: If a name is not that of somebody to compare, or only one is given.
    """
    if wanted is None:
        return known
    by_name = {names[coder].casefold(): coder for coder in known}
    asked = [name.strip() for name in wanted.split(",") if name.strip()]
    missing = [name for name in asked if name.casefold() not in by_name]
    if missing:
        there = ", ".join(sorted(names[coder] for coder in known))
        raise CommandError(f"{missing[0]} is not among the coders to compare: {there}.")
    chosen = tuple(dict.fromkeys(by_name[name.casefold()] for name in asked))
    if len(chosen) < 2:
        raise CommandError("name two or more different coders, separated by a comma.")
    return chosen


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from None
    tell(f"{path}: the workbook, with participants' words on the sheet Disagreements")


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
    lines = [
        report.context(),
        "Coders: " + ", ".join(sorted(names[coder] for coder in report.coders)),
        "",
    ]
    lines.append("\t".join(("row", "coders", "n", *(title for _, title in SHOWN), "why not")))
    for kind in (RowKind.CODE, RowKind.DIMENSION_VALUE):
        for row in report.rows:
            if row.kind is kind and any(row.used):
                lines.append(_line(row, names))
    return "\n".join(lines)


def _line(row: AgreementRow, names: dict[str, str]) -> str:
    who = " and ".join(names[coder] for coder in row.coders) if row.pair else "all"
    results = [row.result(statistic) for statistic, _ in SHOWN]
    why = next((r.why for r in results if r and r.value is None and r.why), "")
    return "\t".join((row.id, who, str(row.n), *map(_value, results), why))


def _value(result: Result | None) -> str:
    if result is None or result.value is None:
        return ""
    if result.low is None or result.high is None:
        return f"{result.value:.3f}"
    return f"{result.value:.3f} [{result.low:.3f}, {result.high:.3f}]"
