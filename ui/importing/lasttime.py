"""As last time: what a study keeps of how its files were read, by layout, and taking it over."""

from dataclasses import replace

from coding.model import Transcript
from coding.store import Store
from coding.transcripts import Choices, Reading, choices_of, choices_text, for_the_study
from coding.transcripts.choices import NOTHING_CHOSEN, after_last_time
from ui.importing.outcomes import read_file
from ui.importing.saying import READING, choices_in_words
from ui.importing.tray import Waiting, change


def kept_readings(store: Store) -> dict[str, Choices]:
    """Return what the study keeps, by the layout that its files were recognised as."""
    return {
        name.removeprefix(READING): choices_of(text)
        for name, text in store.settings(READING).items()
    }


def forget_reading(store: Store, layout: str, *, coder_id: str | None) -> None:
    """Let the next files of a layout be read as if there had been none."""
    store.change_setting(READING + layout, None, coder_id=coder_id)


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
        store.change_setting(READING + reading.recognised, text, coder_id=coder_id)


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
