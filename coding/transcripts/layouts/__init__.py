"""The layouts that are read, in one place: a new one is a module and a line here."""

from coding.transcripts.layouts.alternating import ALTERNATING
from coding.transcripts.layouts.base import Layout, Recognition
from coding.transcripts.layouts.bold_names import BOLD_NAMES
from coding.transcripts.layouts.chevrons import CHEVRONS
from coding.transcripts.layouts.google_meet import GOOGLE_MEET
from coding.transcripts.layouts.header_lines import HEADER_LINES
from coding.transcripts.layouts.jefferson import JEFFERSON
from coding.transcripts.layouts.names_alone import NAMES_ALONE
from coding.transcripts.layouts.paragraphs import PARAGRAPHS
from coding.transcripts.layouts.sheet import SHEET
from coding.transcripts.layouts.subrip import SUBRIP
from coding.transcripts.layouts.table_lines import TABLE_LINES
from coding.transcripts.layouts.teams_blocks import TEAMS_BLOCKS
from coding.transcripts.layouts.textgrid import TEXTGRID
from coding.transcripts.layouts.time_after import TIME_AFTER
from coding.transcripts.layouts.time_at_end import TIME_AT_END
from coding.transcripts.layouts.time_before import TIME_BEFORE
from coding.transcripts.layouts.time_first import TIME_FIRST
from coding.transcripts.layouts.typed_labels import TYPED_LABELS
from coding.transcripts.layouts.webvtt import WEBVTT
from coding.transcripts.layouts.whisper_json import WHISPER_JSON
from coding.transcripts.layouts.whisper_text import WHISPER_TEXT
from coding.transcripts.layouts.word_table import WORD_TABLE
from coding.transcripts.layouts.zoom_chat import ZOOM_CHAT
from coding.transcripts.layouts.zoom_saved import ZOOM_SAVED

LAYOUTS: tuple[Layout, ...] = (
    WEBVTT,
    TEAMS_BLOCKS,
    WHISPER_TEXT,
    WHISPER_JSON,
    TEXTGRID,
    SUBRIP,
    SHEET,
    WORD_TABLE,
    TABLE_LINES,
    ZOOM_CHAT,
    ZOOM_SAVED,
    GOOGLE_MEET,
    TIME_AT_END,
    HEADER_LINES,
    TIME_BEFORE,
    TIME_AFTER,
    TIME_FIRST,
    CHEVRONS,
    JEFFERSON,
    TYPED_LABELS,
    BOLD_NAMES,
    NAMES_ALONE,
    ALTERNATING,
    PARAGRAPHS,
)
"""In order of how particular they are: of two that are as sure, the first wins."""

__all__ = ["LAYOUTS", "Layout", "Recognition"]
