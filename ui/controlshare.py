"""Agreement with and without suggestions: a section of the agreement page."""

from dataclasses import dataclass

import streamlit as st

from coding.agreement.ratings import finished_by_coder, ratings_from_codings
from coding.agreement.values import Ratings, Statistic
from coding.control_share import Following, following, with_and_without
from coding.decisions import standing_codings
from coding.lessons import sure_enough
from coding.store import Store
from ui.checks import figure, figures_of
from ui.comparing import open_to
from ui.session import current_coder
from ui.suggested import offering
from ui.wording import counted

FEW = 50
"""With fewer control passages than this the section says that they say little."""


@dataclass(frozen=True, slots=True)
class Side:
    """Passages with suggestions shown, or hidden: who judged them how, and how they followed."""

    title: str
    ratings: Ratings
    followed: Following


def sides_open_to(store: Store, viewer_id: str) -> tuple[Side, Side] | None:
    """Return passages with suggestions and control passages, of interviews open to the viewer.

    None where there are no control passages, or nothing is open.
    """
    plan, comparable = store.plan(), open_to(store, viewer_id)
    segments = {key: store.segments(key) for key in comparable.document_ids}
    control = {
        key: {f"{key}:{number}" for number in plan.control_segments(key, segments[key])}
        for key in comparable.document_ids
    }
    wanted = [key for key in comparable.document_ids if control[key]]
    if not wanted:
        return None
    decisions = [one for one in comparable.decisions if one.document_id in wanted]
    ratings = ratings_from_codings(
        {key: store.document(key).text for key in wanted},
        [segment for key in wanted for segment in segments[key]],
        standing_codings(decisions),
        finished_by_coder(decisions),
        comparable.coder_ids,
        shared_only=False,
    )
    sure = offering(store, viewer_id).threshold
    suggestions = [one for key in wanted for one in sure_enough(store.suggestions(key), sure)]
    shown, hidden = with_and_without(ratings, control)
    return (
        Side("Suggestions shown", shown, following(shown, suggestions)),
        Side("Control: hidden", hidden, following(hidden, suggestions)),
    )


def side_row(side: Side) -> dict[str, object]:
    """Return one side as a row of the table."""
    results = figures_of(side.ratings)
    followed = side.followed
    return {
        "Passages": side.title,
        "Compared": len(side.ratings.units),
        "Same codes exactly": figure(results, Statistic.PERCENT_AGREEMENT),
        "Alpha over sets (MASI)": figure(results, Statistic.ALPHA_MASI),
        "Suggestions": followed.proposed,
        "Given by the coder": followed.followed,
        "Codes": followed.codes,
        "Codes per passage": followed.codes / followed.passages if followed.passages else None,
        "Among the suggestions": followed.foreseen,
    }


@st.cache_data(show_spinner="Comparing control passages with the others", max_entries=8)
def compared(_store: Store, study_id: str, viewer_id: str, at: int) -> list[dict[str, object]]:
    """Return the table's rows; `study_id` and `at` say of which state of the log."""
    sides = sides_open_to(_store, viewer_id)
    return [side_row(side) for side in sides] if sides else []


def show_control_share(store: Store) -> None:
    """Draw the comparison of control passages with the others, on request; nothing without any.

    It is worked out only when asked for: a large study takes some seconds.
    """
    viewer = current_coder(store)
    if viewer is None or not store.plan().controls:
        return
    st.header("With and without suggestions", anchor=False)
    if not st.toggle("Compare control passages with the others", key="control_share_show"):
        return
    rows = compared(store, store.study().id, viewer.id, store.log(limit=1)[0].number)
    if not rows:
        st.caption("No interview with control passages is open to you yet.")
        return
    percent = st.column_config.NumberColumn(format="percent")
    st.dataframe(
        rows,
        hide_index=True,
        key="control_share",
        column_config={
            "Given by the coder": percent,
            "Among the suggestions": percent,
            "Codes per passage": st.column_config.NumberColumn(format="%.2f"),
        },
    )
    st.caption(
        "On control passages coders could not see the machine's suggestions. How often they gave "
        "the suggested code there says how often they come to it by themselves; much more where "
        "suggestions were shown means that the machine steers. Suggestions are those of today, "
        "which may not be those that were shown. Brackets: 95 % intervals from resampled passages."
    )
    few = int(str(rows[1]["Compared"]))
    if few < FEW:
        st.caption(f"Only {counted(few, 'control passage')}: the comparison says little.")
