"""Agreement: how far coders agree, code by code, and the passages where they do not."""

import streamlit as st

from coding.agreement.methods import methods_paragraph
from coding.agreement.report import AgreementReport, RowKind
from coding.agreement.values import Statistic
from coding.store import Store
from framework.model import Framework
from ui.agreementtable import table_rows
from ui.checksview import show_checks
from ui.comparing import Comparison, compare, open_to
from ui.controlshare import show_control_share
from ui.empty import need_coder, need_study
from ui.sidebyside import STYLE, difference_html
from ui.wording import counted, plain

AT_ONCE = 30


@st.cache_data(show_spinner="Comparing the coders", max_entries=8)
def compared(_store: Store, study_id: str, viewer_id: str, coder_ids: tuple[str, ...], at: int):
    """Return the comparison; `study_id` and `at` say of which state of the log."""
    return compare(_store, open_to(_store, viewer_id), coder_ids)


def show_closed(store: Store) -> None:
    st.info(
        "There is nothing to compare yet. Agreement is shown on interviews that you and at least "
        "one other coder have finished; until then, each codes without seeing the other's work."
    )
    st.page_link(
        "screens/transcripts.py", label="See how far you are", icon=":material/description:"
    )


def choose_rows(framework: Framework) -> tuple[RowKind, str | None]:
    kinds = {"Codes": (RowKind.CODE, None), "Themes": (RowKind.THEME, None)}
    for dimension in framework.dimensions:
        kinds[dimension.name] = (RowKind.DIMENSION_VALUE, dimension.id)
    chosen = st.segmented_control(
        "Compare by", list(kinds), default="Codes", required=True, key="agreement_rows"
    )
    return kinds[chosen or "Codes"]


def choose_pair(coder_ids: tuple[str, ...], names: dict[str, str]) -> tuple[str, ...]:
    if len(coder_ids) == 2:
        return coder_ids
    chosen = st.multiselect(
        "Coders",
        list(coder_ids),
        default=list(coder_ids),
        format_func=names.get,
        key="agreement_who",
    )
    if len(chosen) < 2:
        st.info("Choose two or more coders to compare.")
        st.stop()
    return tuple(sorted(chosen))


def show_overall(report: AgreementReport) -> None:
    st.caption(plain(report.context()))
    shown = (
        (Statistic.PERCENT_AGREEMENT, "Same codes exactly"),
        (Statistic.ALPHA_MASI, "Alpha over sets of codes (MASI)"),
        (Statistic.POOLED_KAPPA, "Pooled kappa"),
    )
    with st.container(horizontal=True):
        for statistic, title in shown:
            result = report.overall_result(statistic)
            if result is not None:
                value = "undefined" if result.value is None else _figure(statistic, result.value)
                st.metric(title, value, help=result.why, width="content")
    for caution in report.cautions:
        st.caption(plain(caution))


def _figure(statistic: str, value: float) -> str:
    return f"{value:.0%}" if statistic == Statistic.PERCENT_AGREEMENT else f"{value:.2f}"


def show_table(comparison: Comparison, framework: Framework, names: dict[str, str]) -> str | None:
    """Draw the table, worst first; return the id of the row that is looked at."""
    kind, dimension = choose_rows(framework)
    rows = table_rows(comparison.report, kind, pair=None, names=names, dimension=dimension)
    if not rows:
        st.info("None of these was used in what was compared.")
        return None
    percent = st.column_config.NumberColumn(format="percent")
    event = st.dataframe(
        [cells for _, cells in rows],
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key=f"agreement_table_{kind}_{dimension}",
        column_config={
            "Prevalence": percent,
            "Agreement": percent,
            "Cohen's kappa": st.column_config.NumberColumn(format="%.2f"),
            "Krippendorff's alpha": st.column_config.NumberColumn(format="%.2f"),
        },
    )
    ids = [row.id for row, _ in rows]
    picked = event.selection.rows
    titles = {row.id: f"{row.id} {row.name}" for row, _ in rows}
    return st.selectbox(
        "Look at the passages where they differ on",
        ids,
        index=picked[0] if picked and picked[0] < len(ids) else 0,
        format_func=titles.get,
        key=f"agreement_row_{kind}_{dimension}_{picked}",
    )


def codes_of(framework: Framework, row_id: str) -> set[str]:
    """Return the codes that a row stands for: itself, a theme's, or a dimension value's."""
    if "=" in row_id:
        dimension, _, value = row_id.partition("=")
        return {
            c.id for c in framework.codes() if framework.values_of(c.id).get(dimension) == value
        }
    of_theme = {c.id for theme in framework.themes if theme.id == row_id for c in theme.codes}
    return of_theme or {row_id}


def show_passages(
    store: Store, comparison: Comparison, framework: Framework, names: dict[str, str], row_id: str
) -> None:
    found = comparison.differences(codes_of(framework, row_id))
    st.subheader(f"{counted(len(found), 'difference')} on {plain(row_id)}", anchor=False)
    if not found:
        st.success("They agree on every passage that they both finished.")
        return
    documents = {key: store.document(key) for key in {one.document_id for one in found}}
    st.html(
        STYLE
        + "".join(
            difference_html(
                one, documents[one.document_id], framework, names, study_id=store.study().id
            )
            for one in found[:AT_ONCE]
        )
    )
    if len(found) > AT_ONCE:
        st.caption(f"The first {AT_ONCE} are shown.")


store = need_study()
coder = need_coder(store)
st.title("Agreement")
comparable = open_to(store, coder.id)
if len(comparable.coder_ids) < 2:
    show_closed(store)
    show_checks(store)
    st.stop()
names = {one.id: one.name for one in store.coders()}
chosen = choose_pair(comparable.coder_ids, names)
latest = store.log(limit=1)[0].number
comparison = compared(store, store.study().id, coder.id, chosen, latest)
framework = store.framework()[1]
show_overall(comparison.report)
row_id = show_table(comparison, framework, names)
if row_id:
    show_passages(store, comparison, framework, names, row_id)
with st.expander("A paragraph for the methods section"):
    st.text(methods_paragraph(comparison.report))
show_control_share(store)
show_checks(store)
