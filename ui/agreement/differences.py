"""From a figure to the passages behind it."""

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from coding.agreement.disagreements import Disagreement, disagreements
from coding.agreement.values import Unit
from framework.model import Framework
from ui.agreement.gathered import Desk
from ui.comparing import Matter
from ui.sidebyside import STYLE, difference_html
from ui.wording import counted, plain

AT_ONCE = 20


def codes_of(framework: Framework, row_id: str) -> frozenset[str]:
    """Return the codes that a row stands for: itself, a theme's, or a dimension value's."""
    if "=" in row_id:
        dimension, _, value = row_id.partition("=")
        return frozenset(
            c.id for c in framework.codes() if framework.values_of(c.id).get(dimension) == value
        )
    of_theme = {c.id for theme in framework.themes if theme.id == row_id for c in theme.codes}
    return frozenset(of_theme) or frozenset({row_id})


def name_of(framework: Framework, row_id: str) -> str:
    """Return a row's id and name for reading."""
    if "=" in row_id:
        dimension_id, _, value_id = row_id.partition("=")
        return next(
            f"{dimension.name}: {value.name}"
            for dimension in framework.dimensions
            for value in dimension.values
            if (dimension.id, value.id) == (dimension_id, value_id)
        )
    theme = next((theme for theme in framework.themes if theme.id == row_id), None)
    named = theme or framework.code_by_id.get(row_id)
    return f"{row_id} {named.name}" if named else row_id


def show_row_differences(desk: Desk, matter: Matter, row_id: str) -> None:
    """Draw the passages where coders differ on a code, a theme or a dimension value."""
    codes = codes_of(desk.framework, row_id)
    found = disagreements(matter.ratings, matter.codings, codes=codes)
    title = f"{_counted(len(found), matter)} on {name_of(desk.framework, row_id)}"
    code = desk.framework.code_by_id.get(row_id)
    about = code.definition if code else ""
    show_differences(desk, found, title=title, about=about, key="row", row_id=row_id)


def _counted(number: int, matter: Matter) -> str:
    what = "stretch of text" if matter.ratings.unit is Unit.CHARACTER else "passage"
    many = "stretches of text" if matter.ratings.unit is Unit.CHARACTER else "passages"
    verb = "differs" if number == 1 else "differ"
    return f"{counted(number, what, many)} {verb}"


def show_differences(
    desk: Desk,
    found: Sequence[Disagreement],
    *,
    title: str,
    about: str = "",
    key: str,
    row_id: str | None = None,
) -> None:
    """Draw passages in their context, each coder's codes and memos side by side.

    With a row, a link leads to the adjudication of all its passages.
    """
    st.header(plain(title), anchor=False)
    if about:
        st.caption(plain(about))
    if not found:
        st.success("You agree on every unit that you compared.")
        return
    if row_id is not None:
        st.page_link(
            "screens/adjudicate.py",
            label="Adjudicate these",
            icon=":material/gavel:",
            query_params={"study": desk.study_id, "row": row_id},
        )
    shown = found[: _at_once(len(found), key)]
    documents = {one: desk.store.document(one) for one in {one.document_id for one in shown}}
    drawn = (
        difference_html(
            one, documents[one.document_id], desk.framework, desk.coders, study_id=desk.study_id
        )
        for one in shown
    )
    st.html(STYLE + "".join(drawn))
    if len(shown) < len(found):
        st.caption(f"{len(shown)} of {len(found):,} are shown; the workbook lists them all.")


def _at_once(number: int, key: str) -> int:
    """Return how many passages to draw; offers the next ones a page at a time."""
    if number <= AT_ONCE:
        return number
    pages = [f"{begin}" for begin in range(AT_ONCE, min(number, 200) + AT_ONCE, AT_ONCE)]
    chosen = st.segmented_control(
        "Show the first", pages[:6], default=pages[0], required=True, key=f"differences_{key}"
    )
    return int(chosen or AT_ONCE)


def link_to_row(study_id: str, row_id: str, unit: Unit) -> str:
    """Return the address of a row of the page, relative to it."""
    return "agreement?" + urlencode({"study": study_id, "row": row_id, "unit": str(unit)})
