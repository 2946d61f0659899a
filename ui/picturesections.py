"""The pictures of the page, one section each: what may be chosen, the picture, its numbers.

Drawing is loaded when something is drawn (`ui.picturing`).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from coding.matrix_views import theme_matrix
from coding.model import Case
from coding.pictures.coverage import coverage
from coding.pictures.heat import heat_map, heat_sheets
from coding.pictures.saturation import (
    BASE_SIZES,
    RUN_LENGTHS,
    THRESHOLDS,
    Rule,
    finished_interviews,
    saturation,
    shuffled_saturation,
)
from coding.pictures.spread import quote_spread
from exports.picture_sentences import (
    coverage_lines,
    most_quoted_first,
    saturation_lines,
    spread_lines,
)
from exports.picture_words import (
    HeatShows,
    describe_heat,
    sign_lines,
)
from ui.matrixcolumns import seen, views
from ui.pictureheat import heat_html, matrix_links
from ui.pictureroom import Room, drawing, tell
from ui.pictureshow import Shown, offer_files, show_numbers, show_picture
from ui.wording import plain

if TYPE_CHECKING:
    from exports.picture_files import Sheet
    from exports.picture_paper import Picture

ON_PAGE_ROWS, ON_PAGE_COLUMNS = 60, 90


def show_heat(room: Room) -> None:
    """Show cases by themes or codes; a cell leads to the matrix."""
    known = {view.id: view for view in views(room.matrix.framework)}
    first = [key for key in ("themes", "all") if key in known]
    columns_side, shows_side = st.columns([3, 2])
    chosen = columns_side.selectbox(
        "Columns",
        [*first, *(key for key in known if key not in first)],
        format_func=lambda key: known[key].title,
        key="pictures_columns",
    )
    shows = shows_side.radio(
        "Cells show",
        list(HeatShows),
        format_func=lambda one: one.value[:1].upper() + one.value[1:],
        horizontal=True,
        key="pictures_shows",
    )
    view = known[chosen]
    part, _ = seen(room.matrix, view, ())
    part = theme_matrix(part) if view.by_theme else part
    heat = heat_map(part)
    tell(sign_lines(heat, shows))
    pieces = heat_sheets(heat, rows=ON_PAGE_ROWS, columns=ON_PAGE_COLUMNS)
    place = 0
    if len(pieces) > 1:
        place = st.selectbox(
            "Part of the map",
            range(len(pieces)),
            format_func=lambda n: f"{n + 1} of {len(pieces)}: {_span(pieces[n].cases)}",
            key="pictures_part",
        )
    st.html(heat_html(pieces[place], shows, matrix_links(room.matrix, room.study_id)))

    def made(sheet: "Sheet") -> "tuple[Picture, ...]":
        from exports.picture_files import heat_pictures

        return heat_pictures(room.contents, part, shows, sheet)

    offer_files(
        Shown(
            (*room.asked, "heat", chosen, shows),
            "heat map",
            room.contents.study_name,
            describe_heat(heat),
            drawing(made),
            len(heat_sheets(heat)),
        )
    )


def _span(cases: Sequence[Case]) -> str:
    return f"{cases[0].name} to {cases[-1].name}"


def show_saturation(room: Room) -> None:
    """Show how much that is new each finished interview brought."""
    base_side, run_side, limit_side = st.columns(3)
    base = base_side.selectbox("Interviews in the base", BASE_SIZES, key="pictures_base")
    run = run_side.selectbox("Interviews in a run", RUN_LENGTHS, key="pictures_run")
    limit = limit_side.selectbox(
        "Little enough is",
        THRESHOLDS,
        format_func=lambda share: f"at most {100 * share:g} % new" if share else "nothing new",
        key="pictures_threshold",
    )
    rule = Rule(base, run, limit)
    interviews = finished_interviews(room.matrix)
    held = [codes for _, codes in interviews]
    told_by, shuffled = saturation(held, rule), shuffled_saturation(held, rule)
    lines = saturation_lines(told_by, shuffled)

    def made(sheet: "Sheet") -> "tuple[Picture, ...]":
        from exports.picture_files import saturation_picture

        return (saturation_picture(room.contents, rule, sheet),)

    if told_by.why_not:
        st.info(plain(told_by.why_not))
    shown = Shown(
        (*room.asked, "saturation", rule),
        "saturation",
        room.contents.study_name,
        " ".join(("Saturation curve.", *lines)),
        drawing(made),
    )
    show_picture(shown)
    names = {document.id: document.name for document in room.contents.documents}
    ending = {one.last: one for one in told_by.runs}
    show_numbers(
        ("Interview", "New codes", "Codes so far", "New in the run that ends here"),
        [
            [
                names[key],
                str(new),
                str(so_far),
                f"{100 * ending[n].share:.0f} %" if n in ending else "",
            ]
            for n, ((key, _), new, so_far) in enumerate(
                zip(interviews, told_by.new, told_by.cumulative, strict=True), 1
            )
        ],
    )
    offer_files(shown)


def show_coverage(room: Room) -> None:
    """Show how much of each interview bears a code."""
    covered = coverage(room.matrix, room.contents.documents, room.contents.segments)

    def made(sheet: "Sheet") -> "tuple[Picture, ...]":
        from exports.picture_files import coverage_picture

        return (coverage_picture(room.contents, sheet),)

    shown = Shown(
        (*room.asked, "coverage"),
        "coverage",
        room.contents.study_name,
        " ".join(("Coverage of the interviews.", *coverage_lines(covered))),
        drawing(made),
    )
    show_picture(shown)
    show_numbers(
        ("Interview", "Words with a code", "of", "Passages with a code", "of", "Finished"),
        [
            [
                one.name,
                f"{one.coded_words:,}",
                f"{one.words:,}",
                f"{one.coded_segments:,}",
                f"{one.segments:,}",
                "yes" if one.finished else "no",
            ]
            for one in covered
        ],
    )
    offer_files(shown)


def show_spread(room: Room) -> None:
    """Show who is quoted how often."""
    spread = quote_spread(room.matrix)
    tell(line for line in spread_lines(spread) if line.startswith("Beware"))

    def made(sheet: "Sheet") -> "tuple[Picture, ...]":
        from exports.picture_files import spread_picture

        return (spread_picture(room.contents, sheet),)

    shown = Shown(
        (*room.asked, "spread"),
        "quote spread",
        room.contents.study_name,
        " ".join(("Spread of quotes over the cases.", *spread_lines(spread))),
        drawing(made),
    )
    show_picture(shown)
    show_numbers(
        ("Case", "Quoted in summaries", "Coded passages"),
        [
            [one.case.name, f"{one.quotes:,}", f"{one.passages:,}"]
            for one in most_quoted_first(spread)
        ],
    )
    offer_files(shown)
