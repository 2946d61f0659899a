"""`betweenlines export PROJECT --matrix FILE.xlsx`: the framework matrix as a workbook."""

import argparse
import os
from pathlib import Path
from uuid import uuid4

from coding.case_query import QueryError
from coding.corrections import Reading
from coding.model import Coder
from coding.store import Store
from exports.codings_csv import codings_csv
from exports.matrix_workbook import matrix_workbook
from ui.charting import Sight, acts_in_sight, sight_of
from ui.commands import coding_sheets, pictures
from ui.commands.problems import CommandError, tell
from ui.exporting import (
    ONE_SHEET,
    WorkbookOrder,
    by_of,
    codings_contents,
    confirmed_line,
    notice_lines,
    workbook_contents,
)
from ui.studies import open_study
from ui.wording import counted

MOST_LINES = 20


def add(commands: argparse._SubParsersAction) -> None:
    """Describe the command."""
    described = commands.add_parser(
        "export",
        help="take the matrix or the codings away",
        description="Write the framework matrix of PROJECT as an Excel workbook, or its codings "
        "as a table. Without --whose, it charts what all who finished an interview agree on, and "
        "nothing of interviews that are not open to all of their coders.",
    )
    described.add_argument("project", type=Path, metavar="PROJECT")
    described.add_argument(
        "--matrix", type=Path, metavar="FILE.xlsx", help="write the framework matrix"
    )
    described.add_argument(
        "--codings", type=Path, metavar="FILE.csv", help="write the codings, one a line"
    )
    described.add_argument(
        "--whose", metavar="CODER", help="chart one coder's codings, as this coder may see them"
    )
    described.add_argument(
        "--by",
        default="theme",
        metavar="theme|DIMENSION[,DIMENSION]",
        help="a sheet for each theme (default), or for each value of one or more dimensions; "
        f'"{ONE_SHEET}" for all codes on one',
    )
    described.add_argument(
        "--cases",
        default="",
        metavar="QUERY",
        help='only these cases in the matrix, e.g. "role = patient and age >= 30"',
    )
    described.add_argument(
        "--beside",
        metavar="ATTRIBUTE[,ATTRIBUTE]",
        help="the attributes beside the cases on the matrix sheets (default: all); the sheet "
        "Cases has them all",
    )
    described.add_argument(
        "--include-drafts",
        action="store_true",
        help="with the summaries that the program drafted and nobody has gone over, labelled",
    )
    described.add_argument(
        "--text",
        choices=[reading.value for reading in Reading],
        default=Reading.CORRECTED.value,
        help="quote the words as corrected after transcription (default), or as they were frozen; "
        "lines and places are the same in both",
    )
    coding_sheets.add_to(described)
    pictures.add_to(described)
    described.set_defaults(run=run, misused=described.error)


def run(args: argparse.Namespace) -> int:
    """Write what was asked for, and say what it holds."""
    if not (args.matrix or args.codings or args.coding_sheet or args.pictures):
        args.misused(
            "name a file to write: --matrix FILE.xlsx, --codings FILE.csv or --coding-sheet FILE; "
            "or a folder: --pictures FOLDER"
        )
    for path, suffix in ((args.matrix, ".xlsx"), (args.codings, ".csv")):
        if path:
            check_target(path, suffix)
    store = open_study(args.project)
    if args.pictures:
        pictures.check_folder(args.pictures)
    if args.coding_sheet:
        _write_coding_sheets(store, args)
    if args.matrix or args.codings or args.pictures:
        _write_tables(store, args)
    return 0


def _write_coding_sheets(store: Store, args: argparse.Namespace) -> None:
    if not args.coding_sheet.is_dir():
        check_target(args.coding_sheet, ".xlsx")
    coders = (coder_named(store, args.coder),) if args.coder else store.coders()
    made = coding_sheets.files(store, args.coding_sheet, coders, args.document)
    for path, data in made.items():
        replace_file(path, data)
        print(coding_sheets.told(path, data))


