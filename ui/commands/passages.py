"""The passages of a file for `suggest`: a transcript's segments, or the rows of a table."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from coding.model import Role
from coding.pretag import SegmentText
from coding.segmenting import segment_document
from coding.transcripts import decode_text, freeze_document, read_transcript
from ui.commands.problems import CommandError


@dataclass(frozen=True, slots=True)
class Named:
    """A passage under the names that a table of decisions knows it by."""

    transcript: str
    segment: str
    passage: SegmentText


def passages_of(data: bytes, file_name: str) -> tuple[Named, ...]:
    """Return the passages in order; those of interviewers are marked as not codable.

    A passage is known by its transcript (the file's name where a table names none) and its
    segment (where a table numbers none, its row from 1).

    Raises:
        CommandError: If a table has no column `text`.
        TranscriptError: If the file is neither a transcript nor text.
    """
    if file_name.lower().endswith(".csv"):
        return tuple(_rows(data, file_name))
    transcript = read_transcript(data, file_name=file_name)
    document = freeze_document(
        transcript, document_id=file_name, name=file_name, file_name=file_name
    )
    return tuple(
        Named(
            file_name,
            str(s.number),
            SegmentText(file_name, s.start, s.end, document.text[s.start : s.end], s.codable),
        )
        for s in segment_document(document)
    )


def table_rows(data: bytes, file_name: str, *needed: str) -> Iterator[dict[str, str]]:
    """Return a table's rows by their columns' names in small letters.

    Raises:
        CommandError: If a needed column is missing.
    """
    text = decode_text(data)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(10_000_000)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
    for name in needed:
        if name not in columns:
            message = f"{file_name}, line 1: there is no column `{name}`."
            remedy = "Name the passages' column so." if name == "text" else "It is needed."
            raise CommandError(f"{message} {remedy}")
    return ({name: row.get(column) or "" for name, column in columns.items()} for row in reader)


def _rows(data: bytes, file_name: str) -> Iterator[Named]:
    ends: Counter[str] = Counter()
    for number, row in enumerate(table_rows(data, file_name, "text"), 1):
        transcript = row.get("transcript") or file_name
        role = row.get("role", row.get("speaker_role", ""))
        codable = role.strip().lower() != Role.INTERVIEWER
        start, text = ends[transcript], row["text"]
        ends[transcript] += len(text) + 1
        passage = SegmentText(transcript, start, start + len(text), text, codable)
        yield Named(transcript, row.get("segment") or str(number), passage)
