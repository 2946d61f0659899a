"""A coder's desk: memos, where they stopped, how they like things."""

import pytest

from coding.store import StoreError


@pytest.fixture
def oda(store):
    return store.add_coder("Oda").id


@pytest.fixture
def add(store, make_document, make_segments):
    def add(text="The lift sang again.", **more):
        document = make_document(text, **more)
        store.add_document(document, make_segments(document), case_name="Lift")
        return document

    return add


def kinds(store):
    return [entry.kind for entry in store.log()]


def test_memos_stand_as_they_were_last_written_and_the_log_keeps_the_rest(store, oda):
    about = {"coder_id": oda, "about": "code", "about_id": "SONG"}
    first = store.write_memo("why songs?", **about)
    gone = store.write_memo("gone soon", **about)
    store.write_memo("why songs, again?", memo_id=first, **about)
    store.write_memo("", memo_id=gone, **about)
    store.write_memo("other", coder_id=None, about="study", about_id="s")

    assert [(m.text, m.about, m.coder_id) for m in store.standing_memos()] == [
        ("why songs, again?", "code", oda),
        ("other", "study", None),
    ]
    assert store.standing_memos()[0].changed_at > store.standing_memos()[0].written_at
    told = [(e.before, e.after) for e in store.log(kinds=["memo"], limit=3)]
    assert ("why songs?", "why songs, again?") in told
    assert ("gone soon", None) in told


def test_a_memo_without_end_is_refused(store):
    with pytest.raises(StoreError, match="10,001"):
        store.write_memo("x" * 10_001, coder_id=None, about="study", about_id="s")


def test_a_coder_finds_the_place_where_they_stopped(store, oda, add):
    one, two = add(), add("Door.", document_id="door-1")
    assert (store.last_place(oda, one.id), store.last_document(oda)) == (None, None)

    store.set_last_place(oda, two.id, 3)
    store.set_last_place(oda, one.id, 1)
    store.set_last_place(oda, one.id, 7)
    assert store.last_place(oda, one.id) == 7
    assert store.last_document(oda) == one.id
    assert "place" not in " ".join(kinds(store))


def test_preferences_are_each_coders_own(store, oda):
    ulf = store.add_coder("Ulf").id
    store.set_preference(oda, "letter keys", "off")
    store.set_preference(oda, "letter keys", "on")

    assert (store.preferences(oda), store.preferences(ulf)) == ({"letter keys": "on"}, {})
