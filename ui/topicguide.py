"""The topic guide, and who was not asked: whole questions and sections marked at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

import pandas as pd
import streamlit as st

from coding.cell_acts import CellAct
from coding.matrix import FrameworkMatrix
from coding.model import Case, Coder
from coding.store import Store, StoreError
from coding.summaries import NotAsked
from coding.topic_guide import (
    GUIDE,
    GuideQuestion,
    TopicGuide,
    TopicGuideError,
    guide_text,
    not_asked_by_question,
    read_guide,
    undone,
)
from framework.model import Framework
from ui.wording import counted, plain

_LAST = "matrix_not_asked_last_"
_SECTION, _QUESTION, _TEXT, _BEARS = "Section", "Question", "How it is asked", "Bears on"


def study_guide(store: Store) -> TopicGuide:
    """Return the study's topic guide; an empty one, and a line that says why, if it is damaged."""
    try:
        return read_guide(store.setting(GUIDE))
    except TopicGuideError as error:
        st.warning(plain(str(error)))
        return TopicGuide()


@st.dialog("Topic guide", width="large", dismissible=False)
def edit_guide(store: Store, coder: Coder, framework: Framework) -> None:
    """Let a person write the questions of the interview and what each of them bears on."""
    st.caption(
        "One line for each question of the interview, with the codes or themes that it bears on. "
        "A section groups questions. Who was not asked can then be marked for all of it at once."
    )
    names = _names(framework)
    guide = study_guide(store)
    edited = st.data_editor(
        _table(guide, names),
        key="guide_table",
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        placeholder="",
        column_config={
            "id": None,
            _QUESTION: st.column_config.TextColumn(required=True, max_chars=200),
            _SECTION: st.column_config.TextColumn(max_chars=200),
            _TEXT: st.column_config.TextColumn(max_chars=2_000),
            _BEARS: st.column_config.MultiselectColumn(options=list(names.values())),
        },
    )
    with st.container(horizontal=True):
        keep = st.button("Keep the guide", key="guide_keep", type="primary")
        if st.button("Close without keeping", key="guide_close", type="tertiary"):
            st.rerun()
    if not keep:
        return
    try:
        text = guide_text(_guide_of(edited, names))
        store.change_setting(GUIDE, text, coder_id=coder.id)
    except StoreError as error:
        st.error(plain(str(error)))
    else:
        st.rerun()


def _names(framework: Framework) -> dict[str, str]:
    """Return themes and codes under their ids, as they are chosen."""
    found = {}
    for theme in framework.themes:
        found[theme.id] = f"{theme.id} {theme.name} (whole theme)"
        found |= {code.id: f"{code.id} {code.name}" for code in theme.codes}
    return found


def _table(guide: TopicGuide, names: dict[str, str]) -> pd.DataFrame:
    rows = [
        {
            "id": one.id,
            _SECTION: one.section,
            _QUESTION: one.name,
            _TEXT: one.text,
            _BEARS: [names[key] for key in one.bears_on if key in names],
        }
        for one in guide.questions
    ]
    return pd.DataFrame(rows, columns=["id", _SECTION, _QUESTION, _TEXT, _BEARS], dtype=object)


def _guide_of(table: pd.DataFrame, names: dict[str, str]) -> TopicGuide:
    """Return the guide as it was edited; lines without a question are left out."""
    ids = {name: key for key, name in names.items()}
    questions = []
    for row in table.to_dict("records"):
        name = _words(row[_QUESTION])
        if not name:
            continue
        bears = row[_BEARS] if isinstance(row[_BEARS], (list, tuple)) else ()
        questions.append(
            GuideQuestion(
                id=_words(row["id"]) or uuid4().hex,
                name=name,
                section=_words(row[_SECTION]),
                text=_words(row[_TEXT]),
                bears_on=tuple(ids[one] for one in bears if one in ids),
            )
        )
    return TopicGuide(questions=tuple(questions))


