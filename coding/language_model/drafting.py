"""A cell's draft by the language model: its sentences, each with the passages that it rests on.

The model sees the cell's passages by number and nothing else of the study. What it cites must be
there, or the draft is refused as a whole.
"""

import re
import time
from collections.abc import Callable, Sequence

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from coding.drafting import Draft
from coding.language_model.answers import bare_json
from coding.language_model.asking import Model, ask_patiently
from coding.language_model.errors import (
    InventedReferenceError,
    LanguageModelError,
    UnusableAnswerError,
)
from coding.language_model.prompts import Candidate, drafting_messages, once_more
from coding.quoting import Passage, Reference

MOST_WORDS = 4_000
"""Words that the passages of a cell may have together."""

MOST_SENTENCES = 12
_LONGEST = 1_000
_OWN_REFERENCE = re.compile(r"[\[\]]|\bL\d+\b")


class _Sentence(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)
    text: str = Field(min_length=1, max_length=_LONGEST)
    passages: list[int] = Field(max_length=100)


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)
    sentences: list[_Sentence] = Field(min_length=1, max_length=MOST_SENTENCES)


def ask_draft(
    code: Candidate,
    passages: Sequence[Passage],
    model: Model,
    *,
    pause: Callable[[float], None] = time.sleep,
) -> Draft:
    """Return the model's draft for a cell.

    Raises:
        InventedReferenceError: If it cites a passage that is not there, or none.
        LanguageModelError: If there is nothing to draft from, too much, or no usable answer.
    """
    if not passages:
        raise LanguageModelError("There is no passage in this cell to draft from.")
    if sum(len(one.text.split()) for one in passages) > MOST_WORDS:
        raise LanguageModelError(
            f"The passages of this cell have more than {MOST_WORDS:,} words together, too many "
            "to be drafted at once. Write the summary yourself, or draft from the passages."
        )
    messages = drafting_messages(code, [one.text for one in passages])
    reply = ask_patiently(model, messages, pause)
    if reply.refused:
        raise LanguageModelError("The language model would not answer. Nothing was drafted.")
    try:
        return read_draft(reply.text, passages)
    except UnusableAnswerError:
        reply = ask_patiently(model, once_more(messages, reply.text), pause)
        return read_draft(reply.text, passages)


def read_draft(answer: str, passages: Sequence[Passage]) -> Draft:
    """Return the draft that an answer holds, its references written as people cite them.

    Raises:
        InventedReferenceError: If it cites a passage that is not there, or none.
        UnusableAnswerError: If it is not JSON in the form asked for.
    """
    try:
        told = _Told.model_validate_json(bare_json(answer))
    except ValidationError:
        raise UnusableAnswerError(
            "The language model's answer was not in the form asked for. Nothing was drafted."
        ) from None
    cited: dict[int, None] = {}
    sentences = []
    for one in told.sentences:
        _check(one, len(passages))
        numbers = dict.fromkeys(one.passages)
        cited.update(numbers)
        marks = " ".join(f"[{passages[number - 1].reference}]" for number in numbers)
        sentences.append(f"{' '.join(one.text.split())} {marks}")
    places = [passages[number - 1] for number in cited]
    return Draft(
        " ".join(sentences), tuple(Reference(p.document_id, p.start, p.end) for p in places)
    )


def _check(sentence: _Sentence, count: int) -> None:
    wrong = [number for number in sentence.passages if not 1 <= number <= count]
    if wrong:
        raise InventedReferenceError(
            f"The language model cited passage {wrong[0]}, and this cell has {count}. Its draft "
            "was refused; ask again or write the summary yourself."
        )
    if not sentence.passages or _OWN_REFERENCE.search(sentence.text):
        raise InventedReferenceError(
            "The language model wrote a sentence that does not say which passages it rests on. "
            "Its draft was refused; ask again or write the summary yourself."
        )
