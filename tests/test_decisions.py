"""What the log leaves standing."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.blindness import visible_coders
from coding.decisions import (
    finished_ranges,
    finished_segments,
    in_force,
    rejected,
    standing_codings,
)
from coding.model import Act, Certainty, Decision, Segment

WITH_CODE = (Act.ACCEPT, Act.REJECT, Act.ADD, Act.WITHDRAW, Act.RESPAN, Act.ANNOTATE)


def decide(seq, act, span=None, code=None, **more):
    """Return a decision of Oda's on one document, at a fixed moment."""
    start, end = span or (None, None)
    plain = {"client": "w", "coder_id": "oda", "document_id": "d", "framework_version": 1}
    plain["made_at"] = datetime(2031, 5, 4, tzinfo=UTC)
    return Decision(seq=seq, act=act, start=start, end=end, code_id=code, **{**plain, **more})


def undo(seq, undone, **more):
    return decide(seq, Act.UNDO, undoes_client="w", undoes_seq=undone, **more)


def spans(*decisions):
    return [(c.start, c.end, c.code_id) for c in standing_codings(decisions)]


@st.composite
def logs(draw, coders=("oda", "ulf"), most=25):
    """Logs of a few coders on few spans and codes, so that decisions meet."""
    log = []
    for seq in range(1, draw(st.integers(0, most)) + 1):
        act = draw(st.sampled_from(Act))
        start, old = draw(st.integers(0, 6)), draw(st.integers(0, 6))
        more = {"coder_id": draw(st.sampled_from(coders))}
        span = None if act is Act.UNDO else (start, start + draw(st.integers(1, 4)))
        if act is Act.UNDO:
            more |= {"undoes_client": "w", "undoes_seq": draw(st.integers(1, seq))}
        if act is Act.RESPAN:
            more |= {"was_start": old, "was_end": old + draw(st.integers(1, 4))}
        if act in WITH_CODE:
            more["memo"] = draw(st.sampled_from([None, "", "hm", "aha"]))
            more["certainty"] = draw(st.sampled_from([None, *Certainty]))
        code = draw(st.sampled_from("AB")) if act in WITH_CODE else None
        log.append(decide(seq, act, span, code, **more))
    return tuple(log)


def everything(log):
    """Return all that a log leaves standing, coder by coder."""
    finished = {
        coder: finished_ranges(d for d in log if d.coder_id == coder)
        for coder in sorted({d.coder_id for d in log})
    }
    return standing_codings(log), rejected(log), finished


@given(logs())
def test_replaying_the_log_twice_changes_nothing(log):
    assert everything(log + log) == everything(log)
    assert in_force(log + log) == in_force(log)


@given(logs(), st.randoms())
def test_decisions_sent_again_anywhere_later_change_nothing(log, random):
    again = list(log)
    for at, decision in enumerate(log):
        if random.random() < 0.5:
            again.insert(random.randint(again.index(decision, at) + 1, len(again)), decision)

    assert everything(tuple(again)) == everything(log)


@given(logs(coders=("oda",)), st.data())
def test_undo_then_redo_is_the_identity(log, data):
    if not log:
        return
    target = data.draw(st.integers(1, len(log)))
    undone = undo(len(log) + 1, target)
    redone = undo(len(log) + 2, len(log) + 1)

    assert everything((*log, undone, redone)) == everything(log)


@given(logs(), st.randoms())
def test_the_order_of_other_coders_entries_changes_nothing(log, random):
    queues = {coder: [d for d in log if d.coder_id == coder] for coder in ("oda", "ulf")}
    mixed = []
    while any(queues.values()):
        mixed.append(queues[random.choice([c for c, queue in queues.items() if queue])].pop(0))

    assert everything(tuple(mixed)) == everything(log)


@given(logs(coders=("oda",)))
def test_finished_ranges_are_sorted_disjoint_and_hold_what_was_finished(log):
    ranges = finished_ranges(log)
    expected = set()
    for decision in in_force(log):
        if decision.act is Act.FINISH:
            expected |= set(range(decision.start, decision.end))
        if decision.act is Act.REOPEN:
            expected -= set(range(decision.start, decision.end))

    assert all(start < end for start, end in ranges)
    assert all(one[1] < two[0] for one, two in pairwise(ranges))
    assert {at for start, end in ranges for at in range(start, end)} == expected


