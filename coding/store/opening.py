"""Opening a study, and making a new one."""

from contextlib import suppress
from os import urandom
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from coding.store._acts import note
from coding.store._study import put_framework
from coding.store._verbs import name_of, now
from coding.store.backups import backup_file, sync_folder
from coding.store.connection import (
    APPLICATION_ID,
    engine_path,
    file_engine,
    is_server,
    reading,
    server_engine,
    study_path,
    writing,
)
from coding.store.errors import StoreError
from coding.store.health import check_file, network_warning
from coding.store.migrating import is_behind, migrate
from coding.store.store import Store
from coding.store.tables import study
from coding.store.values import Kind
from framework.model import Framework


def open_store(location: str | Path) -> Store:
    """Return the store of a study, brought up to date if the program is newer.

    A backup is made before the tables of a file are changed.

    Args:
        location: The study's file, or the URL of a database
            (`postgresql+psycopg://user:password@server/database`).

    Raises:
        StoreError: If there is no study, the file is something else or damaged, the study was
            made with a newer program, or the server cannot be reached.
    """
    if is_server(location):
        return _opened(server_engine(str(location)), warning=None)
    path = study_path(location)
    check_file(path)
    return _opened(file_engine(path), warning=network_warning(path))


def _opened(engine: Engine, *, warning: str | None) -> Store:
    try:
        with reading(engine) as connection:
            behind = is_behind(connection)
            if behind and not _holds_study(connection):
                raise StoreError("There is no study in this database.")
        if behind:
            path = engine_path(engine)
            if path is not None:
                backup_file(path, "before an update of the program")
            with writing(engine) as connection:
                migrate(connection)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, warning=warning)


def _holds_study(connection: Connection) -> bool:
    return sa.inspect(connection).has_table(study.name)


def create_store(
    location: str | Path, *, name: str, framework_text: str, framework: Framework
) -> Store:
    """Make a new study and return its store; nothing is left behind if that fails.

    Args:
        location: Where: a path, usually ending in `.betweenlines`, or the URL of an empty database.
        name: The study's name.
        framework_text: Its framework as written.
        framework: What that text was read as.

    Raises:
        StoreError: If something is there already, the folder cannot be written, or the name is
            empty.
    """
    title = name_of("study", name)
    if is_server(location):
        engine = server_engine(str(location))
        try:
            _fill(engine, title, framework_text, framework)
        except BaseException:
            engine.dispose()
            raise
        return Store(engine)
    path = study_path(location)
    if path.exists():
        raise StoreError(f"There is already a file at {path}. Choose another name.")
    part = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        engine = file_engine(part, new=True)
        try:
            _fill(engine, title, framework_text, framework)
        finally:
            engine.dispose()
        part.rename(path)
        sync_folder(path.parent)
    except OSError as error:
        raise StoreError(f"The study cannot be made at {path}: {error.strerror}.") from error
    finally:
        for end in ("", "-wal", "-shm"):
            with suppress(OSError):
                part.with_name(part.name + end).unlink(missing_ok=True)
    return open_store(path)


def _fill(engine: Engine, name: str, framework_text: str, framework: Framework) -> None:
    with writing(engine) as connection:
        if _holds_study(connection):
            raise StoreError("There is already a study in this database.")
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(connection)
        study_id = str(uuid4())
        connection.execute(
            sa.insert(study).values(id=study_id, name=name, created_at=now(), secret=urandom(32))
        )
        note(connection, Kind.STUDY_CREATED, about="study", about_id=study_id, after=name)
        put_framework(
            connection, framework_text, framework, reason="The first version.", coder_id=None
        )
