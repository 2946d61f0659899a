"""`betweenlines export PROJECT --pictures FOLDER`: the pictures of a study, a file each."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from coding.case_query import QueryError
from coding.store import Store
from ui.charting import Sight
from ui.commands.problems import CommandError
from ui.picturing import (
    PNG,
    SVG,
    of_cases,
    picture_contents,
    pictured_matrix,
    ready_to_draw,
    usual_pictures,
)


def add_to(described: argparse.ArgumentParser) -> None:
    """Describe the options."""
    described.add_argument(
        "--pictures",
        type=Path,
        metavar="FOLDER",
        help="write heat maps, profile, saturation, coverage and quote spread into FOLDER",
    )
    described.add_argument(
        "--format",
        choices=[PNG, SVG],
        default=PNG,
        help="the kind of file for --pictures (default: png)",
    )


def check_folder(folder: Path) -> None:
    """Check that pictures can be put there, and make the folder if only it is missing.

    Raises:
        CommandError: If they cannot.
    """
    if folder.exists() and not folder.is_dir():
        raise CommandError(f"{folder} is a file. Name a folder for the pictures.")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise CommandError(f"The folder {folder} cannot be made: {error.strerror}.") from error


def files(
    store: Store, sight: Sight, args: argparse.Namespace, whose: str | None
) -> Iterator[tuple[Path, bytes]]:
    """Yield each picture with the place where it belongs.

    Raises:
        CommandError: If the cases asked for cannot be read.
    """
    ready_to_draw()
    try:
        matrix, filters = of_cases(pictured_matrix(store, sight, whose), args.cases)
    except QueryError as error:
        raise CommandError(f"--cases: {error}") from None
    contents = picture_contents(store, sight, matrix, filters)
    for name, picture in usual_pictures(contents, args.format):
        yield args.pictures / name, picture.data
