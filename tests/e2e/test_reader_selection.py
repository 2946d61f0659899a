"""Choosing words with the mouse or the keyboard: what is stored is what was chosen."""

import pytest

from coding.decisions import standing_codings
from coding.model import Act

HOSTILE = (
    "<script>window.hacked = 1</script> said the goat <img src=x onerror=alert(1)> twice",
    "**bold** :red[words] $x^2$ [here](javascript:alert(1)) and `so` on, quoth the owl",
    "A flag 🏴󠁧󠁢󠁷󠁬󠁳󠁿 and a family 👩‍👩‍👧‍👦 and a clef 𝄞 went to sea in a 🛶 together",
    "e\u0301 o\u0308 n\u0303: Zoe\u0308 sang z\u0335a\u0334l\u0337g\u0336o\u0335 in the lift",
    "\u202eevil reversed\u202c words \u2066isolated\u2069 here and \u200bnowhere at all",
    "שלום לכם, אמרה הינשופה, 𝄞 והלכה לישון על המדף הירוק",
    "ﷺ العنزة المهذبة قالت مرحبا 👋🏽 ثم جلست على الكرسي",
    "山羊很有礼貌地在门口等着，𠮷野家的椅子是蓝色的，猫头鹰数了两遍。",
    "=HYPERLINK(\"http://x\") +1 -1 @cmd \t tab and  two spaces",
    "W" + "ö" * 300 + " a very long word, and then 𝄞",
)  # fmt: skip


CHARACTERS = "text => [...new Intl.Segmenter().segment(text)].map((one) => one.segment)"


def stored_span(room, document):
    decision = room.decisions(document)[-1]
    return document.text[decision.start : decision.end]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_chosen_words_are_stored_exactly(room, browse, select, saved, number):
    hostile = HOSTILE[number]
    document = room.document(
        [("P", "𝄞 Before 👩‍🚀."), ("P", f"{hostile} ({number})"), ("P", "After.")]
    )
    page = browse(room.url(document))
    shown = page.evaluate("[...document.querySelectorAll('.bl-words')].map(p => p.textContent)")

    for start, end in ((0, 9), (3, 17), (5, len(hostile.encode("utf-16-le")) // 2 - 2)):
        words = select(page, 1, start, end)
        page.keyboard.press("1")
        saved(page)
        stored = stored_span(room, document)
        assert stored.strip() == stored
        assert words.encode("utf-16", "surrogatepass").decode("utf-16", "ignore").strip() in stored
        assert len(page.evaluate(CHARACTERS, stored)) <= len(page.evaluate(CHARACTERS, words)) + 1

    assert "\n\n".join(shown) == document.text
    assert page.evaluate("window.hacked") is None


def test_a_selection_over_two_turns_is_one_passage(room, browse, saved):
    document = room.document([("P", "The owl came first."), ("P", "The moth came second.")])
    page = browse(room.url(document))

    page.evaluate(
        """() => {
          const words = [...document.querySelectorAll(".bl-words")].map((p) => p.firstChild);
          getSelection().setBaseAndExtent(words[0], 4, words[1], 8);
        }"""
    )
    page.wait_for_selector(".bl-pick:not([hidden])")
    page.keyboard.press("1")
    saved(page)

    assert stored_span(room, document) == "owl came first.\n\nThe moth"


def test_a_selection_that_ends_beside_the_text_ends_with_it(room, browse, saved):
    document = room.document([("P", "A table never forgets."), ("P", "Nor do I.")])
    page = browse(room.url(document))

    page.locator(".bl-words").first.click(click_count=3)
    page.wait_for_selector(".bl-pick:not([hidden])")
    page.keyboard.press("1")
    saved(page)

    assert stored_span(room, document) == "A table never forgets."


def test_the_interviewers_words_alone_cannot_be_coded(room, browse, select, saved):
    document = room.document([("INT", "Which owl was it?"), ("P", "The loud one.")])
    page = browse(room.url(document))

    select(page, 0, 0, 5)
    page.keyboard.press("/")
    page.keyboard.type("herring")
    page.keyboard.press("Enter")

    assert "context" in page.locator("[data-bl=said]").inner_text()
    assert room.decisions(document) == ()


def test_own_suggestions_come_first_in_the_bar(room, browse, select, chips):
    page = browse(room.url(room.document()))

    select(page, 2, 0, 8)

    offered = page.locator(".bl-pick .bl-name").all_text_contents()
    assert offered == [name for _, name in chips(page, 2)]


def test_chosen_words_can_be_given_a_code_found_by_name(room, browse, select, saved):
    document = room.document()
    page = browse(room.url(document))

    words = select(page, 2, 4, 19)
    page.keyboard.press("/")
    page.keyboard.type("humming")
    page.keyboard.press("Enter")
    saved(page)

    assert stored_span(room, document) == words.strip()
    assert room.decisions(document)[-1].code_id == "A3"


def test_a_coding_in_hand_takes_the_words_chosen_anew(room, browse, select, saved):
    document = room.document()
    page = browse(room.url(document))
    page.keyboard.press("1")
    page.keyboard.press("q")
    page.keyboard.press("e")

    words = select(page, 2, 4, 20)
    page.keyboard.press("Enter")
    saved(page)

    (coding,) = standing_codings(room.decisions(document))
    assert document.text[coding.start : coding.end] == words.strip()
    assert coding.certainty == "unsure"


def test_edges_move_by_words_and_one_undo_takes_the_moves_back(room, browse, saved):
    document = room.document([("P", "The polite goat waited, quite still, by the blue door.")])
    page = browse(room.url(document))
    page.keyboard.press("1")
    page.keyboard.press("e")

    for key in ("Shift+ArrowLeft", "Shift+ArrowLeft", "Alt+ArrowRight"):
        page.keyboard.press(key)
    saved(page)
    moved = stored_span(room, document)
    page.keyboard.press("u")
    saved(page)

    (coding,) = standing_codings(room.decisions(document))
    assert moved == "polite goat waited, quite still, by the"
    assert document.text[coding.start : coding.end] == document.text


def test_overlapping_passages_are_both_painted(room, browse, select, saved):
    document = room.document()
    page = browse(room.url(document))
    for start, end, key in ((0, 20, "1"), (10, 30, "2")):
        select(page, 2, start, end)
        page.keyboard.press(key)
    saved(page)

    painted = page.evaluate(
        """[...CSS.highlights].filter(([name]) => name.startsWith("bl-theme"))
          .flatMap(([, ranges]) => [...ranges].map((one) => [one.startOffset, one.endOffset]))"""
    )

    assert sorted(painted) == [[0, 20], [10, 30]]
    assert (
        page.evaluate("document.querySelector('[data-i=\"2\"] .bl-words').childNodes.length") == 1
    )


def test_a_code_taken_by_selection_belongs_to_the_suggestion(room, browse, select, saved):
    document = room.document()
    page = browse(room.url(document))

    select(page, 2, 0, 12)
    page.keyboard.press("1")
    saved(page)

    (decision,) = room.decisions(document)
    assert (decision.act, decision.shown, decision.score) == (Act.ACCEPT, True, 0.86)
