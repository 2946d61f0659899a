"""The log: what is recorded stays, once, in order, and nobody sees too much of it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coding.decisions import standing_codings
from coding.model import Act, Certainty
from coding.store import Kind, StoreError, UnstorableDecisionsError


@pytest.fixture
def oda(store):
    return store.add_coder("Oda").id


@pytest.fixture
def ulf(store):
    return store.add_coder("Ulf").id


@pytest.fixture
def lift(store, make_document, make_segments):
    document = make_document()
    store.add_document(document, make_segments(document), case_name="Lift one")
    return document


@pytest.fixture
def decide(make_decision, oda, lift):
    def decide(seq, act=Act.ADD, **more):
        return make_decision(seq, act, **{"coder_id": oda, "document_id": lift.id, **more})

    return decide


def test_decisions_come_back_as_they_were_in_the_order_of_the_log(store, decide):
    log = (
        decide(2, shown=True, score=0.1 + 0.2, certainty=Certainty.UNSURE, memo="naïve 🛗\n\ttab"),
        decide(1, Act.ACCEPT, made_at=datetime(1999, 1, 1, 0, 0, 0, 7, tzinfo=UTC)),
        decide(3, Act.RESPAN, start=0, end=42, was_start=0, was_end=20),
        decide(4, Act.UNDO, undoes_client="window", undoes_seq=3),
        decide(2**53 - 1, Act.FINISH, client="long open"),
    )
    acks = store.record(log)

    assert acks == {"window": 4, "long open": 2**53 - 1}
    assert store.decisions() == log


def test_recording_again_stores_nothing_and_says_so_again(store, decide):
    log = (decide(1), decide(2, Act.FINISH))
    store.record(log)

    assert store.record((*log, *log)) == {"window": 2}
    assert store.decisions() == log


def test_one_part_known_and_one_new_stores_the_new_one(store, decide):
    store.record([decide(1)])

    assert store.record([decide(1), decide(2, Act.FINISH)]) == {"window": 2}
    assert [decision.seq for decision in store.decisions()] == [1, 2]


def test_windows_are_acknowledged_each_for_itself(store, decide):
    log = (decide(7), decide(3, client="other window"))

    assert store.record(log) == {"window": 7, "other window": 3}


def test_recording_nothing_is_acknowledged_with_nothing(store):
    assert store.record(()) == {}


def test_another_decision_under_a_taken_number_is_refused_by_name(store, decide):
    store.record([decide(1)])

    with pytest.raises(UnstorableDecisionsError) as refused:
        store.record([decide(1, code_id="DARK"), decide(2)])
    assert refused.value.decisions == {("window", 1)}
    assert store.decisions() == (decide(1),)


@pytest.mark.parametrize(
    "wrong", [{"coder_id": "nobody"}, {"document_id": "stairs"}, {"framework_version": 9}]
)
def test_a_decision_that_belongs_nowhere_is_named_and_nothing_is_stored(store, decide, wrong):
    with pytest.raises(UnstorableDecisionsError) as refused:
        store.record([decide(1), decide(2, **wrong)])
    assert refused.value.decisions == {("window", 2)}
    assert store.decisions() == ()


@pytest.mark.parametrize("act", ["UPDATE log SET code_id = 'DARK'", "DELETE FROM log"])
def test_the_log_only_grows_whoever_writes(store, decide, act):
    store.record([decide(1)])

    with (
        pytest.raises(sa.exc.IntegrityError, match="only grows"),
        store._engine.begin() as connection,
    ):
        connection.exec_driver_sql(act)
    assert store.decisions() == (decide(1),)


def test_an_entry_cannot_be_replaced_either(store, decide):
    if store._engine.dialect.name != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's")
    store.record([decide(1)])
    replacing = (
        "INSERT OR REPLACE INTO log (number, kind, stored_at, client, seq) "
        "SELECT number, kind, stored_at, client, seq FROM log"
    )

    with (
        pytest.raises(sa.exc.IntegrityError, match="only grows"),
        store._engine.begin() as connection,
    ):
        connection.exec_driver_sql(replacing)


def test_the_log_cannot_be_emptied_at_once_either(store, decide):
    if store._engine.dialect.name != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's")
    store.record([decide(1)])

    with (
        pytest.raises(sa.exc.IntegrityError, match="only grows"),
        store._engine.begin() as connection,
    ):
        connection.exec_driver_sql("TRUNCATE log")


def test_many_windows_recording_at_once_lose_and_mix_nothing(store, decide):
    def work(window):
        for seq in range(1, 11):
            store.record([decide(seq, client=f"window {window}")])

    with ThreadPoolExecutor(8) as people:
        list(people.map(work, range(8)))
    stored = store.decisions()

    assert len(stored) == 80
    for window in range(8):
        own = [one.seq for one in stored if one.client == f"window {window}"]
        assert own == list(range(1, 11))


def test_the_same_decisions_sent_twice_at_once_are_stored_once(store, decide):
    log = [decide(seq) for seq in range(1, 21)]

    with ThreadPoolExecutor(6) as people:
        acks = list(people.map(store.record, [log] * 6))

    assert acks == [{"window": 20}] * 6
    assert store.decisions() == tuple(log)


def test_decisions_are_found_by_coder_and_document(
    store, decide, ulf, make_document, make_segments
):
    other = make_document("The door creaks.", document_id="door-1", name="Door one")
    store.add_document(other, make_segments(other), case_name="Door")
    mine, theirs = decide(1), decide(2, coder_id=ulf)
    elsewhere = decide(3, document_id=other.id, end=8)
    store.record([mine, theirs, elsewhere])

    assert store.decisions(document_id=other.id) == (elsewhere,)
    assert store.decisions(coder_id=ulf) == (theirs,)
    assert store.decisions(document_id="lift-1", coder_id=mine.coder_id) == (mine,)


def test_progress_counts_the_codable_segments_that_the_coder_finished(store, decide, oda, ulf):
    store.record([decide(1, Act.FINISH, end=20), decide(2, Act.FINISH, coder_id=ulf, end=42)])

    assert store.progress(oda) == {"lift-1": (1, 2)}
    assert store.progress(ulf) == {"lift-1": (2, 2)}


def test_an_undone_finish_is_no_progress_until_it_is_redone(store, decide, oda):
    back = decide(2, Act.UNDO, undoes_client="window", undoes_seq=1)
    store.record([decide(1, Act.FINISH, end=42), back])
    assert store.progress(oda) == {"lift-1": (0, 2)}

    store.record([decide(3, Act.UNDO, undoes_client="window", undoes_seq=2)])
    assert store.progress(oda) == {"lift-1": (2, 2)}


def test_white_space_left_out_of_a_finish_does_not_hold_up_progress(
    store, decide, oda, make_document, make_segments
):
    document = make_document("Up and down.", document_id="up", name="Up")
    store.add_document(document, make_segments(document), case_name="Up")
    halves = [decide(1, Act.FINISH, end=2), decide(2, Act.FINISH, start=3, end=12)]
    store.record([replace(half, document_id="up") for half in halves])

    assert store.progress(oda)["up"] == (1, 1)


def test_the_log_tells_newest_first_who_did_what_and_what_was_before(store, oda):
    store.rename_study("Lightship", coder_id=oda)
    newest, joined, *_, first = store.log()

    assert (newest.kind, newest.coder_id) == (Kind.STUDY_RENAMED, oda)
    assert (newest.before, newest.after, newest.about) == ("Lighthouse", "Lightship", "study")
    assert (joined.kind, joined.after) == (Kind.CODER_ADDED, "Oda")
    assert first.kind == Kind.STUDY_CREATED
    assert abs(newest.at - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_log_holds_the_decisions_themselves(store, decide):
    store.record([decide(1, memo="hm")])

    assert store.log(limit=1)[0].decision == decide(1, memo="hm")


def test_the_log_is_filtered_and_paged(store, decide, oda, ulf):
    store.record([decide(1), decide(2, Act.FINISH), decide(3, coder_id=ulf)])
    acts = {"kinds": ["add", "finish"]}

    assert [e.decision.seq for e in store.log(**acts)] == [3, 2, 1]
    assert [e.decision.seq for e in store.log(**acts, coder_id=oda)] == [2, 1]
    assert [e.decision.seq for e in store.log(**acts, limit=1, offset=1)] == [2]
    assert {e.kind for e in store.log(document_id="lift-1")} >= {"add", Kind.DOCUMENT_ADDED}
    assert store.log(kinds=[]) == ()


def test_the_log_keeps_coders_blind_until_both_have_finished(store, decide, oda, ulf):
    store.write_memo("hm", coder_id=ulf, about="document", about_id="lift-1", document_id="lift-1")
    store.write_memo("all", coder_id=ulf, about="study", about_id="s")
    theirs = {"coder_id": ulf, "client": "u"}
    store.record([decide(1), decide(2, Act.FINISH, end=42), decide(1, **theirs)])

    def of_ulf():
        return [e.kind for e in store.log(viewer_id=oda) if e.coder_id == ulf]

    assert of_ulf() == ["memo", "coder added"]
    store.record([decide(2, Act.FINISH, end=42, **theirs)])
    assert of_ulf() == ["finish", "add", "memo", "memo", "coder added"]


def test_coders_see_each_other_once_both_have_finished(store, decide, oda, ulf):
    theirs = {"coder_id": ulf, "client": "u"}
    store.record([decide(1, Act.FINISH, end=42), decide(1, Act.FINISH, end=20, **theirs)])
    assert store.visible_coders(oda, "lift-1") == {oda}

    store.record([decide(2, Act.FINISH, start=22, end=42, **theirs)])
    assert store.visible_coders(oda, "lift-1") == {oda, ulf}
    assert store.visible_coders("eva", "lift-1") == {"eva"}


def test_who_may_be_seen_on_a_missing_document_is_an_error(store):
    with pytest.raises(StoreError, match="no longer in the study"):
        store.visible_coders("oda", "stairs")


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None
)
@given(st.data())
def test_however_decisions_are_sent_and_sent_again_the_log_is_the_same(store, decide, data):
    """Batches of a queue, each possibly repeated, leave what one batch would have left."""
    client = f"w{len(store.decisions())}"
    spans = [(0, 8), (0, 20), (22, 42)]
    queue = [
        decide(seq, data.draw(st.sampled_from([Act.ADD, Act.WITHDRAW])), client=client)
        for seq in range(1, data.draw(st.integers(1, 8)) + 1)
    ]
    queue = [
        replace(one, start=start, end=end)
        for one in queue
        for start, end in [data.draw(st.sampled_from(spans))]
    ]
    at = 0
    while at < len(queue):
        size = data.draw(st.integers(1, len(queue) - at))
        for _ in range(data.draw(st.integers(1, 2))):
            assert store.record(queue[at : at + size]) == {client: at + size}
        at += data.draw(st.integers(1, size))
    stored = tuple(one for one in store.decisions() if one.client == client)

    assert stored == tuple(queue)
    assert standing_codings(stored) == standing_codings(queue)
