"""What a framework says about its codes, as short texts a classifier can learn from.

Definitions, inclusions, cues and examples speak for their code. A near miss speaks for the code
that it belongs to, or for none. Small talk speaks for none: it teaches what talk sounds like that
bears on no code. Exclusions are left out: they name what other codes are about.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from framework.model import Code, Framework


class TextKind(StrEnum):
    """Where a text comes from."""

    NAME = "name"
    DEFINITION = "definition"
    INCLUSION = "inclusion"
    CUE = "cue"
    EXAMPLE = "example"
    NEAR_MISS = "near miss"
    SMALL_TALK = "small talk"


SPOKEN = frozenset({TextKind.EXAMPLE, TextKind.NEAR_MISS, TextKind.SMALL_TALK})
EXPLAINING = frozenset({TextKind.DEFINITION, TextKind.INCLUSION})


@dataclass(frozen=True, slots=True)
class CodebookText:
    """One text of the framework and the position of its code in the codebook; None for no code.

    `misses` is, for a near miss, the position of the code that it narrowly is not.
    """

    kind: TextKind
    code: int | None
    text: str
    misses: int | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """One dimension: for each code the position of its value; None where it has none."""

    id: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Codebook:
    """The codes that may be suggested, what is said of them, and where they lie.

    `digest` names the content: two codebooks with the same digest are learnt the same.
    `twins` are pairs of positions of codes that mirror each other.
    """

    codes: tuple[Code, ...]
    texts: tuple[CodebookText, ...]
    scales: tuple[Scale, ...]
    twins: frozenset[frozenset[int]]
    digest: str


def read_codebook(framework: Framework, small_talk: Sequence[str]) -> Codebook:
    """Return the framework as a codebook; codes that are never suggested are left out of it."""
    codes = tuple(code for code in framework.codes() if code.suggest)
    place = {code.id: number for number, code in enumerate(codes)}
    texts = [text for code in codes for text in _texts(code, place)]
    texts += [CodebookText(TextKind.SMALL_TALK, None, text) for text in small_talk]
    scales = tuple(_scales(framework, codes))
    pairs = ((place[code.id], place.get(code.counterpart or "")) for code in codes)
    twins = frozenset(frozenset((one, other)) for one, other in pairs if other is not None)
    return Codebook(codes, tuple(texts), scales, twins, _digest(codes, texts, scales))


def _texts(code: Code, place: dict[str, int]) -> Iterator[CodebookText]:
    number = place[code.id]
    sayings = [
        (TextKind.NAME, code.name),
        (TextKind.DEFINITION, code.definition),
        (TextKind.DEFINITION, f"{code.name}: {code.definition}"),
        (TextKind.DEFINITION, " ".join((code.definition, ", ".join(code.include)))),
        *((TextKind.INCLUSION, text) for text in code.include),
        *((TextKind.CUE, text) for text in code.cues),
        *((TextKind.EXAMPLE, text) for text in code.examples),
    ]
    if not code.definition:
        sayings = [saying for saying in sayings if saying[0] != TextKind.DEFINITION]
    yield from (CodebookText(kind, number, text) for kind, text in sayings if text.strip())
    for miss in code.near_misses:
        if miss.belongs_to is None or miss.belongs_to in place:
            belongs = None if miss.belongs_to is None else place[miss.belongs_to]
            yield CodebookText(TextKind.NEAR_MISS, belongs, miss.text, number)


def _scales(framework: Framework, codes: Sequence[Code]) -> Iterator[Scale]:
    for dimension in framework.dimensions:
        number = {value.id: i for i, value in enumerate(dimension.values)}
        said = (framework.values_of(code.id).get(dimension.id) for code in codes)
        values = tuple(None if value is None else number.get(value) for value in said)
        if len({value for value in values if value is not None}) > 1:
            yield Scale(dimension.id, values)


def _digest(codes: Sequence[Code], texts: Sequence[CodebookText], scales: Sequence[Scale]) -> str:
    content = (
        [code.id for code in codes],
        [(text.kind, text.code, text.text, text.misses) for text in texts],
        [(scale.id, scale.values) for scale in scales],
    )
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()
