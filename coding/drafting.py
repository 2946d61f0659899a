"""Extractive drafts: a cell's most central and most different passages, quoted with references.

A draft has no words of its own. It is offered where passages are coded and nothing is written
yet, and stays marked as a draft until a person edits it or signs it off.

Source:
    Centrality and difference as in maximal marginal relevance (Carbonell & Goldstein 1998):
    the first quote is nearest to all others on average, each next one furthest from those
    chosen.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from coding.cell_acts import CellAct, Deed
from coding.matrix import CellState, FrameworkMatrix, MatrixCell
from coding.quoting import Passage, Reference

WORDS = 60
"""Words that the quotes of a draft have together, about."""

QUOTES = 3
"""Passages that a draft quotes at most."""

_FEWEST = 8
_WORD = re.compile(r"\w[\w'’]*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’')]*(?=\s+[^\sa-z])")
_ABBREVIATED = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|St|Prof|e\.g|i\.e|etc|vs|No)\.$")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is offered for a cell: quotes with their references, and the passages they are from."""

    text: str
    references: tuple[Reference, ...]


def draft_from(
    passages: Sequence[Passage],
    *,
    vectors: npt.NDArray[Any] | None = None,
    most_words: int = WORDS,
) -> Draft | None:
    """Return a draft from the passages of a cell, or None where there are none.

    The same passages give the same draft. Quotes stand in the order of the passages, each on a
    line of its own; what is left out of one is marked by […].

    Args:
        passages: Of one cell, in order.
        vectors: A row for each passage, from an encoder; without them the words that passages
            share are compared.
        most_words: Words that the quotes have together; a first sentence that is longer than
            its share is cut between words.

    Raises:
        ValueError: If there are vectors and not one for each passage.
    """
    if not passages:
        return None
    if vectors is None:
        vectors = _word_vectors([passage.text for passage in passages])
    if len(vectors) != len(passages):
        raise ValueError(f"{len(vectors)} vectors for {len(passages)} passages")
    most = max(1, min(QUOTES, most_words // _FEWEST))
    chosen = sorted(central_and_different(vectors, most))
    share = most_words // len(chosen)
    spared = sum(max(0, share - len(passages[place].text.split())) for place in chosen)
    long = sum(len(passages[place].text.split()) > share for place in chosen)
    share += spared // long if long else 0
    lines = [f"“{_shortened(passages[p].text, share)}” [{passages[p].reference}]" for p in chosen]
    quoted = [passages[place] for place in chosen]
    return Draft("\n".join(lines), tuple(Reference(p.document_id, p.start, p.end) for p in quoted))


def central_and_different(vectors: npt.NDArray[Any], most: int) -> tuple[int, ...]:
    """Return the rows to quote: the most central, then each time the one least like those chosen.

    Rows that are the same as one chosen are left out; of equals the first counts.
    """
    rows = np.nan_to_num(np.asarray(vectors, dtype=np.float64))
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    alike = np.round(rows @ rows.T, 9)
    chosen = [int(np.argmax(np.round(alike.sum(axis=1) - np.diag(alike), 6)))]
    while len(chosen) < min(most, len(rows)):
        nearest = alike[:, chosen].max(axis=1)
        nearest[chosen] = np.inf
        furthest = int(np.argmin(nearest))
        if nearest[furthest] >= 1 - 1e-6:
            break
        chosen.append(furthest)
    return tuple(chosen)


def _word_vectors(texts: Sequence[str]) -> npt.NDArray[np.float64]:
    """Return the texts' TF-IDF vectors: words in few of the texts weigh more."""
    counts = [Counter(_WORD.findall(text.casefold())) for text in texts]
    words = {word: n for n, word in enumerate(sorted(set().union(*counts)))}
    vectors = np.zeros((len(texts), len(words)))
    for row, counted in enumerate(counts):
        for word, count in counted.items():
            vectors[row, words[word]] = count
    held = (vectors > 0).sum(axis=0)
    weighted: npt.NDArray[np.float64] = vectors * (np.log((1 + len(texts)) / (1 + held)) + 1)
    return weighted


def _shortened(text: str, most_words: int) -> str:
    """Return the first whole sentences that fit, at least a piece of the first."""
    words = text.split()
    if len(words) <= most_words:
        return " ".join(words)
    kept = ""
    for sentence_end in _sentence_ends(text):
        if len(text[:sentence_end].split()) > most_words:
            break
        kept = text[:sentence_end]
    return f"{' '.join(kept.split() or words[:most_words])} […]"


def _sentence_ends(text: str) -> Iterator[int]:
    return (
        found.end()
        for found in _SENTENCE_END.finditer(text)
        if not _ABBREVIATED.search(text[: found.start()])
    )


def cells_to_draft(matrix: FrameworkMatrix, column_ids: Collection[str]) -> tuple[MatrixCell, ...]:
    """Return the cells of these columns that are coded and hold no words yet, by case.

    The matrix has a column for each code.
    """
    return tuple(
        cell
        for case in matrix.cases
        for column in matrix.columns
        if column.id in column_ids
        for cell in [matrix.cell(case.id, column.id)]
        if cell.state is CellState.CODED
    )


def draft_act(
    draft: Draft, cell: MatrixCell, matrix: FrameworkMatrix, *, coder_id: str, made_at: datetime
) -> CellAct:
    """Return the act that puts a draft into a cell, for the person who asked for it."""
    return CellAct(
        coder_id=coder_id,
        deed=Deed.SUMMARISE,
        case_id=cell.case_id,
        code_id=cell.column_id,
        made_at=made_at,
        framework_version=matrix.framework_version,
        text=draft.text,
        references=draft.references,
        basis=cell.basis,
        whose=matrix.whose,
        over=cell.summaries[0].made_at if cell.summaries else None,
        draft=True,
    )
