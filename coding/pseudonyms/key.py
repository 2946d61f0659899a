"""The key: which word stands behind which placeholder, in a file of its own, for its owner alone.

The key never lies in a study or beside it: who gets the study must not get the key. The study
keeps the file's sha256 and nothing else; a random mark in the file keeps that hash from telling
anything about its words.
"""

import json
import os
import secrets
import stat
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from coding.pseudonyms.values import PseudonymError, Ruling, folded

_WHAT = "The key to the placeholders of a Betweenlines study. Keep it apart from the study."
_MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Key:
    """What was decided about words so far. `sha256` is that of the file, empty if there is none."""

    rulings: tuple[Ruling, ...]
    mark: str
    sha256: str

    def of(self, word: str) -> Ruling | None:
        """Return what was decided about a word; None if nothing was."""
        return next((one for one in self.rulings if folded(one.word) == folded(word)), None)


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    what: str
    mark: str
    words: tuple[Ruling, ...]


_written = TypeAdapter(_Written)


def new_key() -> Key:
    """Return a key that holds nothing yet; it is no file before it is saved."""
    return Key((), secrets.token_hex(16), "")


def read_key(path: Path) -> Key:
    """Return the key that a file holds.

    Raises:
        PseudonymError: If it is not there, cannot be read, or is no key.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise PseudonymError(f"{path} is too large for a key file. Choose another file.")
        data = path.read_bytes()
        found = _written.validate_json(data)
    except FileNotFoundError:
        raise PseudonymError(f"The key file {path} is not there.") from None
    except OSError as error:
        raise PseudonymError(f"{path} cannot be read: {error.strerror}.") from None
    except ValidationError:
        raise PseudonymError(f"{path} is no key file, or it is damaged.") from None
    return Key(found.words, found.mark, sha256(data).hexdigest())


def with_rulings(key: Key, rulings: Iterable[Ruling]) -> Key:
    """Return the key with these decisions in place of earlier ones about the same words."""
    every = {folded(one.word): one for one in (*key.rulings, *rulings)}
    return Key(tuple(every.values()), key.mark, key.sha256)


def save_key(key: Key, path: Path, *, away_from: Iterable[Path] = ()) -> Key:
    """Write the key in one step, readable and writable for its owner alone, and return it.

    Args:
        key: What to write; its sha256 must be that of the file that is there.
        path: Where.
        away_from: Files of studies: the key must not lie in their folders.

    Raises:
        PseudonymError: If it may not lie there, if the file has changed since it was read, or if
            it cannot be written. What was there stays as it was then.
    """
    check_place(path, away_from=away_from)
    if (there := _hash(path)) != key.sha256:
        raise PseudonymError(
            f"The key file {path} has changed meanwhile, or is not the one that was read. "
            "Choose it again; nothing was written."
            if there
            else f"The key file {path} is no longer there. Find it, or begin a new one."
        )
    body = {"what": _WHAT, "mark": key.mark, "words": [_line(one) for one in key.rulings]}
    data = json.dumps(body, ensure_ascii=False, indent=1).encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".key-", suffix=".new")
        with os.fdopen(handle, "wb") as file:  # mkstemp makes it for the owner alone
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except OSError as error:
        raise PseudonymError(f"The key cannot be written to {path}: {error.strerror}.") from None
    return Key(key.rulings, key.mark, sha256(data).hexdigest())


def check_place(path: Path, *, away_from: Iterable[Path]) -> None:
    """Let pass a place where a key may lie.

    Raises:
        PseudonymError: If it is in a folder in which a study lies, or in one below it.
    """
    if path.is_dir():
        raise PseudonymError(f"{path} is a folder. Name a file in it, such as names.key.json.")
    place = path.expanduser().resolve()
    for study in away_from:
        if place.is_relative_to(study.expanduser().resolve().parent):
            raise PseudonymError(
                f"{path} lies beside the study. Who copies the study's folder would get the key "
                "with it. Choose a folder elsewhere."
            )


def is_open_to_others(path: Path) -> bool:
    """Return whether others who use this computer may read the file, where that can be told."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return os.name == "posix" and bool(mode & (stat.S_IRWXG | stat.S_IRWXO))


def _hash(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise PseudonymError(f"{path} cannot be read: {error.strerror}.") from None


def _line(ruling: Ruling) -> dict[str, object]:
    return {
        "word": ruling.word,
        "kind": ruling.kind.value,
        "placeholder": ruling.placeholder,
        "any_case": ruling.any_case,
    }
