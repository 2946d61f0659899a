"""Text on its way into a workbook: nothing runs, nothing is refused, nothing is cut silently.

Three habits of spreadsheets are dealt with here and nowhere else:

- Text that begins with = + - @ or a tab or carriage return is taken for a formula by Excel when
  it is typed or edited. It is kept as it is, and its cell must be marked as text (quotePrefix).
- XML cannot hold most control characters, and openpyxl refuses them. Each becomes a visible
  sign. So does `_x0041_`, which Excel would read as the letter A.
- A cell holds 32,767 characters, counted in UTF-16. What is longer is cut, with a note.

Whatever was changed is said in notices, for the sheet and for the person.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from coding.passages import inside_cluster

CELL_LIMIT = 32_767
"""The characters that a cell holds, counted in UTF-16 as Excel does."""

SHEET_NAME_LIMIT = 31

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|x(?=005F_)")
_LOOKALIKE = {"_": "＿", "x": "ｘ"}
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class TextNotice:
    """One thing that could not be written as it is: where, and what was done about it."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class SafeText:
    """What to write. `as_text` says that the cell must be marked as text (quotePrefix)."""

    value: str
    as_text: bool
    notices: tuple[TextNotice, ...] = ()


def safe_text(text: str, *, where: str, whole: str, limit: int = CELL_LIMIT) -> SafeText:
    """Return `text` as a cell can hold it, and what had to be changed.

    Args:
        text: Anything.
        where: How a person calls the place, for the notices: "summary of P07 on PB1.1".
        whole: Where the whole text is, for the note in a cell that was cut.
        limit: The most UTF-16 units to return; enough to hold the note.
    """
    value, notices = _writable(text, where)
    length = utf16_length(value)
    if length > limit:
        note = f" […] [cut here: {length:,} characters, the whole is in {whole}]"
        value = _cut(value, limit - utf16_length(note)) + note
        what = f"cut to {limit:,} of {length:,} characters; the whole is in {whole}"
        notices = (*notices, TextNotice(where, what))
    return SafeText(value, formula_like(value), notices)


def formula_like(text: str) -> bool:
    """Return whether a spreadsheet would take the text for a formula when it opens a CSV file."""
    return text.startswith(_FORMULA_STARTS)


def csv_text(text: str) -> str:
    """Return the text for a cell of a CSV file: an apostrophe in front of what is like a formula.

    A file has no other way of saying that text is text.
    """
    return f"'{text}" if formula_like(text) else text


def utf16_length(text: str) -> int:
    """Return how many characters Excel counts in `text`: those beyond U+FFFF count twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _writable(text: str, where: str) -> tuple[str, tuple[TextNotice, ...]]:
    if "_" not in text and text.isprintable():  # most texts; what is sought here is not printable
        return text, ()
    value, controls = _UNWRITABLE.subn(_visible, text)
    value, escapes = _ESCAPE.subn(lambda found: _LOOKALIKE[found[0]], value)
    notices = []
    if controls:
        signs = (
            "1 control character is" if controls == 1 else f"{controls:,} control characters are"
        )
        notices.append(TextNotice(where, f"{signs} shown by signs such as ␀ or �"))
    if escapes:
        notices.append(
            TextNotice(where, "_x0041_ and its like are written with ＿ or ｘ: Excel reads them")
        )
    return value, tuple(notices)


def _visible(found: re.Match[str]) -> str:
    """Return the picture that Unicode has for a control character, or the replacement sign."""
    return chr(0x2400 + ord(found[0])) if ord(found[0]) < 0x20 else "\ufffd"


def _cut(text: str, limit: int) -> str:
    """Return the beginning of `text`, at most `limit` UTF-16 units, not inside a character.

    Marks and joined emoji stay with what they belong to; after 64 of them it is cut anyhow.
    """
    end = len(text.encode("utf-16-le", "surrogatepass")[: 2 * limit].decode("utf-16-le", "ignore"))
    for earlier in range(end, max(0, end - 64), -1):
        if not inside_cluster(text, earlier):
            return text[:earlier]
    return text[:end]


def safe_sheet_name(name: str, taken: Collection[str]) -> str:
    """Return a name that Excel takes for a sheet, unlike those in `taken` whatever their case.

    Signs that it forbids become spaces, what is longer than 31 characters ends in "…", and a
    second sheet of a name gets "(2)".
    """
    used = {other.casefold() for other in taken} | {"history"}
    plain = " ".join(_NOT_IN_SHEET_NAMES.sub(" ", name).split()).strip("' ") or "Sheet"
    candidate, number = _shortened(plain, ""), 1
    while candidate.casefold() in used:
        number += 1
        candidate = _shortened(plain, f" ({number})")
    return candidate


def _shortened(name: str, tail: str) -> str:
    room = SHEET_NAME_LIMIT - len(tail)
    if utf16_length(name) <= room:
        return name + tail
    return _cut(name, room - 1).rstrip("' ") + "…" + tail
