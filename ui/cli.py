"""The command line: `betweenlines VERB ...`.

Exit status: 0 done, 1 bad input (one clear line on stderr), 2 the command itself was wrong.
Answers go to stdout, progress and errors to stderr.
"""

import argparse
import sys
from collections.abc import Sequence

from coding.agreement.values import AgreementError
from coding.pretag import TaggerError
from coding.pseudonyms import PseudonymError
from coding.store import StoreError
from coding.transcripts import TranscriptError
from exports.errors import ExportError
from framework.reading import FrameworkError
from ui.commands import (
    agreement,
    attributes,
    bringing_back,
    check,
    export,
    importing,
    pretag,
    pseudonyms,
    serve,
    suggest,
    turns,
)
from ui.commands.problems import CommandError

VERBS = (
    serve,
    check,
    turns,
    suggest,
    importing,
    attributes,
    pretag,
    pseudonyms,
    agreement,
    export,
    bringing_back,
)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    described = argparse.ArgumentParser(
        prog="betweenlines",
        description="Code interview transcripts with the Framework Method, on your own computer.",
    )
    commands = described.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb in VERBS:
        verb.add(commands)
    return described


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    args = parser().parse_args(argv)
    try:
        return args.run(args)
    except (
        AgreementError,
        CommandError,
        ExportError,
        FrameworkError,
        PseudonymError,
        StoreError,
        TaggerError,
        TranscriptError,
    ) as error:
        print(f"betweenlines {args.verb}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(
            f"betweenlines {args.verb}: stopped. What was stored before is kept.", file=sys.stderr
        )
        return 1


if __name__ == "__main__":
    sys.exit(main())
