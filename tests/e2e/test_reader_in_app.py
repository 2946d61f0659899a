"""The coding screen inside the app: its theme, its reruns, its pages, its coders."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.house import code_as, settle
from tests.e2e.test_reader_looks import RULES

STUDIES = iter(("goats", "moths", "herrings", "chairs", "wires", "clocks", "owls"))


@pytest.fixture
def coded(house):
    """A new study with one interview and two coders; its store and document."""
    name = next(STUDIES)
    store = house.study(name, "Oda", "Per")
    yield store, house.interview(store, f"{name} talk")
    store.close()


def open_code(visit, document, name="Oda", **options):
    page = visit("code", **options)
    settle(page)
    if not page.locator("[data-ready]").count():
        code_as(page, name)
    page.wait_for_selector(f'[data-ready="{document.id}"]')
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 420])
def test_axe_finds_nothing_in_the_coding_screen(coded, visit, saved, scheme, width):
    _, document = coded
    page = open_code(visit, document, color_scheme=scheme, viewport={"width": width, "height": 900})
    for key in ("1", "q", "Shift+Digit2", "Enter", "1"):
        page.keyboard.press(key)
    saved(page)

    found = Axe().run(page, context=".bl-reader", options=RULES).response["violations"]

    assert page.locator(".bl-reader").get_attribute("data-scheme") == scheme
    assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []


def test_turning_to_another_page_at_once_loses_nothing(coded, visit, saved):
    store, document = coded
    page = open_code(visit, document)

    for key in ("a", "1", "Shift+Digit2", "Enter"):
        page.keyboard.press(key)
    page.get_by_role("link", name="Transcripts").first.click()
    settle(page)
    page.get_by_role("link", name="Code", exact=True).first.click()
    page.wait_for_selector(f'[data-ready="{document.id}"]')
    saved(page)

    decisions = store.decisions(document_id=document.id)
    assert len(decisions) == 7
    assert page.locator(".bl-yes").count() == 4
    assert page.locator(".bl-no").count() == 1
    assert page.locator("[data-bl=reviewed]").inner_text() == "2 of 9 reviewed"


def test_another_coder_in_the_same_browser_sees_nothing_of_the_first(coded, visit, saved):
    _, document = coded
    page = open_code(visit, document)
    page.keyboard.press("a")
    page.keyboard.press("1")
    saved(page)
    done = page.locator(".bl-yes").count()

    code_as(page, "Per")
    page.wait_for_function("!document.querySelector('.bl-yes, .bl-no, .bl-done')")

    assert done == 4
    assert page.locator("[data-bl=reviewed]").inner_text() == "0 of 9 reviewed"


def test_the_page_fits_the_window(coded, visit):
    _, document = coded
    page = open_code(visit, document, viewport={"width": 1440, "height": 900})

    box = page.locator(".bl-reader").bounding_box()

    assert 860 <= box["y"] + box["height"] <= 900
