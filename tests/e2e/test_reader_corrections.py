"""Correcting the transcript on the coding screen: words change, codings and offsets do not."""

from playwright.sync_api import expect

from coding.decisions import standing_codings
from tests.e2e.test_reader_looks import faults

TALK = [
    ("INT", "And the lift?"),
    ("P", "The lift 𝄞 snag again today. It hums in the dark, and nobody minds the tune."),
]


def unit(text, words):
    """Return where words begin, as browsers count."""
    return len(text[: text.index(words)].encode("utf-16-le")) // 2


def test_words_are_corrected_and_a_coding_stays_on_its_own(room, browse, select, saved):
    document = room.document(TALK)
    page = browse(room.url(document))
    dialog, words = page.locator("[data-bl=ask]"), page.locator('[data-i="1"] .bl-words')
    start = unit(words.inner_text(), "snag")
    assert select(page, 1, start, start + 4) == "snag"
    page.keyboard.press("1")
    saved(page)

    select(page, 1, start - 12, start + 10)
    page.get_by_role("button", name="Correct the transcript here").click()
    dialog.get_by_label("As they should read").fill("The lift 𝄞 sang aloud again")
    dialog.get_by_label("Why").fill("heard again")
    assert faults(page) == []
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("1 code of yours stands on these words.")
    dialog.get_by_role("button", name="Correct all the same").click()
    expect(words).to_contain_text("The lift 𝄞 sang aloud again today.")
    expect(dialog).not_to_be_visible()
    assert faults(page) == []

    (kept,) = room.store.corrections(document.id)
    assert (document.text[kept.start : kept.end], kept.words) == ("snag", "sang aloud")
    (coding,) = standing_codings(room.decisions(document))
    assert document.text[coding.start : coding.end] == "snag"
    shown = words.inner_text()
    hums = unit(shown, "hums")
    select(page, 1, hums, hums + 4)
    page.keyboard.press("2")
    saved(page)
    later = standing_codings(room.decisions(document))[1]
    assert document.text[later.start : later.end] == "hums"

    page.reload()
    page.wait_for_selector("[data-ready]")
    expect(words).to_contain_text("sang aloud")
    page.get_by_role("button", name="✎ corrected").focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("region", name="Corrected words")
    expect(card).to_contain_text("snag → sang aloud")
    expect(card).to_contain_text("heard again")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="1 correction").click()
    expect(dialog).to_contain_text("Oda")
    assert faults(page) == []
    dialog.get_by_role("button", name="Withdraw").click()
    expect(words).to_contain_text("The lift 𝄞 snag again")
    expect(page.locator("[data-bl=fixes]")).to_be_hidden()
    assert room.store.corrections(document.id) == ()


def test_the_passage_in_front_is_corrected_by_key_and_words_without_change_are_not_sent(
    room, browse
):
    document = room.document([("INT", "And the stairs?"), ("P", "They count again today.")])
    page = browse(room.url(document))
    dialog = page.locator("[data-bl=ask]")

    page.keyboard.press("c")
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("Nothing is changed yet.")
    area = dialog.get_by_label("As they should read")
    area.fill(area.input_value().replace("today.", "."))
    page.keyboard.press("Enter")
    expect(dialog).not_to_be_visible()

    (kept,) = room.store.corrections(document.id)
    assert (document.text[kept.start : kept.end], kept.words) == ("today.", ".")
