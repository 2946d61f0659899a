"""How suggestions fare, code by code, and which codes are not suggested: by figures or by hand."""

import streamlit as st

from coding.governance import CodeRecord, Muting, Rate, Trial, code_records
from coding.model import Coder
from coding.store import Store
from framework.model import Code, Framework
from ui.suggested import (
    BY_HAND,
    MUTE_BELOW,
    MUTED,
    SUGGESTED,
    USUALLY_MUTED_BELOW,
    Offering,
    remute,
    trials_in_sight,
)

COUNTED_AT_ONCE = 12
"""With more interviews than this it is counted only when asked for."""

BY_FIGURES, ALWAYS, NEVER = "By its figures", "Always", "Never"
_CHOICES = (0, 10, 15, 20, 25, 30, 40, 50, 60)  # in %
_STORED = {BY_FIGURES: None, ALWAYS: SUGGESTED, NEVER: MUTED}


@st.cache_data(show_spinner="Counting how suggestions fared", max_entries=8)
def tried(
    _store: Store, study_id: str, viewer_id: str, at: int, threshold: float
) -> tuple[Trial, ...]:
    """Return the trials in sight; `study_id` and `at` say of which state of the log."""
    return trials_in_sight(_store, viewer_id, threshold)


def trials_now(store: Store, coder: Coder, how: Offering) -> tuple[Trial, ...]:
    """Return the trials in sight at this moment."""
    at = store.log(limit=1)[0].number
    return tried(store, store.study().id, coder.id, at, how.threshold)


def in_words(rate: Rate) -> str:
    """Return a rate with its 95 % interval, e.g. "25% (12 to 40)"; a dash without any."""
    ends = rate.interval
    if rate.value is None or ends is None:
        return "–"
    return f"{rate.value:.0%} ({100 * ends[0]:.0f} to {100 * ends[1]:.0f})"


def state_of(code: Code, muting: Muting | None) -> str:
    """Return whether a code is suggested, and why not."""
    if not code.suggest:
        return "Not suggested: the framework says so"
    if muting is None or not muting.muted:
        return "Suggested: set by hand" if muting and muting.by_hand else "Suggested"
    return f"Muted: {muting.why}"


def fate_row(record: CodeRecord, code: Code, muting: Muting | None) -> dict[str, object]:
    """Return one code as a row of the table."""
    return {
        "Code": f"{code.id} {code.name}",
        "State": state_of(code, muting),
        "Suggested": record.precision.of,
        "Right": in_words(record.precision),
        "Coded": record.recall.of,
        "Found": in_words(record.recall),
        "Taken up": in_words(record.acceptance),
        "Right where hidden": in_words(record.blind),
    }


def show_fates(
    store: Store, coder: Coder, framework: Framework, how: Offering
) -> tuple[Trial, ...] | None:
    """Draw the table of the codes that were suggested or given, and the ways to mute one.

    Returns the trials that were counted; None where that was not asked for: a large study takes
    some seconds.
    """
    st.header("How suggestions fare", anchor=False)
    few = len(store.documents()) <= COUNTED_AT_ONCE
    found = None
    if st.toggle("Count how suggestions fared", value=few, key="suggestions_count"):
        found = trials_now(store, coder, how)
        _show_table(framework, how, found)
    st.page_link(
        "screens/agreement.py",
        label="The machine as one more rater beside the coders: Agreement, Machine",
        icon=":material/balance:",
        query_params={"view": "Machine"},
    )
    _show_muting(store, coder, framework, how)
    return found


def _show_table(framework: Framework, how: Offering, found: tuple[Trial, ...]) -> None:
    records = code_records(found, framework.code_by_id)
    rows = [
        fate_row(one, framework.code_by_id[one.code_id], how.muted.get(one.code_id))
        for one in records
        if one.precision.of or one.recall.of or one.code_id in how.muted_codes
    ]
    if rows:
        rows.sort(key=lambda row: -int(str(row["Suggested"])))
        st.dataframe(rows, hide_index=True, key="suggestions_fates")
        st.caption(
            "Counted on passages that are finished, by you or, where an interview is open to you, "
            "by others; at the probability that is set above. Right: of the suggestions, how many "
            "bear the code. Found: of the codings, how many were suggested. Taken up: of the "
            "suggestions that were shown. Right where hidden: on control passages, where no "
            "suggestion can have steered anybody. Silence on a finished passage counts as no. In "
            "brackets: 95% intervals (Wilson)."
        )
    else:
        st.info("Nothing is counted yet: finish some passages with suggestions first.")


def _show_muting(store: Store, coder: Coder, framework: Framework, how: Offering) -> None:
    st.subheader("Codes that are not suggested", anchor=False)
    names = {code.id: f"{code.id} {code.name}" for code in framework.codes() if code.suggest}
    for code_id in sorted(how.muted_codes & names.keys()):
        st.text(f"{names[code_id]}: {how.muted[code_id].why}")
    percent = round(100 * (how.mute_below or 0.0))
    st.selectbox(
        "Mute a code by itself when, of at least eight suggestions, fewer are right than",
        sorted({*_CHOICES, percent}),
        index=sorted({*_CHOICES, percent}).index(percent),
        format_func=lambda choice: f"{choice}%" if choice else "never by itself",
        key=f"suggestions_mute_{percent}",
        on_change=_mute_below,
        args=(store, coder, how, tuple(names), f"suggestions_mute_{percent}"),
        help="It is suggested again once more of its suggestions are, or are expected to be, "
        "right. Looked at each time that the suggestions learn.",
        width=420,
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        code_id = st.selectbox(
            "Decide by hand on", list(names), format_func=names.get, key="mute_code", width=420
        )
        if code_id is None:
            return
        by_hand = how.muted.get(code_id)
        now = BY_FIGURES
        if by_hand is not None and by_hand.by_hand:
            now = NEVER if by_hand.muted else ALWAYS
        key = f"mute_choice_{code_id}_{now}"
        st.segmented_control(
            "Suggest it",
            list(_STORED),
            default=now,
            required=True,
            key=key,
            on_change=_by_hand,
            args=(store, coder, code_id, key),
        )


def _by_hand(store: Store, coder: Coder, code_id: str, key: str) -> None:
    chosen = _STORED[st.session_state[key] or BY_FIGURES]
    store.change_setting(f"{BY_HAND}{code_id}", chosen, coder_id=coder.id)


def _mute_below(
    store: Store, coder: Coder, how: Offering, codes: tuple[str, ...], key: str
) -> None:
    percent = st.session_state[key]
    usual = round(100 * USUALLY_MUTED_BELOW)
    written = None if percent == usual else f"{percent / 100:g}"
    store.change_setting(MUTE_BELOW, written, coder_id=coder.id)
    if how.lesson is not None:
        remute(store, coder.id, how.lesson, codes)
