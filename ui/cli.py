"""The command line: `betweenlines VERB ...`.

Exit status: 0 done, 1 bad input (one clear line on stderr), 2 the command itself was wrong.
Answers go to stdout, progress and errors to stderr.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

VERBS = {
    "serve": "serve",
    "check": "check",
    "turns": "turns",
    "suggest": "suggest",
    "import": "importing",
    "import-attributes": "attributes",
    "pretag": "pretag",
    "pseudonyms": "pseudonyms",
    "agreement": "agreement",
    "export": "export",
    "import-matrix": "bringing_back",
    "import-codings": "bringing_back",
}
"""The commands and the modules of `ui.commands` that describe them."""

_OURS = ("framework", "coding", "exports", "ui")


def parser(verb: str | None = None) -> argparse.ArgumentParser:
    """Return the parser of the whole command line, or of one command, which is quicker to make."""
    described = argparse.ArgumentParser(
        prog="betweenlines",
        description="Code interview transcripts with the Framework Method, on your own computer.",
    )
    commands = described.add_subparsers(dest="verb", required=True, metavar="VERB")
    wanted = [VERBS[verb]] if verb in VERBS else VERBS.values()
    for module in dict.fromkeys(wanted):
        import_module(f"ui.commands.{module}").add(commands)
    return described


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    words = sys.argv[1:] if argv is None else argv
    args = parser(words[0] if words else None).parse_args(words)
    try:
        return args.run(args)
    except Exception as error:
        if not _said_by_us(error):
            raise
        print(f"betweenlines {args.verb}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(
            f"betweenlines {args.verb}: stopped. What was stored before is kept.", file=sys.stderr
        )
        return 1


def _said_by_us(error: Exception) -> bool:
    """Return whether an error is one of the program's own, whose message is for people."""
    return any(kind.__module__.partition(".")[0] in _OURS for kind in type(error).__mro__)


if __name__ == "__main__":
    sys.exit(main())
