"""The store: everything that a study knows, behind verbs in the words of the field."""

from types import TracebackType
from typing import Self

from sqlalchemy.engine import Engine

from coding.store._adjudications import AdjudicationVerbs
from coding.store._attributes import AttributeVerbs
from coding.store._cases import CaseVerbs
from coding.store._cells import CellVerbs
from coding.store._coming_back import ComingBackVerbs
from coding.store._corrections import CorrectionVerbs
from coding.store._desk import DeskVerbs
from coding.store._documents import DocumentVerbs
from coding.store._log import LogVerbs
from coding.store._machine import MachineVerbs
from coding.store._plan import PlanVerbs
from coding.store._second_order import SecondOrderVerbs
from coding.store._settings import SettingVerbs
from coding.store._study import StudyVerbs
from coding.store._suggesting import SuggestingVerbs
from coding.store.backups import backup_file
from coding.store.connection import engine_path
from coding.store.errors import StoreError
from coding.store.values import Backup


class Store(
    StudyVerbs,
    DocumentVerbs,
    CaseVerbs,
    LogVerbs,
    PlanVerbs,
    CellVerbs,
    SecondOrderVerbs,
    ComingBackVerbs,
    AdjudicationVerbs,
    MachineVerbs,
    CorrectionVerbs,
    AttributeVerbs,
    DeskVerbs,
    SettingVerbs,
    SuggestingVerbs,
):
    """One study on its database. Every verb is one transaction; threads may share a store.

    Use `open_store` or `create_store` to get one, and close it when done.
    """

    def __init__(self, engine: Engine, *, warning: str | None = None) -> None:
        """Take an engine on a database that is up to date (see `open_store`)."""
        super().__init__(engine)
        self._warning = warning

    @property
    def warning(self) -> str | None:
        """What the people should know about where the study lies, in a sentence; or None."""
        return self._warning

    def backup(self, reason: str) -> Backup:
        """Copy the study into the folder `backups` beside it; the newest ten are kept.

        The copy is whole even while others write.

        Raises:
            StoreError: If the study lies on a server, whose own backups are to be used, or the
                copy cannot be written.
        """
        path = engine_path(self._engine)
        if path is None:
            raise StoreError("This study lies on a database server; back it up there (pg_dump).")
        return backup_file(path, reason)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
