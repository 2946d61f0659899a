"""What the page in front of a person is about: the study, the coder, the document.

One frozen value in Streamlit's session, replaced whole. A link may carry the study and the
document, never the coder.
"""

from dataclasses import dataclass, replace

import streamlit as st

from coding.model import Coder
from coding.store import Store
from ui.browser import COOKIE, Place, remember, remembered
from ui.studies import UnknownStudyError, recent_studies, store_of

_KEY = "betweenlines_session"


@dataclass(frozen=True, slots=True)
class Session:
    """The study, coder and document of one browser tab; None where none is chosen."""

    study_id: str | None = None
    coder_id: str | None = None
    document_id: str | None = None


def session() -> Session:
    """Return this tab's session; a new one starts from its link and what the browser had open."""
    known = st.session_state.get(_KEY)
    linked = st.query_params.get("study")
    if isinstance(known, Session) and (linked is None or linked == known.study_id):
        return known
    place = remembered(_browser(), linked)
    study_id = place.study_id or (recent_studies()[0].id if recent_studies() else None)
    coder_id = place.coder_id if place.study_id == study_id else None
    return _keep(Session(study_id, coder_id, st.query_params.get("document")))


def choose_study(study_id: str) -> None:
    """Turn this tab to another study; the coder is the one this browser coded as there."""
    _keep(Session(study_id, remembered(_browser(), study_id).coder_id))


def choose_coder(coder_id: str | None) -> None:
    """Turn this tab to another coder of the same study."""
    _keep(replace(session(), coder_id=coder_id))


def choose_document(document_id: str | None) -> None:
    """Turn this tab to another document of the same study."""
    _keep(replace(session(), document_id=document_id))


def current_store() -> Store | None:
    """Return the store of this tab's study; None, and a line that says why, if there is none."""
    study_id = session().study_id
    if study_id is None:
        return None
    try:
        return store_of(study_id)
    except UnknownStudyError as error:
        st.warning(str(error))
        return None


def current_coder(store: Store) -> Coder | None:
    """Return who is coding in this tab, or None if nobody has been chosen."""
    coder_id = session().coder_id
    return next((coder for coder in store.coders() if coder.id == coder_id), None)


def _keep(new: Session) -> Session:
    st.session_state[_KEY] = new
    remember(_browser(), Place(new.study_id, new.coder_id))
    return new


def _browser() -> str | None:
    return st.context.cookies.get(COOKIE)
