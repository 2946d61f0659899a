"""Two coders on one interview: neither sees anything of the other until both have finished."""

from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from coding.model import Act
from tests.e2e.house import PAGES, code_as, no_errors, settle

SECRET = "zarquon thinks so"


class Listener:
    """All that the server sends to a browser: answers, and messages of its sockets."""

    def __init__(self, context):
        self.said = []
        self._answers = []
        context.on("response", lambda answer: self._answers.append(answer))
        context.on("page", lambda page: page.on("websocket", self._listen))

    def _listen(self, socket):
        socket.on(
            "framereceived",
            lambda frame: self.said.append(frame if isinstance(frame, bytes) else frame.encode()),
        )

    def take_in(self):
        """Read the answers, before the page is left."""
        for answer in self._answers:
            if answer.ok and "/static/" not in answer.url:
                with suppress(Error):  # of a page that was left meanwhile, the browser keeps none
                    self.said.append(answer.body())
        self._answers.clear()

    def heard(self, words):
        return any(words.encode() in one for one in self.said)


def finish(page, saved):
    page.keyboard.press("f")
    page.get_by_role("button", name="Finish this transcript").click()
    saved(page)


@pytest.fixture
def coded(house, visit, saved):
    """A study whose one interview Oda has coded, with a memo, and finished."""
    store = house.study("blind", "Oda", "Per")
    document = house.interview(store, "owl")
    page = visit("code")
    code_as(page, "Oda")
    page.wait_for_selector("[data-ready=owl]")
    page.keyboard.press("1")
    page.keyboard.press("m")
    page.keyboard.type(SECRET)
    page.keyboard.press("Escape")
    saved(page)
    finish(page, saved)
    yield store, document
    store.close()


def test_a_coder_gets_nothing_of_anothers_work_on_any_page(house, browse, visit, coded):
    store, document = coded
    decisions = store.decisions(document_id=document.id)
    assert [d.memo for d in decisions if d.act is Act.ANNOTATE] == [SECRET]

    other = browse.context()
    listener = Listener(other)
    page = visit("code", within=other)
    listener.take_in()
    code_as(page, "Per")
    page.wait_for_selector("[data-ready=owl]")
    assert page.locator(".bl-seg .bl-yes").count() == 0
    for path in PAGES:
        page.goto(f"{house.address}/{path}")
        settle(page)
        no_errors(page)
        listener.take_in()
        assert SECRET not in page.content()
    page.goto(f"{house.address}/agreement")
    expect(page.get_by_text("There is nothing to compare yet.")).to_be_visible()
    listener.take_in()

    assert listener.heard("owl")
    assert not listener.heard(SECRET)
    assert not listener.heard(decisions[0].client)


def test_once_both_have_finished_a_code_leads_to_where_they_differ(house, visit, coded, saved):
    page = visit()
    code_as(page, "Per")
    page.goto(f"{house.address}/code")
    page.wait_for_selector("[data-ready=owl]")
    page.keyboard.press("2")
    saved(page)
    finish(page, saved)

    page.goto(f"{house.address}/memos")
    expect(page.get_by_text(SECRET)).to_be_visible()
    page.goto(f"{house.address}/agreement")
    settle(page)
    where = page.locator(".bl-pass .where a").first
    expect(where).to_be_visible()
    expect(page.locator(".bl-pass").first).to_contain_text(SECRET)
    where.click()
    page.wait_for_selector("[data-ready=owl]")
    assert page.locator(".bl-current").get_attribute("data-i") == "2"
    no_errors(page)
