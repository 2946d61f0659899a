"""RTF files: paragraphs and tables, every word that is shown, and what is left out by name.

Why not striprtf: it keeps hidden and deleted words, drops footnotes and comments in silence,
joins the cells of a table by bars, forgets what is bold, and leaves halves of signs like emoji.
"""

import codecs
import re
from dataclasses import dataclass, replace

from coding.transcripts.emphasis import set_off, unmarked
from coding.transcripts.errors import TranscriptError
from coding.transcripts.rtf_blocks import Blocks
from coding.transcripts.rtf_words import CHARACTERS, CHARSETS, NAMED, SILENT, SYMBOLS
from coding.transcripts.source import Source

MOST_GROUPS = 1000
"""Groups inside groups; people's files have a dozen."""

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,9})? ?|\\'(?P<hex>[0-9a-fA-F]{2})"
    r"|\\(?P<symbol>[^a-zA-Z'])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\'?",
    re.DOTALL,
)
_HEADING = re.compile(r"(?:heading|title)\b", re.IGNORECASE)
_TYPE = {"b": 1, "i": 2, "ul": 4, "ulnone": 4}
_HIDDEN = "Hidden words were left out"
_DELETED = "Words deleted in tracked changes were left out"
_INSERTED = "Words inserted in tracked changes were kept"


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds inside a pair of braces. `uc` counts what stands in for a \\u character."""

    skip: str = ""
    uc: int = 1
    encoding: str = ""
    type: int = 0
    hidden: bool = False
    deleted: bool = False
    revised: bool = False


def read_rtf(data: bytes) -> Source:
    """Return an RTF file's paragraphs and tables; the remarks name all that was left out.

    Raises:
        TranscriptError: If the file is damaged or has a table too wide to be one.
    """
    reading = _Reading()
    text = data.decode("latin-1")
    place = 0
    while place < len(text) and (found := _TOKEN.match(text, place)):
        place = found.end()
        if found["word"] == "bin" and not reading.starred:
            place += max(0, int(found["number"] or 0))
        reading.take(found)
    return reading.blocks.source()


class _Reading:
    """One pass over a file's tokens."""

    def __init__(self) -> None:
        self.group = _Group()
        self.outer: list[_Group] = []
        self.starred = False
        self.encoding = "cp1252"
        self.fonts: dict[int, str] = {}
        self.font = 0
        self.styles: dict[int, str] = {}
        self.style = 0
        self.paragraph_style: int | None = None
        self.spare = 0
        self.raw = bytearray()
        self.in_table = False
        self.merge = False
        self.blocks = Blocks()

    def take(self, token: re.Match[str]) -> None:
        """Read one token."""
        if token["hex"]:
            self._bytes(bytes.fromhex(token["hex"]))
        elif token["text"]:
            self._bytes(token["text"].encode("latin-1"))
        elif token["brace"]:
            self._brace(token["brace"])
        elif token["symbol"]:
            self._symbol(token["symbol"])
        elif token["word"]:
            number = token["number"]
            self._word(token["word"], None if number is None else int(number))

    def _brace(self, brace: str) -> None:
        self._decode()
        self.spare = 0
        self.starred = False
        if brace == "{":
            if len(self.outer) > MOST_GROUPS:
                raise TranscriptError("The RTF file is damaged. Open it and save it again.")
            self.outer.append(self.group)
        elif self.outer:
            self.group = self.outer.pop()

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self.starred = True
        elif symbol in "\r\n":
            self._word("par", None)
        elif self.spare:
            self.spare -= 1
        else:
            self._put(SYMBOLS.get(symbol, ""))

    def _bytes(self, raw: bytes) -> None:
        self.starred = False
        if self.spare:
            left = raw[self.spare :]
            self.spare = max(0, self.spare - len(raw))
            raw = left
        if self.group.skip in ("", "stylesheet", "fonttbl"):
            self.raw += raw

    def _decode(self) -> None:
        """Put what has come as bytes, in the encoding of the font."""
        if self.raw:
            encoding = self.group.encoding or self.encoding
            self._put(self.raw.decode(encoding, errors="replace"), decoded=True)
            self.raw.clear()

    def _put(self, words: str, *, decoded: bool = False) -> None:
        if not decoded:
            self._decode()
        group = self.group
        if group.skip == "stylesheet":
            self.styles[self.style] = self.styles.get(self.style, "") + words
        if group.skip or not words:
            return
        if group.hidden or group.deleted:
            if words.strip():
                self.blocks.count(_HIDDEN if group.hidden else _DELETED)
            return
        words = unmarked(words)
        self.blocks.put(set_off(words) if group.type and words != "\n" else words)

    def _word(self, word: str, number: int | None) -> None:
        self._decode()
        self.spare = 0
        starred, self.starred = self.starred, False
        if word in NAMED or word in SILENT or (starred and word not in ("shppict", "ud")):
            self._leave_out(word)
        elif word == "ud":
            self.group = replace(self.group, skip="")
        elif word in _FORMS:
            _FORMS[word](self, word, number)
        elif self.group.skip:
            return
        elif word in CHARACTERS:
            self._put(CHARACTERS[word])
        elif word in _SHAPES:
            _SHAPES[word](self, word, number)

    def _leave_out(self, word: str) -> None:
        if self.group.skip:
            return
        if word in NAMED:
            self.blocks.count(NAMED[word])
        self.group = replace(self.group, skip=word)

    def _unicode(self, _: str, number: int | None) -> None:
        if number is not None:
            self._put(chr(number & 0xFFFF))
            self.spare = self.group.uc

    def _uc(self, _: str, number: int | None) -> None:
        self.group = replace(self.group, uc=min(8, max(0, 1 if number is None else number)))

    def _code_page(self, word: str, number: int | None) -> None:
        names = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
        self.encoding = names.get(word) or _known(f"cp{number}") or self.encoding

    def _font(self, _: str, number: int | None) -> None:
        self.font = number or 0
        self.group = replace(self.group, encoding=self.fonts.get(self.font, ""))

    def _charset(self, word: str, number: int | None) -> None:
        name = f"cp{number}" if word == "cpg" else CHARSETS.get(number or 0, "")
        if self.group.skip == "fonttbl" and name:
            self.fonts[self.font] = _known(name)

    def _style(self, _: str, number: int | None) -> None:
        self.style = number or 0
        if not self.group.skip:
            self.paragraph_style = number

    def _plain(self, _: str, __: int | None) -> None:
        self.group = replace(
            self.group, type=0, hidden=False, deleted=False, revised=False, encoding=""
        )

    def _set_type(self, word: str, number: int | None) -> None:
        bit = _TYPE[word]
        on = number != 0 and word != "ulnone"
        self.group = replace(
            self.group, type=self.group.type | bit if on else self.group.type & ~bit
        )

    def _change(self, word: str, number: int | None) -> None:
        on = number != 0
        if word == "v":
            self.group = replace(self.group, hidden=on)
        elif word == "deleted":
            self.group = replace(self.group, deleted=on)
        elif on and not self.group.revised:
            self.group = replace(self.group, revised=True)
            self.blocks.count(_INSERTED)

    def _paragraph_form(self, word: str, number: int | None) -> None:
        if word == "pard":
            self.in_table = False
            self.paragraph_style = None
        elif word == "intbl":
            self.in_table = True
        elif (number or 0) < 9:
            self.paragraph_style = -1

    def _row_form(self, word: str, _: int | None) -> None:
        if word == "trowd":
            self.blocks.merges.clear()
        elif word == "clvmrg":
            self.merge = True
        else:
            self.blocks.merges.append(self.merge)
            self.merge = False

    def _end(self, word: str, _: int | None) -> None:
        if word == "cell":
            self.blocks.end_cell()
        elif word == "row":
            self.blocks.end_row()
        elif self.in_table:
            self.blocks.put("\n")
        else:
            self.blocks.end_paragraph(heading=self._is_heading())

    def _is_heading(self) -> bool:
        style = self.styles.get(self.paragraph_style or 0, "")
        return self.paragraph_style == -1 or bool(
            self.paragraph_style is not None and _HEADING.match(style.strip())
        )


def _known(encoding: str) -> str:
    """Return the encoding if Python knows it, else an empty name."""
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return ""


_FORMS = {
    "ansicpg": _Reading._code_page,
    "mac": _Reading._code_page,
    "pc": _Reading._code_page,
    "pca": _Reading._code_page,
    "f": _Reading._font,
    "fcharset": _Reading._charset,
    "cpg": _Reading._charset,
    "s": _Reading._style,
    "uc": _Reading._uc,
    "u": _Reading._unicode,
}
"""Words that count in every group."""

_SHAPES = {
    "plain": _Reading._plain,
    **dict.fromkeys(_TYPE, _Reading._set_type),
    **dict.fromkeys(("v", "deleted", "revised"), _Reading._change),
    **dict.fromkeys(("pard", "intbl", "outlinelevel"), _Reading._paragraph_form),
    **dict.fromkeys(("trowd", "clvmrg", "cellx"), _Reading._row_form),
    **dict.fromkeys(("par", "sect", "cell", "row"), _Reading._end),
}
"""Words that count in the text alone."""
