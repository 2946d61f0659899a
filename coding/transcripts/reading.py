"""Reading a transcript: bytes to turns, by content and not by the file's name."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from coding.model import Remark, Transcript
from coding.transcripts.cleaning import clean
from coding.transcripts.errors import TranscriptError
from coding.transcripts.json_file import read_json
from coding.transcripts.kinds import kind_of
from coding.transcripts.layouts import LAYOUTS, Layout, Recognition
from coding.transcripts.line_numbers import without_line_numbers
from coding.transcripts.markdown import without_markdown
from coding.transcripts.odt import read_odt
from coding.transcripts.pdf import read_pdf
from coding.transcripts.plain_text import read_text
from coding.transcripts.rtf import read_rtf
from coding.transcripts.sheets import read_sheets
from coding.transcripts.source import Source
from coding.transcripts.speakers import with_guessed_roles
from coding.transcripts.word import read_word

MOST_ALIKE = 20
"""Of remarks that say the same, this many are listed with their lines; the rest are counted."""

_UNSURE = 0.5


def read_transcript(
    data: bytes, *, file_name: str, layout: str | None = None, encoding: str | None = None
) -> Transcript:
    """Return the turns of a transcript with a report of all that was left out or is doubtful.

    Roles are guessed from labels and talk, None where unsure. Text is NFC with LF line ends.

    Args:
        data: The file's bytes, at most 20 MB.
        file_name: Its name, for messages only.
        layout: The name of the layout to read it as; the surest is taken if None.
        encoding: How a text file is encoded, e.g. "cp1250"; found out if None.

    Raises:
        TranscriptError: If it cannot be read, with what to do about it; it begins with the
            file's name.
    """
    try:
        source = _source(data, encoding)
        chosen, recognition = _chosen(source, layout)
        parsed = chosen.parse(source)
        turns = tuple(
            replace(turn, text=clean(turn.text).strip())
            for turn in parsed.turns
            if turn.text.strip()
        )
        if not turns:
            raise TranscriptError("No words were found that somebody says.")
    except TranscriptError as error:
        raise TranscriptError(f"{file_name}: {error}") from error.__cause__
    remarks = [*source.remarks, *parsed.remarks]
    if recognition.sure < _UNSURE and layout is None:
        remarks.insert(0, Remark(None, f"The layout is doubtful; it was read as “{chosen.name}”."))
    return Transcript(
        chosen.name,
        with_guessed_roles(turns),
        _gathered(remarks),
        hashlib.sha256(data).hexdigest(),
    )


def recognitions(data: bytes, *, file_name: str) -> tuple[tuple[Layout, Recognition], ...]:
    """Return every layout with how sure its recogniser is of the file, the surest first.

    Raises:
        TranscriptError: If the file is of a kind that cannot be read at all.
    """
    try:
        source = _source(data)
    except TranscriptError as error:
        raise TranscriptError(f"{file_name}: {error}") from error.__cause__
    return _ranked(source)


def _source(data: bytes, encoding: str | None = None) -> Source:
    kind = kind_of(data)
    if kind in _READERS:
        source = _READERS[kind](data)
        if encoding is not None:
            remark = Remark(None, "This kind of file says itself how it is encoded.")
            source = replace(source, remarks=(*source.remarks, remark))
    else:
        source = read_text(data, encoding=encoding)
        source = read_json(source) if kind == "json" else without_markdown(source)
    if not source.lines:
        raise TranscriptError("The file has no words.")
    return without_line_numbers(source)


_READERS: dict[str, Callable[[bytes], Source]] = {
    "word": read_word,
    "opendocument": read_odt,
    "rtf": read_rtf,
    "pdf": read_pdf,
    "excel": read_sheets,
}


def _ranked(source: Source) -> tuple[tuple[Layout, Recognition], ...]:
    found = ((layout, layout.recognise(source)) for layout in LAYOUTS)
    return tuple(sorted(found, key=lambda pair: -pair[1].sure))


def _chosen(source: Source, name: str | None) -> tuple[Layout, Recognition]:
    if name is None:
        return _ranked(source)[0]
    for layout in LAYOUTS:
        if layout.name == name:
            return layout, layout.recognise(source)
    known = ", ".join(layout.name for layout in LAYOUTS)
    raise TranscriptError(f"There is no layout “{name}”. Choose one of {known}.")


def _gathered(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return the remarks by line, of many alike only the first and how many more there are."""
    seen: Counter[str] = Counter()
    kept = []
    for remark in remarks:
        seen[remark.what] += 1
        if seen[remark.what] <= MOST_ALIKE:
            kept.append(remark)
    for what, count in seen.items():
        if count > MOST_ALIKE:
            kept.append(Remark(None, f"{what} (and {count - MOST_ALIKE} more)"))
    return tuple(sorted(kept, key=lambda remark: (remark.line is None, remark.line or 0)))
