"""`betweenlines export PROJECT --coding-sheet DIR|FILE`: passages in rows, for one coder each."""

import argparse
from pathlib import Path

from coding.model import Coder
from coding.store import Store
from ui.coding_sheets import coding_sheet_file, to_code
from ui.commands.problems import CommandError
from ui.exporting import file_name
from ui.wording import counted


def add_to(described: argparse.ArgumentParser) -> None:
    """Describe the options."""
    described.add_argument(
        "--coding-sheet",
        type=Path,
        metavar="DIR|FILE.xlsx",
        help="write a workbook to code in: one for --coder NAME, or in a folder one for each",
    )
    described.add_argument("--coder", metavar="NAME", help="whose coding sheets (with the above)")
    described.add_argument(
        "--document", metavar="NAME", help="only this interview (with --coding-sheet)"
    )


def files(
    store: Store, target: Path, coders: tuple[Coder, ...], document: str | None
) -> dict[Path, bytes]:
    """Return the workbooks to write, by file.

    Args:
        store: The study.
        target: A file for one coder, or a folder.
        coders: Whose sheets.
        document: The name of the only interview wanted, if it is not all.

    Raises:
        CommandError: If several coders would share a file, or there is nothing to code.
    """
    if target.is_dir():
        return {
            target / file_name(coder.name, "coding sheets.xlsx"): _made(store, coder, document)
            for coder in coders
        }
    if len(coders) != 1:
        raise CommandError(
            "say whose coding sheets, with --coder NAME; or name a folder for a file each."
        )
    return {target: _made(store, coders[0], document)}


def _made(store: Store, coder: Coder, document: str | None) -> bytes:
    wanted = to_code(store, coder.id)
    if document is not None:
        name = document.strip().casefold()
        wanted = {key: known for key, known in wanted.items() if known.casefold() == name}
    if not wanted:
        what = f"no interview called {document}" if document else "no interview"
        raise CommandError(f"{coder.name} has {what} to code in this study.")
    return coding_sheet_file(store, coder.id, tuple(wanted))


def told(path: Path, data: bytes) -> str:
    """Return a line that says what was written."""
    return f"{path}: coding sheets, {counted(len(data) // 1024 + 1, 'kilobyte')}"
