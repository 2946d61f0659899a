"""Adjudication in the browser: by keyboard, past a killed server, to a sharper definition."""

from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from coding.adjudication import Verdict, standing_adjudications
from coding.decisions import standing_codings
from coding.model import Act, Decision
from framework.writing import framework_yaml
from tests.e2e.house import code_as, settle
from tests.e2e.reading_room import SAYINGS
from ui.charting import acts_in_sight, matrix_for, sight_of
from ui.settling import docket_for

CLIENTS = count(1)
TURNS = [
    ("INT", "And what did the <b>herring</b> say?")
    if number % 4 == 0
    else ("P07", f"{SAYINGS[number % 7]} Number {number}, &amp; no more 🛶.")
    for number in range(17)
]


@pytest.fixture
def study(house):
    """Oda and Per have finished an interview, and differ on each of its twelve answers."""
    store = house.study("settling", "Oda", "Per", "Ulf")
    document = house.interview(store, f"talk{next(CLIENTS)}", TURNS)
    oda, per, _ = (coder.id for coder in store.coders())
    answers = [s for s in store.segments(document.id) if s.codable]
    given = [(oda, "A1", ""), (per, "B1", "It might be the fog.")]
    for coder_id, code, memo in given:
        decide(store, document, coder_id, [(s.start, s.end, code, memo) for s in answers])
    decide(store, document, per, [(s.start, s.end, "C1", "") for s in answers[:3]], end=False)
    yield store, document, answers
    store.close()


def decide(store, document, coder_id, codings, *, end=True):
    client = f"made-{next(CLIENTS)}"
    acts = [
        {"act": Act.ADD, "start": s, "end": e, "code_id": code, "memo": memo or None}
        for s, e, code, memo in codings
    ]
    acts += [{"act": Act.FINISH, "start": 0, "end": len(document.text)}] if end else []
    store.record(
        [
            Decision(
                client=client, seq=seq, coder_id=coder_id, document_id=document.id,
                framework_version=1, made_at=datetime.now(UTC), **act,
            )
            for seq, act in enumerate(acts, 1)
        ]
    )  # fmt: skip


@pytest.fixture
def bench(visit):
    """Open the page as a person and wait for the component."""

    def open_bench(store, name="Oda", query="", **options):
        page = visit(f"adjudicate?study={store.study().id}{query}", **options)
        code_as(page, name)
        page.wait_for_selector(".bl-settle[data-ready]")
        page.locator(".bl-case").focus()
        return page

    return open_bench


@contextmanager
def power_cut(house):
    house.kill()
    try:
        yield
    finally:
        house.start()


def all_saved(page):
    page.wait_for_selector('.bl-settle[data-queue="0"]')
    page.wait_for_function("document.querySelector('.bl-saved').dataset.state === 'saved'")


def rule(page, key, reason=""):
    page.keyboard.press(key)
    expect(page.locator("[data-bl=reason]")).to_be_focused()
    page.keyboard.type(reason)
    page.keyboard.press("Enter")


def choose_words(page, start, end):
    page.evaluate(
        """([from, to]) => {
          const words = document.querySelector(".bl-this").firstChild;
          getSelection().setBaseAndExtent(words, from, words, to);
        }""",
        [start, end],
    )
    page.wait_for_selector(".bl-pick:not([hidden])")


def verdicts(store):
    return sorted(standing_adjudications(store.adjudications()), key=lambda one: one.place)


def tally(page):
    return page.locator("[data-bl=reviewed]").inner_text()


