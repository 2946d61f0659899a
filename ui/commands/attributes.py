"""`betweenlines import-attributes PROJECT FILE`: what is known about the cases, from a table."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from coding.attribute_files import read_attribute_table
from coding.attribute_values import (
    TYPE_SETTING,
    AttributeType,
    attribute_types,
    days_come_first,
    kept_types,
)
from coding.attributes import (
    AttributeDiff,
    AttributeTable,
    Change,
    Wanted,
    attribute_diff,
    guessed_case_column,
    guessed_types,
)
from coding.store import Store
from ui.commands.problems import CommandError, file_bytes, tell
from ui.studies import open_study
from ui.wording import counted


def add(commands: argparse._SubParsersAction) -> None:
    """Describe the command."""
    described = commands.add_parser(
        "import-attributes",
        help="bring in what is known about the cases, from a table",
        description="Give the cases of PROJECT the attributes in FILE (CSV or Excel): a row for "
        "each case. Values that differ from those in the study are told and left, unless "
        "--replace is given. All of it is one step, which the Cases page can undo.",
    )
    described.add_argument("project", type=Path, metavar="PROJECT")
    described.add_argument("file", type=Path, metavar="FILE")
    described.add_argument(
        "--case", metavar="COLUMN", help="the column that names the case (guessed without it)"
    )
    described.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook")
    described.add_argument(
        "--month-first", action="store_true", help="03/04/2025 is the fourth of March"
    )
    described.add_argument(
        "--replace", action="store_true", help="let values in the table replace different ones"
    )
    described.add_argument(
        "--dry-run", action="store_true", help="say what would change, store nothing"
    )
    described.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Say what the table changes, and change it; 1 if anything in it could not be taken."""
    data, store = file_bytes(args.file), open_study(args.project)
    table = read_attribute_table(data, sheet=args.sheet)
    wanted = _wanted(store, table, args)
    diff = attribute_diff(table, store.cases(), wanted)
    _tell_table(table, wanted)
    _tell_diff(diff, replace=args.replace)
    changes = (*diff.new, *(diff.different if args.replace else ()))
    if args.dry_run:
        print(f"Would take in {counted(len(changes), 'value')}.")
    elif changes:
        used = {one.name for one in changes}
        types = {name: kind for name, kind in wanted.types.items() if name in used}
        reason = f"from the table {args.file.name}"[:300]
        store.import_attributes(changes, types, coder_id=None, reason=reason)
        print(f"Took in {counted(len(changes), 'value')}.")
    else:
        print("Nothing to take in.")
    left = 0 if args.replace else len(diff.different)
    return 1 if diff.not_taken or diff.rows_without_case or left else 0


def _wanted(store: Store, table: AttributeTable, args: argparse.Namespace) -> Wanted:
    cases = store.cases()
    column = args.case or guessed_case_column(table, cases)
    if column not in table.heads:
        there = ", ".join(table.heads)
        raise CommandError(f"{args.file} has no column “{column}”. It has: {there}.")
    settings = store.settings(TYPE_SETTING)
    known = {**attribute_types(cases, settings), **kept_types(settings)}
    types = guessed_types(table, column, known)
    told = days_come_first([cell for head in types for cell in table.column(head)])
    if told is None and not args.month_first and AttributeType.DATE in types.values():
        tell(
            "Dates such as 03/04/2025 are read with the day first; --month-first turns that round."
        )
    return Wanted(column, types, day_first=not args.month_first and told is not False)


def _tell_table(table: AttributeTable, wanted: Wanted) -> None:
    for remark in table.remarks:
        tell(remark)
    print(f"Cases are named in the column {wanted.case_column}.")
    for name, kind in wanted.types.items():
        print(f"  {name}: {kind}")


def _tell_diff(diff: AttributeDiff, *, replace: bool) -> None:
    print(f"{counted(len(diff.new), 'new value')}, {diff.same} unchanged.")
    _tell_changes(diff.different, "replaced" if replace else "left as it is; --replace takes it")
    for one in diff.not_taken:
        print(f"  ! row {one.row}, {one.case_name}, {one.name}: “{one.value}” {one.why}")
    for number, written in diff.rows_without_case:
        print(f"  ! row {number}: no case is called “{written}”")
    if diff.cases_without_row:
        print(f"  Cases without a row: {', '.join(diff.cases_without_row)}")


def _tell_changes(changes: Iterable[Change], what: str) -> None:
    for one in changes:
        print(f"  {one.case_name}, {one.name}: “{one.before}” → “{one.after}” ({what})")
