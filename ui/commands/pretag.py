"""`betweenlines pretag PROJECT`: suggest codes for every passage that has none yet."""

import argparse
from pathlib import Path

from ui.commands.problems import show_share, tell
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
    described.add_argument("--leave-stopped", action="store_true", help=argparse.SUPPRESS)
    described.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Pre-tag what waits; return 0 also where nothing waited."""
    store = open_study(args.project)
    if not args.leave_stopped:
        resume_stopped(store)
    done = pretag_study(store, progress=show_share, say=tell)
    tell(f"{counted(done, 'interview')} pre-tagged.")
    return 0
