"""Whether a file is a study of ours, and whole."""

import sqlite3
from contextlib import closing
from pathlib import Path

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
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}.") from error
    application = int.from_bytes(header[68:72], "big")
    if not header.startswith(_MAGIC) or application != APPLICATION_ID:
        raise StoreError(f"{path} is not a Betweenlines study.")
    if not _is_whole(path):
        raise StoreError(
            f"{path} is damaged: part of the file is missing or was overwritten. "
            "Restore the newest backup from the folder “backups” beside it."
        )


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
