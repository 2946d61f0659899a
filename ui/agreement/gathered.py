"""What the page stands on, kept for each state of the log: what is open, gathered, computed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import streamlit as st

from coding.agreement.report import AgreementReport
from coding.store import Store
from framework.model import Framework
from ui.agreement.asking import Asked
from ui.agreement.uncollected import uncollected
from ui.comparing import Comparable, Matter, Question, gather, open_to, report_on
from ui.wire import as_json, from_json


@dataclass(frozen=True, slots=True)
class Desk:
    """Who looks at which state of which study. `at` is the log's newest number; `names` are
    those of coders and documents, by id.
    """

    store: Store
    study_id: str
    viewer_id: str
    at: int
    comparable: Comparable
    framework: Framework
    coders: Mapping[str, str]
    documents: Mapping[str, str]

    def matter(self, question: Question, *, state: str = "") -> Matter:
        """Return what the question is answered from; `state` tells states apart that the log
        does not (that of the machine's suggestions).
        """
        asked = as_json(question)
        return _gathered(self.store, self.study_id, self.viewer_id, self.at, asked, state)

    def report(self, question: Question, *, state: str = "") -> AgreementReport:
        """Return the figures without intervals."""
        asked = as_json(question)
        return _reported(self.store, self.study_id, self.viewer_id, self.at, asked, state)

    def asked(self, kind: str, question: Question, **more: object) -> Asked:
        """Return the request for what takes longer."""
        return Asked(kind, self.study_id, self.viewer_id, question, self.at, **more)

    def named(self, text: str | None) -> str:
        """Return a reason with names in place of the ids of coders and documents."""
        told = text or ""
        for id_, name in (*self.coders.items(), *self.documents.items()):
            told = told.replace(id_, name)
        return told

    def who(self, coders: Iterable[str]) -> str:
        """Return the coders' names, sorted."""
        return ", ".join(sorted((self.coders.get(one, one) for one in coders), key=str.casefold))

    def context(self, report: AgreementReport) -> str:
        """Return the line that says what figures rest on, with the coders' names."""
        who = self.who(report.coders)
        return report.context().replace(f"{len(report.coders)} coders", who, 1)


def desk_of(store: Store, viewer_id: str) -> Desk:
    """Return the desk of a viewer, at the state that the log has now."""
    study_id, at = store.study().id, store.log(limit=1)[0].number
    return Desk(
        store=store,
        study_id=study_id,
        viewer_id=viewer_id,
        at=at,
        comparable=_opened(store, study_id, viewer_id, at),
        framework=store.framework()[1],
        coders={coder.id: coder.name for coder in store.coders()},
        documents={entry.id: entry.name for entry in store.documents()},
    )


@st.cache_resource(max_entries=4, show_spinner="Seeing what may be compared")
def _opened(_store: Store, study_id: str, viewer_id: str, at: int) -> Comparable:
    with uncollected():
        return open_to(_store, viewer_id)


@st.cache_resource(max_entries=8, show_spinner="Comparing the coders")
def _gathered(
    _store: Store, study_id: str, viewer_id: str, at: int, asked: str, state: str
) -> Matter:
    comparable = _opened(_store, study_id, viewer_id, at)
    with uncollected():
        return gather(_store, comparable, from_json(Question, asked))


@st.cache_resource(max_entries=8, show_spinner="Comparing the coders")
def _reported(
    _store: Store, study_id: str, viewer_id: str, at: int, asked: str, state: str
) -> AgreementReport:
    matter = _gathered(_store, study_id, viewer_id, at, asked, state)
    with uncollected():
        return report_on(_store, matter)
