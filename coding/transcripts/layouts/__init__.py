"""The layouts that are read, in one place: a new one is a module and a line here."""

from coding.transcripts.layouts.base import Layout, Recognition
from coding.transcripts.layouts.header_lines import HEADER_LINES
from coding.transcripts.layouts.names_alone import NAMES_ALONE
from coding.transcripts.layouts.paragraphs import PARAGRAPHS
from coding.transcripts.layouts.subrip import SUBRIP
from coding.transcripts.layouts.teams_blocks import TEAMS_BLOCKS
from coding.transcripts.layouts.time_after import TIME_AFTER
from coding.transcripts.layouts.time_at_end import TIME_AT_END
from coding.transcripts.layouts.time_before import TIME_BEFORE
from coding.transcripts.layouts.typed_labels import TYPED_LABELS
from coding.transcripts.layouts.webvtt import WEBVTT
from coding.transcripts.layouts.whisper_text import WHISPER_TEXT
from coding.transcripts.layouts.word_table import WORD_TABLE

LAYOUTS: tuple[Layout, ...] = (
    WEBVTT,
    TEAMS_BLOCKS,
    WHISPER_TEXT,
    SUBRIP,
    WORD_TABLE,
    TIME_AT_END,
    HEADER_LINES,
    TIME_BEFORE,
    TIME_AFTER,
    TYPED_LABELS,
    NAMES_ALONE,
    PARAGRAPHS,
)
"""In order of how particular they are: of two that are as sure, the first wins."""

__all__ = ["LAYOUTS", "Layout", "Recognition"]
