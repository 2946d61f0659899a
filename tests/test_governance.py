"""How suggestions fare with people, and when a code falls silent."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from coding.governance import CodeRecord, Muting, Rate, code_records, muted_codes, trials
from coding.machine_part import machine_part
from coding.model import Act, Decision, Segment, Suggestion

SEGMENTS = tuple(Segment("lift-1", n, 20 * n, 20 * n + 10, n, n != 3) for n in range(1, 6))
NONE = Rate(0, 0)


def suggest(number, code):
    return Suggestion("lift-1", 20 * number, 20 * number + 10, code, 0.4, "framework 2")


def act(seq, what, number=None, code=None, coder="ada", **more):
    place = {} if number is None else {"start": 20 * number, "end": 20 * number + 10}
    at = datetime(2026, 2, 3, tzinfo=UTC)
    return Decision("tab", seq, coder, "lift-1", what, 1, at, code_id=code, **(place | more))


def everything_finished(seq, coder="ada"):
    return act(seq, Act.FINISH, coder=coder, start=0, end=200)


def record(right, tried, code="SONG"):
    return CodeRecord(code, Rate(right, tried), NONE, NONE, NONE)


def mute(right, tried, before=None, threshold=0.5, **more):
    (found,) = muted_codes(
        [record(right, tried)], {"SONG": before} if before else {}, threshold=threshold, **more
    )
    return found


def test_silence_on_a_finished_passage_counts_against_a_suggestion():
    log = [act(1, Act.ACCEPT, 1, "SONG"), act(2, Act.REJECT, 2, "SONG"), everything_finished(3)]
    offers = [suggest(1, "SONG"), suggest(2, "SONG"), suggest(4, "SONG")]

    (song,) = code_records(trials(SEGMENTS, offers, log), ["SONG"])

    assert song.precision == Rate(1, 3)
    assert song.acceptance == Rate(1, 3)
    assert song.recall == Rate(1, 1)


def test_what_nobody_finished_and_interviewers_say_is_no_trial():
    log = [act(1, Act.ACCEPT, 1, "SONG"), act(2, Act.FINISH, 1)]

    tried = trials(SEGMENTS, [suggest(2, "SONG"), suggest(3, "SONG")], log)

    assert [one.number for one in tried] == [1]


def test_a_code_added_where_it_was_not_suggested_lowers_recall_alone():
    log = [act(1, Act.ADD, 1, "STUCK"), act(2, Act.ADD, 2, "STUCK"), everything_finished(3)]

    (stuck,) = code_records(trials(SEGMENTS, [suggest(1, "STUCK")], log), ["STUCK"])

    assert stuck.recall == Rate(1, 2)
    assert stuck.precision == Rate(1, 1)
    assert stuck.acceptance == Rate(0, 1)


def test_control_passages_count_for_precision_and_not_for_acceptance():
    log = [act(1, Act.ADD, 1, "SONG"), everything_finished(2)]

    (song,) = code_records(trials(SEGMENTS, [suggest(1, "SONG")], log, control={1}), ["SONG"])

    assert (song.precision, song.blind, song.acceptance) == (Rate(1, 1), Rate(1, 1), Rate(0, 0))


def test_an_interval_is_wilsons():
    low, high = Rate(8, 10).interval

    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)
    assert Rate(0, 0).interval is None
    assert Rate(0, 0).value is None


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share_and_lies_between_nothing_and_all(counts):
    rate = Rate(*counts)

    low, high = rate.interval

    assert 0 <= low <= rate.value + 1e-12
    assert rate.value - 1e-12 <= high <= 1


def test_a_code_that_is_too_often_wrong_is_muted_and_says_why():
    found = mute(3, 10)

    assert found.muted
    assert "3 of 10" in found.why
    assert "50%" in found.why


def test_few_suggestions_mute_nothing():
    assert not mute(0, 7).muted


def test_a_muted_code_does_not_flicker_at_the_threshold():
    muted = Muting("SONG", True, False, "")

    assert mute(52, 100, muted).muted
    assert not mute(55, 100, muted).muted
    assert not mute(52, 100).muted


def test_a_muted_code_speaks_again_when_the_tagger_has_got_better():
    muted = Muting("SONG", True, False, "")

    found = mute(2, 10, muted, expected={"SONG": 0.7})

    assert not found.muted
    assert "70%" in found.why


def test_what_people_set_by_hand_stays():
    by_hand = Muting("SONG", False, True, "Ada wants to see it.")

    assert mute(0, 50, by_hand) == by_hand


def test_the_machines_part_adds_up():
    log = [
        act(1, Act.ACCEPT, 1, "SONG"),
        act(2, Act.RESPAN, code="SONG", start=20, end=28, was_start=20, was_end=30),
        act(3, Act.REJECT, 2, "SONG"),
        act(4, Act.ADD, 4, "STUCK"),
        act(5, Act.ADD, 5, "SONG"),
        everything_finished(6),
    ]
    offers = [suggest(1, "SONG"), suggest(2, "SONG"), suggest(4, "SONG"), suggest(5, "SONG")]
    tried = trials(SEGMENTS, offers, log, control={5})

    part = machine_part(tried, taggers=("framework 2",), framework_versions=(1,))

    assert (part.passages, part.coders, part.shown) == (4, 1, 3)
    assert part.accepted == Rate(1, 3)
    assert part.changed == Rate(1, 1)
    assert part.refused == Rate(1, 3)
    assert part.passed_over == Rate(1, 3)
    assert part.added == Rate(2, 3)
    assert part.control == Rate(1, 4)
    assert part.foreseen == Rate(1, 1)
