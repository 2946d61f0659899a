"""Two coders assigned blind: nobody sees anything, the coordinator neither, until both end."""

from playwright.sync_api import expect

from coding.model import Act
from coding.plan import Assignment, Purpose
from tests.e2e.house import code_as, no_errors, settle

PAGES = ("plan", "code", "adjudicate", "matrix", "memos", "log")
SECRET = "zarquon thinks so"


def finish(page, saved):
    page.keyboard.press("f")
    page.get_by_role("button", name="Finish this transcript").click()
    saved(page)


def plan_for(store, *document_ids):
    """Have Ida coordinate, and Oda and Per code these interviews."""
    who = {coder.name: coder.id for coder in store.coders()}
    store.name_coordinator(who["Ida"], coder_id=who["Ida"])
    plan = [
        Assignment(key, who[name], Purpose.SHARED)
        for key in document_ids
        for name in ("Oda", "Per")
    ]
    store.put_plan(plan, how="by hand", coder_id=who["Ida"])
    return who


def codes_in_secret(page, saved, name, key):
    """Code and finish the interview in front of this coder, with a memo of the secret."""
    code_as(page, name)
    page.wait_for_selector("[data-ready]")
    page.keyboard.press(key)
    page.keyboard.press("m")
    page.keyboard.type(f"{SECRET} {name}")
    page.keyboard.press("Escape")
    saved(page)
    finish(page, saved)


def go(page, house, path):
    page.goto(f"{house.address}/{path}")
    settle(page)
    no_errors(page)


def sees_nothing_of(page, house, link):
    for path in (*PAGES, link):
        go(page, house, path)
        assert SECRET not in page.content()
    go(page, house, "agreement")
    expect(page.get_by_text("There is nothing to compare yet.")).to_be_visible()


def test_views_stay_locked_to_everybody_until_both_have_finished(house, browse, visit, saved):
    store = house.study("double", "Oda", "Per", "Ida", "Eva")
    document = house.interview(store, "owl")
    plan_for(store, document.id)
    link = f"code?study={store.study().id}&document={document.id}&at=40"
    oda = visit("code")
    codes_in_secret(oda, saved, "Oda", "1")

    others = {}
    for name in ("Ida", "Eva", "Per"):
        others[name] = visit("plan", within=browse.context())
        code_as(others[name], name)
        expect(others[name].locator(".bl-plan")).to_contain_text("locked")
        sees_nothing_of(others[name], house, link)
    go(oda, house, "agreement")
    expect(oda.get_by_text("There is nothing to compare yet.")).to_be_visible()

    per = others["Per"]
    go(per, house, "")
    expect(per.get_by_role("heading", name="Your work list")).to_be_visible()
    per.locator(".bl-list a").first.click()
    per.wait_for_selector(f"[data-ready={document.id}]")
    per.keyboard.press("2")
    saved(per)
    finish(per, saved)

    for page in (per, oda, others["Ida"]):
        go(page, house, "memos")
        expect(page.get_by_text(f"{SECRET} Oda")).to_be_visible()
        go(page, house, "plan")
        expect(page.locator(".bl-plan")).to_contain_text("open")
    go(others["Ida"], house, "agreement")
    expect(others["Ida"].get_by_text("coded blind").first).to_be_visible(timeout=30_000)
    sees_nothing_of(others["Eva"], house, link)
    store.close()


def test_an_early_unlock_opens_an_interview_and_stands_in_the_log(house, visit, saved):
    store = house.study("early", "Oda", "Per", "Ida")
    document = house.interview(store, "moth")
    who = plan_for(store, document.id)
    page = visit("code")
    codes_in_secret(page, saved, "Oda", "1")
    go(page, house, "plan")
    expect(page.get_by_text("Only the coordinator changes the plan.")).to_be_visible()
    code_as(page, "Ida")
    page.get_by_role("radio", name="Unlock early").click()
    page.get_by_role("textbox", name="Reason").fill("Per has left for the sea")
    form = page.get_by_test_id("stForm").filter(has=page.get_by_role("textbox", name="Reason"))
    form.get_by_role("button", name="Unlock early").click()
    expect(page.locator(".bl-plan")).to_contain_text("unlocked early")
    go(page, house, "memos")
    expect(page.get_by_text(f"{SECRET} Oda")).to_be_visible()

    entry = store.log(kinds=["unlocked early"])[0]
    assert (entry.coder_id, entry.reason) == (who["Ida"], "Per has left for the sea")
    store.close()


def test_control_passages_show_no_suggestions_and_say_so(house, visit, saved):
    store = house.study("control", "Oda", "Per", "Ida")
    document = house.interview(store, "goat", segments=20)
    who = plan_for(store, document.id)
    store.set_control_share(0.5, seed=3, coder_id=who["Ida"])
    segments = store.segments(document.id)
    control = store.plan().control_segments(document.id, segments)
    page = visit("plan")
    code_as(page, "Oda")
    page.goto(f"{house.address}/code")
    page.wait_for_selector(f"[data-ready={document.id}]")

    for place, segment in enumerate(segments):
        row = page.locator(f'[data-i="{place}"]')
        hidden = segment.number in control
        assert row.get_by_text("No suggestions on this passage (control)").count() == hidden
        assert bool(row.locator(".bl-maybe").count()) == (segment.codable and not hidden)
    place = next(place for place, one in enumerate(segments) if one.number in control)
    page.locator(f'[data-i="{place}"] .bl-words').click()
    page.keyboard.press("w")
    expect(page.get_by_text("it is a control passage")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("herring")
    page.keyboard.press("Enter")
    saved(page)
    added = [d for d in store.decisions(document_id=document.id) if d.act is Act.ADD]
    assert [one.shown for one in added] == [False]
    store.close()


def test_who_is_given_some_passages_finishes_those_alone(house, visit, saved):
    store = house.study("part", "Oda", "Per", "Ida")
    document = house.interview(store, "kettle")
    who = plan_for(store)
    part = [one.number for one in store.segments(document.id) if one.codable][1:4]
    again = store.begin_round(who["Oda"], {document.id: part}, coder_id=who["Ida"])
    page = visit("plan")
    code_as(page, "Oda")
    page.get_by_role("button", name="Begin coding").click()
    page.wait_for_selector(f"[data-ready={document.id}]")
    expect(page.get_by_text("0 of 3 reviewed")).to_be_visible()
    assert page.locator(".bl-maybe").count() == 0
    page.keyboard.press("f")
    page.get_by_role("button", name="Finish this transcript").click()
    saved(page)

    finished = [d for d in store.decisions(coder_id=again.id) if d.act is Act.FINISH]
    assert len(finished) == 3
    assert store.progress(again.id)[document.id] == (3, 3)
    store.close()
