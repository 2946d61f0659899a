"""The coding screen by keyboard."""

from coding.decisions import finished_segments, standing_codings
from coding.model import Act


def acts(room, document):
    return [decision.act for decision in room.decisions(document)]


def kinds(marks):
    return [kind for kind, _ in marks]


def test_digits_accept_and_reject_the_numbered_suggestions(room, browse, saved, chips):
    document = room.document()
    page = browse(room.url(document))

    page.keyboard.press("1")
    page.keyboard.press("Shift+Digit2")
    saved(page)

    assert kinds(chips(page, 2)) == ["yes", "no", "maybe"]
    assert acts(room, document) == [Act.ACCEPT, Act.REJECT]
    assert all(decision.shown for decision in room.decisions(document))
    assert [decision.score for decision in room.decisions(document)] == [0.86, 0.52]


def test_a_digit_pressed_again_takes_its_code_back(room, browse, saved, chips):
    document = room.document()
    page = browse(room.url(document))

    page.keyboard.press("1")
    page.keyboard.press("1")
    saved(page)

    assert kinds(chips(page, 2)) == ["maybe"] * 3
    assert standing_codings(room.decisions(document)) == ()


def test_key_caps_stand_only_on_the_passage_in_front(room, browse):
    page = browse(room.url(room.document()))

    page.keyboard.press("j")

    assert page.locator(".bl-codes .bl-cap").all_text_contents() == ["1", "2", "3"]
    assert page.locator(".bl-current").get_attribute("data-i") == "3"


def test_a_accepts_all_finishes_and_goes_on(room, browse, saved):
    document = room.document()
    page = browse(room.url(document))

    page.keyboard.press("a")
    saved(page)

    assert acts(room, document) == [Act.ACCEPT] * 3 + [Act.FINISH]
    assert page.locator(".bl-current").get_attribute("data-i") == "3"
    assert page.locator("[data-bl=reviewed]").inner_text() == "1 of 9 reviewed"


def test_x_rejects_all_finishes_and_goes_on(room, browse, saved):
    document = room.document()
    page = browse(room.url(document))

    page.keyboard.press("x")
    saved(page)

    assert acts(room, document) == [Act.REJECT] * 3 + [Act.FINISH]


def test_enter_finishes_without_deciding_anything_else(room, browse, saved):
    document = room.document()
    page = browse(room.url(document))

    page.keyboard.press("Enter")
    saved(page)

    segments = room.store.segments(document.id)
    assert acts(room, document) == [Act.FINISH]
    assert finished_segments(room.decisions(document), segments) == {3}


def test_n_goes_to_the_next_passage_to_review(room, browse):
    page = browse(room.url(room.document()))

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.keyboard.press("k")
    page.keyboard.press("n")

    assert page.locator(".bl-current").get_attribute("data-i") == "4"


def test_undo_takes_back_a_whole_gesture_and_redo_brings_it_back(room, browse, saved, chips):
    document = room.document()
    page = browse(room.url(document))

    page.keyboard.press("a")
    page.keyboard.press("Control+z")
    undone = kinds(chips(page, 2))
    page.keyboard.press("Control+Shift+z")
    redone = kinds(chips(page, 2))
    page.keyboard.press("u")
    saved(page)

    assert undone == ["maybe"] * 3
    assert redone == ["yes"] * 3
    assert standing_codings(room.decisions(document)) == ()
    assert acts(room, document).count(Act.UNDO) == 12


def test_undo_reaches_back_beyond_a_reload(room, browse, saved, chips):
    document = room.document()
    page = browse(room.url(document))
    page.keyboard.press("1")
    saved(page)

    page.reload()
    page.wait_for_selector("[data-ready]")
    page.keyboard.press("u")
    saved(page)

    assert kinds(chips(page, 2)) == ["maybe"] * 3
    assert standing_codings(room.decisions(document)) == ()


def test_a_code_is_found_by_name_and_put_on_the_passage(room, browse, saved):
    document = room.document()
    page = browse(room.url(document))

    page.keyboard.press("/")
    page.keyboard.type("sulk")
    page.keyboard.press("Enter")
    saved(page)

    (decision,) = room.decisions(document)
    assert (decision.act, decision.code_id, decision.shown) == (Act.ADD, "A2", False)
    assert page.locator(".bl-find input").input_value() == ""


def test_memo_and_doubt_go_to_the_code_made_last(room, browse, saved):
    document = room.document()
    page = browse(room.url(document))

    page.keyboard.press("2")
    page.keyboard.press("q")
    page.keyboard.press("m")
    page.keyboard.type("Ask the goat, u 1 x.")
    page.keyboard.press("Escape")
    saved(page)

    (coding,) = standing_codings(room.decisions(document))
    assert (coding.certainty, coding.memo) == ("unsure", "Ask the goat, u 1 x.")


def test_an_undone_memo_is_gone_again(room, browse, saved):
    document = room.document()
    page = browse(room.url(document))
    page.keyboard.press("1")
    page.keyboard.press("m")
    page.keyboard.type("No.")
    page.keyboard.press("Escape")

    page.keyboard.press("u")
    saved(page)

    (coding,) = standing_codings(room.decisions(document))
    assert coding.memo == ""


def test_a_coding_in_hand_is_taken_away_by_delete(room, browse, saved):
    document = room.document()
    page = browse(room.url(document))

    page.keyboard.press("1")
    page.keyboard.press("e")
    page.keyboard.press("Delete")
    saved(page)

    assert acts(room, document) == [Act.ACCEPT, Act.WITHDRAW]


def test_single_keys_can_be_switched_off_for_good(room, browse, saved, chips):
    document = room.document()
    page = browse(room.url(document))

    page.keyboard.press("?")
    page.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.wait_for_selector("[data-ready]")
    page.keyboard.press("1")
    page.keyboard.press("x")
    page.keyboard.press("ArrowDown")

    assert kinds(chips(page, 2)) == ["maybe"] * 3
    assert page.locator(".bl-current").get_attribute("data-i") == "3"


def test_finishing_the_transcript_says_what_is_left_and_can_be_reopened(room, browse, saved):
    document = room.document()
    segments = room.store.segments(document.id)
    page = browse(room.url(document))

    page.keyboard.press("f")
    left = page.locator("dialog[open]").inner_text()
    page.get_by_role("button", name="Finish this transcript").click()
    saved(page)
    finished = finished_segments(room.decisions(document), segments)
    page.keyboard.press("f")
    page.get_by_role("button", name="Open it again").click()
    saved(page)

    assert "9 passages not finished" in left
    assert {segment.number for segment in segments} == finished
    assert finished_segments(room.decisions(document), segments) == frozenset()


def test_the_page_opens_where_the_coder_stopped(room, browse, saved):
    document = room.document(segments=60)
    page = browse(room.url(document))
    for _ in range(20):
        page.keyboard.press("j")
    here = page.locator(".bl-current").get_attribute("data-i")
    with page.expect_request("**/api/place"):
        pass

    again = browse(room.url(document))

    assert again.locator(".bl-current").get_attribute("data-i") == here


def test_filters_show_what_is_left_and_what_is_in_doubt(room, browse):
    page = browse(room.url(room.document()))
    page.keyboard.press("a")
    page.keyboard.press("1")
    page.keyboard.press("q")

    page.click("[data-filter=unsure]")
    unsure = page.locator(".bl-seg:not(.bl-question):visible").count()
    page.click("[data-filter=review]")

    assert unsure == 1
    assert page.locator(".bl-seg:not(.bl-question):visible").count() == 8