def _words(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who says of which cells whether they were asked: what both dialogs need to know."""

    store: Store
    coder: Coder
    matrix: FrameworkMatrix
    shown: Sequence[Case]


@st.dialog("Not asked", width="medium")
def mark_not_asked(asking: Asking) -> None:
    """Let a person mark cases as not asked a question, a section or a theme, with a preview."""
    framework = asking.matrix.framework
    guide = study_guide(asking.store)
    if not guide.questions:
        st.caption(
            "Without a topic guide you can choose themes. With one (**Topic guide** under "
            "**More**) you can choose its questions and sections."
        )
    after_all = st.radio(
        "What happened",
        ["These cases were not asked", "They were asked after all"],
        key="not_asked_what",
        label_visibility="collapsed",
    )
    choices = _choices(guide, framework)
    chosen = st.multiselect("About", list(choices), key="not_asked_about")
    cases = {case.id: case.name for case in asking.matrix.cases}
    everyone = len(asking.shown) == len(asking.matrix.cases)
    picked = st.multiselect(
        "Cases",
        list(cases),
        default=[] if everyone else [case.id for case in asking.shown],
        format_func=cases.__getitem__,
        key="not_asked_cases",
        help="Choose cases in the matrix first, by **Cases** or **Rows**, and they stand here.",
    )
    questions = [one for name in chosen for one in choices[name]]
    acts = acts_for(asking, guide, questions, picked, asked=after_all.startswith("They"))
    st.write(preview(acts, asking.matrix))
    if st.button(
        f"Mark {counted(len(acts), 'cell')}", key="not_asked_go", type="primary", disabled=not acts
    ):
        asking.store.record_cells(acts)
        st.session_state[_LAST + asking.coder.id] = acts
        st.rerun()


def _choices(guide: TopicGuide, framework: Framework) -> dict[str, tuple[GuideQuestion, ...]]:
    """Return what can be chosen, in words: sections, questions, and themes."""
    found = {
        f"Section: {section}": tuple(q for q in guide.questions if q.section == section)
        for section in guide.sections
    }
    found |= {f"Question: {one.name}": (one,) for one in guide.questions}
    for theme in framework.themes:
        whole = GuideQuestion(id=f"theme {theme.id}"[:200], name=theme.id, bears_on=(theme.id,))
        found[f"Theme: {theme.id} {theme.name}"] = (whole,)
    return found


def acts_for(
    asking: Asking,
    guide: TopicGuide,
    questions: Sequence[GuideQuestion],
    case_ids: Sequence[str],
    *,
    asked: bool,
) -> tuple[CellAct, ...]:
    """Return the acts that mark the cases on the questions; themes among them count as a whole."""
    matrix = asking.matrix
    standing = [NotAsked(*place) for place, cell in matrix.cells.items() if cell.not_asked]
    own = {one.id for one in guide.questions}
    themes = tuple(one for one in questions if one.id not in own)
    made: dict[tuple[str, str], CellAct] = {}
    for part, ids in (
        (guide, {one.id for one in questions} & own),
        (TopicGuide(questions=tuple(dict.fromkeys(themes))), {one.id for one in themes}),
    ):
        for act in not_asked_by_question(
            part,
            matrix.framework,
            ids,
            case_ids,
            standing,
            coder_id=asking.coder.id,
            framework_version=matrix.framework_version,
            made_at=datetime.now(UTC),
            asked=asked,
        ):
            made.setdefault(act.cell, act)
    return tuple(made.values())


def preview(acts: Sequence[CellAct], matrix: FrameworkMatrix) -> str:
    """Return in words what marking would change."""
    if not acts:
        return "Nothing would change. Choose what it is about, and the cases."
    cases, codes = {act.case_id for act in acts}, {act.code_id for act in acts}
    line = (
        f"{counted(len(acts), 'cell')} would change: {counted(len(codes), 'code')} "
        f"in {counted(len(cases), 'case')}."
    )
    coded = sum(bool(matrix.cells[act.cell].passages) for act in acts)
    if coded:
        line += f" {counted(coded, 'cell')} of them with passages all the same; look at those."
    return line


def offer_undo(store: Store, coder: Coder) -> None:
    """Offer to take back what was marked last, all of it at once."""
    acts = st.session_state.get(_LAST + coder.id)
    if acts:
        st.button(
            f"Undo: {counted(len(acts), 'cell')} marked",
            key="not_asked_undo",
            type="tertiary",
            on_click=_undo,
            args=(store, coder, acts),
        )


def _undo(store: Store, coder: Coder, acts: Sequence[CellAct]) -> None:
    store.record_cells(undone(acts, coder_id=coder.id, made_at=datetime.now(UTC)))
    st.session_state[_LAST + coder.id] = ()
