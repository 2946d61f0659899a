"""Engines and transactions: how a study's database is reached, on SQLite and on PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url

from coding.store.errors import StoreError

APPLICATION_ID = 0x42746C6E
"""What marks an SQLite file as a study of ours (SQLite's header field of that name): "Btln"."""

BUSY_TIMEOUT_MS = 10_000
"""How long a writer waits for another one, in milliseconds."""

_WRITING = "betweenlines_writing"
_FILE = "betweenlines_file"
_WRITE_LOCK = 0x42746C6E


def is_server(location: str | Path) -> bool:
    """Return whether a location is a database on a server, not a file."""
    return "://" in str(location) and not str(location).startswith("sqlite:")


def study_path(location: str | Path) -> Path:
    """Return the file that a location names, which may be a path or an SQLite URL."""
    if isinstance(location, str) and location.startswith("sqlite:"):
        return Path(make_url(location).database or "").absolute()
    return Path(location).expanduser().absolute()


def file_engine(path: Path, *, new: bool = False) -> Engine:
    """Return an engine on an SQLite file, which each connection opens safe against power loss.

    Each connection has foreign keys on, waits 10 seconds for other writers and syncs every
    commit to the disk before it returns. What is deleted is overwritten in the file. A file
    that is not there is only made if it is to be `new`.
    """
    place = quote(path.as_posix(), safe="/:")
    address = f"file://{'' if place.startswith('/') else '/'}{place}?mode={'rwc' if new else 'rw'}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            address, uri=True, timeout=BUSY_TIMEOUT_MS / 1000, check_same_thread=False
        )

    engine = sa.create_engine(
        URL.create("sqlite", database=str(path)),
        creator=connect,
        pool_size=10,
        max_overflow=30,
        execution_options={_FILE: None if new else _identity(path)},
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one that took its place; None if it is gone."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def engine_path(engine: Engine) -> Path | None:
    """Return the SQLite file that an engine is on; None for a server."""
    database = engine.url.database
    return Path(database) if engine.dialect.name == "sqlite" and database else None


def server_engine(location: str) -> Engine:
    """Return an engine on a database server.

    Raises:
        StoreError: If the address cannot be understood or its driver is not installed.
    """
    try:
        return sa.create_engine(make_url(location), pool_pre_ping=True, pool_size=10)
    except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreError(
            "The address of the database cannot be used. It should read "
            "postgresql+psycopg://user:password@server/database, and psycopg must be installed."
        ) from error


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun by _begin_sqlite alone
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "recursive_triggers = ON",  # INSERT OR REPLACE must meet the log's triggers too
        "secure_delete = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that reads one state of the study.

    Raises:
        StoreError: If the database cannot be read.
    """
    with _clear_errors(), engine.connect() as plain:
        steady = plain.dialect.name == "postgresql"
        connection = plain.execution_options(isolation_level="REPEATABLE READ") if steady else plain
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that writes: all of it is stored when the block ends, or nothing.

    Writers take turns, so that the log's numbers grow in the order in which its entries
    became visible.

    Raises:
        StoreError: If the database cannot be written.
    """
    with _clear_errors(), engine.connect() as plain:
        connection = plain.execution_options(**{_WRITING: True})
        _check_still_there(engine, connection)
        with connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITE_LOCK)))
            yield connection


def forget_deleted(engine: Engine) -> None:
    """Fold SQLite's write-ahead log into the file, so that what was deleted is in neither.

    Others who are reading at this moment put it off until the study is closed.
    """
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _check_still_there(engine: Engine, connection: Connection) -> None:
    """Refuse to write into a file that was deleted or replaced: it would look stored and be lost.

    Raises:
        StoreError: If it was.
    """
    path, opened = engine_path(engine), connection.get_execution_options().get(_FILE)
    if path is not None and opened is not None and _identity(path) != opened:
        raise StoreError(
            f"{path} was moved, deleted or replaced while the study was open, so nothing was "
            "stored. Put the file back, or close Betweenlines and start it again."
        )


@contextmanager
def _clear_errors() -> Iterator[None]:
    """Turn the database's own troubles into one clear line; programmers' mistakes pass through."""
    try:
        yield
    except sa.exc.IntegrityError as error:
        if "foreign key" not in str(error.orig).lower():
            raise
        raise StoreError(
            "A coder, case or document named here is no longer in the study. Reload the page."
        ) from error
    except (sa.exc.ProgrammingError, sa.exc.DataError):
        raise
    except sa.exc.TimeoutError as error:
        raise StoreError("Too many pages use the study at once. Try again.") from error
    except sa.exc.DBAPIError as error:
        raise StoreError(_trouble(str(error.orig))) from error


def _trouble(message: str) -> str:
    known = {
        "locked": "The study is in use by another program that does not let go; "
        "close it there and try again.",
        "full": "The disk is full, so nothing was stored. Make room and try again.",
        "readonly": "The study's file may not be written here. Move it to a folder of your own.",
        "malformed": "The study's file is damaged. Restore one of its backups.",
        "not a database": "This file is not a Betweenlines study.",
        "disk I/O": "The disk reported an error. Check the disk, then restore a backup if need be.",
        "unable to open": "The study's file cannot be opened. Is the folder still there?",
        "connection": "The database server cannot be reached.",
    }
    for sign, words in known.items():
        if sign in message:
            return words
    return f"The database reports: {message.splitlines()[0][:200] if message else 'nothing'}"
