"""Normalising text once, before the first offset exists: NFC, LF, no control characters."""

import re
import unicodedata

_LINE_END = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")


def unify_line_ends(text: str) -> str:
    """Return the text with every kind of line, paragraph and page end as LF."""
    return _LINE_END.sub("\n", text)


def count_controls(text: str) -> int:
    """Return how many characters of the text are control characters (tab and LF are not)."""
    return len(_CONTROL.findall(text))


def clean(text: str) -> str:
    """Return the text in NFC without control characters; line ends must be LF already.

    No-break spaces, joiners and direction marks stay: they are part of what was written.
    """
    return unicodedata.normalize("NFC", _CONTROL.sub("", text))
