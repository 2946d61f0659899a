"""Putting right how a file is read: each widget writes its choice to the tray at once."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

import streamlit as st

from coding.model import Role, Transcript
from coding.transcripts import LAYOUTS, Choices, Reading, SpeakerChoice, SpeakerCount, speakers
from coding.transcripts.choices import MOST_FRONT, with_speaker
from ui.importing.tray import Waiting, change
from ui.wording import counted, plain

LEFT_OUT = "left out"
ROLES = {
    Role.INTERVIEWER: "Interviewer (not coded)",
    Role.PARTICIPANT: "Participant",
    Role.OTHER: "Somebody else (coded)",
    LEFT_OUT: "Nobody: leave it out",
}
ENCODINGS = {
    "utf-8": "Unicode (UTF-8)",
    "utf-16": "Unicode (UTF-16)",
    "cp1252": "Western European, Windows (cp1252)",
    "mac_roman": "Western European, old Mac (mac_roman)",
    "latin-1": "Western European (latin-1)",
    "cp1250": "Central European (cp1250)",
    "cp1254": "Turkish (cp1254)",
    "cp1253": "Greek (cp1253)",
    "cp1251": "Cyrillic (cp1251)",
    "cp1255": "Hebrew (cp1255)",
    "cp1256": "Arabic (cp1256)",
    "gb18030": "Chinese (gb18030)",
    "big5": "Chinese (big5)",
    "shift_jis": "Japanese (shift_jis)",
    "euc_kr": "Korean (euc_kr)",
}
OF_CUES = frozenset(
    ("webvtt", "subrip", "teams-blocks", "whisper-text", "whisper-json", "textgrid", "chevrons")
)
"""Layouts made of cues, where silence may part turns."""

_TITLES = {layout.name: layout.about for layout in LAYOUTS}


def forget_widgets(entry_id: str) -> None:
    """Let the widgets of a file show what is on the tray, whatever they showed."""
    for key in list(st.session_state):
        if str(key).endswith(entry_id):
            del st.session_state[key]


def mark_of(text: str) -> str:
    """Return a short mark of a text for the key of a widget that belongs to it."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def choose_layout(study_id: str, entry: Waiting, layout: str, recognised: str) -> None:
    """Draw the layouts, with the one that the file is read as chosen."""
    key = f"layout_{entry.id}"

    def keep(entry_now: Waiting, chosen: str) -> Waiting:
        own = None if chosen == recognised else chosen
        choices = replace(entry_now.choices, layout=own)
        return replace(entry_now, choices=choices, looked_at=False, why_not="")

    st.selectbox(
        "Read as",
        list(_TITLES),
        index=list(_TITLES).index(layout),
        format_func=_TITLES.get,
        key=key,
        help="If the turns below look wrong, try another layout.",
        on_change=_keep,
        args=(study_id, entry.id, key, keep),
    )


def choose_reading(study_id: str, entry: Waiting, reading: Reading) -> None:
    """Draw the choices that few files need: encoding, silence, lines and turns to leave out."""
    choices = entry.choices
    if reading.encoding is not None:
        known = {reading.encoding: reading.encoding, **ENCODINGS}
        now = choices.encoding if choices.encoding in known else reading.encoding
        _widget(
            st.selectbox, "Encoding", study_id, entry, "encoding",
            options=list(known), index=list(known).index(now),
            format_func=known.get,
            help="Change it if accented letters are wrong.",
        )  # fmt: skip
    if reading.transcript.layout in OF_CUES:
        _widget(
            st.number_input, "Seconds of silence that end a turn", study_id, entry, "gap_s",
            value=choices.gap_s, min_value=0.1, max_value=600.0, step=0.5,
            placeholder="as the speakers change",
            help="Empty: a turn ends where another speaker begins; where nobody is named, "
            "at 2 seconds of silence.",
        )  # fmt: skip
    _widget(
        st.number_input, "Turns at the start to leave out (front matter)", study_id, entry,
        "front_turns", value=choices.front_turns, min_value=0, max_value=MOST_FRONT,
    )  # fmt: skip
    _widget(
        st.text_area, "Lines to leave out wherever they stand, one in each row", study_id, entry,
        "dropped_lines", value="\n".join(choices.dropped_lines), height=80,
        placeholder="Page * of *",
        help="“*” stands for any words. The study keeps these rows for its next files, so write "
        "* instead of anybody's name.",
    )  # fmt: skip


