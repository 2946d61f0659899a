"""Adjudications in the store: kept once, in order, in the one log, and blind where they must be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from coding.adjudication import Adjudication, Mark, Verdict, standing_adjudications
from coding.model import Act
from coding.store import FrameworkChangedError, Kind, UnstorableDecisionsError

NOON = datetime(2031, 5, 4, 12, 0, 0, 123_000, tzinfo=UTC)


@pytest.fixture
def oda(store):
    return store.add_coder("Oda").id


@pytest.fixture
def document(store, make_document, make_segments):
    made = make_document()
    store.add_document(made, make_segments(made), case_name="Lift one")
    return made


@pytest.fixture
def settle(oda, document):
    def settle(seq=1, verdict=Verdict.SOME, *, codes=("SONG",), **more):
        plain = {"client": "window", "adjudicator_id": oda, "document_id": document.id}
        if verdict is not Verdict.UNDO:
            plain |= {"start": 0, "end": 20, "code_ids": ("SONG", "DARK")}
            plain["marks"] = tuple(Mark(0, 20, code) for code in codes)
        return Adjudication(
            seq=seq, verdict=verdict, framework_version=1,
            made_at=NOON + timedelta(minutes=seq), **{**plain, **more},
        )  # fmt: skip

    return settle


def test_an_adjudication_comes_back_as_it_was_made(store, oda, settle):
    act = settle(
        verdict=Verdict.ONE,
        takes=oda,
        basis=frozenset({(oda, "lift-1", 0, 20, "SONG"), (oda, "lift-1", 3, 9, "DARK")}),
        reason="naïve 🛗\n=plainly",
    )
    back = settle(2, Verdict.UNDO, undoes_client="window", undoes_seq=1)

    assert store.record_adjudications([act, back]) == {"window": 2}
    assert store.adjudications() == (act, back)
    assert store.adjudications(document_ids=["lift-2"]) == ()
    assert standing_adjudications(store.adjudications()) == ()


def test_recording_again_stores_nothing_and_says_so_again(store, settle):
    acts = (settle(1), settle(2, codes=()))
    store.record_adjudications(acts)

    assert store.record_adjudications((*acts, *acts)) == {"window": 2}
    assert store.adjudications() == acts


def test_another_act_under_a_taken_number_is_refused_by_name(store, settle, make_decision, oda):
    store.record_adjudications([settle(1)])
    store.record([make_decision(9, Act.FINISH, coder_id=oda)])

    for clash in (settle(1, reason="Other words."), settle(9)):
        with pytest.raises(UnstorableDecisionsError) as refused:
            store.record_adjudications([settle(2), clash])
        assert refused.value.decisions == {("window", clash.seq)}
    assert store.adjudications() == (settle(1),)


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"adjudicator_id": "nobody"}, "adjudicator"),
        ({"document_id": "lift-9"}, "interview"),
        ({"framework_version": 7}, "framework version"),
    ],
)
def test_what_names_something_unknown_is_refused(store, settle, more, what):
    with pytest.raises(UnstorableDecisionsError, match=f"The {what} of this verdict") as refused:
        store.record_adjudications([settle(1), replace(settle(2), **more)])

    assert refused.value.decisions == {("window", 2)}
    assert store.adjudications() == ()


def test_the_log_says_who_decided_what_why_and_what_was_before(store, oda, settle):
    store.record_adjudications([settle(1, reason="They sing."), settle(2, codes=("DARK",))])
    store.record_adjudications([settle(3, Verdict.UNDO, undoes_client="window", undoes_seq=2)])

    back, second, first = store.log(document_id="lift-1", limit=3)
    assert (first.kind, first.coder_id, first.detail) == (Kind.SETTLED, oda, Verdict.SOME)
    assert (first.before, first.after, first.reason) == (None, "SONG", "They sing.")
    assert (second.before, second.after, second.reason) == ("SONG", "DARK", None)
    assert back.kind == Kind.VERDICT_TAKEN_BACK


def test_the_log_keeps_verdicts_from_coders_who_have_not_finished(
    store, oda, settle, make_decision
):
    ulf = store.add_coder("Ulf").id
    store.record(
        [make_decision(seq, Act.FINISH, coder_id=who, end=42, client=who)
         for seq, who in enumerate((oda, ulf), 1)]
    )  # fmt: skip
    store.record_adjudications([settle(7)])
    ida = store.add_coder("Ida").id

    def seen(viewer):
        return [entry.kind for entry in store.log(viewer_id=viewer) if entry.about == "passage"]

    assert seen(ulf) == [Kind.SETTLED]
    assert seen(ida) == []


def test_a_framework_is_not_changed_over_a_version_that_nobody_saw(store, oda, lift_framework):
    store.add_framework_version("a", lift_framework, reason="Sharper.", coder_id=oda, over=1)

    with pytest.raises(FrameworkChangedError) as refused:
        store.add_framework_version("b", lift_framework, reason="Mine.", coder_id=oda, over=1)

    assert refused.value.newest == 2
    assert [version.reason for version in store.framework_versions()][1:] == ["Sharper."]
