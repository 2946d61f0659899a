"""Matrix: each case's words on each code, summarised by a person."""

from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from coding.cell_acts import Cell
from coding.matrix_views import theme_matrix
from coding.model import Act, Coder
from coding.second_order import negative_cases
from coding.store import Kind, Store
from coding.store.values import CELL_KINDS, WIDE_KINDS
from ui.charting import Sight, acts_in_sight, matrix_for, sight_of, wide_acts_in_sight
from ui.empty import need_coder, need_study
from ui.groupview import show_groups
from ui.languagemodel.own import sent_to
from ui.matrix import show_matrix
from ui.matrix.data import MatrixData
from ui.matrixcolumns import seen
from ui.matrixkeys import look_again, remember_look
from ui.matrixlook import choose_view, choose_whose, show_whose
from ui.matrixrows import choose_cases, choose_rows
from ui.namedmatrices import choose_matrix, keep_matrix, matrices_of, open_linked, tell_missing
from ui.token import pass_for, sign_pass
from ui.topicguide import Asking, edit_guide, mark_not_asked, offer_undo

GROUPS, NOT_ASKED, TOPICS = "Compare groups", "Not asked, many cells", "Topic guide"
STYLE = """<style>
.st-key-matrix_said{margin:-.6rem 0}
.stMainBlockContainer h1{padding:0 0 .25rem}
</style>"""


@st.cache_resource(show_spinner="Charting the codings", max_entries=4)
def sight(_store: Store, study_id: str, viewer_id: str, at: int) -> Sight:
    """Return what the viewer may see; `study_id` and `at` say of which state of the study."""
    return sight_of(_store, viewer_id)


def state_of_coding(store: Store) -> int:
    """Return what changes with every act but those in the cells, which are read each time."""
    kinds = {*(act.value for act in Act), *(kind.value for kind in Kind)}
    kinds -= {*CELL_KINDS, *WIDE_KINDS, Kind.SETTING_CHANGED.value}
    return store.log(kinds=kinds, limit=1)[0].number


def need_cases(store: Store) -> None:
    """Without an interview there are no rows: say so and end the page."""
    if store.documents():
        return
    st.write("The matrix has a row for each case and a column for each code. Add an interview.")
    st.page_link("screens/add.py", label="Add interviews", icon=":material/upload_file:")
    st.stop()


def linked_cell(store: Store) -> Cell | None:
    """Return the cell that the page's link leads to: ?code= with ?case= or an interview's id."""
    code_id, case_id = st.query_params.get("code"), st.query_params.get("case")
    document_id = st.query_params.get("document")
    if not code_id:
        return None
    found = [
        case.id
        for case in store.cases()
        if case.id == case_id or (not case_id and document_id in case.document_ids)
    ]
    return (found[0], code_id) if found else None


def choose_more(store: Store, coder: Coder) -> str:
    """Offer what is about many cells at once; return what was pressed just now, else nothing."""
    several = (GROUPS, NOT_ASKED, TOPICS)
    pressed = st.menu_button("More", several, key="matrix_more", type="tertiary")
    offer_undo(store, coder)
    return pressed or ""


def open_more(store: Store, coder: Coder, pressed: str, asking: Asking) -> None:
    if pressed == NOT_ASKED:
        mark_not_asked(asking)
    elif pressed == TOPICS:
        edit_guide(store, coder, asking.matrix.framework)


def show_page(store: Store, coder: Coder) -> None:
    study_id = store.study().id
    in_sight = sight(store, study_id, coder.id, state_of_coding(store))
    acts = acts_in_sight(store, in_sight)
    linked = linked_cell(store)
    if not linked:
        look_again(study_id, coder)
    known = matrices_of(store)
    open_linked(known, coder)
    if known:
        named_side, columns_side, whose_side, cases_side = st.columns([4, 5, 4, 4])
        with named_side:
            named = choose_matrix(known, coder)
    else:
        columns_side, whose_side, cases_side = st.columns([5, 4, 4])
        named = None
    with whose_side:
        whose = choose_whose(store, coder, in_sight)
    matrix = matrix_for(store, in_sight, acts, whose=whose)
    with columns_side:
        view = choose_view(matrix, linked[1] if linked else None)
    with cases_side:
        shown = choose_cases(matrix.cases, matrix.attributes)
    with st.container(horizontal=True, vertical_alignment="center", key="matrix_said"):
        show_whose(store, matrix, coder)
        rows = choose_rows(shown, matrix.cases, matrix.attributes)
        keep_matrix(store, coder, known, named)
        pressed = choose_more(store, coder)
    remember_look(study_id, coder)
    open_more(store, coder, pressed, Asking(store, coder, matrix, rows.cases))
    tell_missing(named, matrix, in_sight)
    if not view.code_ids:
        st.info("Choose the codes that you want to see side by side.")
        return
    part, columns = seen(matrix, view, rows.attributes, rows.cases)
    wide = wide_acts_in_sight(store, in_sight)
    if pressed == GROUPS:
        whole = theme_matrix(part) if view.by_theme else part
        show_groups(replace(whole, attributes=matrix.attributes), negative_cases(wide))
    granted = pass_for(study_id, coder.id, None, now=datetime.now(UTC))
    show_matrix(
        MatrixData(
            study_id=study_id,
            viewer=coder,
            coders=store.coders(),
            matrix=part,
            columns=columns,
            documents=in_sight.documents,
            acts=acts,
            token=sign_pass(granted, store.secret()),
            groups=rows.groups,
            view=view,
            linked=linked,
            wide=wide,
            drafter=sent_to(study_id),
        ),
        key=f"matrix_{study_id}_{coder.id}",
    )


store = need_study()
coder = need_coder(store)
st.html(STYLE)
st.title("Matrix")
need_cases(store)
show_page(store, coder)
