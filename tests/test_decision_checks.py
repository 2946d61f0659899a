"""Why a decision cannot be stored."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coding.decisions import check_decision
from coding.model import Act


@pytest.fixture
def why(make_document, make_decision, lift_framework):
    def why(*args, newest_version=None, **more):
        decision = make_decision(*args, **more)
        return check_decision(
            decision, make_document(), lift_framework, newest_version=newest_version
        )

    return why


UNDO = {"undoes_client": "window", "undoes_seq": 1}


@pytest.mark.parametrize(
    ("act", "more"),
    [
        *((act, {}) for act in Act if act not in (Act.RESPAN, Act.UNDO)),
        (Act.RESPAN, {"was_start": 0, "was_end": 8}),
        (Act.UNDO, UNDO),
    ],
    ids=str,
)
def test_a_sound_decision_of_each_kind_passes(why, act, more):
    assert why(2, act, **more) is None


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"client": ""}, "which window"),
        ({"client": "a b"}, "which window"),
        ({"client": "x" * 101}, "which window"),
        ({"client": 7}, "which window"),
        ({"seq": 0}, "number"),
        ({"seq": True}, "number"),
        ({"seq": 2**53}, "number"),
        ({"seq": 1.5}, "number"),
        ({"document_id": "stairs"}, "another document"),
        ({"framework_version": 0}, "version"),
        ({"framework_version": 4}, "version"),
        ({"framework_version": "1"}, "version"),
        ({"made_at": datetime(2031, 5, 4)}, "when"),  # noqa: DTZ001  # naive on purpose
        ({"made_at": None}, "when"),
        ({"made_at": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))}, "when"),
        ({"start": None}, "which passage"),
        ({"end": None}, "which passage"),
        ({"start": True}, "which passage"),
        ({"end": 3.5}, "which passage"),
        ({"start": -1}, "outside"),
        ({"end": 44}, "outside"),
        ({"start": 8, "end": 8}, "outside"),
        ({"start": 9, "end": 8}, "outside"),
        ({"start": 20, "end": 22}, "no words"),
        ({"code_id": None}, "which code"),
        ({"code_id": ["SONG"]}, "which code"),
        ({"shown": 1}, "suggested"),
        ({"certainty": "sure"}, "How sure"),
        ({"code_id": "STAIRS"}, "no code 'STAIRS'"),
        ({"score": 1.1}, "between 0 and 1"),
        ({"score": float("nan")}, "between 0 and 1"),
        ({"score": "high"}, "between 0 and 1"),
        ({"memo": "x" * 10_001}, "10,001 characters"),
        ({"memo": "a\x00b"}, "cannot be kept"),
        ({"memo": "half \ud83d"}, "cannot be kept"),
        ({"memo": 3}, "cannot be kept"),
    ],
)
def test_a_decision_that_cannot_be_stored_is_refused_with_its_reason(why, more, reason):
    assert reason in why(**{"seq": 2, "newest_version": 3, **more})


@pytest.mark.parametrize("act", [Act.WITHDRAW, Act.REJECT, Act.ANNOTATE], ids=str)
def test_a_code_that_the_framework_has_lost_can_still_be_taken_away(why, act):
    assert why(2, act, code_id="STAIRS") is None
    assert "no code" in why(2, act, code_id="STAIRS" * 20)


@pytest.mark.parametrize(
    ("act", "more", "reason"),
    [
        (Act.UNDO, {}, "which decision it undoes"),
        (Act.UNDO, {**UNDO, "undoes_seq": 0}, "which decision it undoes"),
        (Act.UNDO, {**UNDO, "undoes_client": "a b"}, "which decision it undoes"),
        (Act.UNDO, {**UNDO, "undoes_seq": 2}, "undoes itself"),
        (Act.UNDO, {**UNDO, "code_id": "SONG"}, "carries no code"),
        (Act.FINISH, {"code_id": "SONG"}, "carries no code"),
        (Act.RESPAN, {}, "old start"),
        (Act.RESPAN, {"was_start": 40, "was_end": 44}, "outside"),
    ],
)
def test_what_an_act_must_carry_is_asked_for(why, act, more, reason):
    assert reason in why(2, act, **more)


def test_a_memo_of_ten_thousand_characters_with_line_breaks_passes(why):
    assert why(memo="a line\n\tof emoji 🛗" + "x" * 9_982) is None


def test_a_reason_never_quotes_memo_or_interview(why):
    assert "secret" not in why(memo="secret \x07")
    assert "lift" not in why(end=44)


ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.lists(st.none())
)
FIELDS = ("client", "seq", "start", "end", "code_id", "was_start", "was_end", "undoes_client")
MORE = ("undoes_seq", "shown", "score", "certainty", "memo", "framework_version", "made_at")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(FIELDS + MORE), ANYTHING), st.sampled_from(Act))
def test_whatever_comes_in_gets_an_answer_and_no_crash(why, fields, act):
    answer = why(**{"seq": 1, **fields, "act": act})

    assert answer is None or answer.endswith(".")


def test_a_moment_in_any_zone_passes(why):
    assert (
        why(made_at=datetime(2031, 5, 4, tzinfo=UTC).astimezone(timezone(timedelta(hours=9))))
        is None
    )
