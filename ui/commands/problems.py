"""Reading what a command names, and what may be wrong with it."""

import sys
from pathlib import Path

from framework.library import default_framework
from framework.model import Framework
from framework.reading import decode_framework, read_framework


class CommandError(Exception):
    """What a command names cannot be used; the message says what and why."""


def file_bytes(path: Path) -> bytes:
    """Return a file's bytes.

    Raises:
        CommandError: If it is absent, a folder, or may not be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise CommandError(f"{path} does not exist. Check the spelling and the folder.") from None
    except IsADirectoryError:
        raise CommandError(f"{path} is a folder. Name a file in it.") from None
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None


def framework_from(path: Path | None) -> Framework:
    """Return the framework in `path`, or the default one where no path is given.

    Raises:
        CommandError: If the file cannot be read.
        FrameworkError: If it holds no sound framework.
    """
    if path is None:
        return default_framework()
    return read_framework(framework_text(path), source=str(path))


def framework_text(path: Path) -> str:
    """Return the text of a framework file.

    Raises:
        CommandError: If the file cannot be read.
        FrameworkError: If it is no text.
    """
    return decode_framework(file_bytes(path), source=str(path))


def tell(line: str) -> None:
    """Write one line of progress to stderr."""
    print(line, file=sys.stderr, flush=True)


def show_share(done: int, total: int) -> None:
    """Show progress on stderr: one changing line on a terminal, nothing elsewhere until the end."""
    if sys.stderr.isatty():
        end = "\n" if done >= total else ""
        print(f"\r{done:,} of {total:,} passages", end=end, file=sys.stderr, flush=True)
