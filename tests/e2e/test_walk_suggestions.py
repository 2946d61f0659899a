"""Suggestions in the browser: order of work, many at once, never again, how sure, muting."""

from playwright.sync_api import expect

from coding.decisions import rejected, standing_codings
from coding.lessons import LessonNote
from coding.pretag.expecting import Basis, Curve, Expectation
from tests.e2e.house import code_as, settle
from tests.e2e.test_reader_looks import faults
from ui.suggested import THRESHOLD

POINTS = tuple(Expectation(n / 100, 0.3 + n / 200, 1 - n / 100, 3 - n / 40) for n in (15, 50, 60))
FIRST = LessonNote("ear 1", 1, 0.15, Curve(POINTS, Basis.EXAMPLES, 12))


def take_many(page, saved, log):
    """Take a batch of suggestions but one, and undo it all at once."""
    page.locator(".bl-current").focus()
    page.keyboard.press("b")
    dialog = page.locator("[data-bl=ask]")
    dialog.get_by_label("Probability").select_option("60")
    ticked = dialog.get_by_role("checkbox", checked=True)
    count = ticked.count()
    assert count == 8
    ticked.first.uncheck()
    assert faults(page) == []
    dialog.get_by_role("button", name=f"Accept {count - 1} suggestions").click()
    saved(page)
    made = log()
    assert len(standing_codings(made)) == count - 1
    page.keyboard.press("u")
    saved(page)
    made = log()
    assert standing_codings(made) == ()


def refuse_for_good(page, saved, log, store):
    """Say "never like this" of the first suggestion, and take that back."""
    page.keyboard.press("w")
    card = page.get_by_role("region", name="Why suggested")
    assert faults(page) == []
    card.get_by_role("button", name="Never suggest this for things like this").first.click()
    expect(page.locator("[data-bl=said]")).to_contain_text("will not be suggested")
    saved(page)
    (never,) = store.nevers()
    (no,) = rejected(log())
    assert no.code_id == never.code_id
    page.keyboard.press("w")
    card.get_by_role("button", name="Suggest it again").click()
    expect(page.locator("[data-bl=said]")).to_contain_text("It may be suggested")
    assert store.nevers() == ()


def ask_more_and_mute(page, store):
    """Ask for surer suggestions, mute the first code by hand, and return that code's id."""
    page.get_by_role("link", name="Suggestions").first.click()
    expect(page.get_by_role("heading", name="How sure must a suggestion be?")).to_be_visible()
    settle(page)
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Back to the usual 15%")).to_be_visible()
    assert store.setting(THRESHOLD) == "0.5"
    settle(page)
    gone = page.get_by_role("combobox", name="Decide by hand on").input_value().split()[0]
    page.get_by_role("radio", name="Never").click()
    expect(
        page.get_by_text(f"{gone} {store.framework()[1].code_by_id[gone].name}: Set by hand.")
    ).to_be_visible()
    settle(page)

    return gone


def test_suggestions_are_ordered_taken_in_batches_refused_for_good_and_muted(house, visit, saved):
    store = house.study("bells", "Oda", "Per")
    document = house.interview(store, "bell")
    store.note_lesson(FIRST, coder_id=None)
    oda = next(coder for coder in store.coders() if coder.name == "Oda")
    codes = store.framework()[1].code_by_id

    page = visit("code")
    code_as(page, "Oda")
    page.wait_for_selector(f"[data-ready={document.id}]")
    order = page.get_by_label("Order in which passages come next")
    order.select_option("unsure")
    page.locator(".bl-current").focus()
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    saved(page)
    order.select_option("text")

    def log():
        return store.decisions(document_id=document.id, coder_id=oda.id)

    take_many(page, saved, log)
    refuse_for_good(page, saved, log, store)
    gone = ask_more_and_mute(page, store)

    page.get_by_role("link", name="Code", exact=True).first.click()
    page.wait_for_selector(f"[data-ready={document.id}]")
    settle(page)
    chips = page.locator(".bl-chip.bl-maybe")
    shown = set(chips.locator(".bl-score").all_inner_texts())
    assert shown == {"86%", "52%"}
    assert codes[gone].name not in chips.locator(".bl-name").all_inner_texts()
    store.close()
