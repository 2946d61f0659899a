"""An Excel sheet, a row a turn: speaker, time and words in any order."""

from coding.transcripts.errors import TranscriptError
from coding.transcripts.layouts.base import NO, Layout, Recognition
from coding.transcripts.openings import Parsed
from coding.transcripts.source import Source
from coding.transcripts.tables import Turns, columns_of, read_rows
from coding.transcripts.times import backward_times


def _recognise(source: Source) -> Recognition:
    rows = source.tables[0].rows if source.kind == "sheet" and source.tables else ()
    if not rows:
        return NO
    if columns_of(rows) is None:
        return Recognition(0.3, "A sheet, but no column of words beside speakers or times.")
    return Recognition(1.0, f"A sheet of {len(rows)} rows with words beside speakers or times.")


def _parse(source: Source) -> Parsed:
    rows = source.tables[0].rows if source.tables else ()
    columns = columns_of(rows) if rows else None
    if columns is None:
        raise TranscriptError(
            "The sheet has no column for words beside one for speaker or time. Give the columns "
            "headings: Speaker, Time, Text."
        )
    found = Turns()
    read_rows(rows, columns, found)
    backwards = backward_times(found.turns, found.places)
    return Parsed(tuple(found.turns), (*found.remarks, *backwards))


SHEET = Layout("sheet", "An Excel sheet: speaker, time and words in columns", _recognise, _parse)
