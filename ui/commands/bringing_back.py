"""`betweenlines import-matrix` and `import-codings`: what was edited in a workbook comes back."""

import argparse
from pathlib import Path

from coding.coming_back.coding_sheet import FORMAT as CODING_FORMAT
from coding.coming_back.comparing import without_conflict
from coding.coming_back.values import Change, Comparison, Difference
from coding.store import Store
from exports.hidden_ids import FORMAT
from framework.editing import EditError
from ui.bringing_back import Brought, brought, take_in
from ui.commands.export import coder_named
from ui.commands.problems import CommandError, file_bytes, tell
from ui.placenames import place_names
from ui.studies import open_study
from ui.wording import counted


def add(commands: argparse._SubParsersAction) -> None:
    """Describe both commands."""
    _describe(
        commands,
        "import-matrix",
        FORMAT,
        "Bring back a matrix workbook that was edited in a spreadsheet: a line for each cell "
        "that differs, by sheet and cell. What was edited on both sides is left as it is; settle "
        "that on the page Bring back.",
    )
    _describe(
        commands,
        "import-codings",
        CODING_FORMAT,
        "Bring back coding sheets that a coder filled in: they become that coder's decisions.",
    )


def _describe(
    commands: argparse._SubParsersAction, verb: str, format_: str, description: str
) -> None:
    about = "matrix workbook" if format_ == FORMAT else "coding sheets"
    described = commands.add_parser(
        verb, help=f"bring back an edited {about}".replace("an edited coding", "edited coding")
    )
    described.description = description
    described.add_argument("project", type=Path, metavar="PROJECT")
    described.add_argument("file", type=Path, metavar="FILE.xlsx")
    described.add_argument(
        "--coder", metavar="NAME", help="who takes it in; not needed where one person codes"
    )
    described.add_argument("--dry-run", action="store_true", help="say what differs, store nothing")
    described.set_defaults(run=run, format=format_)


def run(args: argparse.Namespace) -> int:
    """Say what differs, and take in what has no conflict."""
    data = file_bytes(args.file)
    store = open_study(args.project)
    coder_id = _coder(store, args)
    tell("Comparing the workbook with the study")
    found = brought(store, data, file_name=args.file.name, coder_id=coder_id, format_=args.format)
    names = place_names(store)
    for one in found.comparison.differences:
        print(f"{one.theirs[0][0]}\t{names.name(one.place)}\t{_told(one)}")
    for line in found.comparison.refused:
        tell(f"Not taken: {line.where}: {line.why}")
    if not args.dry_run:
        _take(store, found)
    print(_last(found.comparison))
    return 0


def _coder(store: Store, args: argparse.Namespace) -> str | None:
    """Return who brings it back; None on a dry run for nobody in particular.

    Raises:
        CommandError: If it is not clear in whose name it is to be recorded.
    """
    if args.coder:
        return coder_named(store, args.coder).id
    coders = store.coders()
    if len(coders) == 1:
        return coders[0].id
    if args.dry_run and args.format == FORMAT:
        return None
    raise CommandError("say who brings it back, with --coder NAME: it is recorded in their name.")


def _told(difference: Difference) -> str:
    taken = ", emptied" if difference.takes_away else ""
    return f"{difference.standing}{taken}"


def _take(store: Store, found: Brought) -> None:
    takable = without_conflict(found.comparison)
    changes = [Change(one.place, one.text, one.ours) for one in takable]
    if changes:
        try:
            taken = take_in(store, found, changes)
        except EditError as error:
            raise CommandError(str(error)) from error
        for line in taken.left:
            tell(f"Not taken: {line.where}: {line.why}")
        tell(f"Taken in: {counted(len(changes), 'difference')}. A backup was made before.")
    if found.comparison.conflicts:
        told = counted(found.comparison.conflicts, "conflict")
        tell(f"Left as they are: {told}. Settle them in the app, on the page Bring back.")


def _last(comparison: Comparison) -> str:
    # always in the plural and without separators: programs read this line
    return f"{len(comparison.differences)} differences, {comparison.conflicts} conflicts"
