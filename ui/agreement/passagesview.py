"""Freely marked passages: Krippendorff's family, what NVivo and MAXQDA print, ATLAS.ti's names."""

from collections.abc import Iterator

import streamlit as st

from coding.agreement.free_passages import DomainFigures, FreePassages
from coding.agreement.values import Result, Statistic
from ui.agreement.controls import Choice
from ui.agreement.gathered import Desk
from ui.agreement.table import (
    Column,
    FigureTable,
    Line,
    figure_cell,
    picture_cell,
    plain_cell,
    show_figure_table,
)
from ui.waiting import awaited
from ui.wording import counted

_ABOUT = (
    "Here it counts where passages begin and end. How far a coder drags the mouse changes these "
    "figures, which is why the segment is the unit elsewhere. All of it looks only at what every "
    "coder compared has finished."
)


_OVERLAPS = (50, 60, 70, 80, 90, 95, 100)  # in %


def show_passages(desk: Desk, choice: Choice) -> None:
    """Draw the figures for freely marked passages."""
    st.caption(_ABOUT)
    coders = choice.question.coder_ids
    with st.container(horizontal=True, vertical_alignment="bottom"):
        pair = _pair(desk, coders)
        at_least = st.selectbox(
            "Passages are the same from an overlap of",
            _OVERLAPS,
            index=_OVERLAPS.index(90),
            format_func=lambda percent: f"{percent}%",
            key="agreement_overlap",
            width=320,
            help="Of what the two cover together. MAXQDA's usual value is 90 %.",
        )
    asked = desk.asked("passages", choice.question, pair=list(pair), at_least=at_least / 100)
    if not awaited(asked, "the figures for free passages", key="agreement_passages"):
        return
    found = asked.passages()
    if found is None:
        return
    if not found.characters:
        st.info("There is no text that all of them finished.")
        return
    caption = (
        f"{found.characters:,} characters · {counted(found.documents, 'interview')} · "
        + desk.who(found.coders)
        + " · coded blind · no intervals: characters are not independent of each other"
    )
    _show_domains(desk, found, caption)
    _show_codes(desk, found, caption)
    _show_characters(desk, found, caption)
    _show_overlaps(desk, found, caption)


def _pair(desk: Desk, coders: tuple[str, ...]) -> tuple[str, str]:
    if len(coders) == 2:
        return coders[0], coders[1]
    pairs = [(one, two) for place, one in enumerate(coders) for two in coders[place + 1 :]]
    return st.selectbox(
        "Two coders, for NVivo and MAXQDA",
        pairs,
        format_func=lambda pair: " and ".join(desk.coders[coder] for coder in pair),
        key="agreement_passages_pair",
        width=320,
    )


def _plain_reason(desk: Desk, result: Result | None) -> dict:
    cell = figure_cell(result)
    if cell.get("why"):
        cell["why"] = desk.named(cell["why"])
    return cell


def _show_domains(desk: Desk, found: FreePassages, caption: str) -> None:
    st.header("Krippendorff’s family, with ATLAS.ti’s names", anchor=False)
    across = found.across_domains
    if across is not None and across.value is not None:
        st.caption(
            f"Across themes (ATLAS.ti: Cu-alpha), which theme a passage is about: "
            f"{across.value:.2f}."
        )
    st.caption(
        "A theme is what ATLAS.ti calls a semantic domain. Its cu-alpha is ours but for the "
        "correction for length of 2016; its c-alpha-binary is Krippendorff’s alpha of “any code "
        "of the theme”, by characters; |u-alpha has no name there."
    )
    lines = tuple(_domain_line(desk, one, place) for place, one in enumerate(found.domains))
    show_figure_table(
        FigureTable(
            title="The u-alpha family by theme",
            caption=caption,
            columns=(
                Column("name", "Codes that exclude each other", "name"),
                Column("picture", "u-alpha", "picture", of="u"),
                Column("u", "u-alpha", "number", "Passages, gaps and codes together"),
                Column("binary", "|u-alpha", "number", "The same text found relevant"),
                Column("cu", "cu-alpha", "number", "Where two marked text: the same code?"),
                Column("c", "c-alpha-binary", "number", "Any code of the theme, by characters"),
            ),
            lines=lines,
            sort="name",
            choosable=False,
        ),
        key="agreement_domains",
    )


def _domain_line(desk: Desk, one: DomainFigures, place: int) -> Line:
    cells = {
        "picture": picture_cell((one.result(Statistic.U_ALPHA), "now")),
        "u": _plain_reason(desk, one.result(Statistic.U_ALPHA)),
        "binary": _plain_reason(desk, one.result(Statistic.U_ALPHA_BINARY)),
        "cu": _plain_reason(desk, one.result(Statistic.CU_ALPHA)),
        "c": _plain_reason(desk, one.c_alpha_binary),
    }
    return Line(one.id or "all", one.name, cells, label=one.id or "", order=place)


