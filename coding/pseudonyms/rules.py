"""What can be told by its form alone: addresses, numbers, dates, ages that few people reach."""

import re
from collections.abc import Iterator

from coding.pseudonyms.values import Candidate, Kind

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[89]|20)\d\d"
_TENS = r"nine\s?ty|a\s+hundred|one\s+hundred"
_UNITS = r"(?:[-\s](?:one|two|three|four|five|six|seven|eight|nine)|\s+and\s+\w+)?"
_OLD = rf"(?:(?:9\d|1[01]\d)|(?:{_TENS}){_UNITS})"
_NOT_OF_AGE = (
    r"(?!\s*(?:%|per\b|percent|minutes?|pounds|quid|degrees|days|weeks|months|hours|people|times|"
    r"miles|pence|of\b|[,.:/-]?\d))"
)
_ORDINALS = (
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teenth|"
    r"twentieth|thirtieth|twenty[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
    r"thirty[- ]first"
)

_PERHAPS_OLD = (
    r"(?:['’](?:s|m|re)|\b(?:was|is|am|are|be|turned|nearly|almost|just|over))\s+"
    rf"(?P<it>{_OLD})\b{_NOT_OF_AGE}"
)
_INSURANCE = r"\b[A-CEGHJ-PR-TW-Z]{2}\s?\d\d\s?\d\d\s?\d\d\s?[A-D]\b"
_POSTCODE = r"\b(?:[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}|[A-Z]\d{2}\s?[A-Z\d]{4})\b"
_LINK = r"(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]]"
_LONE_YEAR = r"(?<![\d.,:/£$€-])(?:19[2-9]\d|20[0-3]\d)(?![\d,:/%-]|\.\d|\s*(?:%|pounds))"
_ABROAD = r"(?<![\w+])(?:\+|00)\d{1,3}[\s.-]?(?:\(0\)[\s.-]?)?\d(?:[\s.-]?\d){6,11}(?!\d)"
_AGO = rf"\b(?:the\s+)?(?:{_ORDINALS})\s+of\s+{_MONTH}(?:,?\s+{_YEAR}\b)?"
_SEASON = rf"\b(?:spring|summer|autumn|winter|fall)\s+(?:of\s+)?{_YEAR}\b"

_RULES: tuple[tuple[Kind, str, bool, str], ...] = (
    (Kind.EMAIL, r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+", True, "an e-mail address"),
    (Kind.LINK, _LINK, True, "a web address"),
    (Kind.LINK, r"(?<![\w.@])@[A-Za-z_]\w{2,30}\b", True, "a name on a social network"),
    (Kind.POSTCODE, _POSTCODE, True, "a postcode"),
    (Kind.DATE, rf"\b{_DAY}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR}\b)?", True, "a date"),
    (Kind.DATE, _AGO, True, "a date"),
    (Kind.DATE, rf"\b{_MONTH}\s+(?:the\s+)?{_DAY}\b(?!\s*:)(?:,?\s+{_YEAR}\b)?", True, "a date"),
    (Kind.DATE, rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}\b", True, "a month of a year"),
    (Kind.DATE, _SEASON, True, "a season of a year"),
    (Kind.DATE, r"(?<![\d/.-])\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d\d)(?![\d/-])", True, "a date"),
    (Kind.DATE, r"(?<![\d/.-])(?:1[89]|20)\d\d-\d\d-\d\d(?![\d/-])", True, "a date"),
    (Kind.DATE, _LONE_YEAR, False, "perhaps a year"),
    (Kind.AGE, rf"\baged\s+(?P<it>{_OLD})\b", True, "an age over 89"),
    (Kind.AGE, rf"\b(?P<it>{_OLD})(?=[\s-]+(?:years?|yrs)[\s-]+old\b)", True, "an age over 89"),
    (Kind.AGE, _PERHAPS_OLD, True, "perhaps an age over 89"),
    (Kind.NUMBER, r"(?<![\d-])\d{3}[ -]\d{3}[ -]\d{4}(?![\d-])", True, "like an NHS number"),
    (Kind.NUMBER, _INSURANCE, True, "like a National Insurance number"),
    (Kind.PHONE, _ABROAD, True, "a phone number"),
    (Kind.PHONE, r"(?<![\w+])\(?0\d{2,5}\)?(?:[\s.-]?\d){6,8}(?!\d)", True, "a phone number"),
    (Kind.PHONE, r"(?<![\w+])\(\d{3}\)\s?\d{3}[ .-]\d{4}(?!\d)", True, "a phone number"),
    (Kind.NUMBER, r"(?<![\w.,£$€:-])\d(?:[ -]?\d){6,15}(?!\w|[,:.]\d|%)", True, "a long number"),
)

_COMPILED = tuple(
    (kind, re.compile(form if kind is Kind.POSTCODE else f"(?i:{form})"), sure, why)
    for kind, form, sure, why in _RULES
)


def by_form(text: str) -> Iterator[Candidate]:
    """Return what has the form of contact data, a date, a number or an age, as it is written.

    Of two that overlap the longer is given, of two as long the one whose rule is stricter.
    """
    found = [
        (*_span(match), rank, Candidate(match.group(_it(match)), kind, sure, True, why))
        for rank, (kind, form, sure, why) in enumerate(_COMPILED)
        for match in form.finditer(text)
    ]
    taken: list[tuple[int, int]] = []
    for start, end, _, candidate in sorted(found, key=lambda one: (one[0] - one[1], one[2])):
        if all(end <= other or start >= till for other, till in taken):
            taken.append((start, end))
            yield candidate


def _it(match: re.Match[str]) -> str | int:
    return "it" if "it" in match.re.groupindex else 0


def _span(match: re.Match[str]) -> tuple[int, int]:
    return match.span(_it(match))
