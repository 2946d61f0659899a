"""Agreement over the interviews and over time: document by document, before and after."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import streamlit as st

from coding.agreement.by_document import DocumentFigures, document_figures
from coding.agreement.disagreements import disagreements
from coding.agreement.report import AgreementReport, RowKind
from coding.agreement.values import Result, Statistic
from ui.agreement.controls import Choice
from ui.agreement.differences import codes_of, name_of, show_differences
from ui.agreement.figures import Figure, RowFinder, leading, title_of
from ui.agreement.gathered import Desk
from ui.agreement.moments import Moment, finished_when, moments
from ui.agreement.table import (
    Column,
    FigureTable,
    Line,
    figure_cell,
    picture_cell,
    plain_cell,
    show_figure_table,
)
from ui.comparing import Matter, Question
from ui.wording import counted, plain

_EVERY = "All codes"
_OTHER = "Another time"


def show_interviews(desk: Desk, choice: Choice, report: AgreementReport, matter: Matter) -> None:
    """Draw each interview's figures, in the order in which they were finished."""
    about = _about(desk, report)
    codes = None if about == _EVERY else codes_of(desk.framework, about)
    rows = document_figures(matter.ratings, codes)
    if not rows:
        st.info("Nothing was finished by all of them.")
        return
    when = finished_when(desk.comparable.decisions, choice.question.coder_ids)
    table = _documents_table(desk, report, rows, when, whole=codes is None)
    chosen = show_figure_table(table, key=f"agreement_documents_{about}")
    st.caption(
        "One interview has few passages, so that its figures go up and down by chance: read them "
        "as a description, and look for a direction over several."
    )
    if chosen:
        found = disagreements(matter.ratings, matter.codings, codes=codes)
        own = [one for one in found if one.document_id == chosen]
        title = f"{counted(len(own), 'difference')} in {desk.documents[chosen]}"
        show_differences(desk, own, title=title, key="document")


def _about(desk: Desk, report: AgreementReport) -> str:
    kinds = (RowKind.CODE, RowKind.THEME, RowKind.DIMENSION_VALUE)
    used = [row.id for kind in kinds for row in report.rows_of(kind) if any(row.used)]
    return st.selectbox(
        "About",
        [_EVERY, *used],
        format_func=lambda id_: id_ if id_ == _EVERY else name_of(desk.framework, id_),
        key="agreement_documents_about",
        width=360,
    )


def _documents_table(
    desk: Desk,
    report: AgreementReport,
    rows: tuple[DocumentFigures, ...],
    when: dict[str, datetime],
    *,
    whole: bool,
) -> FigureTable:
    ordered = sorted(rows, key=lambda row: (str(when.get(row.document_id, "")), row.document_id))
    alpha = Statistic.ALPHA_MASI if whole else Statistic.KRIPPENDORFF_ALPHA
    lines = tuple(
        Line(
            id=row.document_id,
            name=desk.documents.get(row.document_id, row.document_id),
            order=place,
            note=_day(when.get(row.document_id)),
            cells={
                "picture": picture_cell((row.result(alpha), "now")),
                "alpha": figure_cell(row.result(alpha)),
                "percent": figure_cell(row.result(Statistic.PERCENT_AGREEMENT)),
                "positive": figure_cell(row.result(Statistic.POSITIVE_AGREEMENT)),
                "ac1": figure_cell(row.result(Statistic.GWET_AC1)),
                "differ": plain_cell(row.differing),
                "n": plain_cell(row.n),
            },
        )
        for place, row in enumerate(ordered)
    )
    return FigureTable(
        title="Agreement by interview",
        caption=f"In the order in which they were finished. {desk.context(report)}",
        columns=tuple(_document_columns(whole=whole)),
        lines=lines,
        sort="name",
    )


def _document_columns(*, whole: bool) -> Iterator[Column]:
    yield Column("name", "Interview", "name")
    yield Column("picture", "Alpha", "picture", of="alpha")
    yield Column("alpha", "Alpha over sets (MASI)" if whole else "Krippendorff’s alpha", "number")
    yield Column("percent", "Exactly the same" if whole else "Agreement", "percent")
    if not whole:
        yield Column("positive", "Positive agreement", "percent")
        yield Column("ac1", "Gwet’s AC1", "number")
    yield Column("differ", "Differ", "count", "Units on which they differ", down=True)
    yield Column("n", "n", "count", down=True)


