"""The plan in the store: acts in the one log, by the coordinator alone, on both databases."""

import pytest

from coding.model import Act
from coding.plan import Assignment, Plan, Purpose
from coding.store import Kind, StoreError


@pytest.fixture
def people(store):
    return {name: store.add_coder(name).id for name in ("Oda", "Ulf", "Eva", "Ida")}


@pytest.fixture
def lifts(store, make_document, make_segments):
    for number in (1, 2):
        text = f"The lift sang again.\n\nIt hums in the dark.\n\nFloor {number}."
        document = make_document(text, document_id=f"lift-{number}", name=f"Lift {number}")
        store.add_document(document, make_segments(document), case_name=document.name)


@pytest.fixture
def ida(store, people, lifts):
    store.name_coordinator(people["Ida"], coder_id=people["Oda"])
    return people["Ida"]


@pytest.fixture
def decide(store, people, make_decision):
    def decide(who, seq, act=Act.ADD, document_id="lift-1", **more):
        key = people.get(who, who)
        client = f"{key}-{document_id}"
        made = make_decision(seq, act, coder_id=key, client=client, document_id=document_id, **more)
        store.record([made])

    return decide


def both(people, document_id="lift-1"):
    return [Assignment(document_id, people[name], Purpose.SHARED) for name in ("Oda", "Ulf")]


def kinds(store, **chosen):
    return [entry.kind for entry in store.log(**chosen)]


def test_a_study_begins_without_a_plan(store):
    assert store.plan() == Plan()


def test_only_the_coordinator_plans_unlocks_and_hands_over(store, people, ida):
    oda = people["Oda"]
    for act in (
        lambda: store.put_plan(both(people), how="dice", coder_id=oda),
        lambda: store.assign_coder(both(people)[0], coder_id=oda),
        lambda: store.set_control_share(0.2, seed=1, coder_id=oda),
        lambda: store.unlock_early("lift-1", reason="curious", coder_id=oda),
        lambda: store.begin_round(oda, {"lift-1": {1}}, coder_id=oda),
        lambda: store.name_coordinator(oda, coder_id=oda),
    ):
        with pytest.raises(StoreError, match="coordinator, Ida"):
            act()

    assert store.plan() == Plan(coordinator_id=ida)
    store.name_coordinator(oda, coder_id=ida)
    assert store.plan().coordinator_id == oda


def test_without_a_coordinator_nobody_plans(store, people, lifts):
    with pytest.raises(StoreError, match="Name a coordinator first"):
        store.put_plan(both(people), how="dice", coder_id=people["Oda"])


def test_a_plan_comes_back_and_its_making_is_in_the_log(store, people, ida):
    part = Assignment("lift-2", people["Eva"], Purpose.SHARED, frozenset({3, 1}))
    store.put_plan([*both(people), part], how="by dice, seed 7", coder_id=ida)

    assert set(store.plan().assignments) == {*both(people), part}
    assert kinds(store, limit=4) == ["coder assigned"] * 3 + ["plan drawn"]
    assert store.log(kinds=[Kind.PLAN_DRAWN])[0].after == "by dice, seed 7"
    assert {e.detail for e in store.log(kinds=[Kind.CODER_ASSIGNED])} == {"Oda", "Ulf", "Eva"}


def test_a_new_plan_logs_only_what_it_changes_and_leaves_checks_alone(store, people, ida):
    check = Assignment("lift-2", people["Ulf"], Purpose.CALIBRATION, against=people["Oda"])
    store.put_plan(both(people), how="first", coder_id=ida)
    store.assign_coder(check, coder_id=ida)
    last = store.log(limit=1)[0].number
    new = [both(people)[0], Assignment("lift-2", people["Eva"], Purpose.ALONE)]
    store.put_plan(new, how="second", coder_id=ida)
    fresh = [entry.kind for entry in store.log() if entry.number > last]

    assert set(store.plan().assignments) == {*new, check}
    assert sorted(fresh) == ["coder assigned", "coder unassigned", "plan drawn"]


def test_a_plan_takes_no_interview_from_who_has_begun_it(store, people, ida, decide):
    store.put_plan(both(people), how="first", coder_id=ida)
    decide("Ulf", 1)
    with pytest.raises(StoreError, match="begun them \\(Ulf\\)"):
        store.put_plan(both(people)[:1], how="second", coder_id=ida)

    assert set(store.plan().assignments) == set(both(people))


def test_taking_an_interview_from_who_has_begun_needs_a_reason(store, people, ida, decide):
    store.put_plan(both(people), how="first", coder_id=ida)
    decide("Ulf", 1)
    with pytest.raises(StoreError, match="Say why"):
        store.unassign_coder("lift-1", people["Ulf"], coder_id=ida)
    store.unassign_coder("lift-1", people["Ulf"], coder_id=ida, reason="moved to the sea")

    assert store.plan().assigned("lift-1") == {people["Oda"]}
    assert store.log(limit=1)[0].reason == "moved to the sea"


