"""Choices about files in a researcher's words."""

from coding.model import Role
from coding.transcripts import LAYOUTS, Choices
from ui.wording import counted

READING = "reading of "
"""How the names of settings begin that keep how files of a layout are read."""
_ROLES = {
    Role.INTERVIEWER: "interviewer",
    Role.PARTICIPANT: "participant",
    Role.OTHER: "somebody else",
    None: "no role",
}


def choices_in_words(choices: Choices) -> str:
    """Return what was chosen as a list in a sentence; empty if nothing was."""
    about = {layout.name: layout.about for layout in LAYOUTS}
    said = []
    if choices.layout is not None:
        said.append(f"read as “{about.get(choices.layout, choices.layout)}”")
    if choices.encoding is not None:
        said.append(f"encoding {choices.encoding}")
    if choices.gap_s is not None:
        said.append(f"{choices.gap_s:g} seconds of silence end a turn")
    if choices.dropped_lines:
        said.append("left out: " + ", ".join(f"“{line}”" for line in choices.dropped_lines))
    if choices.front_turns:
        said.append(f"the first {counted(choices.front_turns, 'turn')} left out")
    for one in choices.speakers:
        was = f"“{one.speaker}”" if one.speaker else "without a name"
        now = "is left out" if one.left_out else f"is {one.name or 'unnamed'}, {_ROLES[one.role]}"
        said.append(f"{was} {now}")
    return "; ".join(said)
