"""Names are replaced on their way into a study: found, decided by keys, kept apart from it."""

from playwright.sync_api import expect

from coding.pseudonyms import read_key
from coding.store import open_store
from tests.e2e.house import no_errors, settle

TALK = (
    "I: Who sang?\nOda Zzorvik: My boss, Will, did. Will it sing again? *Zzorvik* <b>hums</b>.\n"
    "I: Where?\nOda Zzorvik: In Aberystwyth. My cat Biscuit-tin slept. The hum club met.\n"
)


def test_names_are_found_decided_and_kept_out_of_the_study(house, visit, tmp_path):
    store = house.study("Quiet lifts", "Ada")
    study = max(house.home.glob("*.betweenlines"), key=lambda path: path.stat().st_mtime)
    talk, key = tmp_path / "zzorvik.txt", tmp_path / "drawer" / "names.key.json"
    talk.write_text(TALK)
    page = visit(f"add?study={store.study().id}")

    page.locator("input[type=file]").set_input_files(talk)
    page.get_by_text("Names, places and other details").click()
    page.get_by_text("Find them, and replace them").click()
    expect(page.get_by_text("Somebody must still read each interview")).to_be_visible()
    where = page.get_by_role("textbox", name="Key file")
    where.fill(str(study.parent / "names.json"))
    where.press("Enter")
    expect(page.get_by_text("lies beside the study")).to_be_visible()
    where.fill(str(key))
    where.press("Enter")
    expect(page.get_by_text("A new key file is begun there")).to_be_visible()
    expect(page.get_by_text("words to decide on before anything is added")).to_be_visible()
    expect(page.get_by_text("*Zzorvik* <b>hums</b>.").first).to_be_visible()

    page.get_by_role("textbox", name="A word that was missed").fill("hum club")
    page.keyboard.press("Enter")
    expect(page.get_by_text("typed by you")).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Replace all").click()
    expect(page.get_by_role("button", name="Replace all")).to_have_count(0)
    settle(page)
    for _ in range(2):
        page.get_by_role("button", name="Undo").press("Alt+z")
        expect(page.get_by_role("button", name="Replace all")).to_be_visible()
        settle(page)
        page.get_by_role("button", name="Replace all").click()
        expect(page.get_by_role("button", name="Replace all")).to_have_count(0)
        settle(page)
    keep = page.get_by_role("button", name="Keep the")
    if keep.count():
        keep.click()
    expect(page.get_by_text("Every word is decided on.")).to_be_visible()
    no_errors(page)

    page.get_by_role("button", name="Add 1 interview").click()
    expect(page.get_by_text("1 interview added.")).to_be_visible(timeout=60_000)
    no_errors(page)

    assert read_key(key).of("Oda Zzorvik").placeholder == read_key(key).of("Zzorvik").placeholder
    with open_store(study) as opened:
        document = opened.document(opened.documents()[0].id)
        assert "Zzorvik" not in document.text + document.name + str(document.turns)
    assert b"zorvik" not in study.read_bytes().lower()
    page.context.close()