def _widget(
    kind: Callable[..., Any], label: str, study_id: str, entry: Waiting, field: str, **more
):
    key = f"{field}_{entry.id}"
    kind(label, key=key, on_change=_keep, args=(study_id, entry.id, key, _KEEPERS[field]), **more)


def _lines(written: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in written.splitlines() if line.strip("* \t"))


def _keeper(field: str, read: Callable[[Any], Any]) -> Callable[[Waiting, Any], Waiting]:
    def keep(entry: Waiting, value: Any) -> Waiting:
        return replace(entry, choices=replace(entry.choices, **{field: read(value)}), why_not="")

    return keep


_KEEPERS = {
    "encoding": _keeper("encoding", str),
    "gap_s": _keeper("gap_s", lambda value: value),
    "front_turns": _keeper("front_turns", lambda value: value or 0),
    "dropped_lines": _keeper("dropped_lines", _lines),
}


def choose_speakers(study_id: str, entry: Waiting, as_read: Transcript) -> None:
    """Draw each speaker with a name and a role to put right; one name for two makes them one."""
    counts = speakers(as_read)
    for number, count in enumerate(counts, 1):
        _choose_speaker(study_id, entry, count, number)
    if len(counts) > 1:
        st.caption("Two speakers with the same name become one.")


def _choose_speaker(study_id: str, entry: Waiting, count: SpeakerCount, number: int) -> None:
    mark = mark_of(count.speaker or "")
    keys = f"name_{mark}_{entry.id}", f"role_{mark}_{entry.id}"
    told = {"on_change": _keep_speaker, "args": (study_id, entry.id, count, *keys)}
    chosen = entry.choices.of(count.speaker)
    name = chosen.name if chosen else count.speaker
    role = (LEFT_OUT if chosen.left_out else chosen.role) if chosen else count.role
    said = f"{counted(count.turns, 'turn')}, {counted(count.words, 'word')}"
    left, right = st.columns(2)
    left.text_input(
        f"{plain(count.speaker or 'No name given')} ({said})",
        value=name or "",
        key=keys[0],
        max_chars=60,
        **told,
    )
    right.selectbox(
        f"Role of speaker {number}",
        list(ROLES),
        format_func=ROLES.get,
        index=list(ROLES).index(role) if role else None,
        placeholder="Choose a role",
        key=keys[1],
        **told,
    )


def _keep_speaker(
    study_id: str, entry_id: str, count: SpeakerCount, name_key: str, role_key: str
) -> None:
    name = st.session_state[name_key].strip() or None
    role = st.session_state[role_key]
    left_out = role == LEFT_OUT
    chosen = SpeakerChoice(count.speaker, name, None if left_out else role, left_out)

    def keep(entry: Waiting) -> Waiting:
        choices = with_speaker(entry.choices, chosen)
        if (name, role) == (count.speaker, count.role):
            others = tuple(one for one in choices.speakers if one.speaker != count.speaker)
            choices = replace(choices, speakers=others)
        return replace(entry, choices=choices, why_not="")

    change(study_id, entry_id, keep)


def _keep(study_id: str, entry_id: str, key: str, keep: Callable[[Waiting, Any], Waiting]) -> None:
    value = st.session_state[key]
    change(study_id, entry_id, lambda entry: keep(entry, value))


def without_choices(entry: Waiting) -> Waiting:
    """Return the file as if nobody had chosen anything for it; its case stays."""
    return Waiting(entry.id, entry.name, case=entry.case)


def with_choices(entry: Waiting, choices: Choices) -> Waiting:
    """Return the file with these choices."""
    return replace(entry, choices=choices, looked_at=False, why_not="")
