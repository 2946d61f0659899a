"""What a tagger sees of a segment."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SegmentText:
    """A segment as a tagger sees it: offsets into its document's text, and the words there."""

    document_id: str
    start: int
    end: int
    text: str
    codable: bool
