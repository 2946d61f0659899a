"""How sure a suggestion must be: a slider that says what to expect at each of its points."""

import streamlit as st

from coding.lessons import LEAST_KEPT, LessonNote
from coding.model import Coder
from coding.pretag.expecting import Basis, Expectation
from coding.store import Store
from ui.suggested import THRESHOLD, Offering
from ui.wording import counted

_KEY = "suggestions_sure"


def points_of(lesson: LessonNote) -> dict[int, Expectation]:
    """Return what to expect by threshold in percent, as far down as suggestions are kept."""
    return {
        round(100 * point.threshold): point
        for point in lesson.curve.points
        if point.threshold >= LEAST_KEPT
    }


def nearest(points: dict[int, Expectation], threshold: float) -> int:
    """Return the point that lies nearest to a threshold."""
    return min(points, key=lambda percent: abs(percent - 100 * threshold))


def share(value: float | None) -> str:
    """Return a share in whole percent; a dash where nothing was there to count."""
    return "–" if value is None else f"{value:.0%}"


def passages_each(store: Store) -> float:
    """Return how many passages to code an interview has on average; 0 without any interview."""
    entries = store.documents()
    return sum(one.codable for one in entries) / len(entries) if entries else 0.0


def show_slider(store: Store, coder: Coder, how: Offering) -> None:
    """Draw the slider, and what to expect where it stands."""
    st.header("How sure must a suggestion be?", anchor=False)
    points = points_of(how.lesson) if how.lesson else {}
    if how.lesson is None or not points:
        st.info("What to expect is shown here once suggestions have been made for an interview.")
        return
    at = nearest(points, how.threshold)
    chosen = st.select_slider(
        "Show suggestions from a probability of",
        list(points),
        value=at,
        format_func=lambda percent: f"{percent}%",
        key=f"{_KEY}_{at}",
        on_change=_choose,
        args=(store, coder, f"{_KEY}_{at}"),
        help="Further left: more suggestions, more of them wrong. Further right: fewer, surer.",
        width=640,
    )
    each = passages_each(store)
    _show_point(points[chosen], each)
    st.caption(_basis(how.lesson))
    if how.chosen:
        usual = f"Back to the usual {nearest(points, how.lesson.usual)}%"
        st.button(usual, key="suggestions_usual", on_click=_reset, args=(store, coder))
    with st.expander("What to expect at every point"):
        st.dataframe(
            [_row(percent, point, each) for percent, point in points.items()],
            hide_index=True,
            key="suggestions_points",
        )


def _show_point(point: Expectation, each: float) -> None:
    with st.container(horizontal=True):
        st.metric("Right", share(point.precision), help="Of the suggestions shown.", width=180)
        st.metric("Found", share(point.recall), help="Of the codes that people give.", width=180)
        st.metric("Suggestions an interview", f"{each * point.per_passage:.0f}", width=240)


def _basis(lesson: LessonNote) -> str:
    curve = lesson.curve
    if curve.basis is Basis.DECISIONS:
        return (
            f"Expected from {counted(curve.tested, 'finished passage')} that you may see, each "
            "predicted from the others. Other interviews may turn out otherwise."
        )
    return (
        f"Expected from {counted(curve.tested, 'example')} of the framework, each predicted from "
        "the others; they are harder and tidier than interviews. Once about 40 passages are "
        "finished, your own decisions take their place."
    )


def _row(percent: int, point: Expectation, each: float) -> dict[str, object]:
    return {
        "From": f"{percent}%",
        "Right": share(point.precision),
        "Found": share(point.recall),
        "Suggestions an interview": round(each * point.per_passage),
    }


def _choose(store: Store, coder: Coder, key: str) -> None:
    store.change_setting(THRESHOLD, f"{st.session_state[key] / 100:g}", coder_id=coder.id)


def _reset(store: Store, coder: Coder) -> None:
    store.change_setting(THRESHOLD, None, coder_id=coder.id)
