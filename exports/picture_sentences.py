"""What saturation, coverage and quote spread come to, in sentences: no drawing yet."""

from collections.abc import Sequence

from coding.pictures.coverage import Coverage
from coding.pictures.saturation import Rule, Saturation, ShuffledSaturation
from coding.pictures.spread import CaseQuotes, Concentration, concentration

SOURCE = (
    "Method: Guest, Namey & Chen (2020), PLoS ONE 15(5) e0232076. Only finished interviews count."
)


def rule_line(rule: Rule) -> str:
    """Return in words how saturation is judged."""
    most = f"at most {100 * rule.threshold:g} %" if rule.threshold else "nothing at all"
    return (
        f"Base: the first {rule.base} interviews; runs of {rule.run}; "
        f"saturated when a run adds {most} to the base's codes."
    )


def saturation_lines(told_by: Saturation, shuffled: ShuffledSaturation | None) -> tuple[str, ...]:
    """Return in words what came of it, in the order as added and in random orders."""
    found = [rule_line(told_by.rule), _outcome(told_by)]
    if shuffled:
        found.append(_shuffled_line(shuffled))
    return tuple(found)


def _outcome(told_by: Saturation) -> str:
    if told_by.why_not:
        return told_by.why_not
    count = len(told_by.new)
    if told_by.at is None:
        last = told_by.runs[-1]
        return (
            f"Not reached in {count} interviews: the last {told_by.rule.run} still added "
            f"{last.new} to the base's {told_by.base_codes} codes ({100 * last.share:.0f} %)."
        )
    run = next(run for run in told_by.runs if run.first == told_by.at + 1)
    return (
        f"Reached at {told_by.notation} interviews: interviews {run.first} to {run.last} added "
        f"{run.new} to the base's {told_by.base_codes} codes ({100 * run.share:.0f} %)."
    )


def _shuffled_line(shuffled: ShuffledSaturation) -> str:
    lead = f"In {shuffled.times:,} random orders it was reached in {100 * shuffled.reached:.0f} %"
    if shuffled.median is None:
        return f"{lead}; the median lies beyond the interviews that there are."
    high = "beyond the last" if shuffled.high is None else str(shuffled.high)
    return f"{lead}; median at interview {shuffled.median}, middle 90 % {shuffled.low} to {high}."


def coverage_lines(covered: Sequence[Coverage]) -> tuple[str, ...]:
    """Return the coverage of all interviews together, in words."""
    done = sum(one.finished for one in covered)
    words = sum(one.words for one in covered)
    coded = sum(one.coded_words for one in covered)
    share = f" ({100 * coded / words:.0f} %)" if words else ""
    lead = f"Interviews finished: {done} of {len(covered)}."
    return (
        f"{lead} {coded:,} of the participants' {words:,} words bear a code{share}.",
        "Striped bars: not finished, so what bears no code yet may still be coded.",
    )


def most_quoted_first(spread: Sequence[CaseQuotes]) -> tuple[CaseQuotes, ...]:
    """Return the cases, those quoted most often first; among equals those with most passages."""
    return tuple(sorted(spread, key=lambda one: (-one.quotes, -one.passages)))


def spread_lines(spread: Sequence[CaseQuotes]) -> tuple[str, ...]:
    """Return in words whether a few cases carry most of what is quoted and coded.

    Cases of which nothing is coded are left out: most often they are not coded yet.
    """
    there = [one for one in spread if one.quotes or one.passages]
    quoted = concentration([one.quotes for one in there])
    coded = concentration([one.passages for one in there])
    found = [
        _carried(quoted, "quote in the summaries", "quotes in the summaries"),
        _carried(coded, "coded passage", "coded passages"),
    ]
    silent = [one.case.name for one in spread if not one.quotes and one.passages]
    if quoted.total and silent:
        found.append(f"Coded and not quoted in any summary: {', '.join(silent)}.")
    return tuple(found)


def _carried(told: Concentration, one: str, many: str) -> str:
    if not told.total:
        return f"There are no {many} yet."
    if told.total == 1:
        return f"There is 1 {one}."
    who = "1 case carries" if told.carriers == 1 else f"{told.carriers} cases carry"
    line = f"{who} half or more of the {told.total:,} {many}, of {told.of} with any coding."
    return f"Beware: few people carry most. {line}" if told.uneven else line
