"""The machine's part in a study as text for the methods section of a paper (Markdown)."""

from collections.abc import Mapping
from datetime import datetime

from coding.governance import Rate
from coding.lessons import LessonNote
from coding.machine_part import MachinePart

_LIMITS = (
    "Suggestions are counted as they stand now, at the least probability that is set now; if it "
    "was changed during coding, more or fewer were shown then. Accepting a suggestion is not "
    "independent of it: only the control passages tell how often people come to the same code by "
    "themselves. Intervals are Wilson's and take passages for independent."
)


def machine_report(
    part: MachinePart,
    *,
    study: str,
    code_names: Mapping[str, str],
    lesson: LessonNote | None,
    program: str,
    made_at: datetime,
    sight: str,
) -> str:
    """Return the report: how suggestions were made, what people made of them, and the limits.

    Args:
        part: What was counted.
        study: The study's name.
        code_names: By id.
        lesson: What the suggestions in question have learnt last.
        program: The program's name and version.
        made_at: When it was counted.
        sight: Whose decisions were counted, as a sentence.
    """
    muted = ", ".join(code_names.get(one, one) for one in part.muted) or "none"
    versions = ", ".join(str(number) for number in part.framework_versions) or "–"
    sure = "the usual" if part.threshold is None else f"{part.threshold:.0%}"
    below = "off" if part.mute_below is None else f"under {part.mute_below:.0%} right"
    lines = [
        f"# The machine's part in “{study}”",
        "",
        f"{program}, counted on {made_at:%d %B %Y}. {sight}",
        "",
        "## How suggestions were made",
        "",
        *(f"- Tagger: {name}" for name in part.taggers),
        f"- Framework versions: {versions}",
        f"- Least probability shown: {sure}",
        f"- Codes muted by themselves: {below}; muted now: {muted}",
        *_learnt(lesson),
        "- Interviewers' turns got no suggestions.",
        "",
        "## What people made of them",
        "",
        f"{part.coders} coders finished {part.passages:,} passages of {part.documents} interviews.",
        "Two coders on one passage count twice.",
        "",
        "| | Count | Share | 95% interval |",
        "| --- | ---: | ---: | --- |",
        f"| Suggestions shown | {part.shown:,} | | |",
        _row("Accepted, of those shown", part.accepted),
        _row("Given another place, of those accepted", part.changed),
        _row("Rejected in so many words, of those shown", part.refused),
        _row("Passed over, of those shown", part.passed_over),
        _row("Codings added by hand, of all codings", part.added),
        _row("Control passages (suggestions hidden), of all finished", part.control),
        _row("Codings on control passages that the machine had proposed", part.foreseen),
        "",
        "## What this does not say",
        "",
        _LIMITS,
    ]
    return "\n".join(lines) + "\n"


def _learnt(lesson: LessonNote | None) -> list[str]:
    if lesson is None or not (lesson.finished or lesson.never):
        return ["- Suggestions rested on the framework's words alone; no decision was learnt from."]
    better = f"; decisions counted beside the framework for {len(lesson.better)} codes"
    learnt = (
        f"- Learnt last from {lesson.finished:,} finished passages with {lesson.codings:,} "
        f"codings{better}; “never like this” was said of {lesson.never:,} passages. Each "
        "coder's suggestions learnt only from what that coder was allowed to see."
    )
    return [learnt]


def _row(what: str, rate: Rate) -> str:
    ends = rate.interval
    if rate.value is None or ends is None:
        return f"| {what} | {rate.count:,} of {rate.of:,} | – | – |"
    low, high = ends
    return (
        f"| {what} | {rate.count:,} of {rate.of:,} | {rate.value:.0%} | {low:.0%} to {high:.0%} |"
    )
