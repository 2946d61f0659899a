"""What every group of the store's verbs stands on."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime

from sqlalchemy.engine import Connection, Engine

from coding.plain_text import unwritable_at
from coding.store.connection import reading, writing
from coding.store.errors import StoreError

LONGEST_NAME = 500


class Verbs:
    """A group of verbs on one study."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def _read(self) -> AbstractContextManager[Connection]:
        return reading(self._engine)

    def _write(self) -> AbstractContextManager[Connection]:
        return writing(self._engine)


def now() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)


def name_of(what: str, name: str) -> str:
    """Return a name without the white space around it.

    Raises:
        StoreError: If it is empty, too long, of several lines or not writable.
    """
    clean = name.strip()
    if not clean:
        raise StoreError(f"The {what} needs a name.")
    if len(clean) > LONGEST_NAME or len(clean.splitlines()) > 1:
        raise StoreError(
            f"The name of the {what} must be one line of up to {LONGEST_NAME} characters."
        )
    return writable(f"name of the {what}", clean)


def writable(what: str, text: str) -> str:
    """Return the text as it is.

    Raises:
        StoreError: If it holds control characters or half characters, which no file can keep.
    """
    place = unwritable_at(text)
    if place is not None:
        raise StoreError(
            f"The {what} holds a character that cannot be kept (at {place + 1}); remove it."
        )
    return text
