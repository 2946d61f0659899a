"""The store: one study in one database, everything that anybody did in it included."""

from coding.store._coming_back import NewFramework
from coding.store.backups import backups, restore_backup
from coding.store.errors import (
    DuplicateDocumentError,
    FrameworkChangedError,
    StoreError,
    UnstorableDecisionsError,
)
from coding.store.opening import create_store, open_store
from coding.store.store import Store
from coding.store.values import (
    Backup,
    DocumentEntry,
    FrameworkVersion,
    Kind,
    LogEntry,
    Memo,
    PretagPhase,
    PretagState,
    Study,
)

__all__ = [
    "Backup",
    "DocumentEntry",
    "DuplicateDocumentError",
    "FrameworkChangedError",
    "FrameworkVersion",
    "Kind",
    "LogEntry",
    "Memo",
    "NewFramework",
    "PretagPhase",
    "PretagState",
    "Store",
    "StoreError",
    "Study",
    "UnstorableDecisionsError",
    "backups",
    "create_store",
    "open_store",
    "restore_backup",
]
