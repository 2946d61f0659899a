"""No speakers to be found: each paragraph becomes a turn of nobody's."""

from coding.model import Remark, SpokenTurn
from coding.transcripts.layouts.base import Layout, Recognition
from coding.transcripts.openings import Parsed
from coding.transcripts.source import Source


def _recognise(source: Source) -> Recognition:
    return Recognition(0.05, "Any text can be read so, if nothing else fits.")


def _parse(source: Source) -> Parsed:
    paragraphs: list[list[str]] = []
    for line in source.lines:
        if line.opens or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(line.text.strip())
    turns = tuple(SpokenTurn(None, None, None, None, "\n".join(lines)) for lines in paragraphs)
    return Parsed(turns, (Remark(None, "No speakers were found; each paragraph is a turn."),))


PARAGRAPHS = Layout("paragraphs", "Paragraphs without speakers", _recognise, _parse)
