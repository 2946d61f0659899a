"""The matrix page in a real browser: writing, referring, keys, and nothing typed is lost."""

import signal
import sys

import pytest

from tests.e2e.conftest import free_port, start_server
from tests.e2e.matrix_room import code_passages, furnished_room, matrix_data, withdraw
from tests.e2e.test_reader_kills import kill_page

WORDS = "#bm-words"


class MatrixRoom:
    """A server of the matrix page alone, that can be killed and started again."""

    def __init__(self, home):
        self.home = home
        self.store = furnished_room(home)
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = (home / "server.log").open("w")
        self.up()

    def up(self):
        command = [sys.executable, "-m", "tests.e2e.matrix_room", str(self.port)]
        self.process = start_server(command, self.home, f"{self.address}/matrix.js", self.log)

    def down(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def url(self, **query):
        more = "&".join(f"{name}={value}" for name, value in query.items())
        return f"{self.address}/page?{more}"

    def texts(self):
        return [summary.text for summary in self.store.summaries()]


@pytest.fixture
def room(tmp_path, monkeypatch):
    monkeypatch.setenv("BETWEENLINES_HOME", str(tmp_path))
    made = MatrixRoom(tmp_path)
    for name in ("Oda", "Per"):
        code_passages(made.store, name, "Ida-talk", {1: "A1", 2: "A2", 3: "A1"})
        code_passages(made.store, name, "Jan-talk", {1: "C3", 2: "A1"})
    yield made
    made.down()
    made.log.close()
    assert "Traceback" not in (tmp_path / "server.log").read_text()


@pytest.fixture
def saved():
    def wait(page):
        page.wait_for_selector('[data-queue="0"][data-words="0"]', timeout=20_000)

    return wait


def cell(page, case, code):
    row = page.locator(".bm-row", has=page.locator(".bm-case b", has_text=case))
    column = page.locator(".bm-column").evaluate_all(
        "(nodes, code) => nodes.findIndex(n => n.querySelector('.bm-id').textContent === code)",
        code,
    )
    return row.locator(".bm-cell").nth(column)


def states(page):
    return {
        (row.locator(".bm-case b").inner_text(), number): words
        for row in page.locator(".bm-row[data-row]").all()
        for number, words in enumerate(row.locator(".bm-state-word").all_inner_texts())
    }


def charted(store, view="theme A"):
    """Return the states as the program charts them, in the form of `states`."""
    data = matrix_data(store, "Oda", view, None)
    return {
        (case.name, number): f"{cell.state.shape} {cell.state.value}"
        for case in data.matrix.cases
        for number, column in enumerate(data.columns)
        for cell in [data.matrix.cell(case.id, column.id)]
    }


def test_a_summary_with_two_references_is_there_after_a_reload(room, browse, saved):
    page = browse(room.url())
    cell(page, "Ida", "A1").click()
    page.locator(WORDS).press_sequentially("The lift sings, and it is heard at night")
    page.get_by_role("button", name="Insert reference Ida L1").click()
    page.locator(WORDS).press_sequentially(" as a hum")
    page.keyboard.press("Alt+2")
    saved(page)
    page.reload()
    page.wait_for_selector("[data-ready]")

    words = page.locator(WORDS).input_value()
    labels = page.locator(".bm-where a").all_inner_texts()
    assert words == (
        f"The lift sings, and it is heard at night [{labels[0]}] as a hum [{labels[1]}]"
    )
    assert page.locator(".bm-cited").count() == 2
    assert page.locator(".bm-kept").inner_text() == "Saved"
    (summary,) = room.store.summaries()
    spans = [room.store.document("Ida-talk").turns[turn] for turn in (1, 3)]
    assert [(r.document_id, r.start, r.end) for r in summary.references] == [
        ("Ida-talk", span.start, span.end) for span in spans
    ]
    assert summary.whose is None
    assert len(summary.basis) == 4  # two passages, and both coders stand behind each
    assert states(page) == charted(room.store)


def test_what_is_typed_while_the_server_is_dead_is_kept_and_saved(room, browse, saved):
    page = browse(room.url())
    cell(page, "Ida", "A1").click()
    page.locator(WORDS).press_sequentially("Before the end. ")
    room.down()
    page.locator(WORDS).press_sequentially("After it.")
    page.wait_for_selector(".bm-kept[data-state=offline]")
    assert "kept" in page.locator(".bm-kept").inner_text()
    page.keyboard.press("Control+Enter")
    page.locator(WORDS).press_sequentially("The next one.")
    page.wait_for_timeout(100)
    room.up()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    saved(page)

    assert sorted(room.texts()) == ["Before the end. After it.", "The next one."]


def test_a_page_that_crashes_in_the_middle_of_a_word_loses_no_letter(room, browse, saved, chromium):
    context = browse.context()
    page = browse(room.url(), within=context)
    cell(page, "Ida", "A2").click()
    page.locator(WORDS).press_sequentially("The fog loo")
    room.down()
    kill_page(chromium.new_browser_cdp_session(), page)
    room.up()
    again = browse(room.url(), within=context)
    saved(again)
    cell(again, "Ida", "A2").click()

    assert again.locator(WORDS).input_value() == "The fog loo"
    assert room.texts() == ["The fog loo"]


def test_a_reload_while_the_server_is_dead_keeps_the_words(room, browse, saved):
    page = browse(room.url())
    cell(page, "Jan", "A1").click()
    page.locator(WORDS).press_sequentially("Rain indoors.")
    room.down()
    with pytest.raises(Exception, match="ERR_"):
        page.reload()
    room.up()
    page.goto(room.url())
    page.wait_for_selector("[data-ready]")
    saved(page)

    assert room.texts() == ["Rain indoors."]
    assert "Rain indoors." in cell(page, "Jan", "A1").inner_text()


def test_keys_alone_move_open_write_refer_sign_and_close(room, browse, saved):
    page = browse(room.url())
    page.locator('.bm-grid [tabindex="0"]').focus()
    page.keyboard.press("ArrowUp")
    assert "Anything said of" in page.locator(".bm-card").inner_text()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#bm-drawer-title").inner_text() == "Ida on A2 Sulking kettles"
    page.keyboard.type("Sulks")
    page.keyboard.press("Alt+1")
    page.keyboard.press("Control+Enter")
    assert page.locator("#bm-drawer-title").inner_text() == "Jan on A1 Singing lifts"
    page.keyboard.type("Jan's herring.")
    page.keyboard.press("Control+Enter")  # the last cell with passages
    page.wait_for_selector(".bm-drawer", state="hidden")
    assert page.evaluate("document.activeElement.className").startswith("bm-cell")
    page.keyboard.press("Enter")
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Sign off"
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    saved(page)

    assert [sign.code_id for sign in room.store.sign_offs()] == ["A1"]
    assert "√ signed off" in cell(page, "Jan", "A1").inner_text()
    assert states(page) == charted(room.store)


def test_not_asked_can_be_said_and_taken_back(room, browse, saved):
    page = browse(room.url())
    cell(page, "Jan", "A3").click()
    page.get_by_role("button", name="Not asked").click()
    saved(page)
    assert "× not asked" in cell(page, "Jan", "A3").inner_text()
    assert [mark.code_id for mark in room.store.not_asked()] == ["A3"]

    page.get_by_role("button", name="Not asked").click()
    saved(page)
    assert room.store.not_asked() == ()
    assert states(page) == charted(room.store)


def test_a_stale_cell_says_what_changed_and_can_be_confirmed(room, browse, saved):
    page = browse(room.url())
    cell(page, "Ida", "A1").click()
    page.locator(WORDS).press_sequentially("It sings.")
    page.keyboard.press("Escape")
    saved(page)
    withdraw(room.store, "Per", "Ida-talk", 3, "A1")
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert "≠ stale" in cell(page, "Ida", "A1").inner_text()
    cell(page, "Ida", "A1").click()
    assert (
        "Withdrawn or no longer shared: Per’s coding of Ida L"
        in page.locator(".bm-inside > .bm-stale").inner_text()
    )
    page.get_by_role("button", name="It still holds").click()
    saved(page)

    assert "■ summarised" in cell(page, "Ida", "A1").inner_text()
    assert states(page) == charted(room.store)


def test_a_second_coder_sees_nothing_before_both_have_finished(room, browse, saved):
    oda = browse(room.url())
    cell(oda, "Ida", "A1").click()
    oda.locator(WORDS).press_sequentially("Oda's secret.")
    saved(oda)
    store = room.store
    store.add_coder("Una")
    code_passages(store, "Una", "Ida-talk", {2: "A1"}, finish=False)
    una = browse(room.url(coder="Una"))
    told = una.evaluate("fetch('/data?coder=Una').then(a => a.text())")

    assert "secret" not in told
    assert "sang again" not in told  # the others' passages are not in the page
    assert cell(una, "Ida", "A1").locator(".bm-count").inner_text() == "1 passage"
    assert cell(una, "Jan", "A1").locator(".bm-count").count() == 0

    code_passages(store, "Una", "Ida-talk", {}, finish=True)
    una.evaluate("window.mount()")
    una.wait_for_function("document.querySelector('.bm-grid').textContent.includes('secret')")


def test_two_people_in_one_cell_overwrite_nothing_unknowingly(room, browse, saved):
    oda, per = browse(room.url()), browse(room.url(coder="Per"))
    for page, words in ((oda, "Oda's words."), (per, "Per's words.")):
        cell(page, "Ida", "A1").click()
        page.locator(WORDS).press_sequentially(words)
    oda.keyboard.press("Escape")
    saved(oda)
    per.wait_for_selector(".bm-inside > .bm-clash:not([hidden])")
    per.wait_for_selector("text=Oda's words.")
    assert per.locator(WORDS).input_value() == "Per's words."
    assert room.texts() == ["Oda's words."]

    per.get_by_role("button", name="Save mine instead").click()
    saved(per)
    assert room.texts() == ["Per's words."]
    assert "Oda's words." in per.locator(".bm-versions").text_content()


def test_words_that_wait_survive_a_reload_and_are_marked(room, browse, saved):
    oda = browse(room.url())
    context = browse.context()
    per = browse(room.url(coder="Per"), within=context)
    for page, words in ((oda, "Oda's words."), (per, "Per's words.")):
        cell(page, "Ida", "A1").click()
        page.locator(WORDS).press_sequentially(words)
    oda.keyboard.press("Escape")
    saved(oda)
    per.wait_for_selector(".bm-inside > .bm-clash:not([hidden])")
    again = browse(room.url(coder="Per"), within=context)

    assert "your words wait" in cell(again, "Ida", "A1").inner_text()
    cell(again, "Ida", "A1").click()
    assert again.locator(WORDS).input_value() == "Per's words."
    again.get_by_role("button", name="Drop my words").click()
    assert again.locator(WORDS).input_value() == "Oda's words."


def test_a_theme_as_one_column_is_written_code_by_code(room, browse, saved):
    page = browse(room.url(view="themes"))
    cell(page, "Ida", "A").click()
    assert page.locator("#bm-drawer-title").inner_text() == "Ida on A1 Singing lifts"
    page.locator(WORDS).press_sequentially("Sings.")
    page.keyboard.press("Control+Enter")
    assert page.locator("#bm-drawer-title").inner_text() == "Ida on A2 Sulking kettles"
    page.locator(WORDS).press_sequentially("Sulks.")
    page.keyboard.press("Escape")
    saved(page)

    assert "A1 Sings." in cell(page, "Ida", "A").inner_text()
    assert "A2 Sulks." in cell(page, "Ida", "A").inner_text()
    assert "■ summarised" in cell(page, "Ida", "A").inner_text()
    assert sorted(room.texts()) == ["Sings.", "Sulks."]


def test_hostile_words_are_shown_as_they_are(room, browse, saved):
    hostile = '<img src=x onerror="window.hit=1"> [link](javascript:1) \u202eevil 🛗'
    page = browse(room.url())
    cell(page, "Ida", "A1").click()
    page.locator(WORDS).fill(hostile)
    page.keyboard.press("Escape")
    saved(page)
    page.reload()
    page.wait_for_selector("[data-ready]")

    assert room.texts() == [hostile]
    assert cell(page, "Ida", "A1").locator(".bm-text").text_content().strip() == hostile
    assert page.evaluate("window.hit") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(room, browse, saved, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = browse(room.url(scheme=scheme))
    cell(page, "Ida", "A1").click()
    page.locator(WORDS).press_sequentially("It sings.")
    saved(page)
    for width in (1280, 420):
        page.set_viewport_size({"width": width, "height": 800})
        found = axe.run(page)
        assert found.violations_count == 0, found.generate_report()
    page.keyboard.press("Escape")
    assert axe.run(page).violations_count == 0
