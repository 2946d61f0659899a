"""A study's passages put before the language model, and what comes of it put into the study."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from coding.language_model import LanguageModelError
from coding.language_model.answers import Vote
from coding.language_model.asking import (
    Model,
    Question,
    Tally,
    ask_all,
    ask_one,
    question,
)
from coding.language_model.combining import (
    Trust,
    candidates_of,
    combined,
    shortlist,
    trust_from,
    with_quotes,
)
from coding.language_model.estimating import Estimate, estimated
from coding.language_model.kept import KeptAnswers
from coding.language_model.settings import Settings
from coding.pretag import Judged, Ranking, SegmentText, fit_tagger
from coding.pretag.judged import judged_passages
from coding.store import Store
from ui.languagemodel.own import answers_file, model_name
from ui.places import cache_folder

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Interview:
    """One document: its segments, what the offline tagger makes of them, and what is asked.

    `questions` are by the segment's number in `segments`.
    """

    id: str
    segments: tuple[SegmentText, ...]
    ranking: Ranking
    questions: dict[int, Question]


class ModelStudy:
    """A study as the language model meets it; made once for a run, which may take half a minute.

    Args:
        store: The study.
        settings: Where the model is; nothing is sent until it is asked.
        cancelled: Is asked now and then whether to stop.

    Raises:
        TaggingCancelledError: If `cancelled` said so.
    """

    def __init__(
        self, store: Store, settings: Settings, *, cancelled: Callable[[], bool] | None = None
    ) -> None:
        self._store = store
        self._settings = settings
        self._version, framework = store.framework()
        self._tagger = fit_tagger(framework, cache=cache_folder(), cancelled=cancelled)
        self._kept = KeptAnswers(answers_file(store.study().id))
        allowed = [code.id for code in framework.codes() if code.suggest]
        self._codes = candidates_of(framework, allowed)
        self._interviews = [self._interview(entry.id) for entry in store.documents()]
        self._trust = self._trusted()

    @property
    def tagger_name(self) -> str:
        """Return how the joint tagger is named in the study's suggestions."""
        return f"{model_name(self._settings)} with {self._tagger.name}"

    @property
    def estimate(self) -> Estimate:
        """Return what is left to be asked, and what it will take."""
        return estimated(self._questions, self._kept, self._settings)

    def probe(self, model: Model) -> bool:
        """Ask about one passage, so that time is known; return whether any was left to ask."""
        left = next((one for one in self._questions if not self._kept.get(one.key)), None)
        if left is not None:
            ask_one(left, model, self._kept)
        return left is not None

    def ask(
        self,
        model: Model,
        *,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Tally:
        """Ask about every passage that is not answered yet; put suggestions into the study.

        They are put an interview at a time, once it was asked about to its end, and all of them
        again at the end, when it is known best how far the model can be trusted.

        Raises:
            LanguageModelError: If asking on makes no sense; what was answered is kept, and used.
        """
        tally, total, done = Tally(), len(self._questions), 0

        def told(so_far: int, _: int) -> None:
            if progress:
                progress(done + so_far, total)

        for interview in self._interviews:
            asked = list(interview.questions.values())
            try:
                of_it = ask_all(asked, model, self._kept, progress=told, cancelled=cancelled)
            except LanguageModelError:
                self._put([interview])
                raise
            tally, done = tally + of_it, done + len(asked)
            self._put([interview])
            if of_it.stopped:
                return tally
        self._trust = self._trusted()
        self._put(self._interviews)
        return tally

    @property
    def _questions(self) -> Sequence[Question]:
        return [one for interview in self._interviews for one in interview.questions.values()]

    def _interview(self, document_id: str) -> _Interview:
        text = self._store.document(document_id).text
        segments = tuple(
            SegmentText(document_id, one.start, one.end, text[one.start : one.end], one.codable)
            for one in self._store.segments(document_id)
        )
        ranking = self._tagger.rank(segments, kept=self._store)
        of_id = {one.id: one for one in self._codes}
        questions = {
            row: question(
                model_name(self._settings),
                self._codes,
                [of_id[code_id] for code_id in shortlist(ranking, place) if code_id in of_id],
                segments[row].text,
            )
            for place, row in enumerate(ranking.rows)
        }
        return _Interview(document_id, segments, ranking, questions)

    def _votes(self, interview: _Interview) -> dict[int, Vote]:
        found = {row: self._kept.get(one.key) for row, one in interview.questions.items()}
        return {row: answer.vote for row, answer in found.items() if answer}

    def _put(self, interviews: Iterable[_Interview]) -> None:
        for interview in interviews:
            votes = self._votes(interview)
            if not votes:
                continue
            ranking = combined(interview.ranking, votes, self._trust)
            offered = self._tagger.offer(interview.segments, ranking)
            joint = with_quotes(offered, interview.segments, votes, tagger=self.tagger_name)
            self._store.put_suggestions(
                interview.id,
                [one for of_segment in joint for one in of_segment],
                tagger=self.tagger_name,
                framework_version=self._version,
            )

    def _trusted(self) -> Trust:
        votes = {
            (interview.id, segment.start, segment.end): vote
            for interview in self._interviews
            for row, vote in self._votes(interview).items()
            for segment in [interview.segments[row]]
        }
        with_votes = {document_id for document_id, *_ in votes}
        return trust_from(votes, self._judged(with_votes)) if votes else Trust()

    def _judged(self, document_ids: Iterable[str]) -> Iterable[Judged]:
        for document_id in sorted(document_ids):
            text = self._store.document(document_id).text
            segments = self._store.segments(document_id)
            decisions = self._store.decisions(document_id=document_id)
            for coder_id in sorted({one.coder_id for one in decisions}):
                theirs = [one for one in decisions if one.coder_id == coder_id]
                yield from judged_passages(segments, text, theirs)
