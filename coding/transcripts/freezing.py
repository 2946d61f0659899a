"""A document: the transcript's text frozen, with offsets and line numbers for good."""

import hashlib
import re
import unicodedata

from coding.model import Document, Transcript, Turn
from coding.transcripts.errors import TranscriptError

LINE_WIDTH = 80
"""Characters a line; fixed for good, so that "L112" means the same in every study."""

_BREAK = re.compile(r"[ \t]+")


def freeze_document(
    transcript: Transcript, *, document_id: str, name: str, file_name: str
) -> Document:
    """Return the document: the turns' words alone, a blank line between turns.

    Args:
        transcript: What a person confirmed.
        document_id: The id that it shall have.
        name: What the study calls it.
        file_name: The file that it was read from.

    Raises:
        TranscriptError: If the transcript has no turn with words.
    """
    turns: list[Turn] = []
    texts: list[str] = []
    starts: list[int] = []
    place = 0
    for spoken in transcript.turns:
        text = unicodedata.normalize("NFC", spoken.text).strip()
        if not text:
            continue
        end = place + len(text)
        turns.append(Turn(spoken.speaker, spoken.role, place, end, spoken.start_s, spoken.end_s))
        starts.extend(place + start for start in line_starts(text))
        texts.append(text)
        place = end + 2
    if not turns:
        raise TranscriptError("The transcript has no words.")
    whole = "\n\n".join(texts)
    return Document(
        id=document_id,
        name=name,
        text=whole,
        turns=tuple(turns),
        line_starts=tuple(starts),
        layout=transcript.layout,
        file_name=file_name,
        file_sha256=transcript.sha256,
        text_sha256=hashlib.sha256(whole.encode()).hexdigest(),
    )


def line_starts(text: str, *, width: int = LINE_WIDTH) -> list[int]:
    """Return where a turn's lines begin, broken greedily at spaces and tabs.

    Spaces at a break hang on the line before. A word longer than the width is cut. Every line
    end begins a new line; blank lines have none.
    """
    starts = []
    for paragraph in re.finditer(r"[^\n]+", text):
        place, end = paragraph.span()
        if text[place:end].isspace():
            continue
        while place < end:
            starts.append(place)
            place = _next_line(text, place, end, width)
    return starts


def _next_line(text: str, place: int, end: int, width: int) -> int:
    """Return where the line after the one at `place` begins; `end` if it is the last."""
    if end - place <= width:
        return end
    at = max(
        text.rfind(" ", place + 1, place + width + 1),
        text.rfind("\t", place + 1, place + width + 1),
    )
    if at < 0 or not text[place:at].strip():
        return place + width
    spaces = _BREAK.match(text, at, end)
    return spaces.end() if spaces else end
