"""Add interviews: what each file is read as, who speaks, and nothing stored before a yes."""

import streamlit as st

from coding.segmenting import Unit
from coding.store import Store
from ui.desk import UNIT, unit_of
from ui.empty import need_study
from ui.importing.casing import show_cases
from ui.importing.filelist import show_files
from ui.importing.outcomes import Row, Standing, rows_of
from ui.importing.pseudonyms import show_pseudonyms
from ui.importing.receiving import receive_files, show_kept
from ui.importing.storing import confirm, show_adding
from ui.importing.tray import DAYS_KEPT, forget_old, waiting
from ui.session import session
from ui.wording import counted, plain

UNITS = {
    Unit.PASSAGE: "Passages of about 40 words, whole sentences",
    Unit.SENTENCE: "Sentences",
    Unit.PARAGRAPH: "Paragraphs",
    Unit.TURN: "Whole turns",
}


def choose_unit(store: Store) -> None:
    now = unit_of(store)
    unit = st.selectbox(
        "What is offered for coding at a time",
        list(UNITS),
        index=list(UNITS).index(now),
        format_func=UNITS.get,
        key="add_unit",
        help="You can always code any other stretch of words by selecting it. The study keeps "
        "this for its next interviews, so that all are cut alike.",
    )
    if unit is not now:
        store.change_setting(UNIT, unit.value, coder_id=session().coder_id)


def show_adding_button(study_id: str, rows: tuple[Row, ...], why_not: str) -> None:
    ready = [row for row in rows if row.standing is Standing.READY]
    label = f"Add {counted(len(ready), 'interview')}" if ready else "Nothing to add yet"
    st.button(
        label,
        type="primary",
        disabled=not ready or bool(why_not),
        key="add_all",
        on_click=confirm,
        args=(study_id, ready),
    )
    if why_not and ready:
        st.caption(plain(why_not))
    if looks := sum(row.standing is Standing.LOOK for row in rows):
        st.caption(
            f"{counted(looks, 'file')} to look at {'stays' if looks == 1 else 'stay'} here until "
            "you have put them right or said that they are."
        )


def show_tray(store: Store, study_id: str) -> None:
    entries = waiting(study_id)
    if not entries:
        st.page_link(
            "screens/transcripts.py", label="Back to the transcripts", icon=":material/arrow_back:"
        )
        return
    rows = rows_of(store, study_id, entries)
    show_files(study_id, rows)
    fit = tuple(row for row in rows if row.standing in (Standing.READY, Standing.LOOK))
    why_not = ""
    if fit:
        show_cases(store, fit, coder_id=session().coder_id)
        why_not = show_pseudonyms(store, fit)
        choose_unit(store)
    show_adding_button(study_id, rows, why_not)
    st.caption(
        "Files that are not in the study yet wait in Betweenlines’ own folder on this computer, "
        "where only you can read them, with what you chose. Each is removed there when it is "
        f"added or taken away, and after {DAYS_KEPT} days at the latest."
    )


store = need_study()
study_id = store.study().id
forget_old(study_id)
st.title("Add interviews")
if flash := st.session_state.pop("flash", None):
    st.success(plain(flash))
    st.page_link("screens/transcripts.py", label="To the transcripts", icon=":material/list:")
if not show_adding(store, study_id, coder_id=session().coder_id):
    st.write(
        "Choose one or more files. You see what each is read as, and put right who speaks. "
        "Nothing is stored in the study until you say so, and nothing leaves this computer."
    )
    receive_files(store, study_id)
    show_kept(store, coder_id=session().coder_id)
    show_tray(store, study_id)
