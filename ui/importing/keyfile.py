"""Where the key lies: chosen by the person, apart from the study, found again the next time."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs
import streamlit as st

from coding.pseudonyms import Key, PseudonymError, new_key, read_key
from coding.pseudonyms.key import check_place, is_open_to_others
from coding.store import Store
from ui.importing.namesdraft import NEW, NamesDraft, change_draft, draft_of
from ui.places import home
from ui.studies import path_of
from ui.wording import counted, plain

KEY_HASH = "sha256 of the key to names"
"""The setting under which a study keeps the hash of its key file, and nothing else of it."""


@dataclass(frozen=True, slots=True)
class KeyState:
    """The key as it can be used now; `key` is None, and `why_not` says why, if it cannot."""

    path: Path
    key: Key | None
    why_not: str = ""
    stranger: str = ""


def key_state(store: Store, draft: NamesDraft) -> KeyState:
    """Return the key that the draft names: read, new, missing, or not the one used last."""
    study_id = store.study().id
    path = Path(draft.key).expanduser() if draft.key else default_place(store)
    last = store.setting(KEY_HASH)
    try:
        check_place(path, away_from=[path_of(study_id)])
        if not path.exists():
            if last and draft.accepted != NEW:
                why = f"The key that this study used last is not at {path}."
                return KeyState(path, None, why, NEW)
            return KeyState(path, new_key())
        key = read_key(path)
    except PseudonymError as error:
        return KeyState(path, None, str(error))
    if last and key.sha256 != last and draft.accepted not in (key.sha256, NEW):
        why = f"{path} is a key, but not as this study used it last."
        return KeyState(path, None, why, key.sha256)
    return KeyState(path, key)


def default_place(store: Store) -> Path:
    """Return where a new key would lie: in the program's own folder, or among the documents."""
    name = re.sub(r"[^\w -]", "", store.study().name).strip() or "study"
    own = home() / "keys"
    if own.resolve().is_relative_to(path_of(store.study().id).resolve().parent):
        own = platformdirs.user_documents_path() / "Betweenlines keys"
    return own / f"{name}.key.json"


def choose_key(store: Store, state: KeyState) -> None:
    """Draw where the key lies, and what to do where it is missing or another one."""
    study_id = store.study().id

    def keep() -> None:
        written = st.session_state["names_key"].strip()
        change_draft(study_id, lambda one: replace(one, key=written, accepted=""), undoable=False)

    st.text_input(
        "Key file (which word stands behind which placeholder)",
        value=str(state.path),
        key="names_key",
        on_change=keep,
        help="The full name of the file. It must not lie in the study’s folder, so that whoever "
        "gets the study does not get the key. Only you may read it.",
    )
    if state.key is None:
        st.error(plain(state.why_not))
        _offer_way_out(study_id, state)
    elif state.key.sha256:
        decided = counted(len(state.key.rulings), "word")
        st.caption(f"The key holds {decided}. What was decided then counts for these files too.")
        if is_open_to_others(state.path):
            st.warning(
                "Others who use this computer may read the key file. "
                "It becomes yours alone when it is next written."
            )
    else:
        st.caption("A new key file is begun there when the first interview is added.")


def _offer_way_out(study_id: str, state: KeyState) -> None:
    if not state.stranger:
        return
    if state.stranger == NEW:
        st.write(
            "Find it and write its name above. If it is lost, begin a new one: people who have "
            "a placeholder already will then get another."
        )
    label = "Begin a new key there" if state.stranger == NEW else "Use this key all the same"
    st.button(
        label,
        key="names_key_accept",
        on_click=_accept,
        args=(study_id, str(state.path), state.stranger),
    )


def _accept(study_id: str, path: str, what: str) -> None:
    st.session_state.pop("names_key", None)
    change_draft(study_id, lambda one: replace(one, key=path, accepted=what), undoable=False)


def keeps_a_key(store: Store) -> bool:
    """Return whether this study has used a key, or pseudonymising is switched on now."""
    return store.setting(KEY_HASH) is not None or draft_of(store.study().id).on
