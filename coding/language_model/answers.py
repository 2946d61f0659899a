"""Holding the language model's answers against what it was given: nothing invented gets through."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from coding.language_model.errors import UnusableAnswerError

MOST_CODES = 20
_LEAST_LETTERS = 4
_THOUGHTS = re.compile(r"\s*<think>.*?</think>", re.DOTALL)
_FENCED = re.compile(r"\s*```(?:json)?\s*(.*?)\s*```\s*", re.DOTALL)
_APOSTROPHES, _QUOTES, _DASHES = "['’‘`]", '["“”„«»]', "[-‐‑–—]"
_ROUND = " \t\n\r\"“”„«»'’‘….,;:!?"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)


class _Named(_Strict):
    id: str
    quote: str


class _Told(_Strict):
    codable: bool
    codes: list[_Named] = Field(max_length=MOST_CODES)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A code that the model gave, and where in the passage the words stand that it quoted."""

    code_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Vote:
    """What the model said of one passage, as far as it holds.

    `asked` are the codes that it could choose from. `codable` is None where it refused to answer.
    `invented_codes` counts the codes that it was not given, `invented_quotes` the codes refused
    because the words quoted for them are not in the passage.
    """

    asked: tuple[str, ...]
    codable: bool | None
    codes: tuple[Quoted, ...] = ()
    invented_codes: int = 0
    invented_quotes: int = 0

    @property
    def refused(self) -> bool:
        """Return whether the model would not answer."""
        return self.codable is None


def read_vote(answer: str, asked: Collection[str], passage: str) -> Vote:
    """Return the model's vote on a passage.

    Raises:
        UnusableAnswerError: If the answer is not JSON in the form asked for, or contradicts itself.
    """
    try:
        told = _Told.model_validate_json(bare_json(answer))
    except ValidationError:
        raise UnusableAnswerError("The answer is not in the form asked for.") from None
    if told.codes and not told.codable:
        raise UnusableAnswerError("The answer contradicts itself.")
    found: dict[str, Quoted] = {}
    invented_codes = invented_quotes = 0
    for one in told.codes:
        place = find_quote(one.quote, passage)
        if one.id not in asked:
            invented_codes += 1
        elif place is None:
            invented_quotes += 1
        else:
            found.setdefault(one.id, Quoted(one.id, *place))
    return Vote(tuple(asked), told.codable, tuple(found.values()), invented_codes, invented_quotes)


def bare_json(answer: str) -> str:
    """Return an answer without the thoughts before it and the fence around it."""
    told = _THOUGHTS.sub("", answer, count=1) if answer.lstrip().startswith("<think>") else answer
    fenced = _FENCED.fullmatch(told)
    return (fenced.group(1) if fenced else told).strip()


def find_quote(quote: str, passage: str) -> tuple[int, int] | None:
    """Return where whole words of the passage are these; None if they are not there.

    Letter case, spaces, and the shape of quotation marks and dashes do not matter.
    """
    bare = quote.strip(_ROUND)
    if sum(letter.isalnum() for letter in bare) < _LEAST_LETTERS:
        return None
    pattern = r"\s+".join(_loosely(word) for word in bare.split())
    found = re.search(rf"(?<!\w){pattern}(?!\w)", passage, re.IGNORECASE)
    return found.span() if found else None


def _loosely(word: str) -> str:
    loose = re.escape(word)
    loose = re.sub(_APOSTROPHES, _APOSTROPHES, loose)
    loose = re.sub(_QUOTES, _QUOTES, loose)
    return re.sub(r"\\-|[‐‑–—]", lambda _: _DASHES, loose)
