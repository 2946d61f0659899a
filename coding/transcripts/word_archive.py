"""The archive inside a .docx: hostile until proved otherwise.

Only the parts that are asked for are unpacked, each with a limit that does not trust the size
that the archive declares. Nothing is ever written to disk.
"""

import io
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from coding.transcripts.errors import TranscriptError

MOST_PART_BYTES = 32 * 1024 * 1024
MOST_BYTES = 400 * 1024 * 1024
MOST_PARTS = 5000
MOST_RATIO = 200
_DAMAGED = "The Word file is damaged. Open it in Word, save it again and import that."
_BOMB = (
    "The Word file unpacks to far more than its size, as only a harmful file does. It was not read."
)
_OFFICE_DOCUMENT = "/relationships/officeDocument"


def main_part(data: bytes) -> Any:
    """Return the root element of a Word file's main text.

    Raises:
        TranscriptError: If the archive is damaged, too large unpacked, or has odd paths or XML.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive.infolist())
            return parse_xml(_part(archive, _main_name(archive)))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError):
        # Without the cause, which may quote what was read: messages hold nobody's words.
        raise TranscriptError(_DAMAGED) from None
    except NotImplementedError:
        raise TranscriptError(_DAMAGED) from None
    except RuntimeError as error:
        raise TranscriptError(
            "The Word file is protected by a password. Take the password off and import it again."
        ) from error


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive whose own list of parts is already not a Word file's."""
    if len(parts) > MOST_PARTS or len({part.filename for part in parts}) < len(parts):
        raise TranscriptError(_DAMAGED)
    for part in parts:
        path = PurePosixPath(part.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in part.filename:
            raise TranscriptError(
                "The Word file holds a path that leaves its folder, as only a harmful file does. "
                "It was not read."
            )
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise TranscriptError(_BOMB)


def _main_name(archive: zipfile.ZipFile) -> str:
    """Return the name of the part with the text, as the package's relationships say."""
    if "_rels/.rels" in archive.namelist():
        for relation in parse_xml(_part(archive, "_rels/.rels")):
            if str(relation.get("Type", "")).endswith(_OFFICE_DOCUMENT):
                return str(relation.get("Target", "")).lstrip("/")
    return "word/document.xml"


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return one part's bytes, refusing it if it grows past the limits while it is unpacked."""
    packed = max(1, archive.getinfo(name).compress_size)
    with archive.open(name) as part:
        unpacked = part.read(MOST_PART_BYTES + 1)
    if len(unpacked) > MOST_PART_BYTES:
        raise TranscriptError(_BOMB)
    if len(unpacked) > 1024 * 1024 and len(unpacked) / packed > MOST_RATIO:
        raise TranscriptError(_BOMB)
    return unpacked


def parse_xml(part: bytes) -> Any:
    """Return the root element of a part.

    Raises:
        TranscriptError: If it is not well-formed or declares a document type (Word never does;
            entities are declared there).
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        # libxml2 quotes what it read: the cause is left behind, it may hold people's words.
        del error
        raise TranscriptError(_DAMAGED) from None
    if root.getroottree().docinfo.doctype:
        raise TranscriptError(
            "The Word file declares XML entities, as only a harmful file does. It was not read."
        )
    return root
