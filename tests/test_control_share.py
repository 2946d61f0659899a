"""Agreement with and without suggestions, and one coder held against another code by code."""

from coding.agreement.values import RatedUnit, Ratings, Unit
from coding.calibration import calibration
from coding.control_share import following, shown_suggestions, with_and_without
from coding.model import Segment, Suggestion


def unit(number, *codes, document_id="lift"):
    sets = tuple(None if one is None else frozenset(one.split()) for one in codes)
    return RatedUnit(f"{document_id}:{number}", document_id, sets, 10 * number, 10 * number + 9)


def suggestion(number, code_id, document_id="lift"):
    start = 10 * number
    return Suggestion(document_id, start, start + 9, code_id, 0.5, "coin 1")


def ratings(*units):
    return Ratings(Unit.SEGMENT, ("oda", "ulf"), units)


def test_control_passages_and_the_others_are_kept_apart():
    both = ratings(unit(1, "SONG", ""), unit(2, "", ""), unit(1, "", "", document_id="stairs"))
    shown, hidden = with_and_without(both, {"lift": {"lift:2"}, "stairs": set()})

    assert [one.id for one in shown.units] == ["lift:1"]
    assert [one.id for one in hidden.units] == ["lift:2"]


def test_suggestions_are_followed_as_often_as_coders_gave_the_same_code():
    judged = ratings(unit(1, "SONG DARK", "SONG"), unit(2, "", "HUM"), unit(3, "SONG", None))
    offered = [
        suggestion(1, "SONG"),
        suggestion(1, "HUM"),
        suggestion(2, "HUM"),
        suggestion(9, "X"),
    ]
    found = following(judged, offered)

    assert (found.passages, found.proposed, found.given) == (5, 6, 3)
    assert (found.codes, found.suggested) == (5, 3)
    assert found.followed == 0.5
    assert found.foreseen == 0.6


def test_what_was_never_suggested_or_coded_has_no_share():
    found = following(ratings(unit(1, "", "")), [])

    assert found.followed is None
    assert found.foreseen is None


def test_two_suggestions_of_one_code_on_a_passage_count_once():
    found = following(ratings(unit(1, "SONG", None)), [suggestion(1, "SONG")] * 2)

    assert (found.proposed, found.given) == (1, 1)


def test_suggestions_that_touch_a_control_passage_are_hidden():
    segments = [Segment("lift", n, 10 * n, 10 * n + 9, 0, True) for n in range(1, 5)]
    long = Suggestion("lift", 10, 22, "SONG", 0.5, "coin 1")

    assert shown_suggestions([suggestion(1, "A"), suggestion(2, "B"), long], segments, {2}) == (
        suggestion(1, "A"),
    )


def test_codes_are_held_against_the_measure_worst_first():
    judged = ratings(
        unit(1, "SONG DARK", "SONG"),
        unit(2, "DARK", "SONG"),
        unit(3, "HUM", "HUM"),
        unit(4, "X", None),
    )
    dark, song, hum = calibration(judged, measure="oda", other="ulf")

    assert (dark.code_id, dark.both, dark.missed, dark.extra, dark.of) == ("DARK", 0, 2, 0, 3)
    assert (song.code_id, song.both, song.missed, song.extra) == ("SONG", 1, 0, 1)
    assert (hum.code_id, hum.differing, hum.positive_agreement) == ("HUM", 0, 1.0)
    assert song.positive_agreement == 2 / 3


def test_the_other_way_round_what_was_missed_is_too_many():
    judged = ratings(unit(1, "SONG DARK", "SONG"), unit(2, "DARK", "SONG"))
    there = {m.code_id: m for m in calibration(judged, measure="oda", other="ulf")}
    back = {m.code_id: m for m in calibration(judged, measure="ulf", other="oda")}

    assert {key: (m.extra, m.missed) for key, m in there.items()} == {
        key: (m.missed, m.extra) for key, m in back.items()
    }


def test_nothing_judged_by_both_gives_no_codes():
    assert calibration(ratings(unit(1, "SONG", None)), measure="oda", other="ulf") == ()