def test_ten_passages_are_settled_and_nothing_is_lost_with_the_server(house, study, bench):
    store, document, answers = study
    before = store.decisions()
    page = bench(store)
    assert tally(page) == "0 of 12 settled"

    rule(page, "1", "A lift, by definition.")
    rule(page, "2", "Fog: see the memo.")
    rule(page, "b", "Both are said.")
    rule(page, "0", "Neither is said.")
    page.keyboard.press("/")
    page.keyboard.type("herring")
    rule(page, "Enter", "It is the herring.")
    choose_words(page, 0, 8)
    rule(page, "1", "Only these words.")
    rule(page, "q", "Ask the others.")
    all_saved(page)
    assert tally(page) == "6 of 12 settled"

    rule(page, "1", "Too fast.")
    page.keyboard.press("u")
    expect(page.locator("[data-bl=reason]")).to_have_value("Too fast.")
    page.keyboard.press("n")
    page.locator("[data-bl=reason]").fill("On second thoughts, ")
    all_saved(page)
    with power_cut(house):
        page.keyboard.type("neither.")
        page.keyboard.press("Enter")
        rule(page, "2", "Nobody hears me.")
        page.keyboard.press("1")
        page.keyboard.type("Half a rea")
        page.wait_for_selector('.bl-settle[data-queue="2"]')
    all_saved(page)
    page.reload()
    page.wait_for_selector(".bl-settle[data-ready]")
    settle(page)
    expect(page.locator("[data-bl=reason]")).to_have_value("Half a rea")
    expect(page.locator(".bl-side.bl-taken")).to_contain_text("Oda")
    page.locator("[data-bl=reason]").focus()
    page.keyboard.press("End")
    page.keyboard.type("son.")
    page.keyboard.press("Enter")
    rule(page, "1", "The tenth.")
    all_saved(page)

    assert tally(page) == "10 of 12 settled"
    found = verdicts(store)
    assert [(one.verdict, one.reason) for one in found] == [
        (Verdict.ONE, "A lift, by definition."),
        (Verdict.ONE, "Fog: see the memo."),
        (Verdict.ALL, "Both are said."),
        (Verdict.NONE, "Neither is said."),
        (Verdict.CODE, "It is the herring."),
        (Verdict.SPAN, "Only these words."),
        (Verdict.ASIDE, "Ask the others."),
        (Verdict.NONE, "On second thoughts, neither."),
        (Verdict.ONE, "Nobody hears me."),
        (Verdict.ONE, "Half a reason."),
        (Verdict.ONE, "The tenth."),
    ]
    assert len({(act.client, act.seq) for act in store.adjudications()}) == 13
    assert len(store.adjudications()) == 13
    assert store.decisions() == before
    check_marks(document, answers, found)
    check_consensus(store)


def check_marks(document, answers, found):
    marks = [{mark.code_id for mark in one.marks} for one in found]
    assert marks[:5] == [{"A1"}, {"B1", "C1"}, {"A1", "B1", "C1"}, set(), {"C1"}]
    (mark,) = found[5].marks
    words = document.text[answers[5].start : answers[5].start + 8].strip()
    assert document.text[mark.start : mark.end] == words


def check_consensus(store):
    """The matrix charts exactly what the verdicts let stand, under whoever looks."""
    sight = sight_of(store, store.coders()[1].id)
    matrix = matrix_for(store, sight, acts_in_sight(store, sight), whose=None)
    charted = {
        (passage.start, passage.end, code_id)
        for (_, code_id), cell in matrix.cells.items()
        for passage in cell.passages
    }
    assert charted == {
        (mark.start, mark.end, mark.code_id) for one in verdicts(store) for mark in one.marks
    }
    assert len(charted) == 11


def test_what_was_settled_is_opened_and_settled_anew(study, bench):
    store, _, _ = study
    page = bench(store)
    rule(page, "2", "Fog: see the memo.")
    all_saved(page)

    page.get_by_role("button", name="Settled", exact=True).click()
    page.locator(".bl-item").first.click()
    expect(page.locator(".bl-before")).to_contain_text("Fog: see the memo.")
    rule(page, "1", "No: the lift.")
    all_saved(page)

    assert [one.reason for one in verdicts(store)] == ["No: the lift."]
    assert store.log(limit=1)[0].before == "B1, C1"


def test_a_definition_is_sharpened_with_the_passage_as_an_example(study, bench):
    store, document, answers = study
    page = bench(store, query="&row=C1")
    assert tally(page) == "0 of 3 settled"

    page.locator(".bl-meaning-of", has_text="C1").get_by_role("button").click()
    editor = page.locator(".bl-editor")
    expect(editor).to_contain_text("a participant's words")
    definition = editor.get_by_label("Definition", exact=True)
    definition.fill("A herring that speaks.")
    page.reload()
    page.wait_for_selector(".bl-settle[data-ready]")
    settle(page)
    page.locator(".bl-meaning-of", has_text="C1").get_by_role("button").click()
    expect(editor).to_contain_text("What you typed is here again")
    expect(definition).to_have_value("A herring that speaks.")
    editor.get_by_role("button", name="Add as an example").click()
    page.keyboard.press("Control+Enter")
    expect(editor).to_contain_text("Say in a line why")
    page.keyboard.type("A dead one says nothing.")
    page.keyboard.press("Control+Enter")

    expect(editor).to_be_hidden()
    expect(page.locator(".bl-meaning-of", has_text="C1")).to_contain_text("A herring that speaks.")
    version, framework = store.framework()
    code = framework.code_by_id["C1"]
    assert (version, code.definition) == (2, "A herring that speaks.")
    assert code.examples[-1] == document.text[answers[0].start : answers[0].end]
    newest = store.framework_versions()[-1]
    assert (newest.reason, newest.coder_id) == ("C1: A dead one says nothing.", oda_of(store))
    page.locator(".bl-case").focus()
    rule(page, "2", "It speaks.")
    all_saved(page)
    assert verdicts(store)[0].framework_version == 2


