"""Reading a transcript: bytes to turns, by content and not by the file's name."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from coding.model import Remark, SpokenTurn, Transcript
from coding.transcripts.choices import NOTHING_CHOSEN, Choices, drops
from coding.transcripts.cleaning import clean
from coding.transcripts.errors import TranscriptError
from coding.transcripts.json_file import read_json
from coding.transcripts.kinds import kind_of
from coding.transcripts.layouts import LAYOUTS, Layout, Recognition
from coding.transcripts.line_numbers import without_line_numbers
from coding.transcripts.markdown import without_markdown
from coding.transcripts.odt import read_odt
from coding.transcripts.pdf import read_pdf
from coding.transcripts.plain_text import NOT_UTF8, read_text
from coding.transcripts.rtf import read_rtf
from coding.transcripts.sheets import read_sheets
from coding.transcripts.source import Line, Source
from coding.transcripts.speakers import with_guessed_roles
from coding.transcripts.word import read_word

MOST_ALIKE = 20
"""Of remarks that say the same, this many are listed with their lines; the rest are counted."""

UNSURE = 0.5
"""A recogniser that is less sure than this is not to be relied on."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read, and how: what a person is shown before they put it right.

    `recognition` is that of the layout that it was read as, `recognised` the name of the layout
    that is likeliest by its content. `encoding` is a text file's, None for other files;
    `guessed_encoding` says that nothing in the file tells it.
    """

    transcript: Transcript
    recognition: Recognition
    recognised: str
    encoding: str | None
    guessed_encoding: bool


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
    choices = Choices(layout=layout, encoding=encoding)
    return examine(data, file_name=file_name, choices=choices).transcript


def examine(data: bytes, *, file_name: str, choices: Choices = NOTHING_CHOSEN) -> Reading:
    """Return what a file is read as, with how sure the recognisers are and why.

    Of the choices those count that steer the reading: layout, encoding, silence, dropped lines.
    The others are applied by `choices.apply_choices`.

    Raises:
        TranscriptError: As `read_transcript`.
    """
    try:
        source = _as_chosen(_source(data, choices.encoding), choices)
        ranked = _ranked(source)
        chosen = ranked[0][0] if choices.layout is None else _layout(choices.layout)
        recognition = next(found for layout, found in ranked if layout is chosen)
        parsed = chosen.parse(source)
        turns = _with_words(parsed.turns)
    except TranscriptError as error:
        raise TranscriptError(f"{file_name}: {error}") from error.__cause__
    remarks = [*source.remarks, *parsed.remarks]
    if recognition.sure < UNSURE and choices.layout is None:
        remarks.insert(0, Remark(None, f"The layout is doubtful; it was read as “{chosen.name}”."))
    transcript = Transcript(
        chosen.name,
        with_guessed_roles(turns),
        _gathered(remarks),
        hashlib.sha256(data).hexdigest(),
    )
    guessed = any(remark.what.startswith(NOT_UTF8) for remark in source.remarks)
    return Reading(transcript, recognition, ranked[0][0].name, source.encoding, guessed)


def _as_chosen(source: Source, choices: Choices) -> Source:
    """Return the source with the chosen silence, without the lines that are to be left out."""
    source = replace(source, gap_s=choices.gap_s)
    dropped = [
        block
        for block in source.blocks
        if isinstance(block, Line) and drops(choices.dropped_lines, block.text)
    ]
    if not dropped:
        return source
    remarks = tuple(Remark(line.number, "A line was left out, as told.") for line in dropped)
    gone = {id(line) for line in dropped}
    kept = tuple(block for block in source.blocks if id(block) not in gone)
    if not kept:
        raise TranscriptError("No line is left. Leave out fewer lines.")
    return replace(source, blocks=kept, remarks=(*source.remarks, *remarks))


def _with_words(turns: Iterable[SpokenTurn]) -> tuple[SpokenTurn, ...]:
    said = tuple(
        replace(turn, text=clean(turn.text).strip()) for turn in turns if turn.text.strip()
    )
    if not said:
        raise TranscriptError("No words were found that somebody says.")
    return said


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


def _layout(name: str) -> Layout:
    for layout in LAYOUTS:
        if layout.name == name:
            return layout
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
