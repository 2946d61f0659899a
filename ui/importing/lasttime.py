"""As last time: what a study keeps of how its files were read, by layout, and taking it over."""

from dataclasses import replace

from coding.model import Role, Transcript
from coding.store import Store
from coding.transcripts import LAYOUTS, Choices, Reading, choices_of, choices_text, for_the_study
from coding.transcripts.choices import NOTHING_CHOSEN, after_last_time
from ui.importing.outcomes import read_file
from ui.importing.tray import Waiting, change
from ui.wording import counted

_KEPT = "reading of "
_ROLES = {
    Role.INTERVIEWER: "interviewer",
    Role.PARTICIPANT: "participant",
    Role.OTHER: "somebody else",
    None: "no role",
}


def kept_readings(store: Store) -> dict[str, Choices]:
    """Return what the study keeps, by the layout that its files were recognised as."""
    return {
        name.removeprefix(_KEPT): choices_of(text) for name, text in store.settings(_KEPT).items()
    }


def forget_reading(store: Store, layout: str, *, coder_id: str | None) -> None:
    """Let the next files of a layout be read as if there had been none."""
    store.change_setting(_KEPT + layout, None, coder_id=coder_id)


def keep_reading(
    store: Store, reading: Reading, choices: Choices, stored: Transcript, *, coder_id: str | None
) -> None:
    """Keep what was chosen for a file that was stored, for the next files of its layout."""
    named = {turn.speaker for turn in stored.turns}
    mine = for_the_study(choices, named=named)
    before = kept_readings(store).get(reading.recognised, NOTHING_CHOSEN)
    both = after_last_time(before, mine)
    if both != before:
        text = choices_text(both)
        store.change_setting(_KEPT + reading.recognised, text, coder_id=coder_id)


def take_over(store: Store, study_id: str, entry: Waiting) -> None:
    """Choose for a new file what was chosen for the files of its layout before, if it fits."""
    reading = read_file(study_id, entry, NOTHING_CHOSEN)
    if isinstance(reading, str):
        return
    kept = kept_readings(store).get(reading.recognised)
    fitting = fitted(study_id, entry, kept) if kept else NOTHING_CHOSEN
    if fitting != NOTHING_CHOSEN:
        change(study_id, entry.id, lambda one: replace(one, choices=fitting, as_last_time=True))


def fitted(study_id: str, entry: Waiting, choices: Choices) -> Choices:
    """Return what of the choices a file has a use for; nothing if it cannot be read with them."""
    plain = read_file(study_id, entry, NOTHING_CHOSEN)
    if isinstance(plain, str):
        return NOTHING_CHOSEN
    if not plain.guessed_encoding:
        choices = replace(choices, encoding=None)
    reading = read_file(study_id, entry, choices)
    if isinstance(reading, str):
        return NOTHING_CHOSEN
    present = {turn.speaker for turn in reading.transcript.turns}
    return replace(
        choices, speakers=tuple(one for one in choices.speakers if one.speaker in present)
    )


def said_as_last_time(entry: Waiting) -> str:
    """Return in a sentence what was taken over from the study; empty if nothing was."""
    if not entry.as_last_time or entry.choices == NOTHING_CHOSEN:
        return ""
    return f"As last time: {choices_in_words(entry.choices)}."


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
