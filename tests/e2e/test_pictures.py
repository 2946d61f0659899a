"""The pictures in the whole app: from a cell of the heat map to the matrix, and a file to print."""

from pathlib import Path

import pytest
from lxml import etree

from tests.e2e.house import code_as, no_errors, settle
from tests.e2e.matrix_room import TALKS, code_passages
from tests.e2e.reading_room import document_of


@pytest.fixture
def study(house):
    """A study with an interview that its coder has finished."""
    store = house.study("pictures", "Oda")
    document, segments = document_of(list(TALKS["Ida"]), "Ida-talk", "Ida")
    store.add_document(document, segments, case_name="Ida", attributes=(("role", "tenant"),))
    code_passages(store, "Oda", "Ida-talk", {1: "A1", 2: "A2", 3: "A1"})
    yield store
    store.close()


def test_a_picture_is_looked_at_downloaded_and_followed_into_the_matrix(study, visit):
    page = visit("pictures?picture=coverage")
    code_as(page, "Oda")
    page.wait_for_selector("img.bl-picture[alt*='Interviews finished: 1 of 1']")
    drawn = page.evaluate("document.querySelector('img.bl-picture').naturalWidth")
    assert drawn > 300
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download SVG").click()
    words = " ".join(etree.parse(Path(waiting.value.path())).getroot().itertext())
    assert "Codings: what all coders" in words
    assert waiting.value.suggested_filename == "pictures coverage.svg"

    page.locator("[data-testid=stButtonGroup]").get_by_text("Heat map").click()
    page.locator(".bl-map a[aria-label^='Ida, '][aria-label*=': 3 passages']").click()
    page.wait_for_url("**/matrix?*case=*")
    page.wait_for_selector("[data-ready]")
    settle(page)
    no_errors(page)
