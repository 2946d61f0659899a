"""Nothing acknowledged is lost, and nothing stored twice, whenever a program is killed."""

import random

import pytest

from benchmarks.killing import run_kills


@pytest.mark.slow
def test_fifty_kills_lose_and_double_nothing(study_location):
    random.seed(20_310_504)
    report = run_kills(study_location, 50)

    assert report.kills == 50
    assert report.stored >= report.acknowledged >= 50
