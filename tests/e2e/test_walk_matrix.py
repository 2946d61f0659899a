"""The whole road, charting: summaries with links, a coding withdrawn, the stale cell mended."""

import pytest
from playwright.sync_api import expect

from tests.e2e.house import code_as, no_errors, settle
from tests.e2e.matrix_room import TALKS, code_passages, withdraw
from tests.e2e.test_matrix import cell

WORDS = "#bm-words"
KEPT = '[data-queue="0"][data-words="0"]'


def ready(page):
    page.wait_for_selector(".bm-matrix[data-ready]")
    settle(page)


def drag(page, what, to):
    """Drag as a hand does, in many small moves."""
    start, end = what.bounding_box(), to.bounding_box()
    page.mouse.move(start["x"] + start["width"] - 20, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + 100, start["y"] - 40, steps=6)
    page.mouse.move(end["x"] + 100, end["y"] + 90, steps=6)
    page.mouse.up()


def test_charting_from_the_passages_to_a_signed_summary_and_its_history(house, visit):
    store = house.study("fog", "Oda")
    for name in ("Ida", "Jan"):
        house.interview(store, name, list(TALKS[name]))
    code_passages(store, "Oda", "Ida", {1: "A1", 2: "A2", 3: "A1"})
    code_passages(store, "Oda", "Jan", {1: "A3", 2: "A1"})
    page = visit("matrix", viewport={"width": 1280, "height": 1000})
    code_as(page, "Oda")
    ready(page)

    write_two(page)
    look_down_a_column(page)

    withdraw(store, "Oda", "Ida", 3, "A1")
    page.reload()
    ready(page)
    mend_and_sign(page)

    link = f"matrix?study={store.study().id}&document=Jan&code=A3"
    linked = visit(link, within=page.context)
    ready(linked)
    assert linked.locator("#bm-drawer-title").inner_text().startswith("Jan on A3")
    linked.locator(".bm-column").nth(2).click()
    assert linked.locator(WORDS).input_value() == "Goats wait for chairs."
    no_errors(linked)
    assert len(store.summaries()) == 2
    store.close()


def write_two(page):
    cell(page, "Ida", "A1").click()
    page.locator(WORDS).press_sequentially("Sings and hums")
    drag(page, page.locator(".bm-where").first, page.locator(WORDS))
    label = page.locator(".bm-where a").first.inner_text()
    expect(page.locator(WORDS)).to_have_value(f"Sings and hums [{label}]")
    page.get_by_role("button", name="Context of").first.click()
    expect(page.locator(".bm-context")).to_contain_text("And the lift?")
    assert page.locator(".bm-context mark").inner_text().startswith("The lift sang again")
    page.get_by_role("button", name="? Unsure").click()
    page.get_by_role("button", name="Memo", exact=True).click()
    page.get_by_label("Memo on this cell").fill("Ask the porter.")
    page.locator(WORDS).focus()
    page.keyboard.press("Control+Enter")
    page.keyboard.type("The kettle sulks")
    page.keyboard.press("Alt+1")
    page.keyboard.press("Escape")
    page.wait_for_selector(KEPT)
    expect(cell(page, "Ida", "A1")).to_contain_text("? unsure")


def look_down_a_column(page):
    cell(page, "Jan", "A3").click()
    page.get_by_role("button", name="Negative case").click()
    page.get_by_label("Why does this case").fill("The goat sat.")
    page.get_by_role("button", name="Mark it").click()
    page.locator(".bm-column").nth(2).click()
    expect(page.locator("[data-bl=negativeList]")).to_contain_text("The goat sat.")
    page.get_by_role("button", name="Draft 1 cell from the passages").click()
    expect(cell(page, "Jan", "A3")).to_contain_text("◊ draft")
    page.get_by_role("button", name="Take 1 draft back").click()
    expect(cell(page, "Jan", "A3")).to_contain_text("coded, not summarised")
    page.locator(WORDS).fill("Goats wait for chairs.")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page, ".bm-matrix")
    assert found.violations_count == 0, found.generate_report()
    page.keyboard.press("Escape")
    page.wait_for_selector(KEPT)


def mend_and_sign(page):
    page.get_by_role("button", name="Next stale").click()
    assert page.locator("#bm-drawer-title").inner_text().startswith("Ida on A1")
    expect(page.locator("[data-bl=stale]")).to_contain_text("Withdrawn")
    page.locator(WORDS).fill("It sang again.")
    page.keyboard.press("Control+Enter")
    cell(page, "Ida", "A1").click()
    page.get_by_role("button", name="Sign off").click()
    page.wait_for_selector(KEPT)
    page.get_by_text("History:").click()
    told = page.locator(".bm-versions").inner_text()
    assert [words in told for words in ("signed off", "It sang", "unsure: Ask")] == [True] * 3
    expect(cell(page, "Ida", "A1")).to_contain_text("√ signed off")
