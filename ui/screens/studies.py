"""Studies: the ones opened here, opening another, beginning a new one."""

from pathlib import Path

import streamlit as st

from coding.store import Store, StoreError
from framework.library import starter_frameworks
from framework.reading import FrameworkError, decode_framework
from ui.backuplist import show_backups
from ui.places import studies_folder
from ui.sample import sample_study
from ui.session import choose_study, current_store, session
from ui.studies import (
    create_study,
    forget_study,
    open_study,
    path_of,
    proposed_path,
    recent_studies,
)
from ui.wording import ago, plain

OWN = "My own framework file"


def show_recent() -> None:
    st.header("Studies on this computer")
    entries = recent_studies()
    if not entries:
        st.info("No study has been opened here yet. Begin one below, or look at the sample study.")
    for entry in entries:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            with st.container():
                st.markdown(f"**{plain(entry.name)}**")
                st.caption(f"{plain(str(entry.path))}, opened {ago(entry.opened_at)}")
            if entry.id == session().study_id:
                st.badge("Open now", color="green")
            elif entry.there:
                st.button("Open", key=f"open_{entry.id}", on_click=choose_study, args=(entry.id,))
            else:
                st.badge("File not found", color="orange")
                st.button(
                    "Take off the list",
                    key=f"forget_{entry.id}",
                    on_click=forget_study,
                    args=(entry.id,),
                )
    if st.button("Open the sample study", icon=":material/school:"):
        with st.spinner("Copying the sample study to your computer"):
            choose_study(sample_study().study().id)
        st.rerun()


def show_name(store: Store) -> None:
    with st.expander("Rename this study"), st.form("rename_study", border=False):
        name = st.text_input("New name", value=store.study().name, max_chars=120)
        if st.form_submit_button("Rename"):
            try:
                store.rename_study(name, coder_id=session().coder_id)
                open_study(path_of(store.study().id))
            except StoreError as error:
                st.error(plain(str(error)))
                return
            st.rerun()


def show_open() -> None:
    with st.form("open_study"):
        st.header("Open a study file")
        written = st.text_input(
            "Where the file lies", placeholder="/home/you/studies/homework.betweenlines"
        )
        if st.form_submit_button("Open"):
            if not written.strip():
                st.error("Write where the study file lies, for example by pasting its path.")
                return
            try:
                choose_study(open_study(Path(written.strip().strip('"'))).study().id)
            except StoreError as error:
                st.error(str(error))
                return
            st.rerun()


def show_new() -> None:
    starters = {starter.name: starter for starter in starter_frameworks()}
    st.header("Begin a new study")
    with st.container(border=True):
        name = st.text_input("Name of the study", key="new_name", max_chars=120)
        chosen = st.radio("Framework", [*starters, OWN], key="new_framework")
        upload = None
        if chosen == OWN:
            upload = st.file_uploader("Framework file (YAML)", type=["yaml", "yml"], key="new_file")
        folder = st.text_input(
            "Folder for the study file",
            value=str(studies_folder()),
            key="new_folder",
            help="On this computer's own disk: shared drives and synchronised folders damage it.",
        )
        if st.button("Begin the study", type="primary"):
            _begin(name, chosen, folder, starters, upload)


def _begin(name: str, chosen: str, folder: str, starters: dict, upload) -> None:
    if not name.strip():
        st.error("Give the study a name first.")
        return
    if chosen == OWN and upload is None:
        st.error("Choose a framework file, or take one of the frameworks offered.")
        return
    try:
        text = (
            decode_framework(upload.getvalue(), source=upload.name)
            if upload
            else starters[chosen].text
        )
        store = create_study(
            name.strip(),
            text,
            path=proposed_path(name, Path(folder.strip()).expanduser()),
            source=upload.name if upload else chosen,
        )
    except (FrameworkError, StoreError) as error:
        st.error(str(error))
        return
    choose_study(store.study().id)
    st.switch_page("screens/transcripts.py")


st.title("Studies")
if flash := st.session_state.pop("flash", None):
    st.success(plain(flash))
left, right = st.columns([3, 2], gap="large")
with left:
    show_recent()
    if (store := current_store()) is not None:
        show_name(store)
        show_backups(store)
with right:
    show_new()
    show_open()
