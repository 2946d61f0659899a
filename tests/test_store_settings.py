"""Settings of a study: the latest counts, and the log says who changed what."""

import pytest

from coding.store import Kind, StoreError


def test_the_latest_setting_counts_and_its_history_is_in_the_log(store):
    oda = store.add_coder("Oda").id
    store.change_setting("reading of otter", "loud", coder_id=oda)
    store.change_setting("reading of otter", "soft", coder_id=oda)
    store.change_setting("reading of otter", "soft", coder_id=oda)

    assert store.setting("reading of otter") == "soft"
    noted = [entry for entry in store.log() if entry.kind == Kind.SETTING_CHANGED]
    assert sorted((e.before or "", e.after, e.coder_id) for e in noted) == [
        ("", "loud", oda),
        ("loud", "soft", oda),
    ]


def test_a_setting_that_was_taken_back_is_none(store):
    assert store.setting("case names") is None

    store.change_setting("case names", "{case}_{n}", coder_id=None)
    store.change_setting("case names", None, coder_id=None)
    assert store.setting("case names") is None
    assert store.settings() == {}


def test_settings_are_found_by_how_their_names_begin(store):
    for name in ("reading of b", "reading of a", "readingXof", "case names"):
        store.change_setting(name, name, coder_id=None)

    assert list(store.settings("reading of ")) == ["reading of a", "reading of b"]


@pytest.mark.parametrize(("name", "value"), [("", "x"), ("x", "\x00"), ("x", "y" * 100_001)])
def test_what_cannot_be_kept_is_refused(store, name, value):
    with pytest.raises(StoreError):
        store.change_setting(name, value, coder_id=None)


def test_a_document_is_known_by_its_text(store, make_document, make_segments):
    document = make_document()
    store.add_document(document, make_segments(document), case_name="Lift")

    assert store.known_text(document.text_sha256) == "Lift one"
    assert store.known_text("0" * 64) is None
