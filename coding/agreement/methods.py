"""A methods paragraph: what was done and found, in words that can go into a paper.

O'Connor & Joffe (2020, International Journal of Qualitative Methods 19) ask reports to say how
much was coded twice, how the text was cut into units, who coded under what conditions, which
figure was used and why, the figure for each code and not one average alone, and how differences
were settled. What the program cannot know stands in square brackets.
"""

from collections.abc import Iterator

from coding.agreement.report import AgreementReport, AgreementRow, Conditions, RowKind, Suggestions
from coding.agreement.resampling import DrawnBy
from coding.agreement.values import Result, Statistic, Unit

_CUTS = {
    Unit.SEGMENT: (
        "The transcripts were cut into segments of one or a few sentences inside a speaker's turn "
        "before coding began"
    ),
    Unit.SENTENCE: "The unit of comparison was the sentence",
    Unit.TURN: "The unit of comparison was the speaker's turn",
    Unit.CHARACTER: "The unit of comparison was the character of text",
}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def methods_paragraph(report: AgreementReport) -> str:
    """Return a paragraph for a methods section, in plain English, from the report's numbers.

    It states no verdict: which value is good enough is for the authors to argue.
    """
    return " ".join(_sentences(report))


def _sentences(report: AgreementReport) -> Iterator[str]:
    yield _who(report)
    yield _cut(report)
    yield (
        "Agreement was computed code by code, with units that a coder had finished and left "
        "without a code counting as judged, and units that a coder had not finished left out."
    )
    yield (
        "We report Krippendorff's alpha (0 is what chance would give, 1 full agreement) beside "
        "percent agreement and Gwet's AC1, because coefficients of rarely used codes are low even "
        "where coders hardly ever differ."
    )
    yield from _overall(report)
    yield from _codes(report)
    yield from _uncertainty(report)
    yield (
        "Differences were settled by [discussion / adjudication by ...], and the definitions of "
        "[codes] were sharpened as a result. We read the figures as a guide to where the framework "
        "was understood differently; common thresholds are conventions (Krippendorff: .667 and "
        ".800)."
    )


def _who(report: AgreementReport) -> str:
    conditions = report.conditions
    documents = _count(report.n_documents, "transcript")
    share = ""
    if conditions.all_documents:
        share = f" of {conditions.all_documents}"
    how = {None: "", True: ", without seeing each other's work,"}.get(
        conditions.blind, ", able to see each other's work,"
    )
    coders = _count(len(report.coders), "coder").capitalize()
    return f"{coders}{how} coded {documents}{share} against the framework{_machine(conditions)}."


def _machine(conditions: Conditions) -> str:
    return {
        Suggestions.SHOWN: "; codes suggested by software were shown to them while they coded",
        Suggestions.HIDDEN: "; no suggestions by software were shown to them",
        Suggestions.PARTLY: "; codes suggested by software were shown to them on part of the text",
        None: "",
    }[conditions.suggestions]


def _cut(report: AgreementReport) -> str:
    if report.unit is Unit.CHARACTER:
        return f"{_CUTS[report.unit]}; {report.n_units:,} characters were compared."
    share = ""
    if report.conditions.all_units:
        part = report.n_units / report.conditions.all_units
        share = f" ({part:.0%} of {report.conditions.all_units:,})"
    verb = "was" if report.n_units == 1 else "were"
    return (
        f"{_CUTS[report.unit]}; {_count(report.n_units, str(report.unit))}{share} {verb} finished "
        "by the coders compared and so enter the figures."
    )


def _overall(report: AgreementReport) -> Iterator[str]:
    alpha = report.overall_result(Statistic.ALPHA_MASI)
    if alpha is None:
        return
    if alpha.value is None:
        yield f"Alpha over all codes is undefined: {_lower(alpha.why)}"
        return
    yield (
        "Over all codes, comparing the sets of codes that coders gave a unit (alpha with MASI "
        f"distance, which counts partly equal sets as partly agreeing), alpha was {_with(alpha)}."
    )


def _codes(report: AgreementReport) -> Iterator[str]:
    rows = report.rows_of(RowKind.CODE)
    defined = [
        (alpha.value, row) for row in rows if (alpha := _alpha(row)) and alpha.value is not None
    ]
    if not defined:
        yield "No code had an alpha that is defined."
        return
    defined.sort(key=lambda pair: (pair[0], pair[1].id))
    values = [value for value, _ in defined]
    middle = (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
    lowest, highest = defined[0][1], defined[-1][1]
    if len(defined) == 1:
        yield f"Alpha is defined for one code: {_named(lowest)}."
    else:
        yield (
            f"By code, alpha ranged from {_named(lowest)} to {_named(highest)}, with a median of "
            f"{_figure(middle)} over {_count(len(defined), 'code')}; the table gives every code."
        )
    if len(rows) > len(defined):
        left = len(rows) - len(defined)
        yield (
            f"For {_count(left, 'code')} alpha is undefined, chiefly because nobody used the code "
            "in these transcripts; the table says why for each."
        )


def _alpha(row: AgreementRow) -> Result | None:
    return row.result(Statistic.KRIPPENDORFF_ALPHA)


def _named(row: AgreementRow) -> str:
    alpha = _alpha(row)
    return f"{_with(alpha)} for {row.name}" if alpha else row.name


def _uncertainty(report: AgreementReport) -> Iterator[str]:
    plan = report.resampling
    if plan is None:
        return
    what = "transcripts" if plan.by is DrawnBy.DOCUMENT else f"{report.unit}s"
    yield (
        f"Intervals are {plan.level:.0%} percentile bootstrap intervals from {plan.times:,} "
        f"resamples of {what} (seed {plan.seed})."
    )


def _with(result: Result) -> str:
    if result.value is None:
        return "undefined"
    if result.low is None or result.high is None:
        return _figure(result.value)
    return f"{_figure(result.value)} [{_figure(result.low)}, {_figure(result.high)}]"


def _figure(value: float) -> str:
    """Return a coefficient as papers print it: two decimals, no leading zero."""
    text = f"{value:.2f}"
    text = "0.00" if text == "-0.00" else text
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text


def _count(number: int, noun: str) -> str:
    words = _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"
    return f"{words} {noun}" if number == 1 else f"{words} {noun}s"


def _lower(why: str | None) -> str:
    return why[:1].lower() + why[1:] if why else ""
