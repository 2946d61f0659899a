"""Backups of the open study: making one, seeing which there are, going back to one."""

import streamlit as st

from coding.store import Backup, Store, StoreError, backups, restore_backup
from ui.studies import close_study, open_study, path_of
from ui.wording import ago, plain


def show_backups(store: Store) -> None:
    """Draw the backups of the study, with a way to make one and to go back to one."""
    st.header("Backups of this study", anchor=False)
    st.caption(
        "The program makes one by itself before anything risky, beside the study in the folder "
        "“backups”; the newest ten are kept. Copy them to another disk now and then."
    )
    if st.button("Make a backup now", icon=":material/save:", key="backup_now"):
        try:
            store.backup("by hand")
        except StoreError as error:
            st.error(str(error))
    kept = backups(path_of(store.study().id))
    if not kept:
        st.info("There is no backup yet.")
        return
    chosen = st.selectbox(
        "Go back to",
        kept,
        format_func=lambda backup: (
            f"{backup.made_at.astimezone():%d %B %Y, %H:%M:%S} "
            f"({backup.reason}, {ago(backup.made_at)})"
        ),
        index=None,
        placeholder="Choose a backup",
        key="backup_chosen",
    )
    if chosen is not None:
        _offer(store, chosen)


def _offer(store: Store, backup: Backup) -> None:
    st.warning(
        "Everything that was done after this backup is taken out of the study. The study as it is "
        "now becomes a backup first, so that you can come back. Ask everybody to stop coding."
    )
    if st.button("Go back to this backup", type="primary", key="backup_restore"):
        study_id = store.study().id
        path = path_of(study_id)
        try:
            close_study(study_id)
            restore_backup(path, backup.path)
            open_study(path)
        except StoreError as error:
            st.error(plain(str(error)))
            return
        st.session_state["flash"] = "The study is as it was at that backup."
        st.rerun()
