"""Transcripts: files as they come, read into turns, confirmed, frozen as documents."""

from coding.transcripts.errors import TranscriptError
from coding.transcripts.freezing import freeze_document
from coding.transcripts.layouts import LAYOUTS
from coding.transcripts.plain_text import decode_text
from coding.transcripts.reading import read_transcript, recognitions
from coding.transcripts.speakers import SpeakerCount, leave_out, speakers, with_roles

__all__ = [
    "LAYOUTS",
    "SpeakerCount",
    "TranscriptError",
    "decode_text",
    "freeze_document",
    "leave_out",
    "read_transcript",
    "recognitions",
    "speakers",
    "with_roles",
]
