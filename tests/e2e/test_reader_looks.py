"""The coding screen for every eye: axe, light and dark, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def faults(page):
    """Return what axe finds in the component; the bare page around it is not ours."""
    found = Axe().run(page, context=".bl-reader", options=RULES).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 800, 400])
def test_axe_finds_nothing(room, browse, select, saved, scheme, width):
    document = room.document()
    url = room.url(document, scheme=scheme)
    page = browse(url, viewport={"width": width, "height": 850})
    page.keyboard.press("1")
    page.keyboard.press("q")
    page.keyboard.press("Shift+Digit2")
    page.keyboard.press("Enter")
    select(page, 4, 0, 12)
    page.keyboard.press("1")
    page.keyboard.press("j")

    assert faults(page) == []

    for key in ("w", "m", "?", "f", "/"):
        page.keyboard.press(key)
        page.wait_for_timeout(50)
        assert faults(page) == [], key
        page.keyboard.press("Escape")


def test_axe_looks_at_the_component_at_all(room, browse):
    page = browse(room.url(room.document()))
    page.locator(".bl-title").evaluate("(node) => node.append(new Image())")

    assert [name for name, _ in faults(page)] == ["image-alt"]


def test_the_offline_mark_and_a_notice_are_readable_too(room, browse):
    for scheme in ("light", "dark"):
        page = browse(room.url(room.document(), scheme=scheme))
        page.route("**/api/decisions", lambda route: route.abort())
        page.keyboard.press("1")
        page.wait_for_selector('.bl-saved[data-state="offline"]')

        assert faults(page) == []


def test_the_scheme_follows_the_page(room, browse):
    document = room.document()

    schemes = [
        browse(room.url(document, scheme=scheme)).locator(".bl-reader").get_attribute("data-scheme")
        for scheme in ("light", "dark")
    ]

    assert schemes == ["light", "dark"]


@pytest.mark.parametrize("width", [1440, 1000, 800, 600, 400, 320])
def test_nothing_sticks_out_sideways(room, browse, width):
    page = browse(room.url(room.document()), viewport={"width": width, "height": 800})

    beyond = "(node) => node.scrollWidth - node.clientWidth"
    wide = page.locator("html").evaluate(beyond)
    inside = page.locator(".bl-scroll").evaluate(beyond)

    assert (wide, inside) == (0, 0)


def test_on_a_narrow_page_codes_stand_below_and_the_framework_is_a_drawer(room, browse):
    page = browse(room.url(room.document()), viewport={"width": 600, "height": 800})
    words = page.locator(".bl-current .bl-words").bounding_box()
    codes = page.locator(".bl-current .bl-codes").bounding_box()
    shut = page.locator(".bl-frame").is_visible()

    page.keyboard.press("/")

    assert codes["y"] >= words["y"] + words["height"]
    assert not shut
    assert page.locator(".bl-frame").is_visible()


def test_a_wide_line_holds_about_sixty_four_characters(room, browse):
    page = browse(room.url(room.document()), viewport={"width": 1440, "height": 900})

    rows = page.evaluate(
        """() => [...document.querySelectorAll(".bl-words")].map((words) => {
          const height = parseFloat(getComputedStyle(words).lineHeight);
          return [words.textContent.length, Math.round(words.offsetHeight / height)];
        })"""
    )

    lengths = [length / lines for length, lines in rows if lines > 2]
    assert 48 <= sum(lengths) / len(lengths) <= 70


def test_every_act_is_said_to_screen_readers(room, browse):
    page = browse(room.url(room.document()))
    said = page.locator("[data-bl=said]")

    page.keyboard.press("1")
    first = said.inner_text()
    page.keyboard.press("u")

    assert first.endswith("accepted.")
    assert said.inner_text().startswith("Undone: ")
    assert said.get_attribute("aria-live") == "polite"


def test_the_focus_stays_with_the_passage_in_front(room, browse):
    page = browse(room.url(room.document()))

    for key in ("j", "1", "a", "k", "Shift+Digit1", "/", "Escape", "m", "Escape", "?", "Escape"):
        page.keyboard.press(key)

    assert page.evaluate("document.activeElement.matches('.bl-current')")
