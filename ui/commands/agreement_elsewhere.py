"""`betweenlines agreement` for judgements made elsewhere: tables as CSV files."""

import argparse
from pathlib import Path

from coding.agreement.elsewhere import Figures, codes_results, ratings_results, spans_results
from coding.agreement.values import AgreementError, Result
from ui.commands.problems import CommandError, file_bytes

_TABLES = ("ratings", "codes", "spans")


def add_elsewhere(described: argparse.ArgumentParser) -> None:
    """Describe the options for tables from elsewhere."""
    group = described.add_argument_group("judgements made elsewhere, instead of PROJECT")
    group.add_argument(
        "--ratings",
        type=Path,
        metavar="FILE.csv",
        help="first column the unit, then a column a coder; one label a cell, empty = missing",
    )
    group.add_argument(
        "--categories", type=int, metavar="N", help="with --ratings: how many labels there were"
    )
    group.add_argument(
        "--codes",
        type=Path,
        metavar="FILE.csv",
        help="columns unit, coder, codes; several separated by ;",
    )
    group.add_argument(
        "--spans",
        type=Path,
        metavar="FILE.csv",
        help="columns coder, start, end, code; characters from 0, the end not included",
    )
    group.add_argument(
        "--length", type=int, metavar="N", help="with --spans: how many characters the text has"
    )


def misused(args: argparse.Namespace) -> str:
    """Return what is wrong with the combination of options, "" if nothing is."""
    named = [name for name in _TABLES if getattr(args, name) is not None]
    given = len(named) + (args.project is not None)
    if given != 1:
        return "name either PROJECT or one of --ratings, --codes and --spans"
    if args.categories is not None and args.ratings is None:
        return "--categories goes with --ratings"
    if (args.length is None) != (args.spans is None):
        return "--spans and --length go together"
    of_project = [name for name in ("unit", "coders", "xlsx") if getattr(args, name) is not None]
    if named and of_project:
        return f"--{of_project[0]} goes with PROJECT"
    return ""


def elsewhere_figures(args: argparse.Namespace) -> Figures:
    """Return the figures of the table that is named.

    Raises:
        CommandError: If the file cannot be read.
        AgreementError: If it holds no such table; the message names the file and the row.
    """
    path = args.ratings or args.codes or args.spans
    text = _text(path)
    try:
        if args.ratings:
            return ratings_results(text, args.categories)
        return codes_results(text) if args.codes else spans_results(text, args.length)
    except AgreementError as error:
        raise AgreementError(f"{path}: {error}") from None


def _text(path: Path) -> str:
    """Return the text of a CSV file: UTF-8, UTF-16 with its mark, or as old spreadsheets save."""
    data = file_bytes(path)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _decoded(data, "utf-16", path)
    if b"\0" in data:
        raise CommandError(f"{path} is no text. Save the table as CSV.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(data, "cp1252", path)


def _decoded(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise CommandError(f"{path} is no text that can be read. Save it as UTF-8.") from None


def table_of(figures: Figures) -> str:
    """Return the figures as lines of text, tabs between columns."""
    heads = ("statistic", "code", "coders", "value", "low", "high", "n", "why")
    lines = [f"{figures.n_units:,} units · {len(figures.coders)} coders", "\t".join(heads)]
    lines += ["\t".join(_cells(result)) for result in figures.results]
    return "\n".join(lines)


def _cells(result: Result) -> tuple[str, ...]:
    numbers = ("" if v is None else f"{v:.4f}" for v in (result.value, result.low, result.high))
    coders = " and ".join(result.coders) if result.coders else "all"
    return (
        str(result.statistic),
        result.code or "",
        coders,
        *numbers,
        str(result.n),
        result.why or "",
    )
