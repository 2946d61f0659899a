"""`betweenlines turns FILE`: what a transcript file is read as; `--layouts` lists the layouts."""

import argparse
import json
from pathlib import Path

from coding.transcripts import LAYOUTS, Choices, Reading, examine
from ui.commands.problems import CommandError, file_bytes
from ui.wording import clock, counted


def add(commands: argparse._SubParsersAction) -> None:
    """Describe the command."""
    described = commands.add_parser(
        "turns",
        help="show what a transcript file is read as",
        description="Show the turns that a transcript file is read as, and what was left out.",
    )
    wanted = described.add_mutually_exclusive_group(required=True)
    wanted.add_argument("file", type=Path, nargs="?", metavar="FILE")
    wanted.add_argument(
        "--layouts", action="store_true", help="list the layouts that are known, and stop"
    )
    described.add_argument("--json", action="store_true", help="print JSON")
    described.add_argument(
        "--layout", metavar="NAME", help="read it as this layout, whatever it looks like"
    )
    described.add_argument(
        "--encoding", metavar="NAME", help="how a text file is encoded, such as cp1250"
    )
    described.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the turns and the report, or the layouts."""
    if args.layouts:
        print(_layouts(as_json=args.json))
        return 0
    if args.layout and args.layout not in {layout.name for layout in LAYOUTS}:
        raise CommandError(
            f"there is no layout “{args.layout}”. `betweenlines turns --layouts` lists them."
        )
    reading = examine(
        file_bytes(args.file),
        file_name=args.file.name,
        choices=Choices(layout=args.layout, encoding=args.encoding),
    )
    if args.json:
        print(json.dumps(as_json(reading), ensure_ascii=False, indent=1))
        return 0
    transcript = reading.transcript
    print(f"{args.file}: {transcript.layout}, {counted(len(transcript.turns), 'turn')}")
    print(_recognised(reading))
    for turn in transcript.turns:
        head = " ".join(
            filter(None, (clock(turn.start_s), turn.speaker, f"({turn.role})" if turn.role else ""))
        )
        print(f"\n{head}\n{turn.text}")
    for remark in transcript.report:
        print(f"\n! {f'line {remark.line}: ' if remark.line else ''}{remark.what}")
    return 0


def _recognised(reading: Reading) -> str:
    """Return how sure the layout is and why; of one that was told, what was recognised."""
    found = reading.recognition
    said = f"{found.sure:.0%} sure: {found.why}"
    if reading.transcript.layout == reading.recognised:
        return said
    return f"read as told; it looks more like {reading.recognised}. This layout is {said}"


def _layouts(*, as_json: bool) -> str:
    """Return the names of all layouts with what each looks like."""
    if as_json:
        named = [{"name": layout.name, "about": layout.about} for layout in LAYOUTS]
        return json.dumps({"layouts": named}, ensure_ascii=False, indent=1)
    width = max(len(layout.name) for layout in LAYOUTS)
    return "\n".join(f"{layout.name:{width}}  {layout.about}" for layout in LAYOUTS)


def as_json(reading: Reading) -> dict[str, object]:
    """Return the reading as the JSON that the command prints; times in seconds."""
    transcript = reading.transcript
    return {
        "layout": transcript.layout,
        "turns": [
            {
                "speaker": turn.speaker,
                "role": turn.role,
                "start_s": turn.start_s,
                "end_s": turn.end_s,
                "text": turn.text,
            }
            for turn in transcript.turns
        ],
        "report": [{"line": remark.line, "what": remark.what} for remark in transcript.report],
    }