def oda_of(store):
    return next(coder.id for coder in store.coders() if coder.name == "Oda")


def test_two_people_on_one_code_do_not_overwrite_each_other(study, bench):
    store, _, _ = study
    page = bench(store)
    page.keyboard.press("d")
    editor = page.locator(".bl-editor")
    editor.get_by_label("Definition", exact=True).fill("Lifts only.")
    _, framework = store.framework()
    code = framework.code_by_id["A1"].model_copy(update={"definition": "Any lift at all."})
    themes = tuple(
        theme.model_copy(update={"codes": tuple(code if c.id == "A1" else c for c in theme.codes)})
        for theme in framework.themes
    )
    theirs = framework.model_copy(update={"themes": themes})
    per = store.coders()[1].id
    store.add_framework_version(framework_yaml(theirs), theirs, reason="Wider.", coder_id=per)

    editor.get_by_label("Why it is changed").fill("Narrower.")
    page.keyboard.press("Control+Enter")
    expect(editor).to_contain_text("Per has changed this code in the meantime")
    expect(editor).to_contain_text("Any lift at all.")
    assert store.framework()[0] == 2
    editor.get_by_role("button", name="Put mine in its place").click()
    expect(editor).to_be_hidden()

    assert store.framework()[1].code_by_id["A1"].definition == "Lifts only."
    assert [version.reason for version in store.framework_versions()][1:] == [
        "Wider.",
        "A1: Narrower.",
    ]


def test_who_has_not_finished_sees_nothing_to_settle(study, visit):
    store, document, answers = study
    ulf = store.coders()[2].id
    decide(store, document, ulf, [(answers[0].start, answers[0].end, "A1", "")], end=False)

    for name in ("Ulf", "Oda"):
        page = visit(f"adjudicate?study={store.study().id}")
        code_as(page, name)
        expect(page.get_by_text("There is nothing to settle yet")).to_be_visible()
        assert page.locator(".bl-settle").count() == 0
        assert document.text[:30] not in page.content()


def test_hidden_names_stand_in_an_order_that_stays(study, bench):
    store, _, _ = study
    page = bench(store)
    page.keyboard.press("h")
    expect(page.locator(".bl-side h4").first).to_have_text("Coder 1")
    assert "Per" not in page.locator(".bl-settle").inner_text()

    def order():
        seen = []
        for row in page.locator(".bl-item").all():
            row.click()
            seen.append(page.locator(".bl-side").first.locator(".bl-chip-id").first.inner_text())
        return seen

    first = order()
    page.reload()
    page.wait_for_selector(".bl-settle[data-ready]")
    settle(page)

    assert order() == first
    assert len(set(first)) == 2


def test_what_coders_change_after_a_verdict_is_open_again(study, bench):
    store, document, answers = study
    page = bench(store)
    rule(page, "1", "Settled.")
    all_saved(page)
    first = answers[0]
    per = store.coders()[1].id
    decide(store, document, per, [(first.start, first.end, "D1", "")], end=False)
    page.reload()
    page.wait_for_selector(".bl-settle[data-ready]")
    settle(page)

    expect(page.locator(".bl-before")).to_contain_text("coders have changed their codes since")
    expect(page.locator(".bl-item").first).to_have_attribute("data-stage", "changed")
    assert len(standing_codings(store.decisions(coder_id=per))) == 16
    assert docket_for(store, per).passages(store.adjudications())[0].stage == "changed since"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 800, 420])
def test_axe_finds_nothing_and_nothing_is_cut_off(study, bench, scheme, width):
    store, _, _ = study
    page = bench(store, color_scheme=scheme, viewport={"width": width, "height": 900})
    rule(page, "b", "Both.")
    page.keyboard.press("k")
    page.keyboard.press("2")
    found = [Axe().run(page).response["violations"]]
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    found.append(Axe().run(page).response["violations"])
    page.keyboard.press("Escape")
    page.keyboard.press("d")
    page.wait_for_selector(".bl-editor[open]")
    found.append(Axe().run(page).response["violations"])
    page.keyboard.press("Escape")

    assert [[(one["id"], one["nodes"][0]["html"][:120]) for one in ones] for ones in found] == [
        [], [], [],
    ]  # fmt: skip
    wide = "document.documentElement.scrollWidth > innerWidth + 1"
    assert not page.evaluate(wide)