@given(logs(coders=("oda",)))
def test_a_span_and_code_is_never_both_coded_and_rejected(log):
    coded = {(c.start, c.end, c.code_id) for c in standing_codings(log)}

    assert coded.isdisjoint({(r.start, r.end, r.code_id) for r in rejected(log)})


def test_a_withdrawn_code_no_longer_stands():
    assert spans(decide(1, Act.ADD, (0, 4), "A"), decide(2, Act.WITHDRAW, (0, 4), "A")) == []


def test_a_rejected_code_no_longer_stands_and_is_rejected():
    log = (decide(1, Act.ACCEPT, (0, 4), "A"), decide(2, Act.REJECT, (0, 4), "A"))

    assert standing_codings(log) == ()
    assert [(r.coder_id, r.start, r.end, r.code_id) for r in rejected(log)] == [("oda", 0, 4, "A")]


@pytest.mark.parametrize("act", [Act.ACCEPT, Act.ADD, Act.WITHDRAW])
def test_a_rejection_is_taken_back_by_deciding_again(act):
    assert rejected((decide(1, Act.REJECT, (0, 4), "A"), decide(2, act, (0, 4), "A"))) == ()


def test_an_accepted_suggestion_is_told_from_an_added_code():
    log = (decide(1, Act.ACCEPT, (0, 4), "A"), decide(2, Act.ADD, (0, 4), "B"))

    assert [coding.suggested for coding in standing_codings(log)] == [True, False]


def test_coding_again_keeps_memo_and_certainty_unless_new_ones_come():
    first = decide(1, Act.ADD, (0, 4), "A", memo="hm", certainty=Certainty.UNSURE)
    again = decide(2, Act.ACCEPT, (0, 4), "A", certainty=Certainty.SURE)
    (coding,) = standing_codings((first, again))

    assert (coding.memo, coding.certainty, coding.suggested) == ("hm", Certainty.SURE, True)


def test_a_changed_span_keeps_certainty_and_memo():
    first = decide(1, Act.ADD, (0, 4), "A", memo="hm", certainty=Certainty.UNSURE)
    moved = decide(2, Act.RESPAN, (0, 9), "A", was_start=0, was_end=4)
    (coding,) = standing_codings((first, moved))

    assert (coding.start, coding.end, coding.memo, coding.certainty) == (
        0,
        9,
        "hm",
        Certainty.UNSURE,
    )


def test_a_span_changed_onto_another_coding_keeps_both_memos():
    log = (
        decide(1, Act.ADD, (0, 4), "A", memo="short", certainty=Certainty.SURE),
        decide(2, Act.ADD, (0, 9), "A", memo="long", certainty=Certainty.UNSURE),
        decide(3, Act.RESPAN, (0, 9), "A", was_start=0, was_end=4),
    )
    (coding,) = standing_codings(log)

    assert (coding.memo, coding.certainty) == ("long\nshort", Certainty.SURE)


def test_a_changed_span_of_a_coding_that_does_not_stand_changes_nothing():
    assert spans(decide(1, Act.RESPAN, (0, 9), "A", was_start=0, was_end=4)) == []


def test_an_annotate_sets_certainty_and_memo_to_what_it_carries():
    first = decide(1, Act.ADD, (0, 4), "A", memo="hm", certainty=Certainty.SURE)
    (coding,) = standing_codings((first, decide(2, Act.ANNOTATE, (0, 4), "A")))

    assert (coding.memo, coding.certainty) == ("", None)


def test_an_undo_of_the_undo_of_an_undo_undoes():
    log = (decide(1, Act.ADD, (0, 4), "A"), undo(2, 1), undo(3, 2), undo(4, 3))

    assert in_force(log) == ()


def test_nobody_undoes_what_another_coder_or_another_document_holds():
    added = decide(1, Act.ADD, (0, 4), "A")

    assert spans(added, undo(2, 1, coder_id="ulf"), undo(3, 1, document_id="e")) == [(0, 4, "A")]


