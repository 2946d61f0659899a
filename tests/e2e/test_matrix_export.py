"""From the matrix to the workbook, in the whole app: written, signed, taken away, read back."""

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.e2e.house import code_as, no_errors, settle
from tests.e2e.matrix_room import TALKS, code_passages
from tests.e2e.reading_room import document_of

FORMULA = '=HYPERLINK("http://x","y") sings'


@pytest.fixture
def study(house):
    """A study with one interview that two coders have finished, and one that waits."""
    store = house.study("export", "Oda", "Per")
    for name in TALKS:
        document, segments = document_of(list(TALKS[name]), f"{name}-talk", name)
        store.add_document(document, segments, case_name=name, attributes=(("role", "tenant"),))
    for name in ("Oda", "Per"):
        code_passages(store, name, "Ida-talk", {1: "A1", 2: "A2", 3: "A1"})
    code_passages(store, "Oda", "Jan-talk", {1: "C3"}, finish=False)
    yield store
    store.close()


def write_summary(page):
    page.wait_for_selector("[data-ready]")
    page.locator(".bm-cell.bm-coded").first.click()
    page.locator("#bm-words").press_sequentially(f"{FORMULA} ")
    page.keyboard.press("Alt+1")
    page.keyboard.press("Escape")
    page.wait_for_selector('[data-queue="0"][data-words="0"]')


def download(page, name):
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return Path(waiting.value.path())


def all_text(path):
    book = load_workbook(io.BytesIO(path.read_bytes()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    return [str(cell.value) for cell in cells if cell.value is not None]


def test_a_summary_goes_into_the_workbook_and_comes_back_the_same(study, visit):
    page = visit("matrix")
    code_as(page, "Oda")
    page.get_by_role("link", name="Matrix").click()
    write_summary(page)
    page.get_by_role("link", name="Export").click()
    page.get_by_role("button", name="Prepare the workbook").click()
    page.wait_for_selector("text=1 summary written by people")
    text = all_text(download(page, "Download the workbook"))
    settle(page)
    no_errors(page)

    (summary,) = study.summaries()
    assert summary.text.startswith(f"{FORMULA} [Ida L")
    assert summary.text in text
    assert any("The lift sang again" in value for value in text)
    data = download(page, "Download the codings").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(data, newline="")))
    assert [row["coder"] for row in rows].count("Per") == 3
    assert len(rows) == 7


def test_who_has_not_finished_takes_away_only_their_own(study, visit):
    study.add_coder("Una")
    page = visit("export")
    code_as(page, "Una")
    page.get_by_role("link", name="Export").click()
    page.get_by_role("button", name="Prepare the workbook").click()
    page.wait_for_selector("text=0 summaries written by people")
    text = all_text(download(page, "Download the workbook"))

    assert not any("sang again" in value or "sings" in value for value in text)
    assert page.get_by_role("button", name="Download the codings").is_disabled()


def test_what_is_typed_in_the_app_survives_its_end(house, study, visit):
    page = visit("matrix")
    code_as(page, "Per")
    page.get_by_role("link", name="Matrix").click()
    page.wait_for_selector("[data-ready]")
    page.locator(".bm-cell.bm-coded").first.click()
    house.kill()
    page.locator("#bm-words").press_sequentially("Typed into the void.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".bm-saved[data-state=offline]")
    house.start()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_selector('[data-queue="0"]', timeout=30_000)

    assert [summary.text for summary in study.summaries()] == ["Typed into the void."]
