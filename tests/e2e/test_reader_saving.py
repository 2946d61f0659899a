"""Saving: what happens without a server, with refusals, in two tabs, and for two coders."""

import json

from coding.decisions import standing_codings
from coding.model import Act

SHELF = "Object.keys(localStorage).filter((key) => key.startsWith('betweenlines-outbox'))"


def kinds(marks):
    return [kind for kind, _ in marks]


def cut_off(page):
    page.route("**/api/decisions", lambda route: route.abort())


def reconnect(page):
    page.unroute("**/api/decisions")
    page.evaluate("window.dispatchEvent(new Event('online'))")


def test_work_goes_on_offline_and_is_saved_later(room, browse, saved):
    document = room.document()
    page = browse(room.url(document))
    cut_off(page)

    for _ in range(5):
        page.keyboard.press("Enter")
    page.wait_for_selector('.bl-saved[data-state="offline"]')
    said = page.locator(".bl-saved").inner_text()
    before = len(room.decisions(document))
    reconnect(page)
    saved(page)

    assert (said, before) == ("Offline – 5 kept", 0)
    assert [decision.act for decision in room.decisions(document)] == [Act.FINISH] * 5
    assert page.evaluate(SHELF) == []


def test_what_a_closed_page_could_not_send_the_next_one_does(room, browse, saved, chips):
    document = room.document()
    context = browse.context()
    page = browse(room.url(document), within=context)
    cut_off(page)
    page.keyboard.press("1")
    page.keyboard.press("m")
    page.keyboard.type("Kept.")
    page.keyboard.press("Escape")
    page.wait_for_selector('.bl-saved[data-state="offline"]')
    page.close()

    page = browse(room.url(document), within=context)
    saved(page)

    (coding,) = standing_codings(room.decisions(document))
    assert coding.memo == "Kept."
    assert kinds(chips(page, 2))[0] == "yes"
    assert page.evaluate(SHELF) == []


def test_only_ids_codes_and_typed_memos_are_kept_in_the_browser(room, browse):
    document = room.document()
    page = browse(room.url(document))
    cut_off(page)

    page.keyboard.press("a")
    page.wait_for_selector('.bl-saved[data-state="offline"]')

    kept = page.evaluate("JSON.stringify({ ...localStorage })")
    assert "Interview 7" not in kept
    assert not any(word in kept for word in document.text.split() if len(word) > 6)


def test_leaving_the_page_at_once_saves_the_last_decision(room, browse):
    document = room.document()
    context = browse.context()
    page = browse(room.url(document), within=context)

    page.keyboard.press("a")
    page.close()
    saved_later = browse(room.url(document), within=context)
    saved_later.wait_for_selector('[data-queue="0"]')

    assert len(room.decisions(document)) == 4


def test_a_refused_decision_is_named_dropped_and_drawn_back(room, browse, saved, chips):
    document = room.document()
    page = browse(room.url(document))

    def spoil(route):
        sent = json.loads(route.request.post_data)
        for batch in sent["batches"]:
            for op in batch["ops"]:
                op["end"] = op["end"] if op["code"] is None else 10**6
        route.continue_(post_data=json.dumps(sent))

    page.route("**/api/decisions", spoil)
    page.keyboard.press("a")
    page.wait_for_selector(".bl-notice")
    saved(page)

    notices = page.locator(".bl-notice p").all_text_contents()
    assert len(notices) == 3
    assert all(notice.startswith("Not saved: ") for notice in notices)
    assert kinds(chips(page, 2)) == ["maybe"] * 3
    assert [decision.act for decision in room.decisions(document)] == [Act.FINISH]


def test_one_unreadable_decision_does_not_hold_up_the_others(room, browse, saved):
    document = room.document()
    page = browse(room.url(document))
    cut_off(page)
    for _ in range(4):
        page.keyboard.press("Enter")
    page.wait_for_selector('.bl-saved[data-state="offline"]')
    page.unroute("**/api/decisions")

    def fuss(route):
        ops = json.loads(route.request.post_data)["batches"][0]["ops"]
        if any(op["seq"] == 3 for op in ops):
            route.fulfill(status=400, json={"error": "It cannot be read."})
        else:
            route.continue_()

    page.route("**/api/decisions", fuss)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    saved(page)

    assert [decision.seq for decision in room.decisions(document)] == [1, 2, 4]
    assert "It cannot be read." in page.locator(".bl-notice").inner_text()


def test_a_page_whose_pass_is_too_old_says_what_to_do(room, browse):
    page = browse(room.url(room.document()))
    page.route(
        "**/api/decisions",
        lambda route: route.fulfill(status=403, json={"error": "Reload it to go on."}),
    )

    page.keyboard.press("1")
    page.wait_for_selector('.bl-saved[data-state="offline"]')

    assert page.locator(".bl-saved").inner_text() == "Not saved – 1 kept. Reload it to go on."


def test_two_tabs_of_one_coder_show_the_same(room, browse, saved, chips):
    document = room.document()
    context = browse.context()
    one, two = (browse(room.url(document), within=context) for _ in range(2))

    one.keyboard.press("1")
    two.keyboard.press("Shift+Digit2")
    two.wait_for_selector('[data-i="2"] .bl-yes')
    one.wait_for_selector('[data-i="2"] .bl-no')
    one.keyboard.press("3")
    saved(one)
    saved(two)

    assert kinds(chips(one, 2)) == ["yes", "no", "yes"]
    two.wait_for_function("document.querySelectorAll('[data-i=\"2\"] .bl-yes').length === 2")
    assert len(room.decisions(document)) == 3
    assert len({decision.client for decision in room.decisions(document)}) == 2


def test_one_tab_can_undo_what_the_other_decided(room, browse, saved):
    document = room.document()
    context = browse.context()
    one, two = (browse(room.url(document), within=context) for _ in range(2))

    one.keyboard.press("1")
    two.wait_for_selector('[data-i="2"] .bl-yes')
    two.keyboard.press("u")
    saved(two)
    one.wait_for_function("!document.querySelector('[data-i=\"2\"] .bl-yes')")

    assert standing_codings(room.decisions(document)) == ()


def test_a_second_coder_sees_nothing_of_the_first(room, browse, saved):
    document = room.document()
    context = browse.context()
    oda = browse(room.url(document), within=context)
    oda.keyboard.press("a")
    oda.keyboard.press("1")
    oda.keyboard.press("m")
    oda.keyboard.type("Only mine.")
    oda.keyboard.press("Escape")
    saved(oda)

    per = browse(room.url(document, coder="Per"), within=context)
    told = per.evaluate("(async () => (await fetch('/data' + location.search)).text())()")

    assert per.locator(".bl-yes, .bl-no, .bl-done").count() == 0
    assert per.locator("[data-bl=reviewed]").inner_text() == "0 of 9 reviewed"
    assert "Only mine." not in told
    assert json.loads(told)["log"] == []
    assert room.coder_id("Oda") not in told


def test_a_rerun_of_the_script_merges_and_draws_nothing_anew(room, browse, saved, chips):
    document = room.document()
    page = browse(room.url(document))
    page.evaluate("document.querySelector('[data-i=\"2\"]').dataset.same = 'row'")

    page.keyboard.press("1")
    saved(page)
    page.evaluate("window.mount()")

    assert kinds(chips(page, 2))[0] == "yes"
    assert page.locator('[data-same="row"]').count() == 1
