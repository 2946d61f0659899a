import numpy as np

from coding.pretag.offers import Limits, chosen_codes, twins_alike

TWINS = frozenset({frozenset({0, 1})})
OPEN = Limits(most=3, codable=0.5, least=0, times_chance=0, beside_best=0)


def choose(scores, codable=0.9, limits=OPEN):
    return chosen_codes(np.array(scores), codable, TWINS, limits)


def test_the_best_codes_come_first():
    assert choose([0.1, 0.01, 0.3, 0.2]) == (2, 3, 0)


def test_twins_that_score_alike_are_offered_together():
    assert choose([0.30, 0.25, 0.28], limits=Limits(most=2, least=0, times_chance=0)) == (0, 1)


def test_twins_that_score_apart_are_not():
    assert twins_alike(0, np.array([0.30, 0.10, 0.2]), TWINS) == []


def test_twins_alike_are_left_out_where_there_is_room_for_one_only():
    assert choose([0.20, 0.19, 0.4, 0.3]) == (2, 3)


def test_nothing_is_offered_where_no_code_is_likely_to_apply():
    assert choose([0.3, 0.1, 0.2], codable=0.4) == ()


def test_nothing_is_offered_that_is_hardly_likelier_than_chance():
    assert choose([0.05] * 20, limits=Limits(beside_best=0)) == ()


def test_a_code_far_behind_the_best_is_left_out():
    assert choose([0.0, 0.0, 0.6, 0.1], limits=Limits(least=0, times_chance=0)) == (2,)