def _name(desk: Desk, code_id: str) -> str:
    code = desk.framework.code_by_id.get(code_id)
    return code.name if code else "no longer in the framework"


def _show_codes(desk: Desk, found: FreePassages, caption: str) -> None:
    st.header("One code at a time", anchor=False)
    lines = tuple(
        Line(
            one.code,
            _name(desk, one.code),
            {
                "picture": picture_cell((one.u_alpha, "now")),
                "u": _plain_reason(desk, one.u_alpha),
                "k": _plain_reason(desk, one.k_u_alpha),
            },
            label=one.code,
        )
        for one in found.codes
    )
    show_figure_table(
        FigureTable(
            title="u-alpha by code",
            caption=caption,
            columns=(
                Column("name", "Code", "name"),
                Column("picture", "u-alpha", "picture", of="u"),
                Column("u", "u-alpha", "number", "This code's passages against everything else"),
                Column("k", "(k)u-alpha", "number", "How well it is told from the other codes"),
            ),
            lines=lines,
            sort="picture",
            choosable=False,
        ),
        key="agreement_u_codes",
    )


def _show_characters(desk: Desk, found: FreePassages, caption: str) -> None:
    first, second = (desk.coders.get(coder, coder) for coder in found.pair)
    st.header(f"As NVivo counts: {first} and {second}, in characters", anchor=False)
    st.caption(
        "Our kappa comes from one table over all interviews. NVivo prints one for each code and "
        "interview and leaves the average to you, with 1 where nobody used the code: the last "
        "three columns are the averages found in papers. Holsti is ATLAS.ti’s index, by length."
    )
    lines = tuple(
        Line(
            row.code,
            _name(desk, row.code),
            {
                "both": plain_cell(row.both),
                "first": plain_cell(row.only_first),
                "second": plain_cell(row.only_second),
                "percent": plain_cell(row.percent_agreement),
                "dice": plain_cell(row.dice),
                "kappa": plain_cell(row.kappa),
                "mean": plain_cell(row.mean_of_documents),
                "nvivo": plain_cell(row.nvivo_mean),
                "weighted": plain_cell(row.nvivo_weighted),
            },
            label=row.code,
        )
        for row in found.by_characters
    )
    columns = (
        Column("name", "Code", "name"),
        Column("both", "Both", "count", "Characters that both gave the code", down=True),
        Column("first", f"Only {first}", "count", down=True),
        Column("second", f"Only {second}", "count", down=True),
        Column("percent", "Agreement", "percent"),
        Column("dice", "Holsti", "percent", "2 x both / all that either marked"),
        Column("kappa", "Kappa", "number", "Cohen's, from one table"),
        Column("mean", "Mean of interviews", "number"),
        Column("nvivo", "NVivo, mean", "number", "Counts a kappa of 1 where nobody used the code"),
        Column("weighted", "NVivo, weighted", "number", "The same, weighted by length"),
    )
    show_figure_table(
        FigureTable("As NVivo counts", caption, columns, lines, "kappa", choosable=False),
        key="agreement_nvivo",
    )


def _show_overlaps(desk: Desk, found: FreePassages, caption: str) -> None:
    st.header(f"As MAXQDA counts: overlap of {found.at_least:.0%} or more", anchor=False)
    st.caption(
        "Passages that find one of the same code at the other coder. MAXQDA’s kappa takes chance "
        "as one in the number of codes in the table, and does not know what both left uncoded."
    )
    show_figure_table(
        FigureTable(
            title="As MAXQDA counts",
            caption=caption,
            columns=(
                Column("name", "Code", "name"),
                Column("share", "Found their like", "percent"),
                Column("matched", "Matched", "count", down=True),
                Column("passages", "Passages of both", "count", down=True),
                Column("kappa", "Kappa (RK)", "number", "For all codes together only"),
            ),
            lines=tuple(_overlap_lines(desk, found)),
            sort="share",
            choosable=False,
        ),
        key="agreement_maxqda",
    )


def _overlap_lines(desk: Desk, found: FreePassages) -> Iterator[Line]:
    for row in found.overlaps:
        name = "All codes" if row.code is None else _name(desk, row.code)
        cells = {
            "share": plain_cell(row.share),
            "matched": plain_cell(row.matched),
            "passages": plain_cell(row.passages),
            "kappa": plain_cell(row.kappa),
        }
        yield Line(row.code or "all", name, cells, label=row.code or "")
