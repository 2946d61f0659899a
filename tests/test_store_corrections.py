"""Corrections are kept in the log, and taken back in it."""

from datetime import UTC, datetime

import pytest

from coding.corrections import Correction
from coding.store import Kind, StoreError

AT = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def lift(store, make_document, make_segments):
    document = make_document()
    store.add_document(document, make_segments(document), case_name="P01", coder_id=None)
    return store.document(document.id)


def correction(start=9, end=13, words="hummed", **more):
    given = {"id": "c1", "document_id": "lift-1", "coder_id": None, "made_at": AT}
    return Correction(start=start, end=end, words=words, **{**given, "reason": "heard it", **more})


def test_a_correction_is_kept_with_who_when_and_why(store, lift):
    oda = store.add_coder("Oda")
    store.correct(correction(coder_id=oda.id), lift)

    assert store.corrections("lift-1") == (correction(coder_id=oda.id),)
    assert store.document("lift-1") == lift


def test_sending_a_correction_twice_keeps_one(store, lift):
    store.correct(correction(), lift)
    store.correct(correction(words="sent again"), lift)

    assert [one.words for one in store.corrections()] == ["hummed"]


def test_corrections_that_overlap_are_refused(store, lift):
    store.correct(correction(), lift)

    with pytest.raises(StoreError, match="corrected already"):
        store.correct(correction(4, 10, "x", id="c2"), lift)


def test_a_withdrawn_correction_no_longer_stands_and_makes_room(store, lift):
    store.correct(correction(), lift)
    store.withdraw_correction("c1", coder_id=None, reason="it did sing")
    store.withdraw_correction("c1", coder_id=None)
    store.correct(correction(4, 10, "x", id="c2"), lift)

    assert [one.id for one in store.corrections("lift-1")] == ["c2"]
    kinds = [entry.kind for entry in store.log(kinds=[Kind.CORRECTION_WITHDRAWN])]
    assert len(kinds) == 1


def test_a_correction_that_never_was_cannot_be_withdrawn(store, lift):
    with pytest.raises(StoreError, match="not in the study"):
        store.withdraw_correction("c9", coder_id=None)


def test_a_corrected_document_stays_because_the_log_holds_its_words(store, lift):
    store.correct(correction(), lift)

    with pytest.raises(StoreError, match="coded or corrected"):
        store.remove_document("lift-1", coder_id=None)
