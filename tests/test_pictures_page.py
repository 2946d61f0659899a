"""The page Pictures and the command: what they show, of whom, and what is kept from whom."""

import io
import shutil
import zipfile

import pytest
from lxml import etree
from PIL import Image

from tests.test_app_pages import (  # noqa: F401 (fixtures)
    no_browser,
    opened,
    sample,
    sample_file,
)
from ui.charting import sight_of
from ui.pictureheat import heat_html
from ui.picturing import picture_contents, pictured_matrix, zipped


@pytest.fixture
def amira(sample):  # noqa: F811
    return next(coder for coder in sample.coders() if coder.name == "Amira Hale")


def page(store, coder, **query):
    app = opened("pictures", store, coder, **query)
    assert not app.exception
    return app


def drawn(app):
    return "\n".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("picture", ["profile", "saturation", "coverage", "spread"])
def test_a_linked_picture_is_drawn_with_its_numbers_in_a_table(sample, amira, picture):  # noqa: F811
    said = drawn(page(sample, amira, picture=picture))

    assert 'src="data:image/svg+xml;base64,' in said
    assert '<table class="bl-numbers">' in said
    assert 'alt="' in said


def test_a_cell_of_the_heat_map_leads_to_the_matrix_and_says_what_it_holds(sample, amira):  # noqa: F811
    said = drawn(page(sample, amira))

    assert 'href="matrix?study=' in said
    assert "&amp;case=" in said
    assert "passages, " in said
    assert "no passages, not yet coded" in said


def test_who_has_finished_nothing_sees_nobodys_work_in_any_picture(sample):  # noqa: F811
    una = sample.add_coder("Una")
    sight = sight_of(sample, una.id)
    matrix = pictured_matrix(sample, sight, None)

    assert not any(cell.passages for cell in matrix.cells.values())
    app = page(sample, una)
    assert " passages, " not in drawn(app).replace("no passages, ", "")
    offered = app.selectbox(key=f"matrix_whose_{una.id}").options
    assert offered == ["What the coders agree on", "Una (you)"]


def test_a_choice_of_cases_is_said_in_the_contents(sample, amira):  # noqa: F811
    sight = sight_of(sample, amira.id)
    matrix = pictured_matrix(sample, sight, amira.id)
    told = picture_contents(sample, sight, matrix, ("Only cases with role = patient.",))

    assert told.filters == ("Only cases with role = patient.",)
    assert set(told.segments) == {document.id for document in told.documents}


def test_the_command_writes_every_picture_of_the_chosen_cases(betweenlines, sample_file, tmp_path):  # noqa: F811
    study, folder = tmp_path / "copy.betweenlines", tmp_path / "prints"
    shutil.copy(sample_file, study)
    status, out, err = betweenlines(
        "export", study, "--pictures", folder, "--format", "svg", "--cases", "name contains P0"
    )

    assert status == 0, err
    names = {path.name for path in folder.iterdir()}
    assert {"heat-map-themes.svg", "saturation.svg", "quote-spread.svg"} <= names
    assert len(out.splitlines()) == len(names)
    words = " ".join(etree.parse(folder / "coverage.svg").getroot().itertext())
    assert "P01" in words.split()
    assert "T01" not in words.split()
    assert "name contains P0" in " ".join(words.split())


def test_a_file_in_the_place_of_the_folder_is_left_alone(betweenlines, sample_file, tmp_path):  # noqa: F811
    study, place = tmp_path / "copy.betweenlines", tmp_path / "prints"
    shutil.copy(sample_file, study)
    place.write_text("The lift sang.")
    status, _, err = betweenlines("export", study, "--pictures", place)

    assert (status, place.read_text()) == (1, "The lift sang.")
    assert "Name a folder" in err


def test_files_in_an_archive_come_out_as_they_went_in():
    image = io.BytesIO()
    Image.new("L", (3, 2)).save(image, "png")
    with zipfile.ZipFile(io.BytesIO(zipped([("a-1.png", image.getvalue())]))) as packed:
        assert packed.read("a-1.png") == image.getvalue()


def test_hostile_names_are_escaped_in_the_heat_map():
    from coding.model import Case
    from coding.pictures.heat import heat_map
    from exports.picture_words import HeatShows
    from tests.matrix_made import charted

    case = Case("c", "<script>'\"&", (), ())
    said = heat_html(heat_map(charted(cases=(case,))), HeatShows.STATE, lambda *_: 'x"y')

    assert "<script>" not in said
    assert 'href="x&quot;y"' in said
