"""What can go wrong with a study's file, in words for the researcher."""

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


class DecisionClashError(StoreError):
    """Two different decisions carry the same client and number; `client` and `seq` say which."""

    def __init__(self, client: str, seq: int) -> None:
        self.client = client
        self.seq = seq
        super().__init__("Another decision carries the same number. Please decide again.")
