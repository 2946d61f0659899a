"""Which words before a colon are a speaker, and which are just words.

A label is taken for a speaker if it looks like a role or an identifier (I, INT, P07, Speaker 1),
if it looks like a name and comes again, or if a time stands beside it.
"""

import re
from collections import Counter
from collections.abc import Iterable

from coding.model import Role

LONGEST_LABEL = 63

_INTERVIEWER = re.compile(
    r"(?:i|iv|int|intv|inter|interv|interviewer|interviewers|q|question|questioner|moderator|mod|"
    r"facilitator|fac|researcher|host|.{0,40}\(interviewer\))[ ._-]?\d{0,3}",
    re.IGNORECASE,
)
_PARTICIPANT = re.compile(
    r"(?:p|pt|ppt|part|participant|participants|respondent|resp|res|interviewee|informant|inf|"
    r"a|answer|patient|client|pat|pwp|subject|b|id|s|.{0,40}\(participant\))"
    r"(?:[ ._-]?\d{1,4}[a-z]?)?",
    re.IGNORECASE,
)
_UNDECIDED = re.compile(
    r"(?:r|t|c|f|m|d|speaker|unknown speaker|spk|voice|male|female|man|woman|therapist|doctor|dr|"
    r"practitioner|carer|nurse|all|both|group|unknown|unidentified)(?:[ ._-]?(?:\d{1,4}|[a-z]))?",
    re.IGNORECASE,
)
_PADDED_IDENTIFIER = re.compile(r"[A-Z]{1,5}[-_ ]?\d{2,5}[A-Za-z]?")
_GUEST = re.compile(r"\s*\((?:guest|external|unverified|host)\)\s*$", re.IGNORECASE)
_IDENTIFIER = re.compile(r"[A-Z]{1,5}[-_ ]?\d{1,5}[A-Za-z]?")
_STOP = re.compile(
    r"(?:n\.?b|note|notes|https?|ftp|www|mailto|re|example|eg|ie|well|yes|no|so|anyway|basically|"
    r"quote|ps|and|but|sorry|warning|yeah|yep|ok|okay|right|mm+|mhm|hmm+|sure|exactly|um|uh|"
    r"laughs?|laughter|laughing|pause|inaudible|unclear|crosstalk|silence|music|sighs?|coughs?|"
    r"crying|noise|background noise|overlapping|end|name|place|redacted|anonymi[sz]ed|x{2,}|"
    r"(?:step|session|week|day|part|section|topic|chapter|page|"
    r"item|figure|table|time|date|number|no|point|option)\W*\d*)",
    re.IGNORECASE,
)
_TIME_INSIDE = re.compile(r"\d:\d\d|^\d+$")
_NOT_IN_NAMES = re.compile(r"[!?;\"“”«»…/\\=<>|\t]|\.\.|https?")
_PARTICLES = re.compile(
    "de|da|di|du|del|der|den|van|von|bin|ibn|al|el|la|le|of|the|and|y|e|dos|das|ter|ten|zu"
)
_PRONOUNS = re.compile(r"\(?\w{1,5}/\w{1,5}(?:/\w{1,6})?\)?")


def tidy(label: str) -> str:
    """Return a label without brackets, marks and doubled spaces around it."""
    return " ".join(label.strip(" \t[]{}<>*@#").split())


def role_of_label(label: str) -> Role | None:
    """Return the role that a label names by itself, or None if it does not say."""
    label = _GUEST.sub("", label)
    if _INTERVIEWER.fullmatch(label):
        return Role.INTERVIEWER
    if _PARTICIPANT.fullmatch(label) or _PADDED_IDENTIFIER.fullmatch(label):
        return Role.PARTICIPANT
    return None


def is_stopped(label: str) -> bool:
    """Return whether the label is a word that people start sentences or notes with."""
    return bool(_STOP.fullmatch(label))


def is_role_label(label: str) -> bool:
    """Return whether the label looks like a role or an identifier, so that once is enough."""
    if _STOP.fullmatch(label) or len(label) > LONGEST_LABEL:
        return False
    return bool(_IDENTIFIER.fullmatch(label) or _UNDECIDED.fullmatch(label) or role_of_label(label))


def is_name(label: str) -> bool:
    """Return whether the label could be somebody's name: capitals, few words, no sentence."""
    words = label.split()
    if not words or len(label) > LONGEST_LABEL or len(words) > 6 or _STOP.fullmatch(label):
        return False
    plain = [word for word in words if not _PRONOUNS.fullmatch(word)]
    if not plain or _TIME_INSIDE.search(label) or _NOT_IN_NAMES.search(" ".join(plain)):
        return False
    return _opens_like_a_name(plain[0]) and all(_is_name_word(word) for word in plain)


def is_name_part(label: str) -> bool:
    """Return whether the label could stand behind a name and a colon, as in "Asha: she/her"."""
    return is_name(label) or bool(_PRONOUNS.fullmatch(label))


def _opens_like_a_name(word: str) -> bool:
    bare = word.lstrip("('‘")
    return bare[:1].isalpha() and not bare[:1].islower()


def _is_name_word(word: str) -> bool:
    bare = word.strip("()'‘’,.-&")
    if word.endswith(".") and len(bare) > 4:
        return False
    return not bare or not bare[0].islower() or bool(_PARTICLES.fullmatch(bare))


def speaker_names(
    labels: Iterable[str], *, paragraphs: int, anchored: bool = False, each: bool = False
) -> dict[str, str]:
    """Return the labels that are speakers: the folded label to the spelling that is used most.

    Args:
        labels: Every label found, in order, tidied.
        paragraphs: How many paragraphs (or cues) they were found in.
        anchored: Whether a time stands beside each label, so that a name need not come again.
        each: Whether the format names the speaker of each cue; a name need not come again then
            either, if four cues in five have one. A few lines of text are taken so, too.
    """
    spellings: dict[str, Counter[str]] = {}
    for label in labels:
        spellings.setdefault(label.casefold(), Counter())[label] += 1
    likely = sum(
        counts.total()
        for counts in spellings.values()
        if is_role_label(shown := counts.most_common(1)[0][0]) or is_name(shown)
    )
    total = sum(counts.total() for counts in spellings.values())
    every_paragraph_has_one = likely >= 0.8 * paragraphs and (each or total < 12)
    return {
        folded: counts.most_common(1)[0][0]
        for folded, counts in spellings.items()
        if _is_speaker(
            counts, once_is_enough=anchored or every_paragraph_has_one, paragraphs=paragraphs
        )
    }


def _is_speaker(counts: Counter[str], *, once_is_enough: bool, paragraphs: int) -> bool:
    label, times = counts.most_common(1)[0][0], counts.total()
    if is_role_label(label):
        return True
    if is_name(label):
        return once_is_enough or times >= 2
    is_word = label.isalpha() and not _STOP.fullmatch(label)
    return is_word and times >= max(3, paragraphs / 20)
