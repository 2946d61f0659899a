"""Quotes in corrected words: what is charted or listed reads as it should.

Places, lines and references stay those of the frozen text, so that they mean the same in every
export, whichever words are quoted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from coding.corrections import CorrectedText, Correction, corrected_texts
from coding.matrix import FrameworkMatrix
from coding.model import Document
from coding.quoting import Passage


def in_corrected_words(
    matrix: FrameworkMatrix, documents: Iterable[Document], corrections: Iterable[Correction]
) -> FrameworkMatrix:
    """Return the matrix with its passages in corrected words."""
    texts = corrected_texts(documents, corrections)
    if not texts:
        return matrix
    cells = {
        key: replace(cell, passages=tuple(_reworded(one, texts) for one in cell.passages))
        if any(one.document_id in texts for one in cell.passages)
        else cell
        for key, cell in matrix.cells.items()
    }
    return replace(matrix, cells=cells)


def quoted_words(
    document: Document, start: int, end: int, texts: Mapping[str, CorrectedText]
) -> str:
    """Return the words of a span: corrected where `texts` has the document, else as frozen."""
    text = texts.get(document.id)
    return document.text[start:end] if text is None else text.words(start, end)


def _reworded(passage: Passage, texts: Mapping[str, CorrectedText]) -> Passage:
    text = texts.get(passage.document_id)
    if text is None:
        return passage
    return replace(passage, text=text.words(passage.start, passage.end))
