"""The archive that a .docx, an .odt or an .xlsx is: hostile until proved otherwise.

Only the parts that are asked for are unpacked, each with a limit that does not trust the size
that the archive declares. Nothing is ever written to disk.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from coding.transcripts.errors import TranscriptError

MOST_PART_BYTES = 32 * 1024 * 1024
MOST_BYTES = 400 * 1024 * 1024
MOST_PARTS = 5000
MOST_RATIO = 200
_OFFICE_DOCUMENT = "/relationships/officeDocument"


@dataclass(frozen=True, slots=True)
class Packed:
    """An archive's parts, unpacked one by one; `what` is what messages call the file."""

    archive: zipfile.ZipFile
    what: str

    def xml(self, name: str) -> Any:
        """Return the root element of one part.

        Raises:
            TranscriptError: If it grows past the limits or holds odd XML.
        """
        return parse_xml(self.part(name), what=self.what)

    def names(self) -> frozenset[str]:
        """Return the names of all parts."""
        return frozenset(self.archive.namelist())

    def part(self, name: str) -> bytes:
        """Return one part's bytes, refusing it if it grows past the limits while unpacked."""
        packed = max(1, self.archive.getinfo(name).compress_size)
        with self.archive.open(name) as part:
            unpacked = part.read(MOST_PART_BYTES + 1)
        if len(unpacked) > MOST_PART_BYTES:
            raise _bomb(self.what)
        if len(unpacked) > 1024 * 1024 and len(unpacked) / packed > MOST_RATIO:
            raise _bomb(self.what)
        return unpacked


@contextmanager
def opened(data: bytes, *, what: str) -> Iterator[Packed]:
    """Open an archive for reading its parts in a with block.

    Args:
        data: The file's bytes.
        what: What messages call it, e.g. "Word file".

    Raises:
        TranscriptError: Also from inside the block, if the archive is damaged, locked, too large
            unpacked, or has paths that leave its folder.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive.infolist(), what)
            yield Packed(archive, what)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError):
        # Without the cause, which may quote what was read: messages hold nobody's words.
        raise _damaged(what) from None
    except NotImplementedError:
        raise _damaged(what) from None
    except RuntimeError:
        raise locked(what) from None


def locked(what: str) -> TranscriptError:
    """Return the error for a file with a password."""
    return TranscriptError(
        f"The {what} is protected by a password. Take the password off and import it again."
    )


def _damaged(what: str) -> TranscriptError:
    return TranscriptError(f"The {what} is damaged. Open it, save it again and import that.")


def _bomb(what: str) -> TranscriptError:
    return TranscriptError(
        f"The {what} unpacks to far more than its size, as only a harmful file does. "
        "It was not read."
    )


def main_part(data: bytes) -> Any:
    """Return the root element of a Word file's main text.

    Raises:
        TranscriptError: If the archive is damaged, too large unpacked, or has odd paths or XML.
    """
    with opened(data, what="Word file") as packed:
        return packed.xml(_main_name(packed))


def _check_parts(parts: list[zipfile.ZipInfo], what: str) -> None:
    """Refuse an archive whose own list of parts is already not an office file's."""
    if len(parts) > MOST_PARTS or len({part.filename for part in parts}) < len(parts):
        raise _damaged(what)
    for part in parts:
        path = PurePosixPath(part.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in part.filename:
            raise TranscriptError(
                f"The {what} holds a path that leaves its folder, as only a harmful file does. "
                "It was not read."
            )
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise _bomb(what)


def _main_name(packed: Packed) -> str:
    """Return the name of the part with the text, as the package's relationships say."""
    if "_rels/.rels" in packed.names():
        for relation in packed.xml("_rels/.rels"):
            if str(relation.get("Type", "")).endswith(_OFFICE_DOCUMENT):
                return str(relation.get("Target", "")).lstrip("/")
    return "word/document.xml"


def parse_xml(part: bytes, *, what: str) -> Any:
    """Return the root element of a part.

    Raises:
        TranscriptError: If it is not well-formed or declares a document type (office programs
            never do; entities are declared there).
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        # libxml2 quotes what it read: the cause is left behind, it may hold people's words.
        del error
        raise _damaged(what) from None
    if root.getroottree().docinfo.doctype:
        raise TranscriptError(
            f"The {what} declares XML entities, as only a harmful file does. It was not read."
        )
    return root
