"""What can go wrong with a study's file, in words for the researcher."""

from collections.abc import Iterable
from datetime import datetime


class StoreError(Exception):
    """A study could not be opened, read or changed; nothing was half done."""


class DuplicateDocumentError(StoreError):
    """The same file, or the same text, is in the study already.

    `document_id` and `name` are those of the document that is already there.
    """

    def __init__(self, file_name: str, *, document_id: str, name: str, added_at: datetime) -> None:
        self.document_id = document_id
        self.name = name
        super().__init__(
            f"“{file_name}” is already in this study: it was added as “{name}” "
            f"on {added_at.day} {added_at:%B %Y}."
        )


class UnstorableDecisionsError(StoreError):
    """Some decisions can never be stored, so sending them again would be in vain.

    `decisions` are their clients and numbers; the message says why. The others can be stored
    without them.
    """

    def __init__(self, why: str, decisions: Iterable[tuple[str, int]]) -> None:
        self.decisions = frozenset(decisions)
        super().__init__(why)


class FrameworkChangedError(StoreError):
    """Somebody stored another version of the framework in the meantime; `newest` is its number."""

    def __init__(self, newest: int) -> None:
        self.newest = newest
        super().__init__(
            f"Somebody has changed the framework in the meantime; it is now version {newest}. "
            "Look at what they wrote, then save again."
        )
