"""The language model's answers, kept in a file of the person's own so that nothing is asked twice.

One line a passage, and no words of it: places, codes and counts under a hash. A line that was cut
off when the program was killed is passed over.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from coding.language_model.answers import Quoted, Vote
from coding.language_model.client import Reply
from coding.language_model.prompts import Candidate


@dataclass(frozen=True, slots=True)
class Answer:
    """A vote, and what it took: tokens read and written (None if untold), and seconds."""

    vote: Vote
    tokens_in: int | None
    tokens_out: int | None
    seconds: float


class KeptAnswers:
    """The answers in one file, which is made with the first; only its owner may read it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._answers = _read(file)

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, key: str) -> Answer | None:
        """Return the answer under this key, or None."""
        return self._answers.get(key)

    def put(self, key: str, vote: Vote, reply: Reply) -> None:
        """Keep an answer at once."""
        answer = Answer(vote, reply.tokens_in, reply.tokens_out, reply.seconds)
        line = json.dumps({"key": key, **asdict(answer)}) + "\n"
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(self._file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "rb+", buffering=0) as file:
            cut_off = file.seek(0, os.SEEK_END) > 0
            if cut_off:
                file.seek(-1, os.SEEK_END)
                cut_off = file.read(1) != b"\n"
            file.write((b"\n" if cut_off else b"") + line.encode())
        self._answers[key] = answer


def series_of(named: str, codes: Sequence[Candidate]) -> str:
    """Return what all answers have in common that may stand beside each other.

    That is the model, the prompt and the framework's codes. What was short-listed is not in it:
    a tagger that has learnt may choose others, and the answer that is there still says something
    on those that it was asked about.
    """
    content = [named, [[code.id, code.name, code.definition] for code in codes]]
    return sha256(json.dumps(content).encode()).hexdigest()


def answer_key(series: str, passage: str) -> str:
    """Return the name of an answer: that of its series, and of the passage's words."""
    return sha256(f"{series}\n{passage}".encode()).hexdigest()


def _read(file: Path) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    try:
        lines = file.read_bytes().splitlines()
    except OSError:
        return found
    for line in lines:
        try:
            told = json.loads(line)
            found[str(told["key"])] = _answer(told)
        except (ValueError, LookupError, TypeError, AttributeError):
            continue
    return found


def _answer(told: dict[str, Any]) -> Answer:
    vote = told["vote"]
    return Answer(
        Vote(
            asked=tuple(vote["asked"]),
            codable=vote["codable"],
            codes=tuple(Quoted(**one) for one in vote["codes"]),
            invented_codes=int(vote["invented_codes"]),
            invented_quotes=int(vote["invented_quotes"]),
        ),
        told["tokens_in"],
        told["tokens_out"],
        float(told["seconds"]),
    )
