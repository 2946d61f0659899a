"""Bringing a study's tables up to date, in-process, from the migrations in this package."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from coding.store.errors import StoreError

_FOLDER = Path(__file__).parent / "migrations"


def is_behind(connection: Connection) -> bool:
    """Return whether a study's tables are older than the program's (or not there).

    Raises:
        StoreError: If they are newer.
    """
    revision = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory(str(_FOLDER))
    known = {script.revision for script in scripts.walk_revisions()}
    if revision is not None and revision not in known:
        raise StoreError(
            "This study was made with a newer Betweenlines. Install the newest version to open it."
        )
    return revision != scripts.get_current_head()


def migrate(connection: Connection) -> None:
    """Bring the tables up to date, in the transaction that the connection is in."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
