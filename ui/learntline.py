"""What a coder's suggestions have learnt, in a line; and showing them anew once they have."""

import streamlit as st

from coding.lessons import LessonNote
from coding.store import Store
from framework.model import Framework
from ui.learningstart import is_learning, start_learning
from ui.wording import counted


def learnt_line(lesson: LessonNote, framework: Framework) -> str:
    """Return what was learnt and what it changed, in one line of Markdown."""
    if not lesson.finished:
        return _not_yet(lesson)
    changed = f"{counted(lesson.new, 'suggestion')} new, {lesson.gone:,} gone"
    ranked = sum(code in framework.code_by_id for code in lesson.better)
    better = ""
    if ranked:
        better = (
            f"; decisions now count for {counted(ranked, 'code')}, which on the whole did better "
            "on passages left out"
        )
    passages = counted(lesson.finished, "finished passage")
    return f"Learnt from {passages} with {counted(lesson.codings, 'code')}: {changed}{better}."


def _not_yet(lesson: LessonNote) -> str:
    never = ""
    if lesson.never:
        things = counted(lesson.never, "“never like this”", "times “never like this”")
        changed = f"{counted(lesson.new, 'suggestion')} new, {lesson.gone:,} gone"
        never = f"Learnt from {things}: {changed}. "
    return (
        f"{never}Suggestions rest on the framework's words: they learn from codes once about 40 "
        "passages, with 30 codes, are finished, and where that makes them right more often."
    )


def show_learning(store: Store, coder_id: str) -> None:
    """Begin to learn if it is due; once new suggestions are there, say so and offer them."""
    if store.newest_lesson(None) is None and store.newest_lesson(coder_id) is None:
        return
    start_learning(store.study().id, coder_id)
    newest = store.newest_lesson(coder_id)
    _wait_for_news(store, coder_id, newest[0] if newest else 0)


@st.fragment(run_every=5.0)
def _wait_for_news(store: Store, coder_id: str, seen: int) -> None:
    newest = store.newest_lesson(coder_id)
    if newest is None or newest[0] == seen:
        if is_learning(store.study().id, coder_id):
            st.caption(":material/hourglass_top: The suggestions are learning from your decisions.")
        return
    if not (newest[1].finished or newest[1].never):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(learnt_line(newest[1], store.framework()[1]), width="content")
        if st.button("Show the new suggestions", key="show_learnt", type="tertiary"):
            st.rerun()