def test_an_undo_that_arrives_before_its_decision_still_undoes():
    assert in_force((undo(2, 1), decide(1, Act.ADD, (0, 4), "A"))) == ()


def test_undos_in_a_circle_cancel_nothing_else():
    log = (decide(1, Act.ADD, (0, 4), "A"), undo(2, 3), undo(3, 2))

    assert spans(*log) == [(0, 4, "A")]


def test_the_clock_does_not_matter_only_the_log():
    early = datetime(1999, 1, 1, tzinfo=UTC)
    log = (decide(1, Act.ADD, (0, 4), "A"), decide(2, Act.WITHDRAW, (0, 4), "A", made_at=early))

    assert spans(*log) == []


def test_a_long_log_is_read_without_comparing_everything_with_everything():
    finishes = [decide(n, Act.FINISH, (3 * n, 3 * n + 2)) for n in range(1, 20_001)]
    undos = [undo(20_000 + n, 20_000 + n - 1) for n in range(1, 20_001)]

    assert len(finished_ranges([*finishes, *undos])) == 20_000


SEGMENTS = (Segment("d", 1, 0, 8, 0, True), Segment("d", 2, 10, 20, 0, True))


def test_a_segment_is_finished_when_its_whole_range_is():
    log = (decide(1, Act.FINISH, (0, 8)), decide(2, Act.FINISH, (10, 19)))

    assert finished_segments(log, SEGMENTS) == {1}


def test_white_space_between_finished_ranges_does_not_count():
    segment = (Segment("d", 1, 0, 9, 0, True),)
    log = (decide(1, Act.FINISH, (0, 4)), decide(2, Act.FINISH, (5, 9)))

    assert finished_segments(log, segment, text="lift sang") == {1}
    assert finished_segments(log, segment, text="lift-sang") == frozenset()
    assert finished_segments(log, segment) == frozenset()


def test_reopening_a_part_reopens_the_segments_that_it_touches():
    log = (decide(1, Act.FINISH, (0, 20)), decide(2, Act.REOPEN, (12, 13)))

    assert finished_segments(log, SEGMENTS) == {1}


def test_finished_ranges_of_two_coders_are_never_taken_together():
    log = (decide(1, Act.FINISH, (0, 8)), decide(2, Act.FINISH, (9, 20), coder_id="ulf"))

    with pytest.raises(ValueError, match="one coder"):
        finished_ranges(log)


def both_finish():
    oda = decide(1, Act.FINISH, (0, 20))
    return oda, replace(oda, seq=2, coder_id="ulf")


def test_coders_are_blind_until_all_have_finished():
    oda, ulf = both_finish()
    ulf_half = replace(ulf, end=9)

    assert visible_coders("oda", (oda, ulf_half), SEGMENTS) == {"oda"}
    assert visible_coders("ulf", (oda, ulf_half), SEGMENTS) == {"ulf"}
    assert visible_coders("oda", (oda, ulf), SEGMENTS) == {"oda", "ulf"}


def test_who_has_not_coded_a_document_does_not_see_others_work_on_it():
    assert visible_coders("eva", both_finish(), SEGMENTS) == {"eva"}


def test_with_a_plan_an_assigned_coder_who_has_not_begun_keeps_it_closed():
    assert visible_coders("oda", both_finish(), SEGMENTS, assigned={"oda", "ulf", "eva"}) == {"oda"}


def test_who_codes_beside_the_plan_is_seen_only_when_finished():
    oda, ulf = both_finish()
    eva = replace(oda, seq=3, coder_id="eva", end=9)

    assert visible_coders("oda", (oda, ulf, eva), SEGMENTS, assigned={"oda", "ulf"}) == {
        "oda",
        "ulf",
    }


def test_reopening_closes_the_view_again():
    oda, ulf = both_finish()
    log = (oda, ulf, replace(ulf, seq=3, act=Act.REOPEN, start=2, end=3))

    assert visible_coders("oda", log, SEGMENTS) == {"oda"}


def test_a_document_without_codable_segments_stays_closed():
    asked = tuple(replace(segment, codable=False) for segment in SEGMENTS)

    assert visible_coders("oda", both_finish(), asked) == {"oda"}
