"""Transcripts: files as they come, read into turns, confirmed, frozen as documents."""

from coding.transcripts.choices import (
    Choices,
    SpeakerChoice,
    apply_choices,
    choices_of,
    choices_text,
    for_the_study,
)
from coding.transcripts.errors import TranscriptError
from coding.transcripts.freezing import freeze_document
from coding.transcripts.layouts import LAYOUTS
from coding.transcripts.plain_text import decode_text
from coding.transcripts.reading import Reading, examine, read_transcript, recognitions
from coding.transcripts.speakers import SpeakerCount, leave_out, speakers, with_roles

__all__ = [
    "LAYOUTS",
    "Choices",
    "Reading",
    "SpeakerChoice",
    "SpeakerCount",
    "TranscriptError",
    "apply_choices",
    "choices_of",
    "choices_text",
    "decode_text",
    "examine",
    "for_the_study",
    "freeze_document",
    "leave_out",
    "read_transcript",
    "recognitions",
    "speakers",
    "with_roles",
]
