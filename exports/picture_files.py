"""All pictures of a study as files, each with whose codings it shows, of what, and when."""

from collections.abc import Iterator
from dataclasses import dataclass

from coding.matrix import FrameworkMatrix
from coding.matrix_views import theme_matrix
from coding.pictures.coverage import coverage
from coding.pictures.heat import heat_map, heat_sheets
from coding.pictures.profile import Axis, Counting, axes, no_axis, profile
from coding.pictures.saturation import (
    Rule,
    finished_interviews,
    saturation,
    shuffled_saturation,
)
from coding.pictures.spread import quote_spread
from exports.picture_bars import draw_coverage, draw_spread
from exports.picture_contents import PictureContents, basis_lines
from exports.picture_heat import draw_heat
from exports.picture_paper import PRINT, Caption, Inks, Picture, PictureFormat
from exports.picture_profile import draw_profile
from exports.picture_saturation import draw_saturation
from exports.picture_words import HeatShows


@dataclass(frozen=True, slots=True)
class Sheet:
    """How pictures are to be written: the kind of file, and in which colours."""

    form: PictureFormat
    inks: Inks = PRINT


@dataclass(frozen=True, slots=True)
class ProfileOrder:
    """What a profile is to show, as in `coding.pictures.profile`."""

    down: Axis
    across: Axis
    attribute: str = ""
    counting: Counting = Counting.CASES


def heat_pictures(
    contents: PictureContents, matrix: FrameworkMatrix, shows: HeatShows, sheet: Sheet
) -> tuple[Picture, ...]:
    """Return the heat map of `matrix`, a view of the contents' one, on as many sheets as needed."""
    told = Caption(f"Heat map: {shows.value}", basis_lines(contents))
    return tuple(
        draw_heat(part, shows, told, form=sheet.form, made_at=contents.made_at, inks=sheet.inks)
        for part in heat_sheets(heat_map(matrix))
    )


def profile_picture(contents: PictureContents, order: ProfileOrder, sheet: Sheet) -> Picture:
    """Return one profile."""
    drawn = profile(contents.matrix, order.down, order.across, attribute=order.attribute)
    by = [axis.name for axis in (order.across, order.down) if axis.id]
    by += [order.attribute] if order.attribute else []
    return draw_profile(
        drawn,
        order.counting,
        Caption(f"Profile: {', '.join(by)}", basis_lines(contents)),
        form=sheet.form,
        made_at=contents.made_at,
        inks=sheet.inks,
    )


def saturation_picture(contents: PictureContents, rule: Rule, sheet: Sheet) -> Picture:
    """Return the saturation curve of the finished interviews."""
    held = [codes for _, codes in finished_interviews(contents.matrix)]
    return draw_saturation(
        saturation(held, rule),
        shuffled_saturation(held, rule),
        Caption("Saturation", basis_lines(contents)),
        form=sheet.form,
        made_at=contents.made_at,
        inks=sheet.inks,
    )


def coverage_picture(contents: PictureContents, sheet: Sheet) -> Picture:
    """Return how much of each interview bears a code."""
    return draw_coverage(
        coverage(contents.matrix, contents.documents, contents.segments),
        Caption("Coverage of the interviews", basis_lines(contents)),
        form=sheet.form,
        made_at=contents.made_at,
        inks=sheet.inks,
    )


def spread_picture(contents: PictureContents, sheet: Sheet) -> Picture:
    """Return how often each case is quoted."""
    return draw_spread(
        quote_spread(contents.matrix),
        Caption("Who is quoted how often", basis_lines(contents)),
        form=sheet.form,
        made_at=contents.made_at,
        inks=sheet.inks,
    )


def usual_axes(matrix: FrameworkMatrix) -> tuple[Axis, Axis]:
    """Return what a profile begins with: two dimensions, that with two values side by side.

    With one dimension, or none, themes take the place of what is missing.
    """
    found = axes(matrix.framework)
    if len(found) == 1:
        return found[0], no_axis(matrix.framework)
    across = next((axis for axis in found[:-1] if len(axis.values) == 2), found[0])
    down = next(axis for axis in found if axis.id != across.id)
    return down, across


def picture_files(
    contents: PictureContents, form: PictureFormat, *, attribute: str = ""
) -> Iterator[tuple[str, Picture]]:
    """Yield the usual pictures of a study under the names of their files.

    Args:
        contents: What they show.
        form: The kind of file.
        attribute: What groups the cases in the profile; empty for one group of all.
    """
    sheet = Sheet(form)
    for name, matrix in (("themes", theme_matrix(contents.matrix)), ("codes", contents.matrix)):
        parts = heat_pictures(contents, matrix, HeatShows.PASSAGES, sheet)
        for number, picture in enumerate(parts, 1):
            yield f"heat-map-{name}{f'-{number}' if len(parts) > 1 else ''}.{form}", picture
    states = heat_pictures(contents, theme_matrix(contents.matrix), HeatShows.STATE, sheet)
    for number, picture in enumerate(states, 1):
        yield f"heat-map-states{f'-{number}' if len(states) > 1 else ''}.{form}", picture
    down, across = usual_axes(contents.matrix)
    for name, counting in (("cases", Counting.CASES), ("percent", Counting.SHARE)):
        order = ProfileOrder(down, across, attribute, counting)
        yield f"profile-{name}.{form}", profile_picture(contents, order, sheet)
    yield f"saturation.{form}", saturation_picture(contents, Rule(), sheet)
    yield f"coverage.{form}", coverage_picture(contents, sheet)
    yield f"quote-spread.{form}", spread_picture(contents, sheet)