def _beside(store: Store, wanted: str | None) -> tuple[str, ...] | None:
    """Return the attributes named in `wanted`, None for all.

    Raises:
        CommandError: If no case has one of them.
    """
    if wanted is None:
        return None
    known = {name for case in store.cases() for name, _ in case.attributes}
    names = tuple(name.strip() for name in wanted.split(",") if name.strip())
    for name in names:
        if name not in known:
            there = ", ".join(sorted(known)) or "none"
            raise CommandError(f"no case has the attribute {name!r}; there are: {there}.")
    return names


def _write_tables(store: Store, args: argparse.Namespace) -> None:
    whose = coder_named(store, args.whose) if args.whose else None
    tell("Reading the codings")
    sight = sight_of(store, whose.id if whose else None)
    if args.matrix:
        order = WorkbookOrder(
            whose=whose.id if whose else None,
            by=by_of(args.by),
            cases=args.cases,
            include_drafts=args.include_drafts,
            reading=Reading(args.text),
            beside=_beside(store, args.beside),
        )
        _write_matrix(store, sight, args.matrix, order)
    if args.codings:
        contents = codings_contents(
            store, sight, whose=whose.id if whose else None, reading=Reading(args.text)
        )
        replace_file(args.codings, codings_csv(contents))
        print(f"{args.codings}: {counted(len(contents.codings), 'coding')}")
    if args.pictures:
        tell("Drawing the pictures")
        for path, data in pictures.files(store, sight, args, whose.id if whose else None):
            replace_file(path, data)
            print(path)


def _write_matrix(store: Store, sight: Sight, path: Path, order: WorkbookOrder) -> None:
    acts = acts_in_sight(store, sight)
    tell("Charting the matrix")
    try:
        contents = workbook_contents(store, sight, acts, order)
    except QueryError as error:
        raise CommandError(f"--cases: {error}") from None
    tell("Writing the workbook")
    workbook = matrix_workbook(contents)
    replace_file(path, workbook.data)
    print(f"{path}: {confirmed_line(contents.matrix)}")
    closed = len({act.cell for act in store.cell_acts()} - {act.cell for act in acts})
    if closed:
        tell(f"Left out, because it is not open yet: what was done in {counted(closed, 'cell')}.")
    lines = notice_lines(workbook.notices)
    for line in lines[:MOST_LINES]:
        tell(f"Not as it stands in the study: {line}")
    if len(lines) > MOST_LINES:
        tell(f"and {len(lines) - MOST_LINES:,} more; the sheet Read me has them.")


def coder_named(store: Store, name: str) -> Coder:
    """Return the coder of this name, in whatever case.

    Raises:
        CommandError: If there is none.
    """
    coders = store.coders()
    found = next((c for c in coders if c.name.casefold() == name.strip().casefold()), None)
    if found is None:
        there = ", ".join(coder.name for coder in coders) or "nobody yet"
        raise CommandError(f"nobody called {name} codes in this study. There is: {there}.")
    return found


def check_target(path: Path, suffix: str) -> None:
    """Check that a file of this kind can be written there, before anything is worked out.

    Raises:
        CommandError: If it cannot.
    """
    if path.suffix.lower() != suffix:
        raise CommandError(f"{path} should end in {suffix}: that is what is written.")
    if path.is_dir():
        raise CommandError(f"{path} is a folder. Name a file in it.")
    folder = path.resolve().parent
    if not folder.is_dir():
        raise CommandError(f"The folder {folder} does not exist. Make it first.")
    if not os.access(folder, os.W_OK):
        raise CommandError(f"The folder {folder} cannot be written to. Choose another.")


def replace_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, and say so if it takes the place of another.

    Raises:
        CommandError: If it cannot be written.
    """
    was_there = path.exists()
    draft = path.with_name(f".{path.name}.{uuid4().hex[:8]}")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
    if was_there:
        tell(f"{path} was there already and has been replaced.")
