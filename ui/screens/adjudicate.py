"""Adjudicate: the passages on which coders differ, settled one by one."""

from datetime import UTC, datetime

import streamlit as st

from coding.model import Act, Coder
from coding.store import Store
from coding.store.values import ADJUDICATION_KINDS, PLAN_KINDS
from exports.adjudications_csv import adjudications_csv
from framework.model import Framework
from ui.empty import need_coder, need_study
from ui.settle import show_settling
from ui.settle.data import SettleData
from ui.settle_route import may_adjudicate
from ui.settling import Docket, codes_behind, docket_for
from ui.token import pass_for, sign_pass
from ui.wording import plain


@st.cache_resource(show_spinner="Looking where coders differ", max_entries=4)
def docket_at(_store: Store, study_id: str, viewer_id: str, at: tuple[int, int]) -> Docket:
    """Return what is open to the viewer; `study_id` and `at` say of which state of the log."""
    return docket_for(_store, viewer_id)


def newest(store: Store) -> tuple[int, int]:
    """Return the log's last coding or change of plan, and the framework's version."""
    kinds = {act.value for act in Act} | PLAN_KINDS
    last = store.log(kinds=kinds, limit=1)
    return (last[0].number if last else 0, store.framework_versions()[-1].number)


def show_closed() -> None:
    st.title("Adjudicate")
    st.info(
        "There is nothing to settle yet. Passages come here once you and all others who code an "
        "interview have finished it; until then, each codes without seeing the other's work."
    )
    st.page_link(
        "screens/transcripts.py", label="See how far you are", icon=":material/description:"
    )


def linked_codes(framework: Framework) -> tuple[str, frozenset[str]] | None:
    """Return the codes that a link leads here for, and what they are together."""
    row = st.query_params.get("row")
    return codes_behind(framework, row) if row else None


def linked_place() -> tuple[str, int] | None:
    document_id, at = st.query_params.get("document"), st.query_params.get("at", "")
    return (document_id, int(at)) if document_id and at.isdecimal() else None


def rule_for(store: Store, coder: Coder) -> str:
    """Return why this person may only read; empty if they may settle."""
    if may_adjudicate(store, coder.id):
        return ""
    named = store.plan().coordinator_id
    name = next((one.name for one in store.coders() if one.id == named), "the coordinator")
    return f"{name} coordinates this study and adjudicates. You can read along."


def settle_data(store: Store, coder: Coder, docket: Docket) -> SettleData:
    """Return all that the component shows."""
    study_id = store.study().id
    version, framework = store.framework()
    acts = store.adjudications(document_ids=[document.id for document in docket.documents])
    granted = pass_for(study_id, coder.id, None, now=datetime.now(UTC))
    return SettleData(
        study_id=study_id,
        coder=coder,
        coders=store.coders(),
        documents=docket.documents,
        passages=docket.passages(acts),
        acts=acts,
        figures=docket.figures,
        framework=framework,
        framework_version=version,
        token=sign_pass(granted, store.secret()),
        codes=linked_codes(framework),
        at=linked_place(),
        by_rule=rule_for(store, coder),
    )


def show_downloads(store: Store, data: SettleData) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Verdicts as a table",
            lambda: adjudications_csv(
                store.adjudications(document_ids=[document.id for document in data.documents]),
                data.documents,
                {one.id: one.name for one in data.coders},
                store.framework()[1],
            ),
            file_name="adjudications.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            help="Every verdict that stands, with its reason; a CSV file for R, SPSS or Excel.",
        )
        log = sorted(ADJUDICATION_KINDS)
        st.caption(f"Every verdict is in the log too ({plain(', '.join(log))}).")


store = need_study()
coder = need_coder(store)
docket = docket_at(store, store.study().id, coder.id, newest(store))
if not docket.documents:
    show_closed()
    st.stop()
data = settle_data(store, coder, docket)
show_settling(data, key=f"settle_{data.study_id}_{coder.id}")
show_downloads(store, data)
