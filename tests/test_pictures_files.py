"""Pictures as files: they open, print in black and white, and hold nobody's words."""

import io

import pytest
from lxml import etree
from PIL import Image

from coding.model import Case, Coder
from coding.pictures.heat import heat_map
from coding.pictures.profile import Counting, axes, no_axis
from coding.pictures.saturation import Rule
from exports.picture_contents import PictureContents, basis_lines
from exports.picture_files import (
    ProfileOrder,
    Sheet,
    heat_pictures,
    picture_files,
    profile_picture,
    saturation_picture,
    spread_picture,
    usual_axes,
)
from exports.picture_paper import PictureFormat, drawable
from exports.picture_words import HeatShows, cell_strength
from tests.matrix_made import (
    FRAMEWORK,
    HUMS,
    NOON,
    SANG,
    TEXT,
    charted,
    coding,
    document,
    summary,
)

PNG, SVG = Sheet(PictureFormat.PNG), Sheet(PictureFormat.SVG)


def contents(matrix=None, **more):
    plain = {
        "study_name": "Lighthouse",
        "documents": (document(), document("d2", name="P08")),
        "segments": {},
        "coders": (Coder("oda", "Oda"),),
        "made_at": NOON,
    }
    codings = [coding(SANG), coding(HUMS, "HUM"), coding(SANG, document_id="d2")]
    shown = matrix or charted(codings, [summary(basis=codings[:1])])
    return PictureContents(matrix=shown, **{**plain, **more})


def words_in(picture):
    tree = etree.fromstring(picture.data, etree.XMLParser(resolve_entities=False))
    assert etree.QName(tree).localname == "svg"
    return " ".join(" ".join(tree.itertext()).split())


def test_every_picture_opens_as_svg_says_its_basis_and_holds_no_participants_words():
    made = dict(picture_files(contents(), PictureFormat.SVG, attribute="Floors"))

    assert {name.split(".")[0] for name in made} == {
        "heat-map-themes",
        "heat-map-codes",
        "heat-map-states",
        "profile-cases",
        "profile-percent",
        "saturation",
        "coverage",
        "quote-spread",
    }
    for name, picture in made.items():
        words = words_in(picture)
        assert "1 of 2 interviews finished" in words, name
        assert "what all coders who finished" in words, name
        assert "4 May 2031" in words, name
        assert picture.described
        for turn in TEXT.split("\n\n"):
            assert turn not in words, name
        assert "http" not in words.replace("http://www.w3.org", "").replace("http://purl", "")


def test_a_png_is_large_enough_to_print_and_only_black_grey_and_white():
    down, across = usual_axes(contents().matrix)
    picture = profile_picture(contents(), ProfileOrder(down, across, "Floors"), PNG)
    image = Image.open(io.BytesIO(picture.data)).convert("RGB")

    assert image.width >= 6.5 * 300
    assert all(red == green == blue for _, (red, green, blue) in image.getcolors(100_000))


def test_whose_codings_they_are_is_said_by_name_and_filters_are_told():
    lines = basis_lines(contents(charted(whose="oda"), filters=("Only cases with Floors = 7.",)))

    assert lines[0] == "Codings: Oda alone; 1 of 2 interviews finished."
    assert "Only cases with Floors = 7." in lines


def test_hostile_names_are_drawn_as_they_are_and_break_no_file():
    hostile = "$x^2$ <b>&amp; \x00\x0b\n日本 \u202e☂ =1+1"
    named = Case("case-old", hostile, (("Floors", hostile),), ("d1",))
    order = ProfileOrder(axes(FRAMEWORK)[1], no_axis(FRAMEWORK), "Floors", Counting.SHARE)
    told = contents(charted([coding(SANG)], cases=(named,)), study_name=hostile)

    for picture in (
        *heat_pictures(told, told.matrix, HeatShows.STATE, SVG),
        profile_picture(told, order, SVG),
        spread_picture(told, SVG),
    ):
        assert "$x^2$ <b>&amp; □□ ☂" in words_in(picture)
    assert drawable("Ünïcödé ≠ √ ○ □ ▲ ◊ ■ ×") == "Ünïcödé ≠ √ ○ □ ▲ ◊ ■ ×"


def test_a_long_heat_map_is_spread_over_sheets_that_say_which_they_are():
    cases = tuple(Case(f"c{one}", f"Lift {one:03}", (), ()) for one in range(90))
    told = contents(charted(cases=cases))
    sheets = heat_pictures(told, told.matrix, HeatShows.PASSAGES, SVG)

    said = [words_in(sheet) for sheet in sheets]
    assert len(said) == 3
    for case in cases:
        assert sum(case.name in words for words in said) == 1
    assert "(sheet 2 of 3)" in said[1]


def test_an_empty_matrix_gives_pictures_that_say_so():
    told = contents(charted(cases=()), documents=())

    assert "there are 0" in words_in(saturation_picture(told, Rule(), SVG))
    assert "no quotes" in words_in(spread_picture(told, SVG))
    assert len(heat_pictures(told, told.matrix, HeatShows.PASSAGES, SVG)) == 1


@pytest.mark.parametrize("shows", HeatShows)
def test_the_fuller_a_cell_the_darker_it_is(shows):
    heat = heat_map(charted([coding(SANG), coding(HUMS), coding(SANG, "HUM")]))
    two, one, none = heat.cells[0]

    strengths = [cell_strength(cell, shows, heat.most) for cell in (none, one, two)]
    assert strengths == sorted(strengths)
    assert strengths[0] == 0
