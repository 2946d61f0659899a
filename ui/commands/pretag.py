"""`betweenlines pretag PROJECT`: suggest codes for every passage that has none yet."""

import argparse
import os
from pathlib import Path

from coding.language_model import LanguageModelError
from coding.store import Store
from ui.commands.problems import CommandError, show_share, tell
from ui.languagemodel.own import own_settings
from ui.pretagging import pretag_study, resume_stopped
from ui.studies import open_study
from ui.wording import counted


def add(commands: argparse._SubParsersAction) -> None:
    """Describe the command."""
    described = commands.add_parser(
        "pretag",
        help="suggest codes for a study's passages",
        description="Suggest codes for the passages of PROJECT. Suggestions are never codings: "
        "people decide. Stopped half way, it goes on where it was.",
    )
    described.add_argument("project", type=Path, metavar="PROJECT")
    described.add_argument(
        "--language-model",
        action="store_true",
        help="ask the language model that is switched on for this study about every passage",
    )
    described.add_argument("--leave-stopped", action="store_true", help=argparse.SUPPRESS)
    described.add_argument("--learn", metavar="CODER", help=argparse.SUPPRESS)
    described.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Pre-tag what waits; return 0 also where nothing waited."""
    from ui.learning import learn_for, learn_for_all

    store = open_study(args.project)
    if args.learn:
        if hasattr(os, "nice"):
            os.nice(5)  # people go on working beside it
        lesson = learn_for(store, args.learn)
        tell(f"Learnt from {counted(lesson.finished, 'finished passage')}.")
        return 0
    if args.language_model:
        return ask_language_model(store)
    if not args.leave_stopped:
        resume_stopped(store)
    done = pretag_study(store, progress=show_share, say=tell, then=learn_for_all)
    tell(f"{counted(done, 'interview')} pre-tagged.")
    return 0


def ask_language_model(store: Store) -> int:
    """Ask the language model about the passages that it has not answered yet.

    Raises:
        CommandError: If it is off for this study, or cannot be used.
    """
    # loaded here: the other commands do without it
    from coding.language_model.client import LanguageModel
    from ui.languagemodel.study import ModelStudy
    from ui.languagemodel.work import record_begin, record_run

    try:
        model = LanguageModel(own_settings, store.study().id)
        study = ModelStudy(store, model.settings)
        left = study.estimate
        tell(
            f"{counted(left.passages, 'passage')} ({left.words:,} words) to be sent to "
            f"{model.settings.host}: about {left.tokens_in:,} tokens; {left.kept} answered before."
        )
        record_begin(store, left.passages, None)
        tally = study.ask(model, progress=show_share)
    except LanguageModelError as error:
        raise CommandError(str(error)) from error
    record_run(store, tally, None)
    tell(
        f"{tally.answered} answered, {tally.refused} refused, {tally.left} left without an answer; "
        f"{tally.invented_codes} invented codes and {tally.invented_quotes} invented quotes "
        "struck out."
    )
    return 0
