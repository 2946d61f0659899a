"""Bold, italic and underlined words, which some typists use instead of a speaker's name.

While a paragraph is put together from its runs, two control characters that no cleaned text
holds stand around what is set off; a line keeps only how far it is set off from its start.
"""

import re
from collections.abc import Iterator

from coding.transcripts.cleaning import clean
from coding.transcripts.source import Line

_ON, _OFF = "\x0e", "\x0f"
_NO_MARKS = str.maketrans("", "", _ON + _OFF)
_GAP = re.compile(f"{_OFF}([ \t\xa0]*){_ON}")
_LEAD = re.compile(f"[ \t\xa0]*{_ON}([^{_ON}{_OFF}]*){_OFF}")


def set_off(words: str) -> str:
    """Return words of a run as set off from others by their type."""
    return f"{_ON}{words}{_OFF}" if words.strip() else words


def unmarked(words: str) -> str:
    """Return the words without the marks of what is set off."""
    return words.translate(_NO_MARKS)


def paragraph_lines(words: str, *, number: int, heading: bool = False) -> Iterator[Line]:
    """Yield a paragraph's lines; its soft line breaks are LF and go on in the paragraph."""
    opens = True
    for marked in words.split("\n"):
        text = clean(marked).strip()
        if not text:
            continue
        lead = clean(found[1]).strip() if (found := _LEAD.match(_GAP.sub(r"\1", marked))) else ""
        length = len(lead) if text.startswith(lead) else 0
        yield Line(number, text, opens, heading, length)
        opens = False
