"""`betweenlines turns FILE`: what a transcript file is read as."""

import argparse
import json
from pathlib import Path

from coding.model import Transcript
from coding.transcripts import read_transcript
from ui.commands.problems import file_bytes
from ui.wording import clock, counted


def add(commands: argparse._SubParsersAction) -> None:
    """Describe the command."""
    described = commands.add_parser(
        "turns",
        help="show what a transcript file is read as",
        description="Show the turns that a transcript file is read as, and what was left out.",
    )
    described.add_argument("file", type=Path, metavar="FILE")
    described.add_argument("--json", action="store_true", help="print JSON")
    described.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the turns and the report."""
    transcript = read_transcript(file_bytes(args.file), file_name=args.file.name)
    if args.json:
        print(json.dumps(as_json(transcript), ensure_ascii=False, indent=1))
        return 0
    print(f"{args.file}: {transcript.layout}, {counted(len(transcript.turns), 'turn')}")
    for turn in transcript.turns:
        head = " ".join(
            filter(None, (clock(turn.start_s), turn.speaker, f"({turn.role})" if turn.role else ""))
        )
        print(f"\n{head}\n{turn.text}")
    for remark in transcript.report:
        print(f"\n! {f'line {remark.line}: ' if remark.line else ''}{remark.what}")
    return 0


def as_json(transcript: Transcript) -> dict[str, object]:
    """Return the transcript as the JSON that the command prints; times in seconds."""
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
