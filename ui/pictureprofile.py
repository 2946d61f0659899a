"""The profile on the page: its choosers, the picture and its numbers."""

from typing import TYPE_CHECKING

import streamlit as st

from coding.matrix import FrameworkMatrix
from coding.pictures.profile import Axis, Counting, Profile, axes, no_axis, profile
from exports.picture_words import bar_label, describe_profile, group_title, notes
from ui.matrixrows import telling
from ui.pictureroom import Room, drawing, tell
from ui.pictureshow import Shown, offer_files, show_numbers, show_picture

if TYPE_CHECKING:
    from exports.picture_files import Sheet
    from exports.picture_paper import Picture

NOTHING = "(nothing)"


def show_profile(room: Room) -> None:
    """Show what stands on each value of one dimension, by another's and by groups of cases."""
    down, across, attribute, counting = _profile_choices(room.matrix)
    drawn = profile(room.matrix, down, across, attribute=attribute)

    def made(sheet: "Sheet") -> "tuple[Picture, ...]":
        from exports.picture_files import ProfileOrder, profile_picture

        order = ProfileOrder(down, across, attribute, counting)
        return (profile_picture(room.contents, order, sheet),)

    shown = Shown(
        (*room.asked, "profile", down.id, across.id, attribute, counting),
        "profile",
        room.contents.study_name,
        describe_profile(drawn, counting),
        drawing(made),
    )
    show_picture(shown)
    tell(notes(drawn, counting))
    show_numbers(*_profile_table(drawn, counting))
    offer_files(shown)


def _profile_choices(matrix: FrameworkMatrix) -> tuple[Axis, Axis, str, Counting]:
    known = {axis.id: axis for axis in axes(matrix.framework)}
    nothing = no_axis(matrix.framework)
    dimensions = list(known)[:-1]
    two = next((key for key in dimensions if len(known[key].values) == 2), "")
    lines = [key for key in known if key != two]
    down_side, across_side, group_side, count_side = st.columns(4)
    down = down_side.selectbox(
        "Lines",
        [*lines, *([two] if two else [])],
        format_func=lambda k: known[k].name,
        key="pictures_down",
    )
    others = [key for key in ([two] if two else []) + dimensions if key != down]
    across = across_side.selectbox(
        "Bars",
        [*dict.fromkeys(others), ""],
        format_func=lambda key: known[key].name if key else NOTHING,
        key="pictures_across",
    )
    groups = dict.fromkeys([*telling(matrix.attributes), "", *matrix.attributes])
    attribute = group_side.selectbox(
        "Groups of cases",
        list(groups),
        format_func=lambda name: name or NOTHING,
        key="pictures_group",
    )
    counting = count_side.selectbox(
        "Count",
        list(Counting),
        format_func=lambda one: one.value[:1].upper() + one.value[1:],
        key="pictures_count",
    )
    return known[down], known[across] if across else nothing, attribute, counting


def _profile_table(drawn: Profile, counting: Counting) -> tuple[list[str], list[list[str]]]:
    headers = [drawn.down.name, drawn.across.name or "Codes"]
    rows = [
        [
            one.name,
            other.name,
            *(bar_label(drawn, (g.label, one.id, other.id), counting) for g in drawn.groups),
        ]
        for one in drawn.down.values
        for other in drawn.across.values
    ]
    return headers + [group_title(drawn, group) for group in drawn.groups], rows
