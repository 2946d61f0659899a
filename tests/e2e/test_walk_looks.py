"""Every page: nothing that axe finds, nothing wider than the window, any text shown as it is."""

from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe

from coding.model import Act, Decision
from tests.e2e.house import PAGES, code_as, no_errors, settle

STREAMLITS_OWN = {
    # the drop zone of the file uploader is a focusable element with role="presentation"
    "presentation-role-conflict": "[data-testid=stFileUploader]",
    # the label of a widget that is switched off is pale, as such labels may be
    "color-contrast": ".stElementContainer:has(:disabled, [aria-disabled=true])",
}
NOT_OURS = "([at, own]) => Boolean(document.querySelector(at)?.closest(own))"
HOSTILE = (
    "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">",
    "**bold** _it_ `code` $x^2$ :red[red] [link](javascript:alert(1)) ![i](x) # head",
    '=HYPERLINK("http://x") +1 -1 @SUM(1) <b>&amp; &lt;</b> \u202eright to left\u202c',
)


@pytest.fixture(scope="module")
def oda(house, chromium):
    """A browser in which Oda codes, in a study of two coders and an interview."""
    store = house.study("looks", "Oda", "Per")
    document = house.interview(store, "moth")
    for coder, codes in zip(store.coders(), (("A1", "B1"), ("A1", "B2")), strict=True):
        store.record(finished_work(coder.id, document, codes))
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{house.address}/code")
    settle(page)
    code_as(page, "Oda")
    page.close()
    yield context
    context.close()
    store.close()


def finished_work(coder_id, document, codes):
    """Return decisions: each code on the whole of the document, and that it is finished."""
    acts = [*((Act.ADD, code) for code in codes), (Act.FINISH, None)]
    return [
        Decision(
            client=f"work of {coder_id}",
            seq=seq,
            act=act,
            coder_id=coder_id,
            document_id=document.id,
            framework_version=1,
            made_at=datetime(2031, 5, 4, tzinfo=UTC),
            start=0,
            end=len(document.text),
            code_id=code,
        )
        for seq, (act, code) in enumerate(acts, 1)
    ]


def findings(page):
    """Return what axe finds and Streamlit does not bring with it, as (rule, element)."""
    found = Axe().run(page).response["violations"]
    return [
        (rule["id"], node["html"][:160])
        for rule in found
        for node in rule["nodes"]
        if not page.evaluate(NOT_OURS, [node["target"][-1], STREAMLITS_OWN.get(rule["id"], "none")])
    ]


def scheme(page, name):
    """Turn to light or dark, as the computer's own switch does."""
    page.emulate_media(color_scheme=name)
    ground = {"light": "rgb(255, 255, 255)", "dark": "rgb(22, 24, 21)"}[name]
    page.wait_for_function(
        "colour => getComputedStyle(document.querySelector('.stApp')).backgroundColor === colour",
        arg=ground,
    )


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_for_everybodys_eyes_and_every_window(house, visit, oda, path):
    page = visit(path, within=oda)

    for name in ("light", "dark"):
        scheme(page, name)
        assert (name, findings(page)) == (name, [])
    page.set_viewport_size({"width": 420, "height": 800})
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 420
    page.close()


def test_hostile_words_and_names_are_shown_as_they_are(house, visit, tmp_path):
    store = house.study("*hostile* :red[study] <b>x</b>", "**Oda** <i>$x$</i>")
    file = tmp_path / "**loud** <b>name.txt"
    file.write_text("".join(f"INT: Well?\nP07: {words}\n" for words in HOSTILE), "utf-8")
    page = visit("add")
    code_as(page, "**Oda** <i>$x$</i>")
    assert "*hostile* :red[study] <b>x</b>" in page.locator(".st-key-masthead").inner_text()

    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Add 1 interview").wait_for()
    settle(page)
    shown = page.locator("[data-testid=stMain]").inner_text()
    for words in HOSTILE:
        assert words in shown
    assert "**loud** <b>name.txt" in shown
    page.get_by_role("button", name="Add 1 interview").click()
    page.get_by_text("1 interview added.").wait_for()
    link = page.locator(".bl-list a")
    assert link.inner_text() == "**loud** <b>name"

    link.click()
    page.wait_for_selector("[data-ready]")
    said = page.locator(".bl-words").all_text_contents()
    for words in HOSTILE:
        assert words in said
    assert page.title() != "owned"
    no_errors(page)
    store.close()
