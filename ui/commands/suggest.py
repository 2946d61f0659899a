"""`betweenlines suggest FILE`: the codes that would be suggested for a transcript or a table."""

import argparse
import json
from pathlib import Path

from coding.model import Suggestion
from coding.pretag import SegmentText, fit_tagger
from ui.commands.passages import passages_of
from ui.commands.problems import file_bytes, framework_from, show_share, tell
from ui.places import cache_folder


def add(commands: argparse._SubParsersAction) -> None:
    """Describe the command."""
    described = commands.add_parser(
        "suggest",
        help="suggest codes for a file",
        description="Suggest codes for a transcript, or for the rows of a CSV with a column `text` "
        "(optionally `transcript`, `segment`, and `role` or `speaker_role`).",
    )
    described.add_argument("file", type=Path, metavar="FILE")
    described.add_argument("--framework", type=Path, metavar="F", help="framework file (YAML)")
    described.add_argument("--all", action="store_true", help="rank all codes for each passage")
    described.add_argument("--json", action="store_true", help="print JSON")
    described.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print one entry a passage, in order, its suggestions best first."""
    framework = framework_from(args.framework)
    passages = passages_of(file_bytes(args.file), args.file.name)
    tagger = fit_tagger(framework, cache=cache_folder())
    if tagger.notice:
        tell(tagger.notice)
    found = tagger.suggest(passages, all_codes=args.all, progress=show_share)
    if args.json:
        segments = [
            {"row": row, "text": passage.text, "suggestions": [_json(s) for s in suggestions]}
            for row, (passage, suggestions) in enumerate(zip(passages, found, strict=True), 1)
        ]
        answer = {"framework": framework.name, "tagger": tagger.name, "segments": segments}
        print(json.dumps(answer, ensure_ascii=False, indent=1))
        return 0
    for row, (passage, suggestions) in enumerate(zip(passages, found, strict=True), 1):
        _print(row, passage, suggestions)
    return 0


def _print(row: int, passage: SegmentText, suggestions: tuple[Suggestion, ...]) -> None:
    print(f"{row}. {passage.text}")
    for suggestion in suggestions:
        reasons = "; ".join(f"{e.kind}: {e.text}" for e in suggestion.evidence)
        print(f"   {suggestion.code_id}  {suggestion.score:.0%}  {reasons}")


def _json(suggestion: Suggestion) -> dict[str, object]:
    return {
        "code": suggestion.code_id,
        "score": round(suggestion.score, 4),
        "evidence": [
            {
                "kind": evidence.kind,
                "text": evidence.text,
                "start": None if evidence.start is None else evidence.start - suggestion.start,
                "end": None if evidence.end is None else evidence.end - suggestion.start,
            }
            for evidence in suggestion.evidence
        ],
    }
