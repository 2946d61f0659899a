"""The whole road, second part: coding in the app, and the server killed in the middle of it."""

from playwright.sync_api import expect

from coding.decisions import finished_segments, standing_codings
from tests.e2e.house import code_as, settle

STATE = """() => ({
  place: document.querySelector(".bl-current")?.dataset.i,
  chips: [...document.querySelectorAll(".bl-seg .bl-chip")].map(
    (chip) => `${chip.className.match(/bl-(maybe|yes|no)/)[1]} ${chip.textContent}`),
  reviewed: document.querySelector("[data-bl=reviewed]").textContent,
})"""


def test_coding_outlives_the_server_and_goes_on_in_the_same_place(house, visit, saved, select):
    store = house.study("kettles")
    document = house.interview(store, "kettle")
    house.interview(store, "other")
    page = visit("code")
    expect(page.get_by_role("heading", name="Who is coding?")).to_be_visible()
    page.get_by_role("textbox", name="Another coder").last.fill("Oda *Lind*")
    page.get_by_role("button", name="Add and code as this person").last.click()
    page.wait_for_selector(f"[data-ready={document.id}]")

    page.keyboard.press("1")
    page.keyboard.press("Shift+Digit2")
    select(page, 2, 4, 8)
    page.keyboard.press("1")
    saved(page)
    page.keyboard.press("u")
    page.keyboard.press("u")
    page.keyboard.press("Shift+u")
    page.keyboard.press("Enter")
    saved(page)
    before = page.evaluate(STATE)
    house.kill()
    page.keyboard.press("1")
    page.wait_for_selector('[data-queue="1"]')
    house.start()
    saved(page)
    page.reload()
    page.wait_for_selector(f"[data-ready={document.id}]")
    settle(page)
    after = page.evaluate(STATE)

    assert after["place"] == before["place"] == "3"
    assert after["reviewed"] == before["reviewed"]
    assert len([chip for chip in after["chips"] if chip.startswith("yes")]) == 2
    expect(page.locator("[class*=st-key-coder_]").first).to_contain_text("Oda *Lind*")
    coder = store.coders()[0]
    decisions = store.decisions(document_id=document.id, coder_id=coder.id)
    assert len(decisions) == len({(d.client, d.seq) for d in decisions}) == 8
    assert len(standing_codings(decisions)) == 2

    page.keyboard.press("f")
    page.get_by_role("button", name="Finish this transcript").click()
    saved(page)
    segments = store.segments(document.id)
    decisions = store.decisions(document_id=document.id, coder_id=coder.id)
    codable = {segment.number for segment in segments if segment.codable}
    assert finished_segments(decisions, segments) >= codable
    page.goto(house.address)
    settle(page)
    expect(page.locator(".bl-list tr", has_text="kettle")).to_contain_text("Finished")
    store.close()


def test_a_link_opens_its_interview_at_its_passage(house, visit):
    store = house.study("links", "Oda")
    first, second = house.interview(store, "lamp"), house.interview(store, "moth")
    passage = store.segments(second.id)[7]
    page = visit("code")
    code_as(page, "Oda")
    page.wait_for_selector(f"[data-ready={first.id}]")

    link = f"code?study={store.study().id}&document={second.id}&at={passage.start}"
    linked = visit(link, within=page.context)
    linked.wait_for_selector(f"[data-ready={second.id}]")

    assert linked.locator(".bl-current").get_attribute("data-i") == "7"
    expect(linked.locator("[class*=st-key-coder_]").first).to_contain_text("Oda")
    store.close()


def test_a_link_to_an_interview_of_another_study_says_so(house, visit):
    elsewhere = house.study("there", "Per")
    foreign = house.interview(elsewhere, "foreign")
    store = house.study("here", "Oda")
    own = house.interview(store, "own")
    page = visit("code")
    code_as(page, "Oda")

    link = f"code?study={store.study().id}&document={foreign.id}&at=3"
    linked = visit(link, within=page.context)

    linked.wait_for_selector(f"[data-ready={own.id}]")
    expect(linked.get_by_text("The interview in this link is not in this study.")).to_be_visible()
    elsewhere.close()
    store.close()


def test_turning_to_another_interview_of_the_same_name_leaves_the_linked_place_behind(house, visit):
    store = house.study("turning", "Oda")
    first, second = house.interview(store, "brook"), house.interview(store, "creek")
    page = visit("code")
    code_as(page, "Oda")
    linked = visit(f"code?study={store.study().id}&document={first.id}&at=40", within=page.context)
    linked.wait_for_selector(f"[data-ready={first.id}]")

    linked.get_by_role("combobox", name="Interview").click()
    linked.get_by_role("option", name=f"{second.name} (2)").click()

    linked.wait_for_selector(f"[data-ready={second.id}]")
    assert f"document={second.id}" in linked.url
    assert "at=" not in linked.url
    store.close()
