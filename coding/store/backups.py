"""Copies of a study that the program makes, and the way back from them."""

import os
import re
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from coding.store.connection import BUSY_TIMEOUT_MS, study_path
from coding.store.errors import StoreError
from coding.store.health import check_file
from coding.store.values import Backup

KEPT = 10
"""How many backups of a study are kept."""

_STAMP = "%Y%m%dT%H%M%S%fZ"
_NAMED = re.compile(r"(?P<stem>.+) (?P<stamp>\d{8}T\d{12}Z) (?P<reason>[^/\\]+)\.betweenlines")
_BESIDE = ("-wal", "-shm", "-journal")


def backup_folder(study: Path) -> Path:
    """Return the folder in which a study's backups lie."""
    return study.parent / "backups"


def backups(location: str | Path) -> tuple[Backup, ...]:
    """Return the backups of the study in this file, newest first."""
    study = study_path(location)
    found = []
    for path in backup_folder(study).glob("*.betweenlines"):
        name = _NAMED.fullmatch(path.name)
        if name and name["stem"] == study.stem:
            made_at = datetime.strptime(name["stamp"], _STAMP).replace(tzinfo=UTC)
            found.append(Backup(path, made_at, name["reason"].replace("-", " ")))
    return tuple(sorted(found, key=lambda backup: backup.made_at, reverse=True))


def backup_file(study: Path, reason: str) -> Backup:
    """Copy a study, also one in use, into its backups, and drop all but the newest ten.

    Args:
        study: The study's file.
        reason: Why, in a few words; they become part of the file's name.

    Raises:
        StoreError: If the copy cannot be written or is not whole.
    """
    made_at = datetime.now(UTC)
    words = re.sub(r"[^\w]+", "-", reason).strip("-")[:60] or "backup"
    target = backup_folder(study) / f"{study.stem} {made_at:{_STAMP}} {words}.betweenlines"
    try:
        target.parent.mkdir(exist_ok=True)
        _copy(study, target)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            f"A backup of the study could not be written to {target.parent}: {error}. "
            "Make room there or allow writing, and try again."
        ) from error
    for old in backups(study)[KEPT:]:
        with suppress(OSError):
            old.path.unlink()
    return Backup(target, made_at, words.replace("-", " "))


def restore_backup(location: str | Path, backup: Path) -> None:
    """Put a backup in a study's place. What was there is kept among the backups first.

    Nobody may have the study open meanwhile. A study that is damaged, or gone, can be restored
    too; the damaged file is kept in the folder of the backups.

    Args:
        location: The study's file.
        backup: The file to put in its place, one of `backups` or any other copy.

    Raises:
        StoreError: If the backup is damaged or not a study, or the study is in use.
    """
    study = study_path(location)
    check_file(backup)
    fresh = study.with_name(f".{study.name}.{uuid4().hex}")
    try:
        _copy(backup, fresh)
        if study.exists():
            _put_aside(study)
        fresh.replace(study)
        sync_folder(study.parent)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"The backup could not be put in place: {error}.") from error
    finally:
        fresh.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    """Copy an SQLite database, also one in use, so that the copy is there whole or not at all."""
    part = target.with_name(f".{uuid4().hex}.part")
    try:
        with (
            closing(sqlite3.connect(source, timeout=BUSY_TIMEOUT_MS / 1000)) as from_here,
            closing(sqlite3.connect(part)) as to_there,
        ):
            from_here.backup(to_there)
            to_there.execute("PRAGMA journal_mode = DELETE")
        check_file(part)
        with part.open("rb") as copy:
            os.fsync(copy.fileno())
        part.replace(target)
        sync_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)


def _put_aside(study: Path) -> None:
    """Move a study out of the way: as a backup if it is whole, as it is if it is damaged."""
    try:
        check_file(study)
    except StoreError:
        folder = backup_folder(study)
        folder.mkdir(exist_ok=True)
        stamp = f"{datetime.now(UTC):{_STAMP}}"
        for end in (*_BESIDE, ""):  # the log before the database that it belongs to
            part = study.with_name(study.name + end)
            if part.exists():
                shutil.move(part, folder / f"{study.stem} {stamp} damaged{study.suffix}{end}.kept")
        return
    backup_file(study, "before restoring")
    _let_go(study)
    study.unlink()


def _let_go(study: Path) -> None:
    """Fold the write-ahead log into the file, which only works when nobody has it open.

    Raises:
        StoreError: If somebody has.
    """
    with closing(sqlite3.connect(study, timeout=1)) as connection:
        try:
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        except sqlite3.OperationalError:
            mode = "busy"
    if mode != "delete":
        raise StoreError("The study is open. Close Betweenlines everywhere and restore then.")


def sync_folder(folder: Path) -> None:
    """Write a folder's entries to the disk, where the system can (Windows cannot)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
