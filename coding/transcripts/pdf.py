"""PDF files: the printed lines with their places, and from those the paragraphs.

pypdf finds the words and where they stand. It follows whatever a file asks of it, so the work
that a file may ask for is limited here.
"""

import io
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError

from coding.model import Remark
from coding.transcripts.cleaning import clean, unify_line_ends
from coding.transcripts.errors import TranscriptError
from coding.transcripts.packed import locked
from coding.transcripts.pdf_paragraphs import Printed, paragraphs
from coding.transcripts.source import Source

MOST_PAGES = 1_500
MOST_STEPS = 600_000
"""Drawing commands in a file; a page of text takes some hundred."""
MOST_FORMS = 5_000
"""Pictures and drawings inside pages; they may draw each other without end."""

# What pypdf logs about odd files may quote them, and people's words belong in no log.
logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)

_WHAT = "PDF"
_DAMAGED = "The PDF is damaged. Open it, save it as .docx or .txt and import that."
_TOO_MUCH = (
    "The PDF asks for more work than any transcript needs, as only a harmful file does. "
    "It was not read."
)
_SCAN = (
    "The PDF holds pictures of pages and no words (a scan). Have its text recognised (OCR), save "
    "it as .docx or .txt, check it against the recording, and import that."
)
_LETTERS = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st", "\xad": "-"}
)
_NOTES = frozenset(("/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Popup"))


def read_pdf(data: bytes) -> Source:
    """Return a PDF's paragraphs; the remarks name page furniture and doubtful places.

    Raises:
        TranscriptError: If it is damaged, locked, harmful, too long, or has no words (a scan).
    """
    lines: list[Printed] = []
    remarks: list[Remark] = []
    steps = _Steps()
    with _errors_in_plain_words():
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise locked(_WHAT)
        if len(reader.pages) > MOST_PAGES:
            raise TranscriptError(
                f"The PDF has more than {MOST_PAGES:,} pages. Split it and import the parts."
            )
        notes = 0
        for number, page in enumerate(reader.pages, start=1):
            found = _page_lines(page, number, steps)
            if not found:
                remarks.append(Remark(None, f"Page {number} has no words; it may be a picture."))
            lines.extend(found)
            notes += _notes(page)
    if not lines:
        raise TranscriptError(_SCAN)
    if notes:
        remarks.append(Remark(None, f"Comments and highlights were left out: {notes}."))
    text = "".join(line.text for line in lines)
    if "\ufffd" in text:
        lost = text.count("\ufffd")
        remarks.append(Remark(None, f"Characters that could not be read, shown as \ufffd: {lost}."))
    blocks, furniture = paragraphs(lines)
    return Source("pdf", blocks, (*remarks, *furniture))


@contextmanager
def _errors_in_plain_words() -> Iterator[None]:
    """Turn whatever a broken file does to pypdf into one line without its words."""
    try:
        yield
    except TranscriptError:
        raise
    except (DependencyError, FileNotDecryptedError):
        raise locked(_WHAT) from None
    except MemoryError:
        raise TranscriptError(_TOO_MUCH) from None
    except Exception:  # pypdf raises some thirty kinds on damaged files, KeyError to AssertionError
        raise TranscriptError(_DAMAGED) from None


class _Steps:
    """Counts the drawing commands of a whole file."""

    def __init__(self) -> None:
        self.count = 0
        self.forms = 0

    def take(self, operator: bytes, *_: object) -> None:
        """Count one command.

        Raises:
            TranscriptError: If there are too many.
        """
        self.count += 1
        self.forms += operator == b"Do"
        self.check()

    def check(self) -> None:
        """Raise what `take` raised, which pypdf keeps to itself inside of drawings."""
        if self.count > MOST_STEPS or self.forms > MOST_FORMS:
            raise TranscriptError(_TOO_MUCH)


def _page_lines(page: Any, number: int, steps: _Steps) -> list[Printed]:
    """Return the lines of one page in the order in which they were printed."""
    lines: list[Printed] = []
    page.extract_text(visitor_operand_before=steps.take, visitor_text=_collector(number, lines))
    steps.check()
    return [line for one in lines if (line := _cleaned(one)).text]


def _cleaned(line: Printed) -> Printed:
    lead, rest = line.text[: line.lead].lstrip(), line.text[line.lead :]
    lead, rest = (clean(unify_line_ends(part)).translate(_LETTERS) for part in (lead, rest))
    return replace(line, text=(lead + rest).strip(), lead=len(lead.rstrip()))


def _collector(page: int, lines: list[Printed]) -> Callable[..., None]:
    """Return what pypdf calls with each piece of text: pieces of one height are one line."""
    open_line = False

    def collect(text: str, user: Any, matrix: Any, font: Any, size: float) -> None:
        nonlocal open_line
        x = matrix[4] * user[0] + matrix[5] * user[2] + user[4]
        y = matrix[4] * user[1] + matrix[5] * user[3] + user[5]
        for place, words in enumerate(text.split("\n")):
            if place:
                open_line = False
            if not words:
                continue
            if open_line:
                lines[-1] = lines[-1].and_more(words, set_off=_is_set_off(font))
            elif words.strip():
                lead = len(words) if _is_set_off(font) else 0
                lines.append(Printed(page, x, y, abs(size) or 10.0, words, lead))
                open_line = True

    return collect


def _is_set_off(font: Any) -> bool:
    name = str((font or {}).get("/BaseFont", "")).casefold()
    return any(mark in name for mark in ("bold", "italic", "oblique", "black"))


def _notes(page: Any) -> int:
    """Return how many comments and highlights a page has."""
    return sum(
        str(note.get_object().get("/Subtype", "")) in _NOTES for note in page.get("/Annots") or ()
    )
