"""What a person should look at before a transcript is stored."""

from coding.model import Transcript
from coding.transcripts.choices import Choices
from coding.transcripts.reading import UNSURE, Reading
from coding.transcripts.speakers import speakers


def doubts(reading: Reading, chosen: Transcript, choices: Choices) -> tuple[str, ...]:
    """Return the questions that a file leaves open, each a sentence; none if all is clear.

    Args:
        reading: What the file was read as.
        chosen: What the choices made of that.
        choices: What a person chose; what they chose themselves is no longer in doubt.
    """
    found = []
    if choices.layout is None and reading.recognition.sure < UNSURE:
        found.append("It is not clear how this file is laid out.")
    if reading.guessed_encoding:
        found.append(f"Its encoding was guessed ({reading.encoding}): are accented letters right?")
    if any("\ufffd" in turn.text for turn in chosen.turns):
        found.append("Some characters could not be read.")
    found.extend(_open_roles(chosen))
    return tuple(found)


def _open_roles(chosen: Transcript) -> list[str]:
    """Return what is open about who speaks: the roles of those named, the turns of nobody named."""
    counts = speakers(chosen)
    without = [count for count in counts if count.role is None]
    if without and len(counts) == 1 and counts[0].speaker is None:
        return ["No speaker is named: whose words are these?"]
    found = []
    if names := [count.speaker for count in without if count.speaker is not None]:
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        found.append(f"What role has {', '.join(names[:3])}{more}?")
    for count in without:
        if count.speaker is None:
            found.append(_of_nobody(count.turns))
    return found


def _of_nobody(turns: int) -> str:
    if turns == 1:
        return "One turn has no speaker’s name: whose words are these?"
    return f"{turns} turns have no speaker’s name: whose words are these?"
