"""What the reader chooses: the unit, the coders, the interviews, the figures, or no figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import streamlit as st

from coding.agreement.values import Unit
from coding.model import Case
from ui.agreement.figures import FIGURES, USUAL
from ui.agreement.gathered import Desk
from ui.comparing import Question
from ui.wording import plain

WITHOUT = "agreement_without_figures"
_CHOSEN = "agreement_figures"
_UNIT_HELP = (
    "What counts as one judgement. Segments are the passages offered for coding. With sentences "
    "and turns, a unit bears a code if any word in it does. Characters look at every letter."
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader chose. `filters` says in words what was left out on purpose."""

    question: Question
    figures: tuple[str, ...]
    below: bool
    without_figures: bool
    filters: tuple[str, ...]


def show_controls(desk: Desk) -> Choice:
    """Draw the choices and return what was chosen; ends the page where too few are left."""
    kept = desk.store.preferences(desk.viewer_id)
    with st.container(horizontal=True, vertical_alignment="bottom", key="agreement_controls"):
        unit = _unit()
        coder_ids = _coders(desk)
        documents, filters = _documents(desk)
        shared = _shared(desk, coder_ids, unit)
        figures, below = _figures(desk, kept)
        without = _without(desk, kept)
    if len(coder_ids) < 2:
        st.info("Choose two or more coders to compare.")
        st.stop()
    if documents is not None and not documents:
        st.info("No interview is left. Choose other attributes or interviews.")
        st.stop()
    question = Question(coder_ids, unit, documents, shared)
    return Choice(question, figures, below, without, filters)


def _unit() -> Unit:
    chosen = st.segmented_control(
        "Unit",
        [unit.value for unit in Unit],
        default=Unit.SEGMENT.value,
        required=True,
        format_func=str.capitalize,
        key="unit",
        bind="query-params",
        help=_UNIT_HELP,
    )
    return Unit(str(chosen or Unit.SEGMENT).lower())


def _coders(desk: Desk) -> tuple[str, ...]:
    known = desk.comparable.coder_ids
    if len(known) == 2:
        return known
    known = tuple(sorted(known, key=lambda coder: desk.coders[coder].casefold()))
    chosen = st.pills(
        "Coders",
        list(known),
        selection_mode="multi",
        default=list(known),
        format_func=lambda coder: plain(desk.coders[coder]),
        key="agreement_coders",
    )
    return tuple(sorted(chosen))


def _documents(desk: Desk) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """Return the chosen documents, None for all, and the filters in words."""
    open_ones = desk.comparable.document_ids
    cases = [case for case in desk.store.cases() if set(case.document_ids) & set(open_ones)]
    left, filters = set(open_ones), []
    with st.popover("Interviews", icon=":material/filter_alt:"):
        for name, values in _attributes(cases):
            wanted = st.multiselect(plain(name), values, key=f"agreement_attribute_{name}")
            if wanted:
                left &= set(_with(cases, name, wanted))
                filters.append(f"{name}: {', '.join(wanted)}")
        only = st.multiselect(
            "Interviews",
            sorted(open_ones, key=desk.documents.get),
            format_func=desk.documents.get,
            placeholder="All of them",
            key="agreement_documents",
        )
        if only:
            left &= set(only)
            filters.append("Interviews: " + ", ".join(desk.documents[key] for key in only))
    return (tuple(sorted(left)) if filters else None), tuple(filters)


def _attributes(cases: list[Case]) -> Iterator[tuple[str, list[str]]]:
    found: dict[str, set[str]] = {}
    for case in cases:
        for name, value in case.attributes:
            found.setdefault(name, set()).add(value)
    for name, values in found.items():
        if 1 < len(values) <= 30:
            yield name, sorted(values)


def _with(cases: list[Case], name: str, values: list[str]) -> Iterator[str]:
    for case in cases:
        if dict(case.attributes).get(name) in values:
            yield from case.document_ids


def _shared(desk: Desk, coder_ids: Sequence[str], unit: Unit) -> bool:
    if len(coder_ids) < 3 or unit is Unit.CHARACTER:
        return True
    coded: dict[str, set[str]] = {}
    for decision in desk.comparable.decisions:
        coded.setdefault(decision.document_id, set()).add(decision.coder_id)
    together = any(who.issuperset(coder_ids) for who in coded.values())
    chosen = st.selectbox(
        "Counts",
        ["all", "two"],
        index=0 if together else 1,  # where pairs take turns, no interview is all of theirs
        format_func={
            "all": "what all of them finished",
            "two": "what two or more finished",
        }.get,
        key="agreement_shared",
        width=230,
    )
    return chosen == "all"


def _figures(desk: Desk, kept: dict[str, str]) -> tuple[tuple[str, ...], bool]:
    def keep() -> None:
        chosen = " ".join(st.session_state[_CHOSEN])
        desk.store.set_preference(desk.viewer_id, _CHOSEN, chosen)

    before = kept.get(_CHOSEN, "").split()
    known = [figure.key for figure in FIGURES]
    titles = {figure.key: figure.title for figure in FIGURES}
    with st.popover("Figures", icon=":material/functions:"):
        chosen = st.pills(
            "Figures in the tables",
            known,
            selection_mode="multi",
            default=[key for key in before if key in known] or list(USUAL),
            format_func=titles.get,
            key=_CHOSEN,
            on_change=keep,
        )
        below = st.toggle(
            "How likely the true value is below .667 and .800",
            key="agreement_below",
            help="The share of resamples in which the figure is lower. These are Krippendorff's "
            "conventions, not findings.",
        )
    return tuple(key for key in known if key in chosen) or USUAL, below


def _without(desk: Desk, kept: dict[str, str]) -> bool:
    def keep() -> None:
        on = "yes" if st.session_state[WITHOUT] else "no"
        desk.store.set_preference(desk.viewer_id, WITHOUT, on)

    return st.toggle(
        "Passages only",
        value=kept.get(WITHOUT) == "yes",
        key=WITHOUT,
        on_change=keep,
        help="No coefficient at all, only the passages where you differ: for teams that settle "
        "meaning by talking. Kept for you in this study.",
    )
