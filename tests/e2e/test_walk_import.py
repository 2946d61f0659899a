"""The whole road, first part: a new study, three files of three formats, the machine's work."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from coding.model import Role
from coding.store import PretagPhase, open_store
from tests.conftest import ODD_HOUSES
from tests.e2e.house import no_errors, settle

SAMPLES = ODD_HOUSES.parents[2] / "transcripts_sample"
FILES = [SAMPLES / name for name in ("M01.docx", "P02.vtt", "T03.txt")]
MINUTE = 60_000


@pytest.fixture
def begun(house, visit):
    """A browser on a study just begun on the Studies page, and where its file lies."""
    page = visit("studies")
    page.get_by_text("My own framework file").click()
    page.locator("input[type=file]").set_input_files(ODD_HOUSES)
    expect(page.get_by_text("odd_houses.yaml")).to_be_visible()
    settle(page)
    page.get_by_label("Name of the study", exact=True).last.fill("Odd *houses*")
    page.keyboard.press("Tab")
    settle(page)
    page.get_by_role("button", name="Begin the study").click()
    expect(page.get_by_role("heading", name="Transcripts")).to_be_visible()
    expect(page.locator(".st-key-masthead")).to_contain_text("Odd *houses*")
    yield page, house.home / "studies" / "Odd houses.betweenlines"
    page.context.close()


def upload(page, files):
    if not page.get_by_role("heading", name="Add interviews").count():
        page.get_by_role("button", name="Add interviews").first.click()
        expect(page.get_by_role("heading", name="Add interviews")).to_be_visible()
    page.locator("input[type=file]").set_input_files(files)
    settle(page)


def test_three_formats_are_confirmed_put_right_stored_and_pretagged(begun, tmp_path):
    page, place = begun
    junk = tmp_path / "noise.docx"
    junk.write_bytes(bytes(range(256)) * 40)

    upload(page, [*FILES, junk])

    read_as = page.get_by_role("combobox", name="Read as")
    for number, layout in enumerate(("The speaker before", "WebVTT subtitles", "A time, then")):
        expect(read_as.nth(number)).to_have_value(re.compile(layout))
    expect(read_as).to_have_count(3)
    expect(page.get_by_text("noise.docx: This is not a text file.")).to_be_visible()
    with open_store(place) as store:
        assert store.documents() == ()

    expect(page.get_by_role("button", name="Add 3 interviews")).to_be_enabled()
    who = page.get_by_role("combobox", name="Role of speaker 1").nth(1)
    who.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    who.click()
    page.get_by_role("option", name="Somebody else").click()
    expect(who).to_have_value("Somebody else (coded)")
    settle(page)
    page.get_by_role("button", name="Add 3 interviews").click()
    expect(page.get_by_text("3 interviews added.")).to_be_visible(timeout=MINUTE)
    no_errors(page)

    page.get_by_role("button", name="Stop").click(timeout=MINUTE)
    page.get_by_role("button", name="Go on").click(timeout=MINUTE)
    expect(page.get_by_role("progressbar")).to_be_visible(timeout=MINUTE)
    expect(page.get_by_role("progressbar")).to_have_count(0, timeout=2 * MINUTE)
    no_errors(page)

    with open_store(place) as store:
        entries = {entry.name: entry for entry in store.documents()}
        assert set(entries) == {"M01", "P02", "T03"}
        states = {state.document_id: state.phase for state in store.pretag_state()}
        assert all(phase is PretagPhase.DONE for phase in states.values())
        assert any(store.suggestions(entry.id) for entry in entries.values())
        turns = store.document(entries["P02"].id).turns
        assert {turn.role for turn in turns} == {Role.OTHER, Role.PARTICIPANT}


def test_a_file_that_is_there_already_is_noticed_and_a_bad_one_refused(begun, tmp_path):
    page, _ = begun
    upload(page, [FILES[2]])
    page.get_by_role("button", name="Add 1 interview").click()
    expect(page.get_by_text("1 interview added.")).to_be_visible(timeout=MINUTE)

    copy = tmp_path / "another name.txt"
    shutil.copy(FILES[2], copy)
    upload(page, [copy])

    expect(page.get_by_text("This file is already in the study, as “T03”.")).to_be_visible()
    expect(page.get_by_role("button", name="Nothing to add")).to_be_disabled()
    no_errors(page)
