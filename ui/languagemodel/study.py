"""A study's passages put before the language model, and what comes of it put into the study."""

from collections.abc import Callable
from dataclasses import dataclass

from coding.language_model import LanguageModelError
from coding.language_model.asking import Model, Question, Tally, ask_all, ask_one, question
from coding.language_model.combining import shortlist
from coding.language_model.estimating import Estimate, estimated
from coding.language_model.kept import KeptAnswers, series_of
from coding.language_model.settings import Settings
from coding.lessons import LEAST_KEPT
from coding.pretag import Limits, SegmentText, fit_tagger
from coding.store import PretagPhase, Store
from ui.languagemodel.joining import codes_asked_about, joint_of
from ui.languagemodel.own import answers_file, model_name
from ui.learning import learn_for_all
from ui.places import cache_folder

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Interview:
    id: str
    segments: tuple[SegmentText, ...]
    questions: tuple[Question, ...]


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
        self._codes = codes_asked_about(framework)
        self._interviews = [self._interview(entry.id) for entry in store.documents()]
        self._questions = [one for interview in self._interviews for one in interview.questions]

    @property
    def estimate(self) -> Estimate:
        """Return what is left to be asked, and what it will take."""
        return estimated(self._questions, self._kept, self._settings)

    def probe(self, model: Model) -> None:
        """Ask about one passage, so that time is known, if any is left to ask about."""
        left = next((one for one in self._questions if not self._kept.get(one.key)), None)
        if left is not None:
            ask_one(left, model, self._kept)

    def ask(
        self,
        model: Model,
        *,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Tally:
        """Ask about every passage that is not answered yet; put suggestions into the study.

        They are put an interview at a time, once it was asked about to its end or to where the
        work was stopped; at the end come those of coders whose suggestions learn.

        Raises:
            LanguageModelError: If asking on makes no sense; what was answered is kept, and used.
        """
        tally, total, done = Tally(), len(self._questions), 0

        def told(so_far: int, _: int) -> None:
            if progress:
                progress(done + so_far, total)

        for interview in self._interviews:
            asked = interview.questions
            try:
                of_it = ask_all(asked, model, self._kept, progress=told, cancelled=cancelled)
            except LanguageModelError:
                self._put(interview)
                raise
            tally, done = tally + of_it, done + len(asked)
            self._put(interview)
            if of_it.stopped:
                break
        learn_for_all(self._store, self._tagger)
        return tally

    def _interview(self, document_id: str) -> _Interview:
        text = self._store.document(document_id).text
        segments = tuple(
            SegmentText(document_id, one.start, one.end, text[one.start : one.end], one.codable)
            for one in self._store.segments(document_id)
        )
        ranking = self._tagger.rank(segments, kept=self._store)
        series = series_of(model_name(self._settings), self._codes)
        of_id = {one.id: one for one in self._codes}
        questions = tuple(
            question(
                series,
                [of_id[code_id] for code_id in shortlist(ranking, place) if code_id in of_id],
                segments[row].text,
            )
            for place, row in enumerate(ranking.rows)
        )
        return _Interview(document_id, segments, questions)

    def _put(self, interview: _Interview) -> None:
        if not any(self._kept.get(one.key) for one in interview.questions):
            return
        joint = joint_of(self._store, self._tagger, self._settings, self._kept)
        limits = Limits(threshold=LEAST_KEPT)
        found = joint.suggest(interview.segments, kept=self._store, limits=limits)
        self._store.put_suggestions(
            interview.id,
            [one for of_segment in found for one in of_segment],
            tagger=joint.name,
            framework_version=self._version,
        )
        number = len(interview.segments)
        self._store.set_pretag_state(  # so that the report on the machine's part names it
            interview.id,
            PretagPhase.DONE,
            framework_version=self._version,
            tagger=joint.name,
            done=number,
            total=number,
        )
