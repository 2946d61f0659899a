"""Export: take the matrix, the codings and the framework away."""

from collections.abc import Sequence

import streamlit as st

from coding.case_query import QueryError, chosen_cases
from coding.corrections import Reading
from coding.model import Case, Coder
from coding.store import Store
from exports.codings_csv import codings_csv
from ui.charting import Sight, sight_of
from ui.codingsheetview import show_coding_sheets, show_way_back
from ui.empty import need_coder, need_study
from ui.exporting import (
    WorkbookOrder,
    codings_contents,
    file_name,
    sheet_choices,
)
from ui.matrixrows import telling
from ui.matrixview import CONSENSUS
from ui.waiting import awaited
from ui.wording import counted, plain
from ui.workbookjob import MadeWorkbook, WorkbookAsked

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MADE = "export_made"
MOST_LINES = 50
MOST_BESIDE = 3  # attributes beside each case, unless others are chosen


@st.cache_resource(show_spinner="Reading the codings", max_entries=2)
def sight(_store: Store, study_id: str, viewer_id: str, at: int) -> Sight:
    """Return what the viewer may see; `study_id` and `at` say of which state of the log."""
    return sight_of(_store, viewer_id)


def choose_whose(store: Store, coder: Coder, in_sight: Sight, *, key: str, everybody: str):
    names = {one.id: one.name for one in store.coders() if one.id in in_sight.coder_ids}
    names[coder.id] = f"{coder.name} (you)"
    chosen = st.selectbox(
        "Whose codings",
        ["", *names],
        format_func=lambda one: names.get(one, everybody),
        key=f"{key}_{coder.id}",
    )
    return chosen or None


def choose_reading(store: Store) -> Reading:
    """Return which words are quoted; asked only where transcripts were corrected."""
    number = len(store.corrections())
    if not number:
        return Reading.CORRECTED
    said = {Reading.CORRECTED: "As corrected", Reading.FROZEN: "As transcribed"}
    return st.radio(
        "Words of the quotes",
        list(said),
        format_func=said.get,
        horizontal=True,
        help=f"{counted(number, 'correction')} in this study. Lines and places are the same.",
        key="export_reading",
    )


def cases_found(cases: Sequence[Case], query: str) -> bool:
    """Say which cases the query finds; False, and why, if it finds none."""
    if not query.strip():
        return True
    try:
        found = chosen_cases(cases, query)
    except QueryError as error:
        st.caption(f":red[{plain(str(error))}]")
        return False
    if not found:
        st.caption(":red[No case is like that.]")
    elif len(found) < len(cases):
        st.caption(f"{len(found)} of {counted(len(cases), 'case')}")
    return bool(found)


def show_workbook(store: Store, coder: Coder, in_sight: Sight, at: int, reading: Reading) -> None:
    st.header("Framework matrix (Excel)", anchor=False)
    st.write(
        "A sheet to read first, the matrix, the quotes that its cells lead to, the cases, the "
        "interviews, the codebook with its versions, counts for statistics, memos, agreement "
        "where it is open to all, and who did what."
    )
    whose_side, by_side = st.columns(2)
    with whose_side:
        whose = choose_whose(store, coder, in_sight, key="export_whose", everybody=CONSENSUS)
    choices = sheet_choices(store.framework()[1])
    by = by_side.selectbox("Sheets", list(choices), key="export_by")
    query = st.text_input(
        "Only these cases",
        placeholder="All cases, or for instance: role = patient and age >= 30",
        key="export_cases",
    )
    cases = store.cases()
    some = cases_found(cases, query)
    names = tuple(dict.fromkeys(name for case in cases for name, _ in case.attributes))
    beside = st.multiselect(
        "Beside each case",
        names,
        default=(*telling(names), *(n for n in names if n not in telling(names)))[:MOST_BESIDE],
        placeholder="Attributes",
        disabled=not names,
        help="On the sheets of the matrix; the sheet Cases has every attribute. With few of them "
        "more codes fit on a printed page.",
        key="export_beside",
    )
    drafts = st.checkbox(
        "With drafts that nobody has gone over, labelled as such", key="export_drafts"
    )
    if not some:
        return
    order = WorkbookOrder(whose, choices[by], query, drafts, reading, tuple(beside))
    asked = WorkbookAsked(store.study().id, coder.id, order, at)
    ready = st.session_state.get(MADE)
    if not ready or ready[0] != asked.key:
        if not awaited(
            asked, "the workbook", key="export_made", at_once=False, ask="Prepare the workbook"
        ):
            return
        data = asked.taken()
        if data is None:
            st.rerun()
        ready = st.session_state[MADE] = (asked.key, MadeWorkbook.read(data))
    show_made(store, ready[1])


def show_made(store: Store, made: MadeWorkbook) -> None:
    with st.container(border=True):
        confirmed, whose = made.said
        st.markdown(plain(confirmed))
        st.caption(plain(whose))
        if made.notices:
            told = counted(len(made.notices), "thing")
            with st.expander(f"{told} could not be written as it stands in the study"):
                st.text("\n".join(made.notices[:MOST_LINES]))
                if len(made.notices) > MOST_LINES:
                    st.caption("The rest stands on the sheet Read me.")
        else:
            st.caption("All text is in the workbook as it stands in the study.")
        st.download_button(
            "Download the workbook",
            made.workbook,
            file_name=file_name(store.study().name, "matrix.xlsx"),
            mime=EXCEL,
            type="primary",
            icon=":material/download:",
            on_click="ignore",
            key="export_workbook",
        )


def show_codings(store: Store, coder: Coder, in_sight: Sight, reading: Reading) -> None:
    st.header("Codings as a table (CSV)", anchor=False)
    st.write(
        "One line for each coding, for R, SPSS or a spreadsheet: document, case, coder, code, "
        "theme, its dimensions, place, words, certainty and memo."
    )
    whose = choose_whose(
        store, coder, in_sight, key="export_codings_whose", everybody="All that is open to you"
    )
    contents = codings_contents(store, in_sight, whose=whose, reading=reading)
    st.caption(
        f"{counted(len(contents.codings), 'coding')}. Words that a spreadsheet would take for a "
        "formula get an apostrophe in front."
    )
    st.download_button(
        "Download the codings",
        lambda: codings_csv(contents),
        file_name=file_name(store.study().name, "codings.csv"),
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        disabled=not contents.codings,
        key="export_codings",
    )


def show_framework(store: Store) -> None:
    version, framework = store.framework()
    st.header("Framework", anchor=False)
    st.write(
        f"{plain(framework.name)}, version {version} of this study, as a file that another study "
        "can begin with."
    )
    st.download_button(
        "Download the framework",
        store.framework_text(),
        file_name=file_name(store.study().name, "framework.yaml"),
        mime="application/yaml",
        icon=":material/download:",
        on_click="ignore",
        key="export_framework",
    )


store = need_study()
coder = need_coder(store)
st.title("Export")
st.write(
    "What others coded or wrote on an interview is in these files only once you and they have "
    "finished it."
)
if store.documents():
    latest = store.log(limit=1)[0].number
    in_sight = sight(store, store.study().id, coder.id, latest)
    reading = choose_reading(store)
    show_workbook(store, coder, in_sight, latest, reading)
    show_way_back()
    show_codings(store, coder, in_sight, reading)
    show_coding_sheets(store, coder)
else:
    st.info("There are no interviews yet, so there is no matrix and there are no codings.")
    st.page_link("screens/add.py", label="Add interviews", icon=":material/upload_file:")
show_framework(store)
