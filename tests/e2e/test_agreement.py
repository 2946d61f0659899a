"""Agreement in a real browser: from the worst code to its passages, and to the workbook."""

from datetime import UTC, datetime

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe

from coding.model import Act, Decision
from tests.e2e.house import code_as, no_errors, settle

VIEWS = (
    "Codes",
    "Coders",
    "Confusions",
    "Interviews",
    "Free passages",
    "Machine",
    "Before and after",
    "Report",
)
PER_CODER = {
    "Oda": ("A1", "B1", "B1", "A3"),
    "Per": ("A1", "B2", "B1", "A3"),
    "Runa": ("A1", "B1", None, "C1"),
}
STREAMLITS_OWN = {
    # the label of a widget that is switched off is pale, as such labels may be
    "color-contrast": ".stElementContainer:has(:disabled, [aria-disabled=true])",
}
NOT_OURS = "([at, own]) => Boolean(document.querySelector(at)?.closest(own))"


def finished_work(coder_id, document, segments, codes):
    """Return a coder's codes on the passages, one after another, and that all is finished."""
    codable = [segment for segment in segments if segment.codable]
    acts = [
        (Act.ADD, segment.start, segment.end, codes[place % len(codes)])
        for place, segment in enumerate(codable)
        if codes[place % len(codes)]
    ]
    acts.append((Act.FINISH, 0, len(document.text), None))
    return [
        Decision(
            client=f"{coder_id} {document.id}",
            seq=seq,
            act=act,
            coder_id=coder_id,
            document_id=document.id,
            framework_version=1,
            made_at=datetime(2031, 5, 4, tzinfo=UTC),
            start=start,
            end=end,
            code_id=code,
        )
        for seq, (act, start, end, code) in enumerate(acts, 1)
    ]


@pytest.fixture(scope="module")
def oda(house, chromium):
    """A browser in which Oda codes: three coders have finished two interviews."""
    store = house.study("agreeing", *PER_CODER)
    for name in ("kettle", "stairs"):
        document = house.interview(store, name, segments=25)
        for coder in store.coders():
            codes = PER_CODER[coder.name]
            store.record(finished_work(coder.id, document, store.segments(document.id), codes))
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{house.address}/agreement")
    settle(page)
    code_as(page, "Oda")
    page.close()
    yield context
    context.close()
    store.close()


@pytest.fixture
def agreement(visit, oda):
    """The page, opened by Oda, with what was asked for in its address."""

    def open_page(query=""):
        page = visit(f"agreement{query}", within=oda)
        page.wait_for_selector("[data-testid=stTabs]")
        return page

    return open_page


def with_intervals(page):
    page.wait_for_selector(".bl-fig-between", timeout=90_000)
    settle(page)


def test_from_the_worst_code_to_its_passages(agreement):
    page = agreement()
    with_intervals(page)
    worst = page.locator(".bl-fig tbody tr").first
    code = worst.locator(".bl-fig-id").inner_text()

    assert worst.locator("button[aria-pressed=true]").count() == 1
    heading = page.get_by_role("heading", name=f"differ on {code}")
    heading.wait_for()
    differ = worst.locator("td.bl-fig-count").first.inner_text()
    assert heading.inner_text().startswith(f"{differ} passage")
    shown = page.locator(".bl-pass")
    assert shown.count() == min(20, int(differ))
    assert shown.first.locator(".words").inner_text().strip()
    assert sorted(shown.first.locator(".bl-side strong").all_inner_texts()) == sorted(PER_CODER)
    no_errors(page)


def test_another_row_is_chosen_by_keyboard_and_stands_in_the_address(agreement):
    page = agreement()
    with_intervals(page)
    row = page.locator(".bl-fig tbody tr", has_text="A3")
    row.locator("button").focus()
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="differ on A3").wait_for()
    page.wait_for_function("location.search.includes('row=A3')")
    linked = agreement(page.url.partition("/agreement")[2])
    linked.get_by_role("heading", name="differ on A3").wait_for()


def test_columns_sort_by_what_a_reader_asks_for(agreement):
    page = agreement()
    with_intervals(page)
    head = page.locator(".bl-fig thead th", has_text="Differ")
    head.locator("button").click()

    assert head.get_attribute("aria-sort") == "descending"
    place = page.locator(".bl-fig thead th").all_inner_texts()
    at = next(n for n, text in enumerate(place) if text.startswith("Differ"))
    rows = page.locator(".bl-fig tbody tr")
    counts = [int(row.locator("th, td").nth(at).inner_text()) for row in rows.all()]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) > 2


@pytest.mark.parametrize("unit", ["Sentence", "Turn", "Character"])
def test_the_unit_is_chosen_and_said(agreement, unit):
    page = agreement()
    page.get_by_role("radio", name=unit).or_(page.get_by_role("button", name=unit)).first.click()

    rests = page.locator(".bl-fig-rests").first
    page.wait_for_function(
        "unit => document.querySelector('.bl-fig-rests')?.textContent.includes(` ${unit}s · `)",
        arg=unit.lower(),
        timeout=90_000,
    )
    settle(page)
    assert "Oda, Per, Runa" in rests.inner_text()
    assert f"unit={unit}" in page.url
    no_errors(page)


def test_the_workbook_is_downloaded_and_read_back(agreement, tmp_path):
    page = agreement("?view=Report")
    page.get_by_role("button", name="Make the workbook").click()
    button = page.get_by_role("button", name="Excel workbook")
    button.wait_for(timeout=120_000)
    settle(page)
    with page.expect_download() as download:
        button.click()
    download.value.save_as(tmp_path / "agreement.xlsx")

    book = openpyxl.load_workbook(tmp_path / "agreement.xlsx")
    heads = [cell.value for cell in book["Codes"][3]]
    assert {"Given by Oda", "Given by Per", "Given by Runa"} <= set(heads)
    ids = {row[0].value for row in book["Codes"].iter_rows(min_row=4)}
    assert {"A1", "B1", "B2"} <= ids
    assert book["Disagreements"].max_row > 10
    assert "agreeing" in {cell.value for row in book["Read me"] for cell in row}


def findings(page):
    """Return what axe finds and Streamlit does not bring with it, as (rule, element)."""
    found = Axe().run(page).response["violations"]
    return [
        (rule["id"], node["html"][:160])
        for rule in found
        for node in rule["nodes"]
        if not page.evaluate(NOT_OURS, [node["target"][-1], STREAMLITS_OWN.get(rule["id"], "none")])
    ]


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_for_everybodys_eyes_and_every_window(agreement, view):
    page = agreement(f"?view={view}")
    page.wait_for_selector("[data-testid=stProgress]", state="detached", timeout=120_000)
    settle(page)

    for name in ("light", "dark"):
        page.emulate_media(color_scheme=name)
        page.wait_for_timeout(400)
        assert (name, findings(page)) == (name, [])
    page.set_viewport_size({"width": 420, "height": 800})
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 420
    no_errors(page)
    page.close()
