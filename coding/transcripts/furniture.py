"""What stands around the talk: front matter, end marks, lines that a service adds."""

import re

_METADATA = re.compile(
    r"(?:study|project|date|time|start(?:ed)?|end(?:ed)?|duration|length|participants?|"
    r"interview(?:er|ee)?s?|respondents?|transcri(?:ber|bed|pt|ption)(?: by)?|"
    r"location|place|site|recording|audio|file(?: ?name)?|title|topic|present|attendees|"
    r"(?:participant |study |interview )?(?:id|no|number|code)|version|language|keywords|"
    r"summary keywords|speakers|confidential(?:ity)?)\b[^:]{0,40}[:\t]\s*(.*)",
    re.IGNORECASE,
)
_END_MARK = re.compile(
    r"\s*[\[(*#-]{0,3}\s*(?:end of (?:the )?(?:recording|interview|transcript|transcription|tape|"
    r"audio|session|part \w+)|(?:recording|interview|tape|audio) (?:ends|ended|stops|stopped)|"
    r"end)\s*[\])*#.-]{0,3}\s*",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"\s*(?:transcribed by https?://\S+|this transcript was exported on .{1,120}|"
    r"page \d+ of \d+|meeting ended after .{1,30}|this editable transcript was computer generated"
    r".{1,140}|people can also change the text after it was created\.?|"
    r".{1,63} (?:started|stopped) transcription)\s*",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.?!…][\"”’')\]]*\s*$")


def is_metadata(line: str) -> bool:
    """Return whether the line says something about the interview, e.g. "Date: 5 May"."""
    found = _METADATA.match(line.strip()) if len(line) < 400 else None
    return bool(found and len(found[1].split()) <= 25)


def is_metadata_value(words: str) -> bool:
    """Return whether what follows "Interviewer:" is a name or an id rather than speech."""
    return len(words.split()) <= 12 and not re.search(r"[.?!](?:\s|$)", words)


def is_end_mark(line: str) -> bool:
    """Return whether the line only says that the recording ends."""
    return len(line) < 60 and bool(_END_MARK.fullmatch(line))


def is_service_line(line: str) -> bool:
    """Return whether the line was added by the service that transcribed."""
    return len(line) < 200 and bool(_SERVICE.fullmatch(line))


def is_front_matter(line: str) -> bool:
    """Return whether a line above the first speaker is a heading or a detail, not speech."""
    if is_metadata(line) or is_service_line(line):
        return True
    return len(line.split()) <= 12 and not _SENTENCE_END.search(line[-40:])
