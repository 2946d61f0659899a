"""`betweenlines suggest FILE`: the codes that would be suggested for a transcript or a table."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from coding.model import Evidence, Suggestion
from coding.pretag import Judged, SegmentText, Tagger, fit_tagger
from framework.model import Framework
from ui.commands.passages import Named, passages_of, table_rows
from ui.commands.problems import file_bytes, framework_from, show_share, tell
from ui.places import cache_folder
from ui.wording import counted


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
    described.add_argument(
        "--decisions",
        type=Path,
        metavar="CSV",
        help="learn first from these rows of FILE: columns transcript, segment and codes "
        '(separated by ";"; empty: finished without a code)',
    )
    described.add_argument("--all", action="store_true", help="rank all codes for each passage")
    described.add_argument("--json", action="store_true", help="print JSON")
    described.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print one entry a passage, in order, its suggestions best first."""
    framework = framework_from(args.framework)
    named = passages_of(file_bytes(args.file), args.file.name)
    judged = _judged(args.decisions, named, framework) if args.decisions else ()
    passages = [one.passage for one in named]
    tagger = fit_tagger(framework, cache=cache_folder())
    if tagger.notice:
        tell(tagger.notice)
    if judged:
        tagger = tagger.learn(judged, among=passages)
        _tell_lesson(tagger, len(judged))
    ranking = tagger.rank(passages, progress=show_share)
    found = tagger.offer(passages, ranking, all_codes=args.all)
    if args.json:
        codable = dict(zip(ranking.rows, ranking.codable.tolist(), strict=True))
        segments = [
            {
                "row": row,
                "text": passage.text,
                "codable": round(codable.get(row - 1, 0.0), 4),
                "suggestions": [_json(s) for s in suggestions],
            }
            for row, (passage, suggestions) in enumerate(zip(passages, found, strict=True), 1)
        ]
        answer = {"framework": framework.name, "tagger": tagger.name, "segments": segments}
        print(json.dumps(answer, ensure_ascii=False, indent=1))
        return 0
    for row, (passage, suggestions) in enumerate(zip(passages, found, strict=True), 1):
        _print(row, passage, suggestions)
    return 0


def _judged(file: Path, named: Sequence[Named], framework: Framework) -> tuple[Judged, ...]:
    """Return the decisions in the file on these passages, each passage at most once."""
    by_name = {(one.transcript, one.segment): one.passage for one in named}
    by_number = {one.segment: one.passage for one in named}
    several = len({one.transcript for one in named}) > 1
    needed = ("transcript", "segment", "codes") if several else ("segment", "codes")
    judged: dict[SegmentText, Judged] = {}
    unknown: set[str] = set()
    nowhere = 0
    for row in table_rows(file_bytes(file), file.name, *needed):
        transcript, segment = row.get("transcript", ""), row["segment"].strip()
        passage = by_name.get((transcript, segment)) if several else by_number.get(segment)
        codes = frozenset(code.strip() for code in row["codes"].split(";")) - {""}
        unknown |= codes - framework.code_by_id.keys()
        if passage is None:
            nowhere += 1
        else:
            judged[passage] = Judged(passage, codes)
    if unknown:
        listed = ", ".join(sorted(unknown))
        tell(f"{file}: the framework has no code {listed}; nothing is learnt of what it lacks.")
    if nowhere:
        tell(f"{counted(nowhere, 'decision')} in {file} belong to no passage and were left out.")
    return tuple(judged.values())


def _tell_lesson(tagger: Tagger, count: int) -> None:
    lesson = tagger.lesson
    if not lesson.finished:
        tell(f"{counted(count, 'decision')} are too few to learn from: suggested as without them.")
        return
    codes = counted(len(lesson.code_ids), "code")
    tell(f"Learnt from {counted(count, 'decision')}; they count beside the framework for {codes}.")


def _print(row: int, passage: SegmentText, suggestions: tuple[Suggestion, ...]) -> None:
    print(f"{row}. {passage.text}")
    for suggestion in suggestions:
        reasons = "; ".join(f"{e.kind}: {e.text}" for e in suggestion.evidence)
        print(f"   {suggestion.code_id}  {suggestion.score:.0%}  {reasons}")


def _json(suggestion: Suggestion) -> dict[str, object]:
    return {
        "code": suggestion.code_id,
        "score": round(suggestion.score, 4),
        "probability": round(suggestion.score, 4),
        "evidence": [_reason(evidence, suggestion.start) for evidence in suggestion.evidence],
    }


def _reason(evidence: Evidence, begin: int) -> dict[str, object]:
    """Return a reason; offsets count from the passage's beginning, and are of its own words."""
    here = evidence.start is not None and evidence.document_id is None
    start, end = (evidence.start - begin, evidence.end - begin) if here else (None, None)
    return {"kind": evidence.kind, "text": evidence.text, "start": start, "end": end}
