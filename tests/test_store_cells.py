"""Acts in the cells of the matrix: kept, once, in order, and nobody overwrites unknowingly."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from coding.cell_acts import CellAct, Deed
from coding.model import Act, Certainty
from coding.quoting import Reference
from coding.store import Kind, UnstorableDecisionsError
from coding.store.values import CELL_KINDS
from coding.summaries import CellNote, NotAsked

NOON = datetime(2031, 5, 4, 12, 0, 0, 123_000, tzinfo=UTC)


def at(minute):
    return NOON + timedelta(minutes=minute)


@pytest.fixture
def oda(store):
    return store.add_coder("Oda").id


@pytest.fixture
def ulf(store):
    return store.add_coder("Ulf").id


@pytest.fixture
def case_id(store, make_document, make_segments):
    document = make_document()
    store.add_document(document, make_segments(document), case_name="Lift one")
    return store.cases()[0].id


@pytest.fixture
def act(oda, case_id):
    def act(seq=1, deed=Deed.SUMMARISE, *, text="The lift hums.", **more):
        written = text if deed is Deed.SUMMARISE else ""
        plain = {"coder_id": oda, "made_at": at(seq), "client": "window", "code_id": "SONG"}
        return CellAct(
            deed=deed, case_id=case_id, framework_version=1, seq=seq, text=written,
            **{**plain, **more},
        )  # fmt: skip

    return act


def test_every_deed_is_a_kind_of_the_log():
    assert {deed.value for deed in Deed} <= {kind.value for kind in Kind}
    assert {deed.value for deed in Deed} == CELL_KINDS


def test_a_summary_comes_back_as_it_was_written(store, oda, act):
    written = act(
        text="naïve 🛗\n\tand\nso on",
        references=(Reference("lift-1", 0, 20),),
        basis=frozenset({(oda, "lift-1", 0, 20, "SONG"), (oda, "lift-1", 22, 41, "SONG")}),
        whose=oda,
    )

    assert store.record_cells([written]) == {"window": 1}
    assert store.cell_acts() == (written,)
    (summary,) = store.summaries()
    assert (summary.text, summary.references, summary.basis, summary.whose, summary.made_at) == (
        written.text, written.references, written.basis, oda, written.made_at,
    )  # fmt: skip


def test_recording_again_stores_nothing_and_says_so_again(store, act):
    acts = (act(1), act(2, over=at(1), text="It sings."))
    store.record_cells(acts)

    assert store.record_cells((*acts, *acts)) == {"window": 2}
    assert store.cell_acts() == acts


def test_another_act_under_a_taken_number_is_refused_by_name(store, act, make_decision, oda):
    store.record_cells([act(1)])
    store.record([make_decision(9, Act.FINISH, coder_id=oda)])

    for clash in (act(1, text="Other words."), act(9, over=at(1))):
        with pytest.raises(UnstorableDecisionsError) as refused:
            store.record_cells([act(2, over=at(1)), clash])
        assert refused.value.decisions == {("window", clash.seq)}
    assert store.cell_acts() == (act(1),)


@pytest.mark.parametrize(
    "wrong", [{"coder_id": "nobody"}, {"case_id": "stairs"}, {"framework_version": 9}]
)
def test_an_act_that_belongs_nowhere_is_named_and_nothing_is_stored(store, act, wrong):
    with pytest.raises(UnstorableDecisionsError) as refused:
        store.record_cells([act(1), replace(act(2, over=at(1)), **wrong)])
    assert refused.value.decisions == {("window", 2)}
    assert store.cell_acts() == ()


def test_the_last_summary_stands_and_the_history_has_them_all(store, case_id, act):
    texts = ["The lift hums.", "It sings.", ""]
    for seq, text in enumerate(texts, 1):
        store.record_cells([act(seq, text=text, over=at(seq - 1) if seq > 1 else None)])

    assert store.summaries() == ()
    assert [one.text for one in store.summary_history(case_id, "SONG")] == texts
    newest, older, first = store.log(kinds=[Kind.SUMMARY])
    assert (newest.before, newest.after) == ("It sings.", "")
    assert (older.before, older.after) == ("The lift hums.", "It sings.")
    assert (first.before, first.about, first.about_id, first.detail) == (
        None, "cell", case_id, "SONG",
    )  # fmt: skip


def test_an_emptied_cell_can_be_written_in_by_somebody_who_saw_nothing(store, act):
    store.record_cells([act(1), act(2, text="", over=at(1)), act(3, over=None)])

    assert [one.made_at for one in store.summaries()] == [at(3)]


def test_nobody_overwrites_a_summary_that_they_have_not_seen(store, act, ulf):
    store.record_cells([act(1)])
    blind = act(2, coder_id=ulf, client="other", text="It sulks.")

    with pytest.raises(UnstorableDecisionsError, match="in the meantime") as refused:
        store.record_cells([blind, act(3, over=at(1))])
    assert refused.value.decisions == {("other", 2)}
    assert [one.text for one in store.summaries()] == ["The lift hums."]


def test_a_summary_hidden_from_the_writer_is_not_held_against_them(store, act, ulf, oda, case_id):
    store.record_cells([act(1)])
    blind = act(2, coder_id=ulf, client="other", text="It sulks.")
    store.record_cells([blind], unseen={(case_id, oda)})

    (entry,) = store.log(kinds=[Kind.SUMMARY], coder_id=ulf)
    assert entry.before is None  # the log must not tell either
    assert [one.text for one in store.summary_history(case_id, "SONG")] == [
        "The lift hums.", "It sulks.",
    ]  # fmt: skip


def test_a_sign_off_is_of_the_summary_that_stands(store, act, ulf):
    store.record_cells([act(1), act(2, text="It sings.", over=at(1))])
    sign = act(3, Deed.SIGN_OFF, over=at(2), coder_id=ulf)

    for wrong in (act(3, Deed.SIGN_OFF, over=at(1)), act(3, Deed.SIGN_OFF)):
        with pytest.raises(UnstorableDecisionsError, match="has changed"):
            store.record_cells([wrong])
    store.record_cells([sign])
    (signed,) = store.sign_offs()
    assert (signed.coder_id, signed.summary_made_at) == (ulf, at(2))


def test_a_sign_off_can_be_taken_back_and_given_again(store, act):
    store.record_cells([act(1), act(2, Deed.SIGN_OFF, over=at(1)), act(3, Deed.TAKE_BACK)])
    assert store.sign_offs() == ()

    store.record_cells([act(4, Deed.SIGN_OFF, over=at(1))])
    assert [sign.made_at for sign in store.sign_offs()] == [at(4)]


def test_not_asked_stands_until_it_is_asked_after_all(store, act, case_id):
    store.record_cells([act(1, Deed.NOT_ASKED), act(2, Deed.NOT_ASKED, code_id="DARK")])
    assert store.not_asked() == (NotAsked(case_id, "SONG"), NotAsked(case_id, "DARK"))

    store.record_cells([act(3, Deed.ASKED)])
    assert store.not_asked() == (NotAsked(case_id, "DARK"),)


def test_acts_without_a_window_are_stored_as_often_as_they_are_made(store, act):
    unnamed = replace(act(1), client=None, seq=None)
    acts = (unnamed, replace(unnamed, made_at=at(2), over=at(1)))

    assert store.record_cells(acts) == {}
    assert store.cell_acts() == acts


def test_the_log_keeps_coders_blind_to_each_others_summaries(store, act, oda, ulf, make_decision):
    store.record_cells([act(1)])
    store.record([make_decision(1, Act.FINISH, coder_id=oda, client="o", end=42)])

    def seen():
        return {entry.kind for entry in store.log(viewer_id=ulf)} & CELL_KINDS

    assert seen() == set()
    store.record([make_decision(1, Act.FINISH, coder_id=ulf, client="u", end=42)])
    assert seen() == {Kind.SUMMARY}


def test_a_decision_under_the_number_of_an_act_in_a_cell_is_refused_by_name(
    store, act, make_decision, oda
):
    store.record_cells([act()])
    decision = make_decision(1, client=act().client, coder_id=oda)

    with pytest.raises(UnstorableDecisionsError) as refused:
        store.record([decision])
    assert refused.value.decisions == {(act().client, 1)}


def test_a_draft_is_stored_over_a_draft_and_over_nobodys_words(store, act):
    store.record_cells([act(1, draft=True), act(2, draft=True, over=at(1), text="It sings.")])
    assert [(one.made_at, one.draft) for one in store.summaries()] == [(at(2), True)]

    store.record_cells([act(3, over=at(2), text="It sings, Oda says.")])
    with pytest.raises(UnstorableDecisionsError, match="in the meantime"):
        store.record_cells([act(4, draft=True, over=at(3))])
    assert [(one.made_at, one.draft) for one in store.summaries()] == [(at(3), False)]


def test_a_draft_of_somebody_blind_never_hides_a_persons_words(store, act, ulf, oda, case_id):
    drafted = act(2, coder_id=ulf, client="other", draft=True)
    store.record_cells([act(1)])
    store.record_cells([drafted], unseen={(case_id, oda)})

    assert [one.coder_id for one in store.summaries()] == [oda]
    store.record_cells([act(3, over=at(1), text="It sings.")])  # what stands is what counts
    assert [one.text for one in store.summaries()] == ["It sings."]


def note(act, seq, *, memo="Ask again.", certainty=Certainty.UNSURE, **more):
    return act(seq, Deed.ANNOTATE, memo=memo, certainty=certainty, **more)


def test_a_note_on_a_cell_comes_back_and_stands_beside_the_summary(store, act, oda, case_id):
    acts = (act(1), note(act, 2), act(3, over=at(1), text="It sings."))
    store.record_cells(acts)

    assert store.cell_acts() == acts
    assert store.cell_notes() == (
        CellNote(case_id, "SONG", oda, at(2), Certainty.UNSURE, "Ask again."),
    )
    assert [one.text for one in store.summaries()] == ["It sings."]


def test_the_last_note_counts_and_an_emptied_one_is_none(store, act):
    sure = note(act, 2, memo="", certainty=Certainty.SURE, over=at(1))
    store.record_cells([note(act, 1), sure])
    assert [(one.certainty, one.memo) for one in store.cell_notes()] == [(Certainty.SURE, "")]

    store.record_cells([note(act, 3, memo="", certainty=None, over=at(2))])
    assert store.cell_notes() == ()
    changes = [(entry.before, entry.after) for entry in store.log(kinds=[Kind.CELL_ANNOTATED])]
    assert changes == [("sure", ""), ("unsure: Ask again.", "sure"), (None, "unsure: Ask again.")]


def test_nobody_overwrites_a_note_that_they_have_not_seen(store, act, ulf, oda, case_id):
    store.record_cells([note(act, 1)])
    blind = note(act, 2, coder_id=ulf, client="other", memo="Never mind.")

    with pytest.raises(UnstorableDecisionsError, match="Another note"):
        store.record_cells([blind])
    store.record_cells([blind], unseen={(case_id, oda)})
    (entry,) = store.log(kinds=[Kind.CELL_ANNOTATED], coder_id=ulf)
    assert entry.before is None


def test_a_summary_and_a_note_do_not_stand_in_each_others_way(store, act):
    store.record_cells([act(1), note(act, 2), act(3, Deed.SIGN_OFF, over=at(1))])

    assert len(store.summaries()) == len(store.cell_notes()) == len(store.sign_offs()) == 1
