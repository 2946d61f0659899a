"""Matrix: each case's words on each code, summarised by a person."""

from datetime import UTC, datetime

import streamlit as st

from coding.matrix import FrameworkMatrix
from coding.model import Act, Coder
from coding.store import Kind, Store
from coding.store.values import CELL_KINDS
from ui.charting import Sight, acts_in_sight, matrix_for, sight_of
from ui.empty import need_coder, need_study
from ui.matrix import show_matrix
from ui.matrix.data import MatrixData
from ui.matrixview import CONSENSUS, View, fullest_view, seen, source_lines, views, whose_line
from ui.token import pass_for, sign_pass
from ui.wording import plain

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
    kinds = {*(act.value for act in Act), *(kind.value for kind in Kind)} - CELL_KINDS
    return store.log(kinds=kinds, limit=1)[0].number


def need_cases(store: Store) -> None:
    """Without an interview there are no rows: say so and end the page."""
    if store.documents():
        return
    st.write("The matrix has a row for each case and a column for each code. Add an interview.")
    st.page_link("screens/add.py", label="Add interviews", icon=":material/upload_file:")
    st.stop()


def choose_whose(store: Store, coder: Coder, in_sight: Sight) -> str | None:
    names = {one.id: one.name for one in store.coders() if one.id in in_sight.coder_ids}
    names[coder.id] = f"{coder.name} (you)"
    chosen = st.selectbox(
        "Whose codings",
        ["", *names],
        format_func=lambda key: names.get(key, CONSENSUS),
        key=f"matrix_whose_{coder.id}",
        help="A matrix never mixes codings: it shows what all who finished an interview agree "
        "on, or one coder's. Others' codings open once you and they have finished.",
    )
    return chosen or None


def choose_view(matrix: FrameworkMatrix) -> View:
    known = {view.id: view for view in views(matrix.framework)}
    chosen = st.selectbox(
        "Columns",
        list(known),
        index=fullest_view(matrix, tuple(known.values())),
        format_func=lambda key: known[key].title,
        key="matrix_view",
    )
    return known[chosen]


def telling(attributes: tuple[str, ...]) -> list[str]:
    """Return the attribute that tells most about a case by its name, else the first."""
    known = [name for name in attributes if name.casefold() in ("role", "group", "site")]
    return [*known, *attributes][:1]


def choose_attributes(matrix: FrameworkMatrix) -> tuple[str, ...]:
    chosen = st.multiselect(
        "Beside each case",
        matrix.attributes,
        default=telling(matrix.attributes),
        key="matrix_attributes",
        placeholder="Attributes",
        disabled=not matrix.attributes,
    )
    return tuple(chosen)


def show_whose(store: Store, matrix: FrameworkMatrix, coder: Coder) -> None:
    coders = {one.id: one.name for one in store.coders()}
    names = {entry.id: entry.name for entry in store.documents()}
    with st.container(horizontal=True, vertical_alignment="center", key="matrix_said"):
        st.caption(plain(whose_line(matrix, coders, coder.id)), width="stretch")
        with st.popover("Which interviews", type="tertiary", width="content"):
            for line in source_lines(matrix, names, coders, coder.id):
                st.markdown(plain(line))
            for left in matrix.left_out:
                st.markdown(plain(f"Not in the matrix: {left.count:,} {left.what}"))


def show_page(store: Store, coder: Coder) -> None:
    study_id = store.study().id
    in_sight = sight(store, study_id, coder.id, state_of_coding(store))
    acts = acts_in_sight(store, in_sight)
    columns_side, whose_side, cases_side = st.columns([5, 4, 4])
    with whose_side:
        whose = choose_whose(store, coder, in_sight)
    matrix = matrix_for(store, in_sight, acts, whose=whose)
    with columns_side:
        view = choose_view(matrix)
    with cases_side:
        attributes = choose_attributes(matrix)
    show_whose(store, matrix, coder)
    part, columns = seen(matrix, view, attributes)
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
        ),
        key=f"matrix_{study_id}_{coder.id}",
    )


store = need_study()
coder = need_coder(store)
st.html(STYLE)
st.title("Matrix")
need_cases(store)
show_page(store, coder)
