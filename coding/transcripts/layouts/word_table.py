"""A table in a document, a row a turn: speaker, time and words in any order (NVivo, typed)."""

from coding.model import SpokenTurn
from coding.transcripts.furniture import is_front_matter
from coding.transcripts.layouts.base import NO, Layout, Recognition
from coding.transcripts.openings import Parsed
from coding.transcripts.source import Line, Source, Table
from coding.transcripts.tables import Columns, Turns, columns_of, read_rows
from coding.transcripts.times import backward_times


def _recognise(source: Source) -> Recognition:
    if source.kind != "word":
        return NO
    tables = [table for table in source.tables if columns_of(table.rows)]
    if not tables:
        return NO
    rows = sum(len(table.rows) for table in tables)
    inside = sum(len(cell or "") for table in tables for row in table.rows for cell in row.cells)
    outside = sum(len(block.text) for block in source.blocks if isinstance(block, Line))
    if inside < outside:
        return NO
    return Recognition(0.97, f"A table of {rows} rows with speakers beside words.")


def _parse(source: Source) -> Parsed:
    found = Turns()
    columns: Columns | None = None
    for block in source.blocks:
        if isinstance(block, Table):
            columns = columns_of(block.rows) or columns
            if columns is None:
                found.remark(block.rows[0].number, "A table without turns was left out.")
            else:
                read_rows(block.rows, columns, found)
        elif block.heading or is_front_matter(block.text):
            found.remark(block.number, "A line outside the table was left out.")
        else:
            found.remark(block.number, "Words outside the table were kept as a turn of nobody's.")
            found.add(SpokenTurn(None, None, None, None, block.text.strip()), block.number)
    backwards = backward_times(found.turns, found.places)
    return Parsed(tuple(found.turns), (*found.remarks, *backwards))


WORD_TABLE = Layout(
    "word-table", "A table in Word: speaker, time and words in columns", _recognise, _parse
)
