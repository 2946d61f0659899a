"""What the language model has answered on a study so far, beside the offline tagger."""

from collections.abc import Iterable

from coding.language_model.combining import candidates_of
from coding.language_model.joint import JointTagger
from coding.language_model.kept import KeptAnswers, answer_key, series_of
from coding.language_model.prompts import Candidate
from coding.language_model.settings import Settings
from coding.pretag import Judged, Tagger
from coding.store import Store
from framework.model import Framework
from ui.languagemodel.own import answers_file, model_name, own_settings


def codes_asked_about(framework: Framework) -> tuple[Candidate, ...]:
    """Return the codes that the model may be asked about: those that may be suggested."""
    return candidates_of(framework, [code.id for code in framework.codes() if code.suggest])


def joined(store: Store, tagger: Tagger, judged: Iterable[Judged] = ()) -> Tagger | JointTagger:
    """Return the tagger together with the model's answers; alone while the model is off.

    Nothing is asked or sent. `judged` are the decisions by which answers are weighed: those that
    whoever gets the suggestions may see.
    """
    settings = own_settings()
    study_id = store.study().id
    if not settings.is_on(study_id):
        return tagger
    kept = KeptAnswers(answers_file(study_id))
    if not len(kept):
        return tagger
    return joint_of(store, tagger, settings, kept, judged)


def joint_of(
    store: Store,
    tagger: Tagger,
    settings: Settings,
    kept: KeptAnswers,
    judged: Iterable[Judged] = (),
) -> JointTagger:
    """Return the tagger with the answers that are kept, as they come."""
    named = model_name(settings)
    series = series_of(named, codes_asked_about(store.framework()[1]))

    def vote_on(passage: str):
        answer = kept.get(answer_key(series, passage))
        return answer.vote if answer else None

    return JointTagger(tagger, named, vote_on, judged)
