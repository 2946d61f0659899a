"""The whole road, first part: a new study, three files of three formats, the machine's work."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from benchmarks.laid_out import LAID_OUT
from coding.model import Role
from coding.store import PretagPhase, open_store
from tests.conftest import ODD_HOUSES
from tests.e2e.house import no_errors, settle

SAMPLES = ODD_HOUSES.parents[2] / "transcripts_sample"
FILES = [SAMPLES / name for name in ("M01.docx", "P02.vtt", "T03.txt")]
MINUTE = 60_000
TEN = {
    "word_table": "docx",
    "header_lines": "txt",
    "zoom": "vtt",
    "subrip": "srt",
    "whisper_json": "json",
    "textgrid": "TextGrid",
    "time_before": "txt",
    "time_at_end": "txt",
    "sheet": "xlsx",
    "labels": "txt",
}
TALK = [("I", "so Who sang?"), ("P07", "so The lift, again and again."), ("I", "so Why")]


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


def choose(page, label, option):
    """Choose from a list as people do, and wait until the page has taken it in."""
    box = page.get_by_role("combobox", name=label)
    box.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    box.click()
    page.get_by_role("option", name=option).first.click()
    settle(page)


def test_three_formats_are_confirmed_put_right_stored_and_pretagged(begun, tmp_path):
    page, place = begun
    junk = tmp_path / "noise.docx"
    junk.write_bytes(bytes(range(256)) * 40)

    upload(page, [*FILES, junk])

    for layout in ("The speaker before", "WebVTT subtitles", "A time, then"):
        expect(page.get_by_text(re.compile(rf"^{layout}.*words; case"))).to_be_visible()
    expect(page.get_by_text("Cannot be read. This is not a text file.")).to_be_visible()
    with open_store(place) as store:
        assert store.documents() == ()

    expect(page.get_by_role("button", name="Add 3 interviews")).to_be_enabled()
    page.get_by_role("button", name="P02.vtt").click()
    settle(page)
    choose(page, "Role of speaker 1", "Somebody else")
    page.get_by_role("button", name="Add 3 interviews").click()
    expect(page.get_by_text("3 interviews added.")).to_be_visible(timeout=MINUTE)
    no_errors(page)
    page.get_by_role("link", name="To the transcripts").click()

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


def laid_out(folder):
    """Return ten files of ten layouts, then one that is no transcript and a copy of the first."""
    files = []
    for number, (way, ending) in enumerate(TEN.items(), 1):
        turns = [(who, f"{words} {number}") for who, words in TALK]
        path = folder / f"P{number:02}_{way}.{ending}"
        path.write_bytes(LAID_OUT[way][0](turns * 2))
        files.append(path)
    equals = [("Asha Rowe", "so The lift sang"), ("Per Moth", "so It hums")]
    files[1].write_bytes(LAID_OUT["header_lines"][0](equals * 3))
    files[-1].write_bytes("I: so Qué?\nP10: so El señor cantó.\nI: so ¿Sí?".encode("mac_roman"))
    noise, copy = folder / "noise.txt", folder / "copy of the first.docx"
    noise.write_bytes(b"\x00\x01\x02\xff" * 500)
    shutil.copy(files[0], copy)
    return [*files, noise, copy]


def test_ten_layouts_come_in_at_once_and_the_screen_says_what_needs_a_person(
    house, visit, tmp_path
):
    store = house.study("ten layouts", "Oda")
    page = visit("add", viewport={"width": 1000, "height": 900})
    upload(page, laid_out(tmp_path))

    told = "8 ready to be added · 2 to look at first · 1 there already · 1 cannot be read"
    expect(page.get_by_text(told)).to_be_visible(timeout=MINUTE)
    expect(page.get_by_text("It is the same file as “P01_word_table.docx” here.")).to_be_visible()
    expect(page.get_by_text("Cannot be read. This is not a text file.")).to_be_visible()
    expect(page.get_by_text("What role has Asha Rowe, Per Moth?")).to_have_count(2)
    choose(page, "Role of speaker 1", "Interviewer")
    choose(page, "Role of speaker 2", "Participant")
    expect(page.get_by_text("9 ready to be added")).to_be_visible()

    page.reload()
    settle(page)
    choose(page, "Encoding", "old Mac")
    expect(page.get_by_text("so El señor cantó.")).to_be_visible()
    page.get_by_text("which part of a file’s name is the case?").click()
    choose(page, "Part of the name", "The part before the first _")
    assert store.documents() == ()
    page.get_by_role("button", name="Add 10 interviews").click()
    expect(page.get_by_text("10 interviews added.")).to_be_visible(timeout=MINUTE)
    no_errors(page)

    assert {case.name for case in store.cases()} == {f"P{number:02}" for number in range(1, 11)}
    again = tmp_path / "P11_happy.txt"
    turns = [("Asha Rowe", "so It sang on"), ("Per Moth", "so It did")]
    again.write_bytes(LAID_OUT["header_lines"][0](turns * 3))
    upload(page, [again])
    expect(page.get_by_text("As last time: “Asha Rowe” is Asha Rowe, interviewer")).to_be_visible()
    expect(page.get_by_text("1 ready to be added")).to_be_visible()
