"""`betweenlines import PROJECT FILE...`: bring transcripts into a study; the command is the yes."""

import argparse
from pathlib import Path

from coding.model import Transcript
from coding.store import Store, StoreError
from coding.transcripts import TranscriptError, choices_of, read_transcript, speakers
from framework.library import starter_frameworks
from ui.commands.problems import CommandError, file_bytes, framework_text, tell
from ui.desk import add_transcript, name_interviewers, unit_of
from ui.importing.saying import READING, choices_in_words
from ui.studies import create_study, open_study
from ui.wording import counted


def add(commands: argparse._SubParsersAction) -> None:
    """Describe the command."""
    described = commands.add_parser(
        "import",
        help="bring transcripts into a study",
        description="Bring transcripts into the study PROJECT, which is made if it is not there. "
        "Each file is stored whole or not at all. It is read afresh: what the study keeps of how "
        "files were read (“as last time”) counts on the page “Add interviews” only.",
    )
    described.add_argument("project", type=Path, metavar="PROJECT")
    described.add_argument("files", type=Path, nargs="+", metavar="FILE")
    described.add_argument(
        "--framework", type=Path, metavar="F", help="framework file of a new study"
    )
    described.add_argument(
        "--interviewer",
        action="append",
        default=[],
        metavar="NAME",
        help="a speaker who asks; all others are participants (may be given more than once)",
    )
    described.add_argument(
        "--dry-run", action="store_true", help="say what would happen, store nothing"
    )
    described.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Import each file in a transaction of its own; 1 if any was refused."""
    store = _store(args)
    refused = 0
    for path in args.files:
        try:
            transcript = name_interviewers(
                read_transcript(file_bytes(path), file_name=path.name), args.interviewer
            )
            _tell_recognised(path, transcript, args.interviewer)
            _tell_last_time(store, transcript)
            _keep(store, transcript, path, dry_run=args.dry_run)
        except (CommandError, TranscriptError, StoreError) as error:
            refused += 1
            tell(f"{path}: refused. {error}")
    return 1 if refused else 0


def _store(args: argparse.Namespace) -> Store | None:
    """Return the study to import into; None on a dry run of a study that is not there yet."""
    if args.project.exists():
        if args.framework:
            raise CommandError(
                f"{args.project} has its own framework already. Leave --framework out."
            )
        return open_study(args.project)
    text = framework_text(args.framework) if args.framework else starter_frameworks()[0].text
    if args.dry_run:
        return None
    source = str(args.framework or "the default framework")
    return create_study(args.project.stem, text, path=args.project, source=source)


def _tell_recognised(path: Path, transcript: Transcript, named: list[str]) -> None:
    counts = speakers(transcript)
    print(f"{path}: {transcript.layout}, {counted(len(transcript.turns), 'turn')}")
    for count in counts:
        print(
            f"  {count.speaker or '(no name)'}: {count.role or 'role unknown'}, "
            f"{counted(count.turns, 'turn')}, {counted(count.words, 'word')}"
        )
    for remark in transcript.report:
        print(f"  ! {f'line {remark.line}: ' if remark.line else ''}{remark.what}")
    known = {(count.speaker or "").casefold() for count in counts}
    if named and not any(name.casefold() in known for name in named):
        raise CommandError("none of the speakers named with --interviewer speaks in this file.")


def _tell_last_time(store: Store | None, transcript: Transcript) -> None:
    """Say which choices of the study for files of this layout are not applied here."""
    kept = choices_of(store.setting(READING + transcript.layout)) if store else None
    if kept and (words := choices_in_words(kept)):
        print(
            f"  ! not applied, as last time on the page “Add interviews”: {words}. "
            "Add the file there if you want that."
        )


def _keep(store: Store | None, transcript: Transcript, path: Path, *, dry_run: bool) -> None:
    already = store.known_file(transcript.sha256) if store else None
    if already:
        raise StoreError(f"this file is already in the study, as “{already}”.")
    if store is None or dry_run:
        print("  would be added")
        return
    document = add_transcript(store, transcript, file_name=path.name, unit=unit_of(store))
    print(f"  added as {document.name}")
