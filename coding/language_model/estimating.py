"""What asking will take, before it begins: passages, words, tokens, time and money."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from coding.language_model.asking import Question
from coding.language_model.kept import Answer, KeptAnswers
from coding.language_model.prompts import tagging_messages
from coding.language_model.settings import Settings

LETTERS_A_TOKEN = 4
USUAL_ANSWER = 60
"""Tokens of an answer, until the model has given some."""

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is left to ask, and what it will take, about.

    `passages` are still to be sent, `kept` were answered before; `words` are those of the
    passages to be sent, without the codes sent beside them. `seconds` is None before anything
    was answered; `cost` is None where no price was given.
    """

    passages: int
    kept: int
    words: int
    tokens_in: int
    tokens_out: int
    seconds: float | None
    cost: float | None


def estimated(questions: Sequence[Question], kept: KeptAnswers, settings: Settings) -> Estimate:
    """Return what the questions that are not answered yet will take.

    Tokens are a quarter of the letters, set right by what the server counted for the answers
    that are there; seconds are those of the answers that are there, on average.
    """
    answers = [(one, answer) for one in questions if (answer := kept.get(one.key))]
    left = [one for one in questions if not kept.get(one.key)]
    tokens_in = ceil(sum(map(_tokens, left)) * _scale(answers))
    tokens_out = ceil(len(left) * _answer_tokens([answer for _, answer in answers]))
    times = [answer.seconds for _, answer in answers]
    return Estimate(
        passages=len(left),
        kept=len(answers),
        words=sum(len(one.passage.split()) for one in left),
        tokens_in=tokens_in,
        tokens_out=tokens_out,
        seconds=len(left) * sum(times) / len(times) if times else None,
        cost=_cost(tokens_in, tokens_out, settings),
    )


def _tokens(one: Question) -> int:
    told = tagging_messages(one.candidates, one.passage)
    return ceil(sum(len(message["content"]) for message in told) / LETTERS_A_TOKEN)


def _scale(answers: Sequence[tuple[Question, Answer]]) -> float:
    counted = [(a.tokens_in, _tokens(one)) for one, a in answers if a.tokens_in]
    if not counted:
        return 1.0
    return sum(real for real, _ in counted) / sum(guessed for _, guessed in counted)


def _answer_tokens(answers: Sequence[Answer]) -> float:
    counted = [answer.tokens_out for answer in answers if answer.tokens_out is not None]
    return sum(counted) / len(counted) if counted else USUAL_ANSWER


def _cost(tokens_in: int, tokens_out: int, settings: Settings) -> float | None:
    if settings.price_in is None or settings.price_out is None:
        return None
    return (tokens_in * settings.price_in + tokens_out * settings.price_out) / _MILLION
