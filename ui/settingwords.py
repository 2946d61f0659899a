"""Settings of a study in a researcher's words: what is kept under them is meant for the program."""

from coding.named_matrices import BEGINNING, named_matrices
from coding.topic_guide import GUIDE, TopicGuideError, read_guide
from coding.transcripts import choices_of
from ui.importing.saying import READING, choices_in_words
from ui.wording import counted


def setting_name(name: str, *values: str | None) -> str:
    """Return what a setting is called in the log; `values` are what it was and is."""
    if not name.startswith(BEGINNING):
        return name
    found = [m.name for v in values if v is not None for m in named_matrices({name: v})]
    return f"matrix “{found[-1]}”" if found else "a matrix"


def setting_value(name: str, value: str | None) -> str:
    """Return what a setting holds, in words; empty for what was not set."""
    if value is None:
        return ""
    if name == GUIDE:
        return _guide(value)
    if name.startswith(READING):
        return choices_in_words(choices_of(value))
    if name.startswith(BEGINNING):
        return ", ".join(f"“{matrix.name}”" for matrix in named_matrices({name: value}))
    return value


def _guide(value: str) -> str:
    try:
        guide = read_guide(value)
    except TopicGuideError:
        return "a guide that this program cannot read"
    return counted(len(guide.questions), "question")
