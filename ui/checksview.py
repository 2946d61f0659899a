"""What came of calibration and of further rounds: a section of the agreement page."""

import streamlit as st

from coding.agreement.disagreements import disagreements
from coding.agreement.values import Statistic
from coding.plan import Purpose
from coding.store import Store
from framework.model import Framework
from ui.checks import Check, Outcome, checks_open_to, figure, outcome_of
from ui.session import current_coder
from ui.sidebyside import STYLE, difference_html
from ui.wording import counted, plain

AT_ONCE = 20


@st.cache_resource(max_entries=8, show_spinner="Comparing")
def _outcome(_store: Store, study_id: str, check: Check, at: int) -> Outcome:
    """Return what came of a check; `study_id` and `at` say of which state of the log."""
    return outcome_of(_store, check)


def show_checks(store: Store) -> None:
    """Draw what came of the calibrations and rounds that who looks may see; else nothing."""
    plan, viewer = store.plan(), current_coder(store)
    if viewer is None:
        return
    checks = checks_open_to(store, plan, viewer.id)
    if not checks:
        return
    names = {one.id: one.name for one in store.coders()}
    st.header("Calibration and further rounds", anchor=False)
    titles = [_title(check, names) for check in checks]
    place = st.selectbox(
        "Which", range(len(checks)), format_func=titles.__getitem__, key="checks_which"
    )
    check = checks[place]
    framework = store.framework()[1]
    outcome = _outcome(store, store.study().id, check, store.log(limit=1)[0].number)
    _show_figures(outcome, check)
    code_id = _show_codes(outcome, check, framework)
    if code_id:
        _show_passages(store, outcome, framework, _sides(check, names), code_id)


def _title(check: Check, names: dict[str, str]) -> str:
    if check.purpose is Purpose.ROUND:
        return f"{names[check.other]} (does {names[check.measure]} code as before?)"
    return f"Calibration: {names[check.other]} against {names[check.measure]}"


def _sides(check: Check, names: dict[str, str]) -> dict[str, str]:
    if check.purpose is Purpose.ROUND:
        return {check.measure: "Before", check.other: "Once more"}
    return {check.measure: names[check.measure], check.other: names[check.other]}


def _show_figures(outcome: Outcome, check: Check) -> None:
    again = check.purpose is Purpose.ROUND
    parts = (
        "Intra-coder agreement" if again else "Agreement with the expert",
        counted(len(outcome.ratings.units), "passage"),
        counted(len(check.document_ids), "interview"),
        "coded blind",
        "without suggestions the second time" if again else "the new coder without suggestions",
        "95 % intervals from resampled passages",
    )
    st.caption(" · ".join(parts))
    with st.container(horizontal=True):
        for statistic, title in (
            (Statistic.PERCENT_AGREEMENT, "Same codes exactly"),
            (Statistic.ALPHA_MASI, "Alpha over sets of codes (MASI)"),
        ):
            st.metric(title, figure(outcome.figures, statistic), width="content")


def _show_codes(outcome: Outcome, check: Check, framework: Framework) -> str | None:
    """Draw the table of codes; return the code whose passages are looked at."""
    if not outcome.matches:
        st.info("Neither used any code on these passages.")
        return None
    again = check.purpose is Purpose.ROUND
    missed, extra = ("Only before", "Only once more") if again else ("Missed", "Too many")
    names = {code.id: code.name for code in framework.codes()}
    rows = [
        {
            "Code": one.code_id,
            "Name": names.get(one.code_id, ""),
            "Both": one.both,
            missed: one.missed,
            extra: one.extra,
            "Passages": one.of,
            "Positive agreement": one.positive_agreement,
        }
        for one in outcome.matches
    ]
    percent = st.column_config.NumberColumn(format="percent")
    st.dataframe(
        rows,
        hide_index=True,
        key=f"checks_codes_{check.other}",
        column_config={"Positive agreement": percent},
    )
    differing = [one.code_id for one in outcome.matches if one.differing]
    if not differing:
        st.success("The same codes on every passage.")
        return None
    return st.selectbox(
        "Look at the passages that differ on",
        differing,
        format_func=lambda key: f"{key} {names.get(key, '')}".strip(),
        key=f"checks_code_{check.other}",
    )


def _show_passages(
    store: Store, outcome: Outcome, framework: Framework, sides: dict[str, str], code_id: str
) -> None:
    found = disagreements(outcome.ratings, outcome.codings, codes=frozenset({code_id}))
    documents = {key: store.document(key) for key in {one.document_id for one in found}}
    study_id = store.study().id
    st.html(
        STYLE
        + "".join(
            difference_html(one, documents[one.document_id], framework, sides, study_id=study_id)
            for one in found[:AT_ONCE]
        )
    )
    if len(found) > AT_ONCE:
        st.caption(plain(f"The first {AT_ONCE} of {len(found)} are shown."))
