"""A workbook goes out, is edited, and comes back cell by cell, in the whole app."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook

from coding.cell_acts import CellAct, Deed
from tests.e2e.house import code_as, no_errors, settle
from tests.e2e.matrix_room import TALKS, code_passages
from tests.e2e.reading_room import document_of

HTML = "<img src=x onerror=alert(1)> & *louder*"


@pytest.fixture
def study(house):
    """A study with one coder, two finished interviews and three summaries."""
    store = house.study("coming back", "Oda")
    for name, codes in (("Ida", {1: "A1", 2: "A2"}), ("Jan", {1: "A1"})):
        document, segments = document_of(list(TALKS[name]), f"{name}-talk", name)
        store.add_document(document, segments, case_name=name, attributes=(("role", "tenant"),))
        code_passages(store, "Oda", f"{name}-talk", codes)
    summarise(store, "Ida", "A1", "It sings.")
    summarise(store, "Ida", "A2", "The kettle has company.")
    summarise(store, "Jan", "A1", "The goat waits.")
    yield store
    store.close()


def summarise(store, name, code, text, over=None):
    case = next(case for case in store.cases() if case.name == name)
    now = datetime.now(UTC)
    oda = store.coders()[0].id
    store.record_cells([CellAct(oda, Deed.SUMMARISE, case.id, code, now, 1, text, over=over)])


def edit(path, name, changes):
    """Put values into the row of a case, on the first sheet that has the column."""
    book = load_workbook(path)
    for column, value in changes.items():
        for sheet in book:
            heads = {cell.value: cell.column for cell in sheet[1]}
            rows = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 2).value == name]
            if column in heads and rows:
                sheet.cell(rows[0], heads[column]).value = value
                break
    book.save(path)


def serious(page):
    """Return what axe finds in what is ours on the page."""
    ours = {"include": [[".bl-back"], ["[data-testid=stRadio]"]]}
    found = Axe().run(page, context=ours).response["violations"]
    return [(one["id"], node["html"]) for one in found for node in one["nodes"]]


def test_five_cells_edited_in_excel_are_shown_chosen_in_and_undone(study, visit, tmp_path):
    page = visit("export")
    code_as(page, "Oda")
    page.get_by_role("link", name="Export").click()
    page.get_by_role("button", name="Prepare the workbook").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the workbook").click()
    book = tmp_path / "edited.xlsx"
    book.write_bytes(Path(waiting.value.path()).read_bytes())
    edit(book, "Ida", {"summary:A1": HTML, "summary:A2": "Company.", "attribute:role": "owner"})
    edit(book, "Jan", {"summary:A1": "The goat leaves.", "memo:A1": "Ask the goat."})
    jan = next(one for one in study.summaries() if one.text == "The goat waits.")
    summarise(study, "Jan", "A1", "The goat stays.", over=jan.made_at)

    page.get_by_role("link", name="Bring back an edited workbook").click()
    settle(page)
    page.locator("input[type=file]").set_input_files(str(book))
    page.wait_for_selector("text=5 differences")
    first = page.locator(".bl-back").first.inner_text()
    assert all(words in first for words in ("Jan", "The goat leaves.", "The goat stays."))
    assert "The goat waits." in first
    assert HTML in page.locator(".bl-back", has_text="louder").inner_text()
    page.get_by_role("button", name="Take in 4 changes").wait_for()
    assert serious(page) == []
    page.get_by_text("Take the workbook's").first.click()
    page.get_by_role("button", name="Take in 5 changes").click()
    page.wait_for_selector("text=5 changes taken in")
    no_errors(page)

    assert {one.text for one in study.summaries()} == {HTML, "Company.", "The goat leaves."}
    case = next(case for case in study.cases() if case.name == "Jan")
    history = [one.text for one in study.summary_history(case.id, "A1")]
    assert history == ["The goat waits.", "The goat stays.", "The goat leaves."]
    assert study.log(limit=1)[0].reason == "from edited.xlsx"
    page.get_by_role("button", name="Put back what was there").click()
    page.wait_for_selector("text=5 changes put back")
    assert {one.text for one in study.summaries()} == {
        "It sings.",
        "The kettle has company.",
        "The goat stays.",
    }
