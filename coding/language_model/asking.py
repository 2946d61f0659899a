"""Asking about many passages, one after the other: kept, stopped, gone on with, and counted."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from coding.language_model.answers import Vote, read_vote
from coding.language_model.client import Reply
from coding.language_model.errors import NoAnswerError, TooLateError, UnusableAnswerError
from coding.language_model.kept import Answer, KeptAnswers, answer_key
from coding.language_model.prompts import Candidate, Messages, once_more, tagging_messages

PAUSES = (2.0, 8.0)
"""Seconds to wait before a busy server is asked again."""

MOST_IN_A_ROW = 3
"""So many passages without an answer in a row end the work."""

Progress = Callable[[int, int], None]


class Model(Protocol):
    """What answers requests; `client.LanguageModel` is one."""

    def ask(self, messages: Messages) -> Reply:
        """Return the model's answer."""
        ...


@dataclass(frozen=True, slots=True)
class Question:
    """One passage and the codes that it is asked about; `key` is what the answer is kept under."""

    key: str
    passage: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the questions.

    `kept` were answered before and not sent. Of those sent, `answered` hold, `refused` the model
    would not answer, `left` were twice not in the form asked for or without an answer. In what
    holds, `invented_codes` and `invented_quotes` were struck out. `stopped` says whether somebody
    stopped the work.
    """

    questions: int = 0
    kept: int = 0
    answered: int = 0
    refused: int = 0
    left: int = 0
    invented_codes: int = 0
    invented_quotes: int = 0
    stopped: bool = False

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.questions + other.questions,
            self.kept + other.kept,
            self.answered + other.answered,
            self.refused + other.refused,
            self.left + other.left,
            self.invented_codes + other.invented_codes,
            self.invented_quotes + other.invented_quotes,
            self.stopped or other.stopped,
        )

    def with_vote(self, vote: Vote) -> "Tally":
        """Return the tally with one more vote that was sent for."""
        return replace(
            self,
            answered=self.answered + (not vote.refused),
            refused=self.refused + vote.refused,
            invented_codes=self.invented_codes + vote.invented_codes,
            invented_quotes=self.invented_quotes + vote.invented_quotes,
        )


def question(series: str, candidates: Sequence[Candidate], passage: str) -> Question:
    """Return a question of a series (`kept.series_of`): a passage, and the codes asked about."""
    return Question(answer_key(series, passage), passage, tuple(candidates))


def ask_all(
    questions: Sequence[Question],
    model: Model,
    kept: KeptAnswers,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> Tally:
    """Ask what is not answered yet, keep each answer at once, and return what became of it.

    Args:
        questions: The questions.
        model: Who is asked.
        kept: Where answers are kept.
        progress: Is told questions done and in all.
        cancelled: Is asked before each question whether to stop.
        pause: Waits some seconds.

    Raises:
        LanguageModelError: If asking on makes no sense; what was answered is kept.
    """
    tally, in_a_row = Tally(questions=len(questions)), 0
    for done, one in enumerate(questions):
        if progress:
            progress(done, len(questions))
        if cancelled and cancelled():
            return replace(tally, stopped=True)
        if kept.get(one.key):
            tally = replace(tally, kept=tally.kept + 1)
            continue
        try:
            tally = tally.with_vote(ask_one(one, model, kept, pause=pause).vote)
            in_a_row = 0
        except (NoAnswerError, UnusableAnswerError) as error:
            tally = replace(tally, left=tally.left + 1)
            in_a_row = in_a_row + 1 if isinstance(error, NoAnswerError) else 0
            if in_a_row >= MOST_IN_A_ROW:
                raise NoAnswerError(
                    f"{error} That was {in_a_row} passages in a row, so the work was ended. What "
                    "was answered is kept; go on later."
                ) from None
    if progress:
        progress(len(questions), len(questions))
    return tally


def ask_one(
    asked: Question,
    model: Model,
    kept: KeptAnswers,
    *,
    pause: Callable[[float], None] = time.sleep,
) -> Answer:
    """Ask about one passage, keep the answer, and return it.

    An answer in a wrong form is asked for once more.

    Raises:
        LanguageModelError: If there is none.
    """
    messages = tagging_messages(asked.candidates, asked.passage)
    ids = tuple(one.id for one in asked.candidates)
    reply = ask_patiently(model, messages, pause)
    try:
        vote = _vote(reply, ids, asked.passage)
    except UnusableAnswerError:
        reply = ask_patiently(model, once_more(messages, reply.text), pause)
        vote = _vote(reply, ids, asked.passage)
    kept.put(asked.key, vote, reply)
    return Answer(vote, reply.tokens_in, reply.tokens_out, reply.seconds)


def ask_patiently(
    model: Model, messages: Messages, pause: Callable[[float], None] = time.sleep
) -> Reply:
    """Return the model's answer, asking a busy server again after a pause."""
    for seconds in PAUSES:
        try:
            return model.ask(messages)
        except TooLateError:
            raise
        except NoAnswerError:
            pause(seconds)
    return model.ask(messages)


def _vote(reply: Reply, ids: tuple[str, ...], passage: str) -> Vote:
    if reply.refused:
        return Vote(ids, None)
    return read_vote(reply.text, ids, passage)
