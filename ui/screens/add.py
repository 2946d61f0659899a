"""Add interviews: what each file is read as, who speaks, and nothing stored before a yes."""

from dataclasses import dataclass

import streamlit as st

from coding.model import Role, Transcript
from coding.segmenting import Unit
from coding.store import DuplicateDocumentError, Store, StoreError
from coding.transcripts import LAYOUTS, TranscriptError, leave_out, speakers, with_roles
from ui.desk import add_transcript, read_upload
from ui.empty import need_study
from ui.pretagging import start_pretagging
from ui.session import session
from ui.turnlist import turns_html
from ui.wording import counted, plain

LEFT_OUT = "left out"
ROLES = {
    Role.INTERVIEWER: "Interviewer (not coded)",
    Role.PARTICIPANT: "Participant",
    Role.OTHER: "Somebody else (coded)",
    LEFT_OUT: "Nobody: leave it out",
}
UNITS = {
    Unit.PASSAGE: "Passages of about 40 words, whole sentences",
    Unit.SENTENCE: "Sentences",
    Unit.PARAGRAPH: "Paragraphs",
    Unit.TURN: "Whole turns",
}
FIRST = 10

read_once = st.cache_data(read_upload, max_entries=60, show_spinner="Reading the file")


@dataclass(frozen=True)
class Confirmed:
    """One file as the person left it: ready to be stored."""

    transcript: Transcript
    file_name: str
    case_name: str


def show_file(store: Store, upload) -> Confirmed | None:
    with st.container(border=True):
        st.header(plain(upload.name))
        try:
            transcript = read_once(upload.getvalue(), upload.name)
        except TranscriptError as error:
            st.error(str(error))
            return None
        if already := store.known_file(transcript.sha256):
            st.warning(
                f"This file is already in the study, as “{plain(already)}”. "
                "It will not be added again."
            )
            return None
        transcript = show_reading(transcript, upload)
        if transcript is None:
            return None
        left, right = st.columns([2, 3], gap="large")
        with left:
            transcript = show_speakers(transcript, upload.file_id)
            case = st.text_input(
                "Case (the person or site this interview is about)",
                value=upload.name.rsplit(".", 1)[0],
                key=f"case_{upload.file_id}",
                max_chars=80,
            )
        with right:
            show_first_turns(transcript)
        return Confirmed(transcript, upload.name, case)


def show_reading(transcript: Transcript, upload) -> Transcript | None:
    """Draw what the file was read as; return that, or what another layout makes of it."""
    titles = {layout.name: layout.about for layout in LAYOUTS}
    chosen = st.selectbox(
        "Read as",
        list(titles),
        index=list(titles).index(transcript.layout),
        format_func=titles.get,
        key=f"layout_{upload.file_id}",
        help="If the turns below look wrong, try another layout.",
    )
    if chosen != transcript.layout:
        try:
            transcript = read_once(upload.getvalue(), upload.name, layout=chosen)
        except TranscriptError as error:
            st.error(str(error))
            return None
    words = sum(len(turn.text.split()) for turn in transcript.turns)
    st.caption(f"{counted(len(transcript.turns), 'turn')}, {counted(words, 'word')}")
    if transcript.report:
        doubts = counted(len(transcript.report), "thing")
        with st.expander(f"{doubts} left out or doubtful", icon=":material/rule:"):
            for remark in transcript.report[:200]:
                place = f"Line {remark.line}: " if remark.line else ""
                st.text(place + remark.what)
            if len(transcript.report) > 200:
                st.text(f"And {len(transcript.report) - 200:,} more of the same kinds.")
    return transcript


def show_speakers(transcript: Transcript, key: str) -> Transcript:
    mapping, left_out = {}, []
    st.markdown("**Who speaks?**")
    counts = speakers(transcript)
    for number, count in enumerate(counts):
        name_side, role_side = st.columns([1, 1])
        said = f"{counted(count.turns, 'turn')}, {counted(count.words, 'word')}"
        name = name_side.text_input(
            f"{plain(count.speaker or 'No name given')} ({said})",
            value=count.speaker or "",
            key=f"name_{key}_{number}",
            max_chars=60,
        )
        role = role_side.selectbox(
            f"Role of speaker {number + 1}",
            list(ROLES),
            format_func=ROLES.get,
            index=list(ROLES).index(count.role) if count.role else None,
            placeholder="Choose a role",
            key=f"role_{key}_{number}",
        )
        if role == LEFT_OUT:
            left_out.append(count.speaker)
        else:
            mapping[count.speaker] = (name.strip() or None, role)
    if all(role is not Role.INTERVIEWER for _, role in mapping.values()):
        st.caption("No interviewer is named: every turn will be offered for coding.")
    return with_roles(leave_out(transcript, left_out), mapping)


def show_first_turns(transcript: Transcript) -> None:
    st.markdown(f"**The first {min(FIRST, len(transcript.turns))} turns**")
    st.html(turns_html(transcript.turns[:FIRST]))


def store_all(store: Store, confirmed: list[Confirmed], unit: Unit) -> None:
    bar = st.progress(0.0, "Storing the interviews")
    refused = []
    for number, item in enumerate(confirmed, 1):
        try:
            add_transcript(
                store,
                item.transcript,
                file_name=item.file_name,
                case_name=item.case_name,
                unit=unit,
                coder_id=session().coder_id,
            )
        except (DuplicateDocumentError, StoreError) as error:
            refused.append(f"{item.file_name}: {error}")
        bar.progress(number / len(confirmed), f"Stored {number} of {len(confirmed)}")
    start_pretagging(store.study().id)
    if refused:
        st.error("\n\n".join(plain(line) for line in refused))
        return
    st.session_state["flash"] = f"{counted(len(confirmed), 'interview')} added."
    st.switch_page("screens/transcripts.py")


store = need_study()
st.title("Add interviews")
st.write(
    "Choose one or more files. You see what each is read as, and put right who speaks. "
    "Nothing is stored until you say so, and nothing leaves this computer."
)
uploads = st.file_uploader(
    "Transcript files: text, Word, RTF, OpenDocument, PDF, subtitles, tables, JSON, TextGrid",
    accept_multiple_files=True,
    key="add_files",
    max_upload_size=20,
)
confirmed = [item for upload in uploads if (item := show_file(store, upload))]
if uploads:
    unit = st.selectbox(
        "What is offered for coding at a time",
        list(UNITS),
        format_func=UNITS.get,
        key="add_unit",
        help="You can always code any other stretch of words by selecting it.",
    )
    label = f"Add {counted(len(confirmed), 'interview')}" if confirmed else "Nothing to add"
    if st.button(label, type="primary", disabled=not confirmed, key="add_all"):
        store_all(store, confirmed, unit)
else:
    st.page_link(
        "screens/transcripts.py", label="Back to the transcripts", icon=":material/arrow_back:"
    )
