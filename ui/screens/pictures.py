"""Pictures: heat map, profile, saturation, coverage and quote spread, to look at and to print."""

from datetime import datetime

import streamlit as st

from coding.matrix_views import narrowed
from coding.store import Store
from ui.charting import Sight, sight_of
from ui.empty import need_coder, need_study
from ui.matrixlook import choose_whose, show_whose
from ui.matrixrows import choose_cases
from ui.pictureprofile import show_profile
from ui.pictureroom import Room
from ui.picturesections import show_coverage, show_heat, show_saturation, show_spread
from ui.picturing import picture_contents, pictured_matrix

PICTURES = {
    "heat": ("Heat map", show_heat),
    "profile": ("Profile", show_profile),
    "saturation": ("Saturation", show_saturation),
    "coverage": ("Coverage", show_coverage),
    "spread": ("Quote spread", show_spread),
}
CHOSEN = "pictures_chosen"


@st.cache_resource(show_spinner="Reading the codings", max_entries=2)
def sight(_store: Store, study_id: str, viewer_id: str, at: int) -> Sight:
    """Return what the viewer may see; `study_id` and `at` say of which state of the log."""
    return sight_of(_store, viewer_id)


@st.cache_resource(show_spinner="Charting the codings", max_entries=4)
def charted(_store: Store, _sight: Sight, asked: tuple):
    """Return the matrix; `asked` says of which study and state, for whom, and whose codings."""
    return pictured_matrix(_store, _sight, asked[-1])


@st.cache_resource(show_spinner=False, max_entries=4)
def contents(_store: Store, _sight: Sight, _matrix, asked: tuple, filters: tuple):
    """Return what the pictures say; `asked` as above, and with the cases that are shown."""
    return picture_contents(_store, _sight, _matrix, filters)


def choose_picture() -> str:
    """Ask which picture to see; a link may say so."""
    linked = st.query_params.get("picture")
    if CHOSEN not in st.session_state and linked in PICTURES:
        st.session_state[CHOSEN] = linked
    chosen = st.segmented_control(
        "Picture",
        list(PICTURES),
        format_func=lambda key: PICTURES[key][0],
        default=None if CHOSEN in st.session_state else "heat",
        label_visibility="collapsed",
        required=True,
        key=CHOSEN,
    )
    st.query_params["picture"] = chosen
    return chosen


def show_page(store: Store, coder) -> None:
    study_id, latest = store.study().id, store.log(limit=1)[0].number
    in_sight = sight(store, study_id, coder.id, latest)
    chosen = choose_picture()
    whose_side, cases_side = st.columns(2)
    with whose_side:
        whose = choose_whose(store, coder, in_sight)
    asked = (study_id, latest, coder.id, whose)
    whole = charted(store, in_sight, asked)
    with cases_side:
        shown = choose_cases(whole.cases, whole.attributes)
    with st.container(horizontal=True, vertical_alignment="center"):
        show_whose(store, whole, coder)
    ids = tuple(case.id for case in shown)
    matrix, filters = whole, ()
    if len(shown) < len(whole.cases):
        matrix = narrowed(whole, case_ids=set(ids))
        filters = (f"Only some cases: {len(shown):,} of {len(whole.cases):,}.",)
    today = datetime.now().astimezone().date()
    asked = (*asked, ids, today)
    held = contents(store, in_sight, matrix, asked, filters)
    PICTURES[chosen][1](Room(study_id, held, asked))


store = need_study()
coder = need_coder(store)
st.title("Pictures")
if store.documents():
    show_page(store, coder)
else:
    st.write("Pictures show what was coded in the interviews. Add an interview first.")
    st.page_link("screens/add.py", label="Add interviews", icon=":material/upload_file:")
