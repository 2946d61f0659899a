"""Names in the files on the tray: found, decided one word after the other, replaced when stored."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from coding.pseudonyms import Candidate, Found, Kind, PseudonymError, folded, study_list
from coding.pseudonyms.lists import gazetteer
from coding.store import Store
from ui.importing.keyfile import choose_key, keeps_a_key, key_state
from ui.importing.namerows import UNDO_KEY, rule, show_word
from ui.importing.namesdraft import NamesDraft, can_undo, change_draft, draft_of, undo
from ui.importing.namesfound import Names, names_of
from ui.importing.outcomes import Row
from ui.wording import counted, plain

A_PAGE = 15
_TO_DECIDE, _REPLACED, _KEPT = "To decide", "Replaced", "Kept"
READ_YOURSELF = (
    "No rule and no list finds everything: nicknames, a rare illness, a story that only one person "
    "could tell. Somebody must still read each interview before it is shared."
)


def show_pseudonyms(store: Store, rows: Sequence[Row]) -> str:
    """Draw what is found and decided; return why files cannot be added yet, empty if they can."""
    study_id = store.study().id
    draft = draft_of(study_id)
    with st.expander(
        "Names, places and other details that give people away",
        icon=":material/visibility_off:",
        expanded=draft.on,
        key="names_step",
    ):
        _choose_whether(study_id, draft, used_before=keeps_a_key(store) and not draft.on)
        if not draft.on:
            return ""
        st.warning(READ_YOURSELF, icon=":material/menu_book:")
        state = key_state(store, draft)
        choose_key(store, state)
        if state.key is None:
            return "Say first where the key to the placeholders is."
        _choose_more(study_id, draft)
        names = names_of(rows, draft, state.key, study_id=study_id)
        _show_words(study_id, names, draft, {row.entry.id: row.entry.name for row in rows})
        if names.undecided:
            return f"{counted(len(names.undecided), 'word')} to decide on before anything is added."
    return ""


def _choose_whether(study_id: str, draft: NamesDraft, *, used_before: bool) -> None:
    def turn() -> None:
        on = st.session_state["names_on"]
        change_draft(study_id, lambda one: replace(one, on=on), undoable=False)

    st.toggle(
        "Find them, and replace them before the interviews are stored",
        value=draft.on,
        key="names_on",
        on_change=turn,
        help="You decide on every word. What is replaced never gets into the study.",
    )
    if used_before:
        st.warning(
            "Names were replaced in this study before. Now the files are stored as they are."
        )


def _choose_more(study_id: str, draft: NamesDraft) -> None:
    def keep_list() -> None:
        text = st.session_state["names_list"]
        change_draft(study_id, lambda one: replace(one, listed=text), undoable=False)

    def keep_too() -> None:
        too = st.session_state["names_too"]
        change_draft(study_id, lambda one: replace(one, names_too=too), undoable=False)

    with st.expander("The study’s own list, and names of files", icon=":material/list_alt:"):
        st.text_area(
            "Names, places and organisations of your study, one in each line",
            value=draft.listed,
            key="names_list",
            height=120,
            on_change=keep_list,
            placeholder="Marged Pritchard, name\nBryn Awel Surgery, organisation",
            help="Pasted from a sheet or a CSV file, too: the word, and if you like its kind "
            "(name, place, organisation, date, phone, e-mail, detail). The list stays on this "
            "computer, apart from the study.",
        )
        try:
            study_list(draft.listed)
        except PseudonymError as error:
            st.error(plain(str(error)))
        st.toggle(
            "Also in the names of files and cases",
            value=draft.names_too,
            key="names_too",
            on_change=keep_too,
        )


def _show_words(study_id: str, names: Names, draft: NamesDraft, files: dict[str, str]) -> None:
    groups = _groups(names)
    counts = {name: len(found) for name, found in groups.items()}
    _show_bulk(study_id, names)
    if refused := st.session_state.pop("names_refused", None):
        st.error(plain(refused))
    which = st.segmented_control(
        "Words",
        list(groups),
        default=_TO_DECIDE,
        format_func=lambda name: f"{name} ({counts[name]:,})",
        key="names_which",
        required=True,
    )
    shown = groups[which]
    if not shown:
        st.write("Nothing here." if which != _TO_DECIDE else "Every word is decided on.")
    if missing := _not_there(names, draft):
        st.info(f"{counted(missing, 'word')} that you typed is in none of these files.")
    start = _page(len(shown))
    for number, found in enumerate(shown[start : start + A_PAGE], start + 1):
        first = which == _TO_DECIDE and number == start + 1
        show_word(study_id, names, found, draft, files, number=number, first=first)


def _not_there(names: Names, draft: NamesDraft) -> int:
    """Return how many of the words that were typed stand nowhere."""
    there = {folded(one.candidate.word) for one in names.found}
    return sum(folded(one.word) not in there for one in draft.typed)


def _groups(names: Names) -> dict[str, list[Found]]:
    groups: dict[str, list[Found]] = {_TO_DECIDE: [], _REPLACED: [], _KEPT: []}
    for one in names.found:
        ruling = names.ruling(one)
        if ruling is None:
            groups[_TO_DECIDE].append(one)
        else:
            groups[_REPLACED if ruling.placeholder else _KEPT].append(one)
    return groups


def _page(count: int) -> int:
    """Draw which part of a long list is shown; return where it begins."""
    pages = -(-count // A_PAGE)
    if pages < 2:
        return 0
    if st.session_state.get("names_page", 1) > pages:
        st.session_state["names_page"] = pages
    return A_PAGE * (st.pagination(pages, key="names_page") - 1)


def _show_bulk(study_id: str, names: Names) -> None:
    sure = [one for one in names.undecided if one.candidate.sure]
    rest = [one for one in names.undecided if not one.candidate.sure]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "A word that was missed",
            key="names_missed",
            max_chars=120,
            placeholder="Type it as it stands in the interview",
            on_change=_add_missed,
            args=(study_id,),
        )
        if sure:
            st.button(
                f"Replace all {len(sure):,} that are suggested",
                key="names_all",
                on_click=_replace_all,
                args=(study_id, names, sure),
            )
        if rest and not sure:
            st.button(
                f"Keep the {len(rest):,} in doubt",
                key="names_rest",
                on_click=rule,
                args=(study_id, [(one, None) for one in rest]),
            )
        st.button(
            "Undo",
            key="names_undo_button",
            icon=":material/undo:",
            shortcut=UNDO_KEY,
            disabled=not can_undo(study_id),
            on_click=undo,
            args=(study_id,),
        )


def _replace_all(study_id: str, names: Names, sure: Sequence[Found]) -> None:
    rule(study_id, [(one, names.placeholders[folded(one.candidate.word)]) for one in sure])


def _add_missed(study_id: str) -> None:
    word = " ".join(st.session_state["names_missed"].split())
    st.session_state["names_missed"] = ""
    if not any(char.isalnum() for char in word) and word.isascii():
        return
    any_case = not gazetteer().is_everyday(word)
    typed = Candidate(word, Kind.NAME, True, any_case, "typed by you")
    change_draft(study_id, lambda draft: replace(draft, typed=(*draft.typed, typed)))
