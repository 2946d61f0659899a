"""Whether a file is a study of ours, and whole."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from coding.store.connection import APPLICATION_ID
from coding.store.errors import StoreError

_MAGIC = b"SQLite format 3\x00"
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "davfs"})


def check_file(path: Path) -> None:
    """Look whether a file is a study, and whole. What is no study is not touched.

    Raises:
        StoreError: If it is missing, empty, something else, cut short or damaged.
    """
    if not path.is_file():
        raise StoreError(f"There is no study at {path}.")
    if _application(path) != APPLICATION_ID:
        if _looks_like_ours(path):
            raise _damaged(path)
        raise StoreError(f"{path} is not a Betweenlines study.")
    if not _is_whole(path):
        raise _damaged(path)


def _damaged(path: Path) -> StoreError:
    return StoreError(
        f"{path} is damaged: part of the file is missing or was overwritten. "
        "Restore the newest backup from the folder “backups” beside it."
    )


def _application(path: Path) -> int | None:
    """Return whose file SQLite says it is; None if it is no database of SQLite's.

    SQLite itself must look: a file that this process opens and closes by other means loses all
    the locks that the process holds on it, and with them another connection's unsaved work.
    """
    try:
        with closing(sqlite3.connect(_read_only(path), uri=True, timeout=10)) as connection:
            return int(connection.execute("PRAGMA application_id").fetchone()[0])
    except sqlite3.OperationalError as error:
        raise StoreError(
            f"{path} cannot be read. May you open it, and is its disk there?"
        ) from error
    except sqlite3.DatabaseError:
        return None


def _looks_like_ours(path: Path) -> bool:
    """Return whether the first bytes are a study's, of a file that SQLite cannot make sense of."""
    with path.open("rb") as file:
        header = file.read(100)
    return header.startswith(_MAGIC) and int.from_bytes(header[68:72], "big") == APPLICATION_ID


def _read_only(path: Path) -> str:
    place = quote(path.absolute().as_posix(), safe="/:")
    return f"file://{'' if place.startswith('/') else '/'}{place}?mode=ro"


def _is_whole(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path, timeout=10)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.OperationalError as error:
        if "I/O" in str(error):
            return False
        if "locked" in str(error):
            raise StoreError(f"{path} is in use by another program; close it there.") from error
        raise StoreError(
            f"{path} cannot be opened. Its folder must allow writing; move the study to a folder "
            "of your own."
        ) from error
    except sqlite3.DatabaseError:
        return False


def network_warning(path: Path, mounts: Path = Path("/proc/self/mounts")) -> str | None:
    """Return a warning if a path is known to lie on a network drive, else None.

    Windows shares are known by their name, others by the system's table of mounts, if it has
    one. A file shared over a network can be damaged when two machines write to it.
    """
    if str(path).startswith(("\\\\", "//")) or _mounted_as(path, mounts) in _NETWORK:
        return (
            "This study lies on a network drive, where it can be damaged and slow. "
            "Move it to a disk in this computer."
        )
    return None


def _mounted_as(path: Path, mounts: Path) -> str:
    """Return the kind of file system that a path lies on, as far as the system tells."""
    if not mounts.is_file():
        return ""
    place, kind = "", ""
    for line in mounts.read_text(errors="replace").splitlines():
        _, mount, found, *_ = [*line.split(" "), "", "", ""]
        mount = mount.replace("\\040", " ")
        if path.is_relative_to(mount or "?") and len(mount) >= len(place):
            place, kind = mount, found
    return kind