def test_views_stay_locked_to_all_until_all_assigned_have_finished(store, people, ida, decide):
    store.put_plan(both(people), how="dice", coder_id=ida)
    decide("Oda", 1)
    decide("Oda", 2, Act.FINISH, end=60)
    decide("Ulf", 1, Act.FINISH, end=20)

    assert all(store.visible_coders(who, "lift-1") == {who} for who in people.values())
    assert "add" not in kinds(store, viewer_id=ida)
    decide("Ulf", 2, Act.FINISH, start=20, end=60)
    two = {people["Oda"], people["Ulf"]}
    assert store.visible_coders(people["Ulf"], "lift-1") == two
    assert store.visible_coders(ida, "lift-1") == {*two, ida}
    assert store.visible_coders(people["Eva"], "lift-1") == {people["Eva"]}
    assert "add" in kinds(store, viewer_id=ida)
    assert "add" not in kinds(store, viewer_id=people["Eva"])


def test_an_early_unlock_needs_a_reason_opens_and_is_on_record(store, people, ida, decide):
    store.put_plan(both(people), how="dice", coder_id=ida)
    decide("Oda", 1)
    with pytest.raises(StoreError, match="Say why"):
        store.unlock_early("lift-1", reason="  ", coder_id=ida)
    with pytest.raises(StoreError, match="nothing is locked"):
        store.unlock_early("lift-2", reason="curious", coder_id=ida)
    assert store.visible_coders(ida, "lift-1") == {ida}
    store.unlock_early("lift-1", reason="Ulf has left", coder_id=ida)
    entry = store.log(limit=1)[0]

    assert store.visible_coders(ida, "lift-1") == {people["Oda"], people["Ulf"], ida}
    assert (entry.kind, entry.document_id, entry.coder_id, entry.reason) == (
        "unlocked early",
        "lift-1",
        ida,
        "Ulf has left",
    )
    assert "add" in kinds(store, viewer_id=ida)


def test_the_control_share_leaves_alone_what_has_been_begun(store, people, ida, decide):
    decide("Oda", 1, document_id="lift-2")
    store.set_control_share(0.3, seed=5, coder_id=ida)
    segments = {key: store.segments(key) for key in ("lift-1", "lift-2")}

    assert len(store.plan().control_segments("lift-1", segments["lift-1"])) == 1
    assert not store.plan().control_segments("lift-2", segments["lift-2"])
    assert store.log(limit=1)[0].after == "30%"
    with pytest.raises(StoreError, match="between 0 and 100"):
        store.set_control_share(1.2, seed=5, coder_id=ida)


def test_another_round_is_somebody_of_its_own_with_a_part_to_do(store, people, ida, decide):
    decide("Oda", 1)
    decide("Oda", 2, Act.FINISH, end=60)
    again = store.begin_round(people["Oda"], {"lift-1": [1, 2]}, coder_id=ida)
    third = store.begin_round(people["Oda"], {"lift-1": [3]}, coder_id=ida)
    plan = store.plan()

    assert (again.name, third.name) == ("Oda, second round", "Oda, third round")
    assert plan.person_of(third.id) == people["Oda"]
    assert store.progress(again.id)["lift-1"] == (0, 2)
    assert store.visible_coders(again.id, "lift-1") == {again.id}
    decide(again.id, 1, Act.FINISH, end=42)
    assert store.progress(again.id)["lift-1"] == (2, 2)
    assert store.visible_coders(again.id, "lift-1") == {again.id, people["Oda"]}
    assert plan.counting("lift-1", store.begun()["lift-1"]) == {people["Oda"]}


def test_a_round_is_compared_with_what_was_decided_when_it_began(store, people, ida, decide):
    decide("Oda", 1)
    begun = store.begin_round(people["Oda"], {"lift-1": [1]}, coder_id=ida)
    decide("Oda", 2, Act.WITHDRAW)
    held = store.plan().rounds_of(people["Oda"])[0]
    then = store.decisions(coder_id=people["Oda"], up_to=held.begun)

    assert held.coder_id == begun.id
    assert [one.act for one in then] == [Act.ADD]


def test_a_round_of_nothing_is_refused(store, people, ida):
    with pytest.raises(StoreError, match="nothing to code once more"):
        store.begin_round(people["Oda"], {}, coder_id=ida)


def test_who_knows_an_interview_is_not_calibrated_on_it(store, people, ida, decide):
    decide("Ulf", 1)
    check = Assignment("lift-1", people["Ulf"], Purpose.CALIBRATION, against=people["Oda"])
    with pytest.raises(StoreError, match="coded the interview already"):
        store.assign_coder(check, coder_id=ida)


def test_strangers_and_missing_interviews_are_not_assigned(store, people, ida):
    with pytest.raises(StoreError, match="not in the study"):
        store.assign_coder(Assignment("lift-1", "nobody", Purpose.ALONE), coder_id=ida)
    with pytest.raises(StoreError, match="no longer in the study"):
        store.assign_coder(Assignment("stairs", people["Oda"], Purpose.ALONE), coder_id=ida)

    assert store.plan().assignments == ()


def test_an_interview_that_is_taken_out_leaves_the_plan(store, people, ida):
    store.put_plan([*both(people), *both(people, "lift-2")], how="dice", coder_id=ida)
    store.remove_document("lift-1", coder_id=ida)

    assert set(store.plan().assignments) == set(both(people, "lift-2"))
