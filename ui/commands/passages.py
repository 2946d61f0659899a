"""The passages of a file for `suggest`: a transcript's segments, or the rows of a table."""

import csv
import io

from coding.model import Role
from coding.pretag import SegmentText
from coding.segmenting import segment_document
from coding.transcripts import decode_text, freeze_document, read_transcript
from ui.commands.problems import CommandError


def passages_of(data: bytes, file_name: str) -> tuple[SegmentText, ...]:
    """Return the passages in order; those of interviewers are marked as not codable.

    Raises:
        CommandError: If a table has no column `text`.
        TranscriptError: If the file is neither a transcript nor text.
    """
    if file_name.lower().endswith(".csv"):
        return _rows(data, file_name)
    transcript = read_transcript(data, file_name=file_name)
    document = freeze_document(
        transcript, document_id=file_name, name=file_name, file_name=file_name
    )
    return tuple(
        SegmentText(file_name, s.start, s.end, document.text[s.start : s.end], s.codable)
        for s in segment_document(document)
    )


def _rows(data: bytes, file_name: str) -> tuple[SegmentText, ...]:
    text = decode_text(data)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(10_000_000)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
    if "text" not in columns:
        raise CommandError(
            f"{file_name}, line 1: there is no column `text`. Name the passages' column so."
        )
    role_column = columns.get("role", columns.get("speaker_role"))
    return tuple(
        _passage(
            row[columns["text"]] or "",
            row.get(columns.get("transcript", "")) or file_name,
            row.get(role_column or "") or "",
        )
        for row in reader
    )


def _passage(text: str, transcript: str, role: str) -> SegmentText:
    codable = role.strip().lower() != Role.INTERVIEWER
    return SegmentText(transcript, 0, len(text), text, codable)
