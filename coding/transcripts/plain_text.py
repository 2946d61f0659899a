"""Text files: bytes to clean lines, whatever the encoding and line ends."""

import codecs
import re
import unicodedata

import charset_normalizer

from coding.model import Remark
from coding.transcripts.cleaning import clean, count_controls, unify_line_ends
from coding.transcripts.errors import TranscriptError
from coding.transcripts.source import Line, Source

NOT_UTF8 = "The file is not UTF-8"
"""How the remark on a guessed encoding begins."""
_NO_TEXT = "This is not a text file. Save the transcript as .docx or .txt."
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LATIN = ("cp1252", "mac_roman", "cp1250", "cp1254")
_OTHER = (
    *("cp1251", "cp1253", "cp1255", "cp1256", "koi8_r"),
    *("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"),
)
_NO_FILES = frozenset(("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"))
_PLAUSIBLE = re.compile(
    "[’‘“”„–—…•€£§°·«»¿¡\xa0½¼àâäáãåæçèéêëìíîïðñòóôöõøœùúûüýÿþßšžÀÂÄÁÃÅÆÇÈÉÊËÍÎÏÑÓÔÖÕØŒÚÛÜŠŽ]"
)
_CAPITAL_INSIDE = re.compile("[A-Za-z][À-ÖØ-Þ][a-z]|¿[a-z]|[a-z]¿")
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


def read_text(data: bytes, *, encoding: str | None = None) -> Source:
    """Return a text file's lines; the remarks name the encoding if it had to be guessed.

    Raises:
        TranscriptError: If the bytes are not text, or there is no such encoding.
    """
    text, known, remarks = _decode(data) if encoding is None else _decode_as_told(data, encoding)
    text = unify_line_ends(text)
    remarks += _character_remarks(text)
    lines: list[Line] = []
    opens = True
    for number, words in enumerate(text.split("\n"), start=1):
        kept = clean(words).rstrip()
        if kept.strip():
            lines.append(Line(number, kept, opens))
            opens = False
        else:
            opens = True
    return Source("text", tuple(lines), tuple(remarks), known)


def decode_text(data: bytes) -> str:
    """Return a text file's words, however it is encoded, with LF line ends and no BOM.

    Raises:
        TranscriptError: If it is no text.
    """
    return _decode(data)[0].replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def _decode(data: bytes) -> tuple[str, str, list[Remark]]:
    """Return the text, its encoding and remarks on how it was decoded."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded_as(data[len(mark) :], encoding), encoding, []
    if data[:4096].count(0) > len(data[:4096]) / 20:
        return _decode_without_mark(data)
    try:
        return data.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        pass
    if _is_binary(data):
        raise TranscriptError(_NO_TEXT)
    if _is_broken_utf8(data):
        return _decoded_as(data, "utf-8"), "utf-8", []
    encoding = _guess(data)
    remark = Remark(None, f"{NOT_UTF8}; it was read as {encoding}. Check accented letters.")
    return _decoded_as(data, encoding), encoding, [remark]


def _decode_as_told(data: bytes, encoding: str) -> tuple[str, str, list[Remark]]:
    try:
        known = codecs.lookup(encoding).name
        is_one = known.replace("_", "-") not in _NO_FILES
        text = data.decode(known, errors="replace") if is_one else None
    except (LookupError, ValueError):
        text = None
    if text is None:
        raise TranscriptError(
            "There is no such encoding of text files. "
            "Use a name like utf-8, utf-16, cp1252, latin-1 or mac_roman."
        )
    remark = Remark(None, f"The file was read as {known}, as told.")
    return text.removeprefix("\ufeff"), known, [remark]


def _decoded_as(data: bytes, encoding: str) -> str:
    return data.decode(encoding, errors="replace")


def _decode_without_mark(data: bytes) -> tuple[str, str, list[Remark]]:
    """Return UTF-16 without a byte order mark: every second byte of Latin text is 0."""
    head = data[:4096]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if zeros.count(0) > 0.4 * len(zeros) and head.count(0) <= 0.6 * len(head):
            text = _decoded_as(data, encoding)
            if _is_text(text):
                return text, encoding, [Remark(None, f"The file was read as {encoding}.")]
    raise TranscriptError(_NO_TEXT)


def _is_text(text: str) -> bool:
    """Return whether characters are those of writing, but for one in fifty."""
    head = text[:65536]
    odd = sum(unicodedata.category(one) in ("Cc", "Cn", "Co") for one in head)
    return odd - sum(head.count(white) for white in "\t\n\f\r") <= len(head) / 50


def _is_binary(data: bytes) -> bool:
    head = data[:65536]
    controls = sum(head.count(byte) for byte in range(32) if byte not in (9, 10, 12, 13))
    return controls > len(head) / 50


def _is_broken_utf8(data: bytes) -> bool:
    """Return whether the bytes are UTF-8 but for a few."""
    good = sum(len(found) for found in _MULTIBYTE.findall(data))
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    return good > 0 and high - good <= good / 4


def _guess(data: bytes) -> str:
    """Return the likeliest encoding of bytes that are not UTF-8.

    charset-normalizer takes Western typing for Central European, so cp1252 is tried first: it is
    right if nearly all that it makes of the high bytes is what Western languages use.
    """
    sample = b"\n".join(line for line in data.splitlines() if not line.isascii())[:32_768]
    high = sum(byte > 127 for byte in sample)
    if high > 0.35 * len(sample):
        best = charset_normalizer.from_bytes(sample, cp_isolation=list(_OTHER)).best()
    else:
        western = sample.decode("cp1252", errors="replace")
        odd = high - len(_PLAUSIBLE.findall(western)) + len(_CAPITAL_INSIDE.findall(western))
        if odd <= high / 10:
            return "cp1252"
        best = charset_normalizer.from_bytes(sample, cp_isolation=list(_LATIN)).best()
    return best.encoding if best else "cp1252"


def _character_remarks(text: str) -> list[Remark]:
    """Return remarks on bytes that could not be decoded and on control characters."""
    remarks = []
    lost = text.count("\ufffd")
    if lost:
        first = text.count("\n", 0, text.index("\ufffd")) + 1
        remarks.append(
            Remark(
                first, f"Characters that could not be read, shown as \ufffd: {lost}, first here."
            )
        )
    controls = count_controls(text)
    if controls:
        remarks.append(Remark(None, f"Control characters removed: {controls}."))
    return remarks
