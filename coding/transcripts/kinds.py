"""What kind of file this is, by its first bytes; the kinds that are not read say what to do."""

import io
import zipfile

from coding.transcripts.errors import TranscriptError

MOST_BYTES = 20 * 1024 * 1024

_AS_WORD_OR_TEXT = "Open it and save it as .docx or .txt, then import that."
_MAGIC = (
    (b"\xd0\xcf\x11\xe0", f"This is an old Word or Excel file (.doc, .xls). {_AS_WORD_OR_TEXT}"),
    (b"ooBinaryFile", "This is a binary Praat file. Save it in Praat as a text file."),
    (b"SQLite format 3", "This is a database (perhaps a study), not a transcript."),
    (b"\x1f\x8b", "This is a packed file (.gz). Unpack it and import the transcript inside."),
    (b"Rar!", "This is a packed file (.rar). Unpack it and import the transcript inside."),
    (b"7z\xbc\xaf", "This is a packed file (.7z). Unpack it and import the transcript inside."),
    (b"\x89PNG", "This is a picture, not a transcript."),
    (b"\xff\xd8\xff", "This is a picture, not a transcript."),
    (b"GIF8", "This is a picture, not a transcript."),
    (b"ID3", "This is a recording, not a transcript."),
    (b"OggS", "This is a recording, not a transcript."),
    (b"fLaC", "This is a recording, not a transcript."),
    (b"RIFF", "This is a recording, not a transcript."),
)
_INSIDE_ZIP = (
    ("word/document.xml", "word"),
    ("xl/workbook.xml", "excel"),
    ("ppt/presentation.xml", f"This is a PowerPoint file. {_AS_WORD_OR_TEXT}"),
    ("content.xml", "opendocument"),
    ("META-INF/container.xml", f"This is an e-book. {_AS_WORD_OR_TEXT}"),
    ("project.qde", "This is a REFI-QDA project, not a transcript."),
)
_READ = frozenset(("word", "excel", "opendocument"))
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def kind_of(data: bytes) -> str:
    """Return "word", "opendocument", "excel", "rtf", "pdf", "json", or "text" for the rest.

    Raises:
        TranscriptError: If the file is empty, too large, or of a kind that is not read.
    """
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf\xff\xfe"):
        raise TranscriptError("The file is empty.")
    if len(data) > MOST_BYTES:
        raise TranscriptError(
            f"The file has {len(data) / 1_048_576:.0f} MB; at most 20 MB are read. "
            "Split it, or take the pictures out."
        )
    if data.startswith(b"PK"):
        return _kind_of_zip(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    _refuse_others(data)
    return _kind_of_text(data)


def _refuse_others(data: bytes) -> None:
    """Refuse a file whose first bytes say that it is none that is read."""
    if data.startswith(b"\xd0\xcf\x11\xe0") and _LOCKED in data:
        raise TranscriptError(
            "The file is protected by a password. Take the password off and import it again."
        )
    for magic, why in _MAGIC:
        if data.startswith(magic):
            raise TranscriptError(why)
    if data[4:8] == b"ftyp":
        raise TranscriptError("This is a recording, not a transcript.")


def _kind_of_zip(data: bytes) -> str:
    """Return what kind of office file the archive is, or refuse it by what it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError) as error:
        raise TranscriptError(
            "The file is damaged (its archive cannot be opened). Save it again and import that."
        ) from error
    for name, kind in _INSIDE_ZIP:
        if name in names:
            if kind in _READ:
                return kind
            raise TranscriptError(kind)
    if "_rels/.rels" in names:
        return "word"
    raise TranscriptError("This is a packed file (.zip). Unpack it and import the transcripts.")


def _kind_of_text(data: bytes) -> str:
    head = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise TranscriptError(f"This is a web page. {_AS_WORD_OR_TEXT}")
    if head.startswith((b"<?xml", b"<!doctype")):
        raise TranscriptError(f"This is an XML file, not a transcript. {_AS_WORD_OR_TEXT}")
    opens = head[:1] + head[1:].lstrip()[:1]
    return "json" if opens in (b'{"', b"[{") else "text"