def _day(moment: datetime | None) -> str:
    if moment is None:
        return ""
    here = moment.astimezone()
    return f"finished {here.day} {here:%B %Y}"


def show_before_and_after(desk: Desk, choice: Choice, report: AgreementReport) -> None:
    """Draw the figures as they were at a moment of the log beside those of now."""
    moment = _moment(desk, choice)
    if moment is None:
        return
    before = desk.report(_as_of(choice, moment))
    if not before.n_units:
        st.info("At that time nothing was finished by all of them.")
        return
    later = sum(1 for one in desk.comparable.decisions if one.made_at > moment.at)
    if not _changed(before, report):
        st.info("No figure has changed since then.")
        return
    first = leading(choice.figures)
    st.caption(
        f"○ {plain(moment.label)}, {_time(moment.at)}: {before.n_units:,} {before.unit}s.  "
        f"● Now: {report.n_units:,}. {counted(later, 'decision')} since then."
    )
    show_figure_table(
        _change_table(desk, before, report, first), key=f"agreement_before_{moment.number}"
    )
    st.caption(
        "Figures after a discussion say how well differences were settled, not how reliably the "
        "framework can be used by people who have not talked: report those from before."
    )


def _as_of(choice: Choice, moment: Moment) -> Question:
    return replace(choice.question, up_to=moment.number)


def _changed(before: AgreementReport, now: AgreementReport) -> bool:
    def values(report: AgreementReport) -> list[float | None]:
        return [one.value for row in report.rows for one in row.results]

    return values(before) != values(now)


def _moment(desk: Desk, choice: Choice) -> Moment | None:
    documents = choice.question.document_ids or desk.comparable.document_ids
    known = moments(desk.store, choice.question.coder_ids, documents)
    labels = [f"{one.label} ({_time(one.at)})" for one in known]
    chosen = st.selectbox("Compare now with", [*labels, _OTHER], key="agreement_moment", width=520)
    if chosen != _OTHER:
        return known[labels.index(chosen)]
    at = st.datetime_input(
        "As it was on",
        value=datetime.now() - timedelta(days=1),  # noqa: DTZ005  the person's own clock
        key="agreement_moment_at",
        width=260,
    )
    if at is None:
        return None
    at = at.astimezone()
    return Moment(desk.store.number_at(at), at, "As it was")


def _time(at: datetime) -> str:
    here = at.astimezone()
    return f"{here.day} {here:%B %Y, %H:%M}"


def _change_table(
    desk: Desk, before: AgreementReport, now: AgreementReport, first: Figure
) -> FigureTable:
    was, is_now = RowFinder(before), RowFinder(now)
    old = {row.id: row for row in before.rows_of(RowKind.CODE)}
    lines = []
    for row in now.rows_of(RowKind.CODE):
        earlier = old.get(row.id)
        if not any(row.used) and not (earlier and any(earlier.used)):
            continue
        then = was.result(earlier, first.statistic) if earlier else None
        here = is_now.result(row, first.statistic)
        cells = {
            "picture": picture_cell((then, "before"), (here, "now")),
            "then": figure_cell(then),
            "now": figure_cell(here),
            "change": plain_cell(_difference(then, here)),
            "differed": plain_cell(
                earlier.n - earlier.by_all - earlier.by_none if earlier else None
            ),
            "differ": plain_cell(row.n - row.by_all - row.by_none),
        }
        lines.append(Line(row.id, row.name, cells, label=row.id))
    title = title_of(first, len(now.coders))
    return FigureTable(
        title="Before and after",
        caption=desk.context(now),
        columns=(
            Column("name", "Code", "name"),
            Column("picture", f"{title}: ○ before, ● now", "picture", of="change"),
            Column("then", "Before", first.kind),
            Column("now", "Now", first.kind),
            Column("change", "Change", "number", down=True),
            Column("differed", "Differed", "count", down=True),
            Column("differ", "Differ now", "count", down=True),
        ),
        lines=tuple(lines),
        sort="now",
        choosable=False,
    )


def _difference(then: Result | None, now: Result | None) -> float | None:
    if then is None or now is None or then.value is None or now.value is None:
        return None
    return now.value - then.value
