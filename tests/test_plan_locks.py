"""Who may see whom under a plan: locked until all assigned have finished, and checks apart."""

from functools import partial

import pytest

from coding.locks import visible_by_plan
from coding.model import Act, Segment
from coding.plan import Assignment, Control, Plan, Purpose, Round, control_segments, own_segments

SEGMENTS = tuple(Segment("lift-1", n, 10 * n, 10 * n + 9, 0, n != 3) for n in range(5))
SHARED = partial(Assignment, "lift-1", purpose=Purpose.SHARED)
BOTH = (SHARED("oda"), SHARED("ulf"))


@pytest.fixture
def finish(make_decision):
    def finish(coder_id, start=0, end=50):
        return make_decision(
            start + 1, Act.FINISH, client=coder_id, coder_id=coder_id, start=start, end=end
        )

    return finish


@pytest.fixture
def add(make_decision):
    return lambda coder_id: make_decision(99, client=coder_id, coder_id=coder_id)


def seen(viewer_id, plan, *decisions):
    return visible_by_plan(viewer_id, plan, "lift-1", decisions, SEGMENTS)


def test_nobody_sees_anybody_before_all_assigned_have_finished(finish):
    plan = Plan((*BOTH, SHARED("eva")), coordinator_id="ida")
    done = (finish("oda"), finish("ulf"))

    assert {viewer: seen(viewer, plan, *done) for viewer in ("oda", "ulf", "ida", "per")} == {
        viewer: {viewer} for viewer in ("oda", "ulf", "ida", "per")
    }


def test_assigned_and_coordinator_see_each_other_once_all_have_finished(finish):
    plan, done = Plan(BOTH, coordinator_id="ida"), (finish("oda"), finish("ulf"))

    assert seen("oda", plan, *done) == seen("ulf", plan, *done) == {"oda", "ulf"}
    assert seen("ida", plan, *done) == {"oda", "ulf", "ida"}
    assert seen("per", plan, *done) == {"per"}


def test_who_is_not_assigned_holds_nobody_up_and_is_not_shown(finish, add):
    done = (finish("oda"), finish("ulf"), add("per"))

    assert seen("oda", Plan(BOTH), *done) == {"oda", "ulf"}
    assert seen("per", Plan(BOTH), *done) == {"per"}


def test_opening_a_passage_again_locks_the_document_again(finish, make_decision):
    again = make_decision(50, Act.REOPEN, client="ulf", coder_id="ulf", start=0, end=9)
    done = (finish("oda"), finish("ulf"), again)

    assert seen("oda", Plan(BOTH, coordinator_id="ida"), *done) == {"oda"}
    assert seen("ida", Plan(BOTH, coordinator_id="ida"), *done) == {"ida"}


def test_an_early_unlock_opens_to_those_assigned_and_to_the_coordinator_alone(finish):
    plan = Plan(BOTH, coordinator_id="ida", unlocked=frozenset({"lift-1"}))
    done = (finish("oda"), finish("ulf", end=20))

    assert seen("ulf", plan, *done) == seen("oda", plan, *done) == {"oda", "ulf"}
    assert seen("ida", plan, *done) == {"oda", "ulf", "ida"}
    assert seen("per", plan, *done) == {"per"}


def test_who_codes_a_part_has_finished_with_that_part(finish):
    part = Assignment("lift-1", "ulf", Purpose.SHARED, frozenset({1, 2}))
    plan = Plan((SHARED("oda"), part))

    assert seen("oda", plan, finish("oda"), finish("ulf", 10, 29)) == {"oda", "ulf"}
    assert seen("oda", plan, finish("oda"), finish("ulf", 10, 19)) == {"oda"}


def test_without_a_plan_for_the_document_the_old_rule_holds(finish, add):
    plan = Plan((Assignment("stairs", "oda", Purpose.ALONE),), coordinator_id="ida")
    done = (finish("oda"), finish("ulf"))

    assert seen("oda", plan, *done) == {"oda", "ulf"}
    assert seen("oda", plan, *done, add("eva")) == {"oda"}
    assert seen("ida", plan, *done) == {"ida"}


def test_a_new_coder_sees_the_expert_only_when_both_are_finished(finish):
    check = Assignment("lift-1", "new", Purpose.CALIBRATION, against="oda")
    plan, done = Plan((*BOTH, check), coordinator_id="ida"), (finish("oda"), finish("ulf"))

    assert seen("new", plan, *done, finish("new", end=20)) == {"new"}
    assert seen("oda", plan, *done, finish("new", end=20)) == {"oda", "ulf"}
    assert seen("new", plan, *done, finish("new")) >= {"new", "oda"}
    assert seen("oda", plan, *done, finish("new")) == {"oda", "ulf", "new"}
    assert seen("ulf", plan, *done, finish("new")) == {"oda", "ulf"}
    assert seen("ida", plan, *done, finish("new")) == {"oda", "ulf", "new", "ida"}


def test_a_new_coder_does_not_see_the_others_while_the_document_is_locked(finish):
    check = Assignment("lift-1", "new", Purpose.CALIBRATION, against="oda")

    assert seen("new", Plan((*BOTH, check)), finish("oda"), finish("new")) == {"new", "oda"}


def test_a_round_is_blind_to_what_the_coder_did_before_and_holds_nobody_up(finish, add):
    again = Assignment("lift-1", "oda 2", Purpose.ROUND, frozenset({1}))
    plan = Plan((again,), rounds=(Round("oda 2", "oda", 2, 7),))
    done = (finish("oda"), finish("ulf"))

    assert seen("oda 2", plan, *done, add("oda 2")) == {"oda 2"}
    assert seen("oda", plan, *done, add("oda 2")) == {"oda", "ulf"}
    assert seen("oda 2", plan, *done, finish("oda 2", 10, 19)) == {"oda 2", "oda"}
    assert seen("oda", plan, *done, finish("oda 2", 10, 19)) == {"oda", "ulf", "oda 2"}
    assert seen("ulf", plan, *done, finish("oda 2", 10, 19)) == {"oda", "ulf"}


def test_rounds_and_calibrations_never_count():
    check = Assignment("lift-1", "new", Purpose.CALIBRATION, against="oda")
    again = Assignment("lift-1", "oda 2", Purpose.ROUND)
    rounds = (Round("oda 2", "oda", 2, 7),)
    begun = {"oda", "per", "new", "oda 2"}

    assert Plan((*BOTH, check, again), rounds=rounds).counting("lift-1", begun) == {"oda"}
    assert Plan((check, again), rounds=rounds).counting("lift-1", begun) == {"oda", "per"}
    assert Plan().counting("lift-1", {"oda"}) == {"oda"}


def test_documents_that_had_been_begun_keep_their_control_share():
    controls = (Control(0.5, 1), Control(0.25, 2, frozenset({"lift-1"})), Control(0.0, 2))
    half = control_segments("lift-1", SEGMENTS, share=0.5, seed=1)

    assert Plan(controls=controls[:2]).control_segments("lift-1", SEGMENTS) == half
    assert Plan(controls=controls[:2]).control_of("stairs").share == 0.25
    assert Plan(controls=controls).control_of("stairs") is None


def test_only_the_own_part_is_left_codable():
    part = own_segments(SEGMENTS, Assignment("lift-1", "ulf", Purpose.SHARED, frozenset({1, 3})))

    assert [one.number for one in part if one.codable] == [1]
    assert [(one.start, one.end) for one in part] == [(one.start, one.end) for one in SEGMENTS]
