"""What the machine makes: suggestions, vectors and the state of pre-tagging."""

from datetime import timedelta

import numpy as np
import pytest

from coding.model import Evidence, EvidenceKind, Suggestion
from coding.store import PretagPhase, StoreError
from coding.store import _machine as machine


@pytest.fixture
def add(store, make_document, make_segments):
    def add(text="The lift sang again.\n\nIt hums in the dark.", **more):
        document = make_document(text, **more)
        store.add_document(document, make_segments(document), case_name="Lift")

    return add


SONGS = (
    Suggestion(
        "lift-1",
        22,
        42,
        "DARK",
        1 / 3,
        "ear 1",
        (
            Evidence(EvidenceKind.CUE, "dark", 37, 41),
            Evidence(EvidenceKind.TWIN, "SONG"),
        ),
    ),
    Suggestion("lift-1", 0, 20, "SONG", 1.0, "ear 1"),
)


def test_suggestions_come_back_with_their_evidence_in_their_order(store, add):
    add()
    store.put_suggestions("lift-1", SONGS, tagger="ear 1", framework_version=1)

    assert store.suggestions("lift-1") == SONGS


def test_a_new_run_of_a_tagger_replaces_its_last_one(store, add, lift_framework):
    add()
    store.add_framework_version("new", lift_framework, reason="words", coder_id=None)
    store.put_suggestions("lift-1", SONGS, tagger="ear 1", framework_version=1)
    store.put_suggestions("lift-1", SONGS[:1], tagger="ear 1", framework_version=2)
    assert store.suggestions("lift-1") == SONGS[:1]

    store.put_suggestions("lift-1", (), tagger="ear 1", framework_version=2)
    assert store.suggestions("lift-1") == ()
    store.put_suggestions("lift-1", SONGS, tagger="ear 1", framework_version=1)
    assert store.suggestions("lift-1") == SONGS


def test_suggestions_for_a_missing_document_are_refused(store):
    with pytest.raises(StoreError, match="no longer"):
        store.put_suggestions("stairs", SONGS, tagger="ear 1", framework_version=1)


def test_vectors_are_kept_by_text_and_encoder(store):
    many = {f"{n:064x}": np.full(3, n, dtype=np.float32) for n in range(1_201)}
    store.put_vectors(many, "ear")
    store.put_vectors({f"{1:064x}": np.zeros(3, dtype=np.float32)}, "eye")
    found = store.vectors([*many, "f" * 64], "ear")

    assert found.keys() == many.keys()
    assert all(np.array_equal(found[key], many[key]) for key in many)
    assert found[f"{1:064x}"].dtype == np.float32
    assert store.vectors([f"{2:064x}"], "eye") == {}


def phases(store):
    return [(s.document_id, s.phase, s.done, s.total) for s in store.pretag_state()]


def test_pretagging_waits_runs_and_ends(store, add):
    add(), add("Door.", document_id="door-1")
    this = {"framework_version": 1, "tagger": "ear 1"}
    assert store.pretag_waiting(1) == ("lift-1", "door-1")

    assert not store.set_pretag_state("lift-1", PretagPhase.RUNNING, done=1, total=2, **this)
    assert phases(store) == [("lift-1", "running", 1, 2)]
    assert store.pretag_waiting(1) == ("door-1",)
    store.set_pretag_state("lift-1", PretagPhase.DONE, done=2, total=2, **this)
    store.set_pretag_state("door-1", PretagPhase.FAILED, why="no ear", **this)
    assert store.pretag_waiting(1) == ()
    assert store.pretag_waiting(1, tagger="eye 1") == ("lift-1", "door-1")
    assert store.pretag_state()[0].why == "no ear"


def test_pretagging_that_gives_no_sign_of_life_waits_again(store, add, monkeypatch):
    add()
    this = {"framework_version": 1, "tagger": "ear 1"}
    store.set_pretag_state("lift-1", PretagPhase.RUNNING, **this)
    assert store.pretag_waiting(1) == ()

    monkeypatch.setattr(machine, "QUIET", timedelta(seconds=-1))
    assert store.pretag_waiting(1) == ("lift-1",)


def test_pretagging_stops_when_it_is_asked_to(store, add):
    add(), add("Door.", document_id="door-1")
    this = {"framework_version": 1, "tagger": "ear 1"}
    store.set_pretag_state("lift-1", PretagPhase.RUNNING, **this)
    store.set_pretag_state("door-1", PretagPhase.WAITING, **this)
    store.request_pretag_cancel()

    assert store.set_pretag_state("lift-1", PretagPhase.RUNNING, done=1, total=2, **this)
    assert not store.set_pretag_state("lift-1", PretagPhase.CANCELLED, **this)
    assert {state.phase for state in store.pretag_state()} == {"cancelled"}
    assert store.pretag_waiting(1) == ()
    store.set_pretag_state("lift-1", PretagPhase.WAITING, **this)
    assert store.pretag_waiting(1) == ("lift-1",)


def test_pretagging_of_a_removed_document_stops(store, add):
    add()
    this = {"framework_version": 1, "tagger": "ear 1"}
    store.set_pretag_state("lift-1", PretagPhase.RUNNING, **this)
    store.remove_document("lift-1", coder_id=None)

    assert store.set_pretag_state("lift-1", PretagPhase.RUNNING, **this)
    assert store.pretag_state() == ()
